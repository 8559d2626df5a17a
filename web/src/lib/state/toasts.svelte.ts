/** One short message at a time, above the strip: 6 seconds with one action at most; errors stay until closed. */
export interface Toast { id: number; text: string; kind: 'info' | 'error'; action?: { label: string; run: () => void } }

let shown = $state.raw<Toast | null>(null);
let counter = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

export function toast(): Toast | null {
  return shown;
}

export function tell(text: string, options: { kind?: Toast['kind']; lasting?: boolean; action?: Toast['action'] } = {}): void {
  clearTimeout(timer);
  counter += 1;
  shown = { id: counter, text, kind: options.kind ?? 'info', ...(options.action ? { action: options.action } : {}) };
  if (shown.kind === 'info' && !options.lasting) timer = setTimeout(dismiss, 6000);
}

export function dismiss(): void {
  clearTimeout(timer);
  shown = null;
}
