/**
 * Several files as one archive, so that what belongs together reaches the server together. Not compressed: the ZIP file
 * format's local headers, central directory and end record, without times.
 */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function sum(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (TABLE[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}

/** Numbers in little-endian order, each with its width in bytes. */
function record(...fields: readonly (readonly [width: 2 | 4, value: number])[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((length, [width]) => length + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return bytes;
}

/** The first of January 1980, as the format counts. */
const DAY = 0x21;
const UTF8 = 0x800;

export function zip(files: readonly { name: string; bytes: Uint8Array }[]): Blob {
  const [locals, entries]: [Uint8Array[], Uint8Array[]] = [[], []];
  let offset = 0;
  for (const { name, bytes } of files) {
    const named = new TextEncoder().encode(name);
    const said = [[2, 20], [2, UTF8], [2, 0], [2, 0], [2, DAY], [4, sum(bytes)], [4, bytes.length], [4, bytes.length], [2, named.length], [2, 0]] as const;
    locals.push(record([4, 0x04034b50], ...said), named, bytes);
    entries.push(record([4, 0x02014b50], [2, 20], ...said, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), named);
    offset += 30 + named.length + bytes.length;
  }
  const size = entries.reduce((length, part) => length + part.length, 0);
  const end = record([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, offset], [2, 0]);
  return new Blob([...locals, ...entries, end] as BlobPart[], { type: 'application/zip' });
}

/** What can be brought onto a board, for choosing files. */
export const IMPORTED = '.bpmn,.dmn,.form,.json,.xml,.zip,application/xml,text/xml,application/json,application/zip';

/** What somebody chose or dropped as one file: itself, or an archive that is called like the process in it. */
export async function together(files: Iterable<File>): Promise<File | undefined> {
  const all = [...files];
  const [first] = all;
  if (all.length < 2 || !first) return first;
  const read = await Promise.all(all.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
  const named = all.find((file) => /\.bpmn$/i.test(file.name)) ?? first;
  return new File([zip(read)], named.name, { type: 'application/zip' });
}
