/**
 * Makes what the shell needs of the message catalogues in `crates/words/messages`:
 * - `src/lib/words/keys.ts`: the type of every message and its arguments, so that a missing key does not compile,
 * - `src/lib/words/de.ts`, `en.ts`: the catalogues as strings, without comments, one chunk a language.
 * Fails when a file does not parse or the languages differ. Writes only what changed.
 */
import { parse, serialize, Resource, Visitor } from '@fluent/syntax';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const from = fileURLToPath(new URL('../../crates/words/messages/', import.meta.url));
const to = fileURLToPath(new URL('../src/lib/words/', import.meta.url));
/** Said by the server's own program only. */
const notForBrowsers = ['server.ftl'];

class Arguments extends Visitor {
  names = new Set();
  visitVariableReference(node) {
    this.names.add(node.id.name);
  }
}

function write(name, text) {
  const path = to + name;
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

function read(language) {
  const messages = new Map();
  for (const file of readdirSync(from + language).filter((name) => name.endsWith('.ftl')).sort()) {
    if (notForBrowsers.includes(file)) continue;
    for (const entry of parse(readFileSync(`${from}${language}/${file}`, 'utf8'), { withSpans: false }).body) {
      if (entry.type === 'Junk') throw new Error(`${language}/${file} does not parse: ${entry.content.slice(0, 80)}`);
      if (entry.type !== 'Message') continue;
      const found = new Arguments();
      found.visit(entry);
      entry.comment = null;
      messages.set(entry.id.name, { entry, names: [...found.names].sort() });
    }
  }
  write(`${language}.ts`,
    `// Made by scripts/words.mjs.\nexport default ${JSON.stringify(serialize(new Resource([...messages.values()].map((m) => m.entry)), {}))};\n`);
  return messages;
}

const [de, en] = [read('de'), read('en')];
for (const [a, b] of [[de, en], [en, de]])
  for (const [key, { names }] of a)
    if (b.get(key)?.names.join() !== names.join()) throw new Error(`${key} differs between the languages`);

const lines = [...de].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, { names }]) =>
  `  '${key}': ${names.length ? `{ ${names.map((name) => `${name}: Argument`).join('; ')} }` : 'null'};`);
write('keys.ts', `// Made by scripts/words.mjs out of crates/words/messages.
export type Argument = string | number;
/** Every message with its arguments; \`null\`: it has none. */
export interface Messages {
${lines.join('\n')}
}
export type Key = keyof Messages;
/** Messages without arguments. */
export type PlainKey = { [K in Key]: Messages[K] extends null ? K : never }[Key];
`);
