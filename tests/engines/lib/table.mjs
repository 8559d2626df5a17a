// Elements and targets: what ran, what is only drawn, what is refused or told. All that a board can hold has a line, and a
// line without a proof is a gap.
import { DRAWN, ELEMENTS, shown } from './elements.mjs';

export class Table {
  #proofs = new Map(ELEMENTS.map((name) => [name, new Map()]));
  #engines;

  constructor(engines) {
    this.#engines = engines;
  }

  ran(one, engine) {
    for (const name of shown(one).keys()) this.#proofs.get(name).set(engine, DRAWN.has(name) ? 'drawn' : 'runs');
  }

  /** The element that is refused, or of which people are told what does not happen; others of its process prove nothing. */
  refused(one, engine, [code, element, severity = 'error']) {
    const said = `${severity === 'error' ? 'refused' : 'told'}: \`${code}\``;
    for (const [name, ids] of shown(one)) {
      const proofs = this.#proofs.get(name);
      if (ids.includes(element) && !proofs.has(engine)) proofs.set(engine, said);
    }
  }

  /** What nobody has tried. */
  gaps() {
    return [...this.#proofs].flatMap(([name, proofs]) => this.#engines.filter((engine) => !proofs.has(engine)).map((engine) => `${name} on ${engine}`));
  }

  print() {
    const head = `| Element | ${this.#engines.join(' | ')} |\n| --- |${' --- |'.repeat(this.#engines.length)}\n`;
    const rows = [...this.#proofs].map(([name, proofs]) => `| ${name} | ${this.#engines.map((engine) => proofs.get(engine) ?? '?').join(' | ')} |\n`);
    return head + rows.join('');
  }
}
