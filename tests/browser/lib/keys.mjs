// A person without a pointer: what they do with keys alone, and the proof that the page saw no pointer at all.
import assert from 'node:assert/strict';

/** Opens a page for somebody who has only keys; every pointer event that any of their pages sees is remembered. */
export async function keysOnly(chromium, base) {
  const person = await chromium.person({ base });
  const { page, context } = person;
  const seen = [];
  await context.exposeBinding('pointerSeen', (_, type) => { seen.push(type); });
  await context.addInitScript(() => {
    for (const type of ['pointerdown', 'pointermove', 'pointerup', 'mousedown', 'mousemove', 'mouseup', 'touchstart', 'wheel']) {
      addEventListener(type, () => { globalThis.pointerSeen(type); }, { capture: true });
    }
    // A click that a key made has no detail.
    addEventListener('click', (event) => { if (event.detail > 0) globalThis.pointerSeen('click'); }, { capture: true });
  });
  const keys = {
    ...person,
    async press(...all) { for (const key of all) await page.keyboard.press(key); },
    type: (text) => page.keyboard.type(text),
    /** Tab by Tab to a control that is there, backwards if it stands before; fails if it cannot be reached. */
    async to(locator) {
      await locator.waitFor({ state: 'attached' });
      for (let n = 0; n < 120; n += 1) {
        const way = await locator.evaluate((element) => {
          const now = document.activeElement;
          if (element === now) return 'here';
          return now && now !== document.body && (element.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING) ? 'back' : 'on';
        });
        if (way === 'here') return;
        await page.keyboard.press(way === 'back' ? 'Shift+Tab' : 'Tab');
      }
      assert.fail(`not reached: ${locator}, but ${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))}`);
    },
    async fill(locator, text) {
      await keys.to(locator);
      await keys.press('Control+a');
      await keys.type(text);
    },
    /** To a button and presses it. */
    async push(locator) {
      await keys.to(locator);
      await keys.press('Enter');
    },
    noPointer: () => assert.deepEqual(seen, []),
  };
  return keys;
}

/** Waits until what was copied is in the clipboard: the browser takes its time. */
export const copied = (page) => page.waitForFunction(() => navigator.clipboard.readText().then((text) => text.startsWith('{"wandel":')));

/** What a person at a board does with keys alone. */
export function hands(keys, board) {
  const { page } = keys;
  const here = {
    /** Types a name in the open editor and ends it. */
    async name(text) {
      await page.locator('textarea.editor:focus').waitFor();
      await keys.type(text);
      await keys.press('Enter');
      await board.closed();
      if (text) await board.element(`„${text}“`).waitFor();
      // The focus is back on the element.
      await page.waitForFunction(() => document.activeElement.closest('.mirror') !== null);
    },
    /** Selects an element by its name, through the palette. */
    async find(text) {
      await keys.press('Control+k');
      await page.locator('dialog [role=combobox]').waitFor();
      await keys.type(`#${text}`);
      await page.getByRole('option').first().waitFor();
      await keys.press('Enter');
      await page.locator('dialog [role=combobox]').waitFor({ state: 'detached' });
      await page.locator(`.mirror button[aria-pressed=true][aria-label*="${text}"]`).waitFor();
    },
    /** Makes what a tool makes, without pointing. */
    async place(tool, text) {
      await keys.press(tool, 'Enter');
      await here.name(text);
    },
  };
  return here;
}
