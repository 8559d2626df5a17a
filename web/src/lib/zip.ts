/** Several files as one archive, so that what belongs together reaches the server together. */
import { zipSync } from 'fflate';

/** What can be brought onto a board, for choosing files. */
export const IMPORTED = '.bpmn,.dmn,.form,.json,.xml,.zip,application/xml,text/xml,application/json,application/zip';

/** What somebody chose or dropped as one file: itself, or an archive that is called like the process in it. */
export async function together(files: Iterable<File>): Promise<File | undefined> {
  const all = [...files];
  const [first] = all;
  if (all.length < 2 || !first) return first;
  const parts: Record<string, Uint8Array> = {};
  for (const [at, file] of all.entries()) {
    // From two folders two may be called the same.
    parts[file.name in parts ? `${String(at)}-${file.name}` : file.name] = new Uint8Array(await file.arrayBuffer());
  }
  const named = all.find((file) => /\.bpmn$/i.test(file.name)) ?? first;
  return new File([zipSync(parts, { level: 0 }) as BlobPart], named.name, { type: 'application/zip' });
}
