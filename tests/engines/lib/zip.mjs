// Files as an archive, not compressed (the ZIP file format's local headers, central directory and end record).

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ TABLE[(value ^ byte) & 0xff];
  return (value ^ 0xffffffff) >>> 0;
}

/** Numbers in little-endian order, each with its width in bytes. */
const record = (...fields) => Buffer.concat(fields.map(([width, value]) => {
  const bytes = Buffer.alloc(width);
  bytes.writeUIntLE(value, 0, width);
  return bytes;
}));

/** Packs `[name, bytes]` pairs. */
export function zip(files) {
  const locals = [];
  const entries = [];
  let offset = 0;
  for (const [name, bytes] of files) {
    const named = Buffer.from(name);
    // Version, flags (names are UTF-8), stored, no time, the first of January 1980, sum, sizes, length of the name, nothing more.
    const said = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 0x21], [4, crc(bytes)], [4, bytes.length], [4, bytes.length], [2, named.length], [2, 0]];
    locals.push(record([4, 0x04034b50], ...said), named, bytes);
    entries.push(record([4, 0x02014b50], [2, 20], ...said, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), named);
    offset += 30 + named.length + bytes.length;
  }
  const directory = Buffer.concat(entries);
  const count = files.length;
  return Buffer.concat([...locals, directory, record([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, directory.length], [4, offset], [2, 0])]);
}
