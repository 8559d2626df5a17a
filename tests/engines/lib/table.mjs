// Elements and targets: what ran, what is refused by design, what nobody asked.
export class Table {
  #kinds = new Map();
  #targets;

  constructor(processes, targets) {
    this.#targets = targets;
    for (const one of processes) for (const kind of kindsOf(one)) this.#kinds.set(kind, new Map());
  }

  ran(one, target) {
    for (const kind of kindsOf(one)) this.#kinds.get(kind).set(target, 'runs');
  }

  /** The element that is refused; others of its process prove nothing. */
  refused(one, target, element) {
    const kind = kindOf(one, element);
    if (!this.#kinds.get(kind).has(target)) this.#kinds.get(kind).set(target, 'refused by design');
  }

  print() {
    const head = `| Element | ${this.#targets.join(' | ')} |\n| --- |${' --- |'.repeat(this.#targets.length)}\n`;
    const rows = [...this.#kinds.keys()].sort().map((kind) => {
      const cells = this.#targets.map((target) => this.#kinds.get(kind).get(target) ?? 'not offered');
      return `| ${kind} | ${cells.join(' | ')} |\n`;
    });
    return head + rows.join('');
  }
}

const rows = (one) => one.nodes.split('\n').map((line) => line.trim().split(/\s+/)).filter((words) => words.length > 1);
const kindsOf = (one) => new Set(rows(one).map(([, kind]) => kind));
const kindOf = (one, element) => rows(one).find(([id]) => id.split('<')[0] === element)[1];
