// Processes in processes: subprocesses, called ones, what is undone; and what is only drawn.
import { readFileSync } from 'node:fs';

export default [
  {
    id: 'subprocess',
    nodes: `
      s event.start.none
      u subprocess.embedded Prüfung
      us<u event.start.none
      ua<u task.user Prüfen | formKey=f | candidateGroups=g
      ue<u event.end.none
      e event.end.none`,
    flows: 's > u\nus > ua\nua > ue\nu > e',
    scenarios: [{ name: 'in and out', visited: 's u us ua ue e' }],
  },
  {
    id: 'event_subprocess',
    nodes: `
      m definition.message Rücknahme | correlation=case
      s event.start.none
      a task.user Prüfen | formKey=f | candidateGroups=g
      e event.end.none
      u subprocess.event Rücknahme
      us<u event.start.message Zurückgenommen | ref=m
      ua<u task.manual Ablegen
      ue<u event.end.none`,
    flows: 's > a\na > e\nus > ua\nua > ue',
    scenarios: [
      { name: 'kept', start: { case: 'E-1' }, visited: 's a e' },
      { name: 'withdrawn', start: { case: 'E-2' }, events: ['us'], visited: 's u us ua ue' },
    ],
    except: { spiff: 'the runner does not reach into it', 'bpmn-engine': 'ends the outer process otherwise' },
  },
  {
    id: 'calls',
    nodes: `
      s event.start.none
      c call Auszahlung | calledElement=called
      g gateway.exclusive Gezahlt? | default=no
      e event.end.none
      x event.end.none`,
    flows: 's > c\nc > g\nyes: g > e ? paid == true\nno: g > x',
    with: ['called'],
    scenarios: [{ name: 'calls and goes on', start: { case: 'F-1' }, answers: { a: [{ paid: true }] }, visited: 's c g e' }],
    but: {},
    except: { flowable: 'gives nothing back that is not named: see calls_with_values', spiff: 'one file only', 'bpmn-engine': 'one file only' },
  },
  {
    id: 'calls_with_values',
    nodes: `
      s event.start.none
      c call Auszahlung | calledElement=called | inputs=amount=total + 1 | outputs=ok=paid
      g gateway.exclusive Gezahlt? | default=no
      e event.end.none
      x event.end.none`,
    flows: 's > c\nc > g\nyes: g > e ? ok == true\nno: g > x',
    with: ['called'],
    scenarios: [{ name: 'values in and out', start: { total: 41 }, answers: { a: [{ paid: true }] }, visited: 's c g e', variables: { ok: true } }],
    except: { spiff: 'one file only', 'bpmn-engine': 'one file only' },
  },
  {
    id: 'called',
    nodes: `
      s event.start.none
      a task.service Zahlen | topic=zahlen
      e event.end.none`,
    flows: 's > a\na > e',
    scenarios: [{ name: 'alone', visited: 's a e' }],
  },
  {
    id: 'undone',
    nodes: `
      s event.start.none
      a task.service Buchen | topic=buchen
      b<a event.boundary.compensation Rückgängig
      r task.service Stornieren | topic=stornieren | isForCompensation=true
      t event.throw.compensation Alles zurück
      e event.end.none`,
    flows: 's > a\na > t\nt > e\nb ~ r',
    scenarios: [{ name: 'booked and undone', visited: 's a r t e', but: { zeebe: 's a b r t e' } }],
    refused: { flowable: ['engine.undone-by-worker', 'r'] },
    except: { spiff: 'not there', 'bpmn-engine': 'compensates otherwise' },
  },
  {
    id: 'undone_at_once',
    nodes: `
      s event.start.none
      a task.service Buchen | topic=buchen
      b<a event.boundary.compensation Rückgängig
      r task.script Stornieren | scriptFormat=juel | script=\${amount - 1} | resultVariable=amount | isForCompensation=true
      t event.throw.compensation Alles zurück
      e event.end.none`,
    flows: 's > a\na > t\nt > e\nb ~ r',
    scenarios: [{ name: 'booked and undone', answers: { a: [{ amount: 42 }] }, variables: { amount: 41 }, visited: 's a r t e', but: { zeebe: 's a b r t e' } }],
    except: { spiff: 'not there', 'bpmn-engine': 'compensates otherwise' },
  },
  {
    id: 'undone_at_the_end',
    nodes: `
      s event.start.none
      a task.manual Buchen
      b<a event.boundary.compensation Rückgängig
      r task.script Stornieren | scriptFormat=juel | script=\${amount - 1} | resultVariable=amount | isForCompensation=true
      e event.end.compensation Alles zurück`,
    flows: 's > a\na > e\nb ~ r',
    scenarios: [{ name: 'booked and undone', start: { amount: 42 }, variables: { amount: 41 }, visited: 's a r e', but: { zeebe: 's a b r e' } }],
    refused: { flowable: ['engine.end-event', 'e'] },
    except: { spiff: 'not there', 'bpmn-engine': 'compensates otherwise' },
  },
  {
    id: 'undone_by_more_than_a_task',
    nodes: `
      s event.start.none
      a task.manual Buchen
      ab<a event.boundary.compensation Rückgängig
      r subprocess.embedded Stornieren | isForCompensation=true
      rs<r event.start.none
      re<r event.end.none
      c task.manual Melden
      cb<c event.boundary.compensation Zurückrufen
      q call Abmelden | calledElement=called_at_once | isForCompensation=true
      t event.throw.compensation Alles zurück
      e event.end.none`,
    flows: 's > a\na > c\nc > t\nt > e\nab ~ r\nrs > re\ncb ~ q',
    with: ['called_at_once'],
    scenarios: [{ name: 'both', visited: 's a c r rs re q t e', but: { zeebe: 's a c ab cb r rs re q t e' } }],
    refused: { flowable: [['engine.undone-by-scope', 'r'], ['engine.undone-by-scope', 'q']] },
    except: { spiff: 'not there', 'bpmn-engine': 'compensates otherwise' },
  },
  {
    id: 'called_at_once',
    nodes: `
      s event.start.none
      a task.manual
      e event.end.none`,
    flows: 's > a\na > e',
    scenarios: [{ name: 'alone', visited: 's a e' }],
  },
  {
    id: 'each_in_its_own_scope',
    nodes: `
      s event.start.none
      u subprocess.embedded Je Nachweis | each=proofs | item=proof
      us<u event.start.none
      ua<u task.manual
      ue<u event.end.none
      v subprocess.embedded Zwei Runden | times=2 | sequential=true
      vs<v event.start.none
      va<v task.manual
      ve<v event.end.none
      c call Je Nachweis melden | calledElement=called_at_once | each=proofs | item=proof
      d call Zweimal melden | calledElement=called_at_once | times=2 | sequential=true
      e event.end.none`,
    flows: 's > u\nus > ua\nua > ue\nu > v\nvs > va\nva > ve\nv > c\nc > d\nd > e',
    with: ['called_at_once'],
    scenarios: [{ name: 'three and two', start: { proofs: ['x', 'y', 'z'] }, visited: 's u us ua ue v vs va ve c d e', times: { ua: 3, va: 2, c: 3, d: 2 } }],
    except: { spiff: 'one file only', 'bpmn-engine': 'one file only' },
  },
  {
    id: 'scope_with_values',
    nodes: `
      s event.start.none
      u subprocess.embedded Rechnen | inputs=amount=income * 2 | outputs=total=inner + 1
      us<u event.start.none
      ua<u task.script Rechnen | scriptFormat=juel | script=\${amount + 1} | resultVariable=inner
      ue<u event.end.none
      e event.end.none`,
    flows: 's > u\nus > ua\nua > ue\nu > e',
    scenarios: [{ name: 'in and out', start: { income: 20 }, visited: 's u us ua ue e', variables: { total: 42 } }],
    refused: { flowable: ['export.dropped', 'u', 'warning'] },
    except: { spiff: 'no values in plain BPMN', 'bpmn-engine': 'no values in plain BPMN' },
  },
  {
    id: 'plain_loops',
    nodes: `
      s event.start.none
      u subprocess.embedded Noch einmal | loop=again == true
      us<u event.start.none
      ue<u event.end.none
      c call Noch einmal | calledElement=called_at_once | loop=again == true
      e event.end.none`,
    flows: 's > u\nus > ue\nu > c\nc > e',
    scenarios: [],
    refused: { '*': [['loop.unsupported', 'u', 'warning'], ['loop.unsupported', 'c', 'warning']] },
  },
  {
    id: 'transaction',
    nodes: `
      s event.start.none
      u subprocess.transaction Buchung
      us<u event.start.none
      ug<u gateway.exclusive Gut? | default=bad
      ue<u event.end.none
      ux<u event.end.cancel Abbruch
      b<u event.boundary.cancel Abgebrochen
      x event.end.none
      e event.end.none`,
    flows: 's > u\nus > ug\ngood: ug > ue ? good == true\nbad: ug > ux\nu > e\nb > x',
    scenarios: [
      { name: 'good', start: { good: true }, visited: 's u us ug ue e' },
      { name: 'cancelled', start: { good: false }, visited: 's us ug ux b x', but: { spiff: 's u us ug ux b x' } },
    ],
    refused: Object.fromEntries(['zeebe', 'flowable'].map((target) => [target, ['u', 'ux', 'b'].map((id) => ['engine.transaction', id])])),
    except: { 'bpmn-engine': 'ends the transaction otherwise' },
  },
  {
    id: 'in_free_order',
    nodes: `
      s event.start.none
      u subprocess.adhoc Beliebig
      ua<u task.user A | formKey=f | candidateGroups=g
      ub<u task.user B | formKey=f | candidateGroups=g
      e event.end.none`,
    flows: 's > u\nu > e',
    scenarios: [],
    refused: { '*': ['subprocess.unsupported', 'u'] },
  },
  {
    id: 'only_drawn',
    nodes: `
      pool pool Amt
      other pool Bürgerin | black=true
      lane<pool lane Sachbearbeitung
      s<lane event.start.none
      a<lane task.user Prüfen | formKey=f | candidateGroups=g
      e<lane event.end.none
      d<lane data.object Bescheid
      r<lane data.store Register
      g group Hier wird gerechnet
      n annotation Frist beachten`,
    flows: 's > a\na > e\na ~ n\na => other\nr :> a\na :> d',
    scenarios: [{ name: 'data, remarks and others change no path', visited: 's a e' }],
    except: { spiff: 'reads data of a case only' },
  },
  {
    id: 'takes_and_gives',
    source: readFileSync(new URL('takes_and_gives.bpmn', import.meta.url), 'utf8'),
    nodes: `
      s event.start.none
      e event.end.none
      i data.input Antrag
      o data.output Bescheid`,
    flows: 's > e',
    scenarios: [{ name: 'what a process takes and gives changes no path', visited: 's e' }],
  },
];
