// Turns the packaged web fonts into what `cargo xtask fonts` needs: `*.ttf` to be measured and `*.woff2` to be shipped.
// Arguments: folder to write to. Reads npm packages from the working directory. Decides nothing about metrics.
import { readFile, writeFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.join(process.cwd(), "package.json"));
const { decompress } = require("wawoff2");
const subset = require("subset-font");

const out = process.argv[2];
const packages = path.join(process.cwd(), "node_modules");
const files = (name) => path.join(packages, name, "files");
const text = files("@fontsource-variable/atkinson-hyperlegible-next");
const fallback = files("@fontsource/noto-sans");

/** Letters with diacritics, their marks and modifiers: what names in European registers are written with. */
const ranges = [[0x00c0, 0x024f], [0x0250, 0x02af], [0x02b0, 0x02ff], [0x0300, 0x036f], [0x1e00, 0x1eff]];
const letters = ranges.map(([a, b]) => Array.from({ length: b - a + 1 }, (_, i) => String.fromCodePoint(a + i)).join("")).join("");

await mkdir(out, { recursive: true });
async function keep(name, woff2) {
  await writeFile(path.join(out, `${name}.woff2`), woff2);
  await writeFile(path.join(out, `${name}.ttf`), await decompress(woff2));
}
const read = (folder, name) => readFile(path.join(folder, name));

await keep("atkinson-hyperlegible-next-latin", await read(text, "atkinson-hyperlegible-next-latin-wght-normal.woff2"));
await keep("atkinson-hyperlegible-next-latin-ext", await read(text, "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2"));
for (const part of ["latin-ext", "vietnamese"]) {
  const whole = await read(fallback, `noto-sans-${part}-400-normal.woff2`);
  const taken = process.argv.slice(3).join("");
  const wanted = [...letters].filter((letter) => !taken.includes(letter)).join("");
  await keep(`noto-sans-${part}`, await subset(whole, wanted, { targetFormat: "woff2" }));
}
