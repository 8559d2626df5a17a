/** Remembers whether the person last used keys or a pointer: a ring round the whole canvas helps only with keys. */
export function startInput(): void {
  const note = (how: string) => () => { document.documentElement.dataset['input'] = how; };
  document.addEventListener('pointerdown', note('pointer'), true);
  const keys = note('keys');
  document.addEventListener('keydown', (event) => { if (!['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) keys(); }, true);
}
