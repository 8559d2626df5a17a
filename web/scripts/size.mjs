/** Brotli size of the shell as built: everything a browser loads but the engine, fonts apart. Fails above the budget. */
import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const BUDGET = 150_000;
const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const small = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const sizes = { shell: 0, words: 0, engine: 0, fonts: 0 };
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || entry.name.endsWith('.map')) continue;
  const bytes = readFileSync(`${entry.parentPath}/${entry.name}`);
  if (/\.woff2$/.test(entry.name)) sizes.fonts += bytes.length;
  else if (/wandel_client/.test(entry.name)) sizes.engine += small(bytes);
  // One language is loaded, not both.
  else if (/^(de|en)-.*\.js$/.test(entry.name)) sizes.words = Math.max(sizes.words, small(bytes));
  else sizes.shell += small(bytes);
}
for (const [name, size] of Object.entries(sizes)) console.log(`${name.padEnd(8)}${(size / 1000).toFixed(1)} kB`);
if (sizes.shell + sizes.words > BUDGET) {
  console.error(`the shell is larger than ${BUDGET / 1000} kB`);
  process.exitCode = 1;
}
