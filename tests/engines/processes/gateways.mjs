// Processes that show how ways part and meet.
export default [
  {
    id: 'exclusive',
    nodes: `
      s event.start.none
      a task.user Prüfen | formKey=f | candidateGroups=g
      g gateway.exclusive Anspruch? | default=no
      p task.service Zahlen | topic=zahlen
      x event.end.none Abgelehnt
      e event.end.none Gezahlt`,
    flows: "s > a\na > g\nyes: g > p ? entitled == true && (income < 1000 || kind == 'hardship')\nno: g > x\np > e",
    scenarios: [
      { name: 'entitled', answers: { a: [{ entitled: true, income: 999, kind: 'normal' }] }, visited: 's a g p e' },
      { name: 'hardship', answers: { a: [{ entitled: true, income: 2000, kind: 'hardship' }] }, visited: 's a g p e' },
      { name: 'too much', answers: { a: [{ entitled: true, income: 1000, kind: 'normal' }] }, visited: 's a g x' },
      { name: 'not entitled', answers: { a: [{ entitled: false, income: 0, kind: 'normal' }] }, visited: 's a g x' },
    ],
  },
  {
    id: 'and_back',
    nodes: `
      s event.start.none
      j gateway.exclusive
      a task.user Prüfen | formKey=f | candidateGroups=g
      g gateway.exclusive Vollständig? | default=no
      b task.user Nachreichen | formKey=f | candidateGroups=g
      e event.end.none`,
    flows: 's > j\nj > a\na > g\nyes: g > e ? complete == true\nno: g > b\nb > j',
    scenarios: [
      { name: 'at once', answers: { a: [{ complete: true }] }, visited: 's j a g e' },
      { name: 'second time', answers: { a: [{ complete: false }, { complete: true }] }, visited: 's j a g b e', times: { a: 2, b: 1 } },
    ],
  },
  {
    id: 'parallel',
    nodes: `
      s event.start.none
      f gateway.parallel
      a task.user Bau | formKey=f | candidateGroups=g
      b task.service Umwelt | topic=umwelt
      c task.manual Kasse
      j gateway.parallel
      e event.end.none`,
    flows: 's > f\nf > a\nf > b\nf > c\na > j\nb > j\nc > j\nj > e',
    scenarios: [{ name: 'all three', answers: { a: [{ x: 1 }], b: [{ y: 2 }] }, visited: 's f a b c j e', times: { e: 1 }, variables: { x: 1, y: 2 } }],
  },
  {
    id: 'inclusive_split',
    nodes: `
      s event.start.none
      f gateway.inclusive Wer? | default=none
      a task.manual Bau
      b task.manual Umwelt
      c task.manual Niemand
      ea event.end.none
      eb event.end.none
      ec event.end.none`,
    flows: 's > f\nfa: f > a ? build == true\nfb: f > b ? green == true\nnone: f > c\na > ea\nb > eb\nc > ec',
    scenarios: [
      { name: 'both', start: { build: true, green: true }, visited: 's f a b ea eb' },
      { name: 'one', start: { build: false, green: true }, visited: 's f b eb' },
      { name: 'neither', start: { build: false, green: false }, visited: 's f c ec' },
    ],
  },
  {
    id: 'inclusive_join',
    nodes: `
      s event.start.none
      f gateway.inclusive Wer? | default=none
      a task.user Bau | formKey=f | candidateGroups=g
      b task.user Umwelt | formKey=f | candidateGroups=g
      c task.manual Niemand
      j gateway.inclusive
      e event.end.none`,
    flows: 's > f\nfa: f > a ? build == true\nfb: f > b ? green == true\nnone: f > c\na > j\nb > j\nc > j\nj > e',
    scenarios: [
      { name: 'both', start: { build: true, green: true }, visited: 's f a b j e', times: { e: 1 } },
      { name: 'one', start: { build: true, green: false }, visited: 's f a j e' },
    ],
  },
  {
    id: 'what_comes_first',
    nodes: `
      m definition.message Unterlagen | correlation=case
      s event.start.none
      g gateway.event
      a event.catch.message Unterlagen da | ref=m
      t event.catch.timer Frist | duration=P14D
      e event.end.none Weiter
      x event.end.none Eingestellt`,
    flows: 's > g\ng > a\ng > t\na > e\nt > x',
    scenarios: [
      { name: 'the message', start: { case: 'B-1' }, events: ['a'], visited: 's g a e' },
      { name: 'the time', start: { case: 'B-2' }, events: ['t'], visited: 's g t x' },
    ],
    except: { spiff: 'there the gateway itself waits, out of the runner\'s reach' },
  },
  {
    id: 'receive_after_events',
    nodes: `
      m definition.message Unterlagen | correlation=case
      s event.start.none
      g gateway.event
      a task.receive Unterlagen da | messageRef=m
      t event.catch.timer Frist | duration=P14D
      e event.end.none
      x event.end.none`,
    flows: 's > g\ng > a\ng > t\na > e\nt > x',
    scenarios: [],
    refused: { zeebe: ['engine.receive-after-events', 'a'] },
  },
  {
    id: 'by_own_rule',
    nodes: `
      s event.start.none
      g gateway.complex Regel
      a task.manual
      b task.manual
      e event.end.none`,
    flows: 's > g\ng > a\ng > b\na > e\nb > e',
    scenarios: [],
    refused: { '*': ['gateway.unsupported', 'g'] },
  },
];
