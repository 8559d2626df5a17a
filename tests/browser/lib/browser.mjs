// People in front of real browsers: Chromium, a fresh profile each, everything that must not happen recorded.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Starts Chromium; `person(options)` opens a context of its own (its cookies, its storage). */
export async function startBrowser() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  return {
    browser,
    person: (options) => person(browser, options),
    /** Ends it; pages that a failed test left open are kept as pictures, with what they said. */
    async close() {
      for (const [index, context] of browser.contexts().entries()) {
        for (const page of context.pages()) await picture(page, `failed-${index}`).catch(() => {});
      }
      await browser.close();
    },
  };
}

/**
 * A person at `base`. Everything the console says and every request to another host is remembered; `clean()` asserts
 * that there was none. `expected`: pieces of console texts that a test provokes on purpose (a cut link).
 */
async function person(browser, { base, locale = 'de-DE', theme = 'light', width = 1440, height = 900, zoom = 1, motion = 'reduce' }) {
  const context = await browser.newContext({
    baseURL: base, locale, colorScheme: theme, reducedMotion: motion, acceptDownloads: true,
    viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) }, deviceScaleFactor: zoom,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const faults = [];
  const host = new URL(base).host;
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) && url.host !== host) faults.push(`foreign request: ${request.url()}`);
  });
  context.on('weberror', (error) => faults.push(`exception: ${error.error().stack}`));
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  const page = await context.newPage();
  if (process.env.WANDEL_LOUD) context.on('close', () => console.log(faults.join('\n')));
  page.setDefaultTimeout(15_000);
  return {
    context,
    page,
    clean(expected = []) {
      const rest = faults.filter((fault) => !expected.some((piece) => fault.includes(piece)));
      assert.deepEqual(rest, []);
    },
    close: () => context.close(),
  };
}

/** Asserts that axe-core finds nothing (WCAG 2.2 AA and best practices). */
export async function assertAccessible(page, name) {
  // The page's policy forbids foreign scripts; the debugger's own evaluation is not the page's.
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const result = await globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join('; ')}`);
  });
  assert.deepEqual(violations, [], `axe-core on ${name}`);
}

/** Keeps a picture in `tests/out/pictures`. */
export async function picture(page, name) {
  const folder = join(process.env.WANDEL_OUT, 'pictures');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
