// A person at a board: what they see through the accessible tree, and what they do with mouse and keys.

/** Opens a board by link or path and waits until it is saved (which means: loaded and in step). */
export async function openBoard(page, path) {
  await page.goto(path);
  const board = boardOn(page);
  await board.saved();
  return board;
}

export function boardOn(page) {
  const canvas = page.locator('canvas').last();
  return {
    page,
    canvas,
    saveState: () => page.locator('[data-save]').first().getAttribute('data-save'),
    saved: () => page.locator('[data-save="saved"]').first().waitFor({ state: 'attached', timeout: 60_000 }),
    inState: (state) => page.locator(`[data-save="${state}"]`).first().waitFor({ state: 'attached', timeout: 30_000 }),
    /** The mirror's button of an element, by a part of its name. */
    element: (label) => page.locator(`.mirror button[aria-label*="${label}"]`).first(),
    elements: () => page.locator('.mirror button').evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label'))),
    editor: () => page.locator('textarea.editor'),
    /** Makes a note at a place of the window by the note tool, with key and mouse, and types its text. */
    async addNote(text, x = 720, y = 700) {
      await page.locator('[data-region=canvas]').focus();
      await page.keyboard.press('n');
      await page.mouse.click(x, y);
      await this.editor().waitFor();
      await page.keyboard.type(text);
      await page.keyboard.press('Escape');
      await this.element(text).waitFor();
    },
    /** Selects by a click on the drawing. */
    async click(label) {
      const box = await this.element(label).boundingBox();
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    },
    /** Opens the label of an element for typing. */
    async edit(label) {
      await this.element(label).focus();
      await page.keyboard.press('F2');
      await this.editor().waitFor();
    },
    /** Waits until nobody is asked for more: the label editor is closed. */
    async closed() {
      await this.editor().waitFor({ state: 'detached' });
    },
  };
}
