// Conditions of every shape that the board can say, many in one process: each is an exit of an inclusive gateway, and which exits
// are taken is worked out here, from the same tree. So all engines must take a condition to mean the same. Another seed:
// WANDEL_SEED=n.
const SEED = Number(process.env.WANDEL_SEED ?? 1);
const EXITS = 60;

/** What a case may bring along: names of one type each, and some that are there and hold nothing. */
const CASES = [
  { a: 3, b: -2, c: 0, d: 2.5, t: 'Müller', u: 'it\'s', v: 'say "yes"', w: 'C:\\Akten\\n', y: '${a} }', z: '', p: true, q: false, n: null },
  { a: -7, b: 3, c: 10, d: -0.25, t: 'Groß', u: 'b', v: 'Müller', w: 'it\'s', y: 'say "yes"', z: '#{x}', p: false, q: false, n: null },
  { a: 0, b: 0, c: 1, d: 1000000, t: '', u: '', v: '', w: '', y: '', z: 'ä', p: true, q: true, n: null },
];
const NUMBERS = ['a', 'b', 'c', 'd'];
const TEXTS = ['t', 'u', 'v', 'w', 'y', 'z'];
const FLAGS = ['p', 'q'];
const LITERALS = [...new Set(CASES.flatMap((one) => TEXTS.map((name) => one[name])))];

/** The same numbers for the same seed (mulberry32). */
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

const quoted = (text, roll) => {
  const mark = roll(2) ? '"' : "'";
  return mark + text.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`) + mark;
};
const brackets = (text, roll) => (roll(4) ? text : `(${text})`);

/** Trees as `{ text, of }`: as the board writes them, and their value in a case. */
function number(roll, depth) {
  const kind = roll(depth > 0 ? 7 : 4);
  if (kind < 2) {
    const name = NUMBERS[roll(NUMBERS.length)];
    return { text: name, of: (one) => one[name] };
  }
  if (kind < 4) {
    const text = ['0', '1', '3', '2.5', '10', '1.50', '0.25', '999999'][roll(8)];
    return { text, of: () => Number(text) };
  }
  if (kind === 4) {
    const inner = number(roll, depth - 1);
    return { text: `-(${inner.text})`, of: (one) => -inner.of(one) };
  }
  const [left, right] = [number(roll, depth - 1), number(roll, depth - 1)];
  const sign = ['+', '-', '*'][roll(3)];
  const work = { '+': (x, y) => x + y, '-': (x, y) => x - y, '*': (x, y) => x * y }[sign];
  return { text: `(${left.text} ${sign} ${right.text})`, of: (one) => work(left.of(one), right.of(one)) };
}

function text(roll) {
  if (roll(2)) {
    const name = TEXTS[roll(TEXTS.length)];
    return { text: name, of: (one) => one[name] };
  }
  const said = LITERALS[roll(LITERALS.length)];
  return { text: quoted(said, roll), of: () => said };
}

const COMPARE = {
  '==': (x, y) => x === y, '!=': (x, y) => x !== y, '<': (x, y) => x < y, '<=': (x, y) => x <= y, '>': (x, y) => x > y, '>=': (x, y) => x >= y,
};

function compare(left, sign, right) {
  return { text: `${left.text} ${sign} ${right.text}`, of: (one) => COMPARE[sign](left.of(one), right.of(one)) };
}

function flag(roll, depth) {
  switch (roll(depth > 0 ? 10 : 6)) {
    case 0: {
      const name = FLAGS[roll(2)];
      return { text: name, of: (one) => one[name] };
    }
    case 1: {
      const [name, said] = [FLAGS[roll(2)], roll(2) === 1];
      return compare({ text: name, of: (one) => one[name] }, roll(2) ? '==' : '!=', { text: String(said), of: () => said });
    }
    case 2: {
      const name = [...NUMBERS, ...TEXTS, ...FLAGS, 'n', 'n'][roll(14)];
      return compare({ text: name, of: (one) => one[name] }, roll(2) ? '==' : '!=', { text: 'null', of: () => null });
    }
    case 3: return compare(text(roll), roll(2) ? '==' : '!=', text(roll));
    case 4: case 5: return compare(number(roll, 2), Object.keys(COMPARE)[roll(6)], number(roll, 1));
    case 6: {
      const inner = flag(roll, depth - 1);
      return { text: roll(2) ? `!(${inner.text})` : `not (${inner.text})`, of: (one) => !inner.of(one) };
    }
    default: {
      const [left, right] = [flag(roll, depth - 1), flag(roll, depth - 1)];
      const both = roll(2) === 1;
      const sign = both ? ['&&', 'and'][roll(2)] : ['||', 'or'][roll(2)];
      return { text: `${brackets(`(${left.text})`, roll)} ${sign} (${right.text})`, of: (one) => (both ? left.of(one) && right.of(one) : left.of(one) || right.of(one)) };
    }
  }
}

function conditions(id, roll, ask) {
  const exits = Array.from({ length: EXITS }, (_, at) => ({ at, ...ask(roll) }));
  const taken = (one) => exits.filter(({ of }) => of(one)).map(({ at }) => `x${at}`).join(' ') || 'none';
  return {
    id,
    nodes: `
      s event.start.none
      g gateway.inclusive Was gilt? | default=fn
      none event.end.none
      ${exits.map(({ at }) => `x${at} event.end.none`).join('\n')}`,
    flows: `s > g\nfn: g > none\n${exits.map(({ at, text: said }) => `f${at}: g > x${at} ? ${said}`).join('\n')}`,
    scenarios: CASES.map((start, at) => ({ name: `case ${at + 1}, seed ${SEED}`, start, visited: `s g ${taken(start)}` })),
    except: { 'bpmn-engine': 'there, conditions are worked out by the test itself' },
  };
}

const roll = dice(SEED);
export default [
  conditions('conditions_alone', roll, () => flag(roll, 0)),
  conditions('conditions_nested', roll, () => flag(roll, 4)),
];
