/** Several files as one archive, so that what belongs together reaches the server together. */
import { zipSync } from 'fflate';

/** What can be brought onto a board, for choosing files. */
export const IMPORTED = '.bpmn,.dmn,.form,.json,.xml,.zip,application/xml,text/xml,application/json,application/zip';

/** What is pasted as files: those that can be brought onto a board, or the text of one. */
export function pasted(data: DataTransfer | null, name: string): File[] {
  const files = [...(data?.files ?? [])];
  if (files.some((file) => /\.(bpmn|dmn|form|json|xml|zip)$/i.test(file.name))) return files;
  return written(data?.getData('text/plain') ?? '', name);
}

/** A text as a file, if it is one. */
export function written(text: string, name: string): File[] {
  return /^\s*(<\?xml\b|<(\w+:)?definitions\b)/.test(text) ? [new File([text], name, { type: 'application/xml' })] : [];
}

const PROCESS = /\.(bpmn|xml)$/i;

/**
 * What somebody chose or dropped: every process a file, with all forms and tables beside it in one archive that is called like
 * the process; what lies beside no process is one file.
 */
export async function together(files: Iterable<File>): Promise<File[]> {
  const all = [...files];
  const processes = all.filter((file) => PROCESS.test(file.name));
  const beside = all.filter((file) => !PROCESS.test(file.name));
  // Archives hold what belongs together already.
  const packed = beside.filter((file) => /\.zip$/i.test(file.name));
  const loose = beside.filter((file) => !packed.includes(file));
  const groups = processes.length > 0 ? processes.map((process) => [process, ...loose]) : loose.length > 0 ? [loose] : [];
  return [...(await Promise.all(groups.map(archive))), ...packed];
}

async function archive(all: File[]): Promise<File> {
  const [first] = all as [File];
  if (all.length === 1) return first;
  const parts: Record<string, Uint8Array> = {};
  for (const [at, file] of all.entries()) {
    // From two folders two may be called the same.
    parts[file.name in parts ? `${String(at)}-${file.name}` : file.name] = new Uint8Array(await file.arrayBuffer());
  }
  return new File([zipSync(parts, { level: 0 }) as BlobPart], first.name, { type: 'application/zip' });
}
