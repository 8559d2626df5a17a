/** Hands an answer of the server to the browser as a file, under the name the server gave it. */
const ENDINGS: Record<string, string> = { bpmn: 'bpmn', zip: 'zip', xprozess: 'xml', json: 'json', svg: 'svg', yjs: 'yjs' };

/** The file name of a Content-Disposition header; pure. */
export function fileName(header: string | null): string | null {
  const encoded = /filename\*\s*=\s*UTF-8''([^;]+)/i.exec(header ?? '')?.[1];
  if (encoded) {
    try {
      return decodeURIComponent(encoded.trim());
    } catch {
      return null;
    }
  }
  return /filename\s*=\s*"([^"]+)"/i.exec(header ?? '')?.[1] ?? null;
}

export async function download(answer: Response, title: string, format: string): Promise<void> {
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(answer.headers.get('content-disposition')) ?? `${title.replace(/[\\/:*?"<>|]+/g, ' ').trim() || 'board'}.${ENDINGS[format] ?? 'txt'}`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => { URL.revokeObjectURL(url); }, 60_000);
}
