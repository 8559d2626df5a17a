// Processes that show tasks: what does the work, with which values, how often.
const NO_TABLES = { spiff: 'runs decision tables of its own only', 'bpmn-engine': 'has none' };

export default [
  {
    id: 'lanes_and_people',
    nodes: `
      pool pool Wohngeldstelle
      l1<pool lane Sachbearbeitung Süd
      l2<pool lane Kasse
      s<l1 event.start.none Antrag da
      a<l1 task.user Angaben prüfen | formKey=pruefen
      b<l2 task.user Auszahlen | formKey=zahlen | candidateGroups=kasse,leitung
      e<l2 event.end.none Fertig`,
    flows: 's > a\na > b\nb > e',
    scenarios: [{ name: 'both lanes', groups: { a: ['sachbearbeitung-sued'], b: ['kasse', 'leitung'] }, answers: { a: [{ ok: true }] }, visited: 's a b e', variables: { ok: true } }],
  },
  {
    id: 'who_and_until_when',
    nodes: `
      s event.start.none
      a task.user Prüfen | formKey=f | assignee=anna | candidateUsers=ben,clara | dueDate=2030-01-31T12:00:00Z
      e event.end.none`,
    flows: 's > a\na > e',
    scenarios: [{ name: 'one and two', people: { a: { assignee: 'anna', users: ['ben', 'clara'], due: '2030-01-31' } }, visited: 's a e' }],
  },
  {
    id: 'service_of_java',
    nodes: `
      s event.start.none
      a task.service Rechnen | expression=income + 1 | resultVariable=total
      b task.service Fragen | class=wandel.Probe
      c task.service Nach dem Namen fragen | delegateExpression=\${probe}
      e event.end.none`,
    flows: 's > a\na > b\nb > c\nc > e',
    scenarios: [{ name: 'all three', start: { income: 41 }, visited: 's a b c e', variables: { total: 42, b: 'asked', c: 'asked' } }],
    refused: { zeebe: ['a', 'b', 'c'].map((id) => ['task.missing-service', id]) },
    except: { spiff: 'knows no Java', 'bpmn-engine': 'knows no Java' },
  },
  {
    id: 'asked_in_a_form',
    nodes: `
      s event.start.none Antrag da | form=Form_antrag | fields=income:number!:Einkommen, kind:choice:Art:neu/alt
      a task.user Angaben prüfen | candidateGroups=g | form=Form_pruefung | fields=income:number!:Einkommen, who:text:Wer, why:long-text:Grund, ok:boolean:Vollständig, since:date:Seit, kind:choice:Art:neu/alt
      g gateway.exclusive Vollständig? | default=no
      b task.user Nachfragen | candidateGroups=g | form=Form_antrag | fields=income:number!:Einkommen, kind:choice:Art:neu/alt
      e event.end.none`,
    flows: 's > a\na > g\nyes: g > e ? ok == true\nno: g > b\nb > e',
    scenarios: [
      { name: 'all said', asks: { a: 'income who why ok since kind' }, answers: { a: [{ income: 1200, ok: true, kind: 'neu' }] }, visited: 's a g e', variables: { income: 1200, ok: true, kind: 'neu' } },
      { name: 'asked again', asks: { a: 'income who why ok since kind', b: 'income kind' }, answers: { a: [{ income: 1, ok: false, kind: 'alt' }], b: [{ income: 2, kind: 'neu' }] }, visited: 's a g b e', variables: { income: 2, kind: 'neu' } },
    ],
  },
  {
    id: 'decided_by_a_table',
    tables: [{
      key: 'grant', inputs: ['income:number', 'kind:string', 'urgent:boolean'], outputs: ['amount:number'],
      rules: '< 1000 | "new", "again" | - | 300\n< 1000 | not("new", "again") | - | 150\n[1000..2000) | - | true | 100\n[1000..2000) | - | false | 50\n>= 2000 | - | - | 0',
    }],
    nodes: `
      s event.start.none
      a task.rule Höhe bestimmen | decisionRef=grant | resultVariable=amount
      g gateway.exclusive Etwas? | default=no
      h task.manual Zahlen
      e event.end.none`,
    flows: 's > a\na > g\nyes: g > h ? amount > 0\nno: g > e\nh > e',
    scenarios: [
      { name: 'little', start: { income: 900, kind: 'again', urgent: false }, visited: 's a g h e', variables: { amount: 300 } },
      { name: 'another kind', start: { income: 900, kind: 'other', urgent: false }, visited: 's a g h e', variables: { amount: 150 } },
      { name: 'at the border', start: { income: 1000, kind: 'new', urgent: true }, visited: 's a g h e', variables: { amount: 100 } },
      { name: 'much', start: { income: 2000, kind: 'new', urgent: true }, visited: 's a g e', variables: { amount: 0 } },
    ],
    except: NO_TABLES,
  },
  {
    id: 'all_of_a_table',
    tables: [{ key: 'papers', policy: 'COLLECT', inputs: ['children:number', 'rent:boolean'], outputs: ['paper:string'], rules: '> 0 | - | "birth certificate"\n- | true | "contract"\n- | - | "form"' }],
    nodes: `
      s event.start.none
      a task.rule Unterlagen bestimmen | decisionRef=papers | resultVariable=papers
      b task.service Anfordern | topic=ask
      e event.end.none`,
    flows: 's > a\na > b\nb > e',
    scenarios: [{ name: 'two of three', start: { children: 0, rent: true }, visited: 's a b e', variables: { papers: ['contract', 'form'] }, variablesBut: { flowable: { papers: [{ paper: 'contract' }, { paper: 'form' }] } } }],
    except: NO_TABLES,
  },
  {
    id: 'put_together',
    tables: ['SUM', 'MIN', 'MAX', 'COUNT'].map((aggregation) => ({
      key: `of_${aggregation.toLowerCase()}`, policy: 'COLLECT', aggregation, inputs: ['n:number'], outputs: ['points:number'], rules: '< 10 | 5\n- | 7\n> 5 | 9',
    })),
    nodes: `
      s event.start.none
      a task.rule Summe | decisionRef=of_sum | resultVariable=sum
      b task.rule Kleinste | decisionRef=of_min | resultVariable=min
      c task.rule Größte | decisionRef=of_max | resultVariable=max
      d task.rule Anzahl | decisionRef=of_count | resultVariable=count
      e event.end.none`,
    flows: 's > a\na > b\nb > c\nc > d\nd > e',
    scenarios: [
      { name: 'all of them', start: { n: 7 }, visited: 's a b c d e', variables: { sum: 21, min: 5, max: 9, count: 3 } },
      { name: 'two of them', start: { n: 3 }, visited: 's a b c d e', variables: { sum: 12, min: 5, max: 7, count: 2 } },
      { name: 'one of them', start: { n: 5 }, visited: 's a b c d e', variables: { sum: 12, min: 5, max: 7, count: 2 } },
    ],
    except: NO_TABLES,
  },
  {
    id: 'first_and_any',
    tables: [
      { key: 'of_first', policy: 'FIRST', inputs: ['n:number'], outputs: ['size:string'], rules: '< 10 | "small"\n- | "large"' },
      { key: 'of_any', policy: 'ANY', inputs: ['n:number'], outputs: ['fine:boolean'], rules: '< 10 | true\n> 5 | true' },
      { key: 'of_order', policy: 'RULE ORDER', inputs: ['n:number'], outputs: ['step:string'], rules: '- | "b"\n> 5 | "a"' },
    ],
    nodes: `
      s event.start.none
      a task.rule Erste | decisionRef=of_first | resultVariable=first
      b task.rule Gleiche | decisionRef=of_any | resultVariable=any
      c task.rule Alle | decisionRef=of_order | resultVariable=order
      e event.end.none`,
    flows: 's > a\na > b\nb > c\nc > e',
    scenarios: [
      { name: 'several hold', start: { n: 7 }, visited: 's a b c e', variables: { first: 'small', any: true, order: ['b', 'a'] }, variablesBut: { flowable: { order: [{ step: 'b' }, { step: 'a' }] } } },
      { name: 'one holds', start: { n: 20 }, visited: 's a b c e', variables: { first: 'large', any: true } },
    ],
    except: NO_TABLES,
  },
  {
    // Equal answers count as often as they are given.
    id: 'put_together_with_equal_answers',
    tables: [{ key: 'twice', policy: 'COLLECT', aggregation: 'SUM', inputs: ['n:number'], outputs: ['points:number'], rules: '< 10 | 5\n> 5 | 5' }],
    nodes: `
      s event.start.none
      a task.rule Summe | decisionRef=twice | resultVariable=sum
      e event.end.none`,
    flows: 's > a\na > e',
    scenarios: [{ name: 'both', start: { n: 7 }, visited: 's a e', variables: { sum: 10 } }],
    except: NO_TABLES,
  },
  {
    id: 'decided_by_the_day',
    tables: [
      { key: 'since_when', inputs: ['since:date'], outputs: ['law:string'], rules: '< date("2020-01-01") | "old"\n[date("2020-01-01")..date("2027-01-31")) | "middle"\ndate("2027-01-31"), date("2027-02-28") | "days"\n(date("2027-01-31")..date("2027-02-28")) | "between"\n> date("2027-02-28") | "new"' },
      { key: 'until_when', inputs: ['law:string'], outputs: ['until:date'], rules: '"old" | date("2030-12-31")\n- | date("2031-01-01")', policy: 'FIRST' },
    ],
    nodes: `
      s event.start.none
      a task.rule Recht bestimmen | decisionRef=since_when | resultVariable=law
      b task.rule Frist bestimmen | decisionRef=until_when | resultVariable=deadline
      e event.end.none`,
    flows: 's > a\na > b\nb > e',
    scenarios: [['2019-12-31', 'old'], ['2020-01-01', 'middle'], ['2027-01-30', 'middle'], ['2027-01-31', 'days'], ['2027-02-01', 'between'], ['2027-02-28', 'days'], ['2027-03-01', 'new']]
      .map(([day, law]) => ({ name: day, start: { since: { $day: day } }, visited: 's a b e', variables: { law, deadline: { $day: law === 'old' ? '2030-12-31' : '2031-01-01' } } })),
    except: NO_TABLES,
  },
  {
    id: 'service_with_values',
    nodes: `
      s event.start.none
      a task.service Anspruch berechnen | topic=berechnen | inputs=amount=income * 2 | outputs=total=amount2 + 1
      e event.end.none`,
    flows: 's > a\na > e',
    scenarios: [{ name: 'values in and out', start: { income: 21 }, answers: { a: [{ amount2: 41 }] }, given: { a: { amount: 42 } }, visited: 's a e', variables: { total: 42 } }],
    refused: { flowable: ['export.dropped', 'a', 'warning'] },
    except: { spiff: 'no values in plain BPMN', 'bpmn-engine': 'no values in plain BPMN' },
  },
  {
    id: 'send_and_receive',
    nodes: `
      m definition.message Antwort | correlation=case
      s event.start.none
      a task.send Nachfragen | topic=senden
      b task.receive Antwort abwarten | messageRef=m
      e event.end.none`,
    flows: 's > a\na > b\nb > e',
    scenarios: [{ name: 'asked and answered', start: { case: 'A-1' }, events: ['b'], visited: 's a b e' }],
  },
  {
    id: 'by_hand_and_untyped',
    nodes: `
      s event.start.none
      a task.manual Akte holen
      b task.abstract Ablegen
      e event.end.none`,
    flows: 's > a\na > b\nb > e',
    scenarios: [{ name: 'nothing to wait for', visited: 's a b e' }],
  },
  {
    id: 'script',
    nodes: `
      s event.start.none
      a task.script Summe bilden | scriptFormat=juel | script=\${income + 1} | resultVariable=total
      e event.end.none`,
    flows: 's > a\na > e',
    scenarios: [{ name: 'a sum', start: { income: 41 }, visited: 's a e', variables: { total: 42 } }],
    except: { spiff: 'runs Python only', 'bpmn-engine': 'runs JavaScript only' },
  },
  {
    id: 'rule_by_worker',
    nodes: `
      s event.start.none
      a task.rule Höhe bestimmen | topic=regeln
      g gateway.exclusive Hoch? | default=low
      h task.manual Hoch
      l task.manual Niedrig
      e event.end.none`,
    flows: 's > a\na > g\nhigh: g > h ? amount >= 100\nlow: g > l\nh > e\nl > e',
    scenarios: [
      { name: 'high', answers: { a: [{ amount: 100 }] }, visited: 's a g h e' },
      { name: 'low', answers: { a: [{ amount: 99 }] }, visited: 's a g l e' },
    ],
    except: { spiff: 'runs decision tables of its own only' },
  },
  {
    id: 'each_in_turn',
    nodes: `
      s event.start.none
      a task.user Nachweis prüfen | formKey=pruefen | candidateGroups=g | each=proofs | item=proof | sequential=true
      e event.end.none`,
    flows: 's > a\na > e',
    scenarios: [{ name: 'three proofs', start: { proofs: ['x', 'y', 'z'] }, visited: 's a e', times: { a: 3 } }],
    except: { spiff: 'needs data objects for a list', 'bpmn-engine': 'needs its own collection attribute' },
  },
  {
    id: 'several_at_once',
    nodes: `
      s event.start.none
      a task.service Stelle anhören | topic=anhoeren | times=3
      e event.end.none`,
    flows: 's > a\na > e',
    scenarios: [{ name: 'three times', visited: 's a e', times: { a: 3 } }],
    except: { 'bpmn-engine': 'its service does not know which one it is' },
  },
  {
    id: 'enough_answers',
    nodes: `
      s event.start.none
      a task.user Votum | formKey=votum | candidateGroups=g | each=people | item=person | sequential=true | until=enough == true
      e event.end.none`,
    flows: 's > a\na > e',
    scenarios: [{ name: 'ends after two of three', start: { people: ['x', 'y', 'z'], enough: false }, answers: { a: [{ enough: false }, { enough: true }] }, visited: 's a e', times: { a: 2 } }],
    except: { spiff: 'needs data objects for a list', 'bpmn-engine': 'needs its own collection attribute' },
  },
  {
    id: 'until_the_one',
    nodes: `
      s event.start.none
      a task.user Votum | formKey=votum | candidateGroups=g | each=people | item=person | sequential=true | until=person == 'y'
      e event.end.none`,
    flows: 's > a\na > e',
    scenarios: [{ name: 'ends after the second of three', start: { people: ['x', 'y', 'z'] }, visited: 's a e', times: { a: 2 } }],
    refused: { flowable: ['engine.item-at-end', 'a'] },
    except: { spiff: 'needs data objects for a list', 'bpmn-engine': 'needs its own collection attribute' },
  },
  {
    id: 'plain_loop',
    nodes: `
      s event.start.none
      a task.user Noch einmal | formKey=f | candidateGroups=g | loop=again == true
      e event.end.none`,
    flows: 's > a\na > e',
    scenarios: [],
    refused: { '*': ['loop.unsupported', 'a', 'warning'] },
  },
];
