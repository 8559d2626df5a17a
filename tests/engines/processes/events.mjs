// Processes that show events: waiting, sending, failing.
export default [
  {
    id: 'timers',
    nodes: `
      s event.start.none
      a event.catch.timer Frist | duration=P14D
      b event.catch.timer Stichtag | date=2040-01-01T00:00:00Z
      e event.end.none`,
    flows: 's > a\na > b\nb > e',
    scenarios: [{ name: 'both pass', events: ['a', 'b'], visited: 's a b e' }],
  },
  {
    id: 'message_begins',
    nodes: `
      m definition.message Antrag
      s event.start.message Antrag da | ref=m
      a task.user Prüfen | formKey=f | candidateGroups=g
      e event.end.none`,
    flows: 's > a\na > e',
    scenarios: [{ name: 'a message begins it', begin: 's', visited: 's a e' }],
  },
  {
    id: 'every_morning',
    nodes: `
      s event.start.timer Jeden Morgen | cycle=R/PT24H
      a task.service Abgleichen | topic=abgleich
      e event.end.none`,
    flows: 's > a\na > e',
    scenarios: [{ name: 'one morning', begin: 's', visited: 's a e' }],
    except: { spiff: 'a timer begins no process there' },
  },
  {
    id: 'message_between',
    nodes: `
      m definition.message Nachweis | correlation=case
      s event.start.none
      c event.catch.message Nachweis da | ref=m
      t event.throw.message Danken | ref=m | topic=danken
      e event.end.none`,
    flows: 's > c\nc > t\nt > e',
    scenarios: [{ name: 'comes and goes', start: { case: 'C-1' }, events: ['c'], visited: 's c t e' }],
  },
  {
    id: 'message_ends',
    nodes: `
      m definition.message Bescheid
      s event.start.none
      e event.end.message Bescheid senden | ref=m | topic=bescheid`,
    flows: 's > e',
    scenarios: [{ name: 'sent', visited: 's e' }],
    refused: { flowable: ['engine.end-event', 'e'] },
  },
  {
    id: 'signal',
    nodes: `
      g definition.signal Alarm
      s event.start.none
      f gateway.parallel
      c event.catch.signal Alarm gehört | ref=g
      a task.user Auslösen | formKey=f | candidateGroups=g
      t event.throw.signal Alarm geben | ref=g
      x event.end.none
      e event.end.none`,
    flows: 's > f\nf > c\nf > a\na > t\nt > x\nc > e',
    scenarios: [{ name: 'given and heard', visited: 's f a t x c e' }],
  },
  {
    id: 'too_late',
    nodes: `
      s event.start.none
      a task.user Prüfen | formKey=f | candidateGroups=g
      t<a event.boundary.timer Frist um | duration=P14D
      x event.end.none Verfristet
      e event.end.none Geprüft`,
    flows: 's > a\na > e\nt > x',
    scenarios: [
      { name: 'in time', visited: 's a e' },
      { name: 'too late', events: ['t'], visited: 's t x' },
    ],
  },
  {
    id: 'reminder',
    nodes: `
      s event.start.none
      a task.user Prüfen | formKey=f | candidateGroups=g
      t<a event.boundary.timer Erinnern | duration=P7D | cancelActivity=false
      r task.service Erinnerung senden | topic=erinnern
      x event.end.none
      e event.end.none`,
    flows: 's > a\na > e\nt > r\nr > x',
    scenarios: [
      { name: 'without', visited: 's a e' },
      { name: 'with', events: ['t'], visited: 's t r x a e' },
    ],
  },
  {
    id: 'withdrawn',
    nodes: `
      m definition.message Rücknahme | correlation=case
      s event.start.none
      a task.user Prüfen | formKey=f | candidateGroups=g
      b<a event.boundary.message Zurückgenommen | ref=m
      x event.end.none
      e event.end.none`,
    flows: 's > a\na > e\nb > x',
    scenarios: [
      { name: 'kept', start: { case: 'D-1' }, visited: 's a e' },
      { name: 'withdrawn', start: { case: 'D-2' }, events: ['b'], visited: 's b x' },
    ],
  },
  {
    id: 'worker_fails',
    nodes: `
      f definition.error Konto ungültig | errorCode=KONTO
      s event.start.none
      a task.service Auszahlen | topic=zahlen
      b<a event.boundary.error Konto falsch | ref=f
      x event.end.none
      e event.end.none`,
    flows: 's > a\na > e\nb > x',
    scenarios: [
      { name: 'paid', visited: 's a e' },
      { name: 'wrong account', answers: { a: [{ $error: 'KONTO' }] }, visited: 's b x' },
    ],
    except: { spiff: 'a host cannot report an error', 'bpmn-engine': 'a host cannot report an error with a code' },
  },
  {
    id: 'failure_inside',
    nodes: `
      f definition.error Abbruch | errorCode=ABBRUCH
      s event.start.none
      u subprocess.embedded Prüfung
      us<u event.start.none
      ug<u gateway.exclusive Gut? | default=bad
      ue<u event.end.none
      ux<u event.end.error Abbruch | ref=f
      b<u event.boundary.error Abgebrochen | ref=f
      x event.end.none
      e event.end.none`,
    flows: 's > u\nus > ug\ngood: ug > ue ? good == true\nbad: ug > ux\nu > e\nb > x',
    scenarios: [
      { name: 'good', start: { good: true }, visited: 's u us ug ue e' },
      { name: 'bad', start: { good: false }, visited: 's us ug ux b x', but: { spiff: 's u us ug ux b x', zeebe: 's us ug b x' } },
    ],
  },
  {
    id: 'escalation',
    nodes: `
      k definition.escalation Vorlage | escalationCode=VORLAGE
      s event.start.none
      u subprocess.embedded Prüfung
      us<u event.start.none
      ut<u event.throw.escalation Vorlegen | ref=k
      ue<u event.end.none
      b<u event.boundary.escalation Vorgelegt | ref=k | cancelActivity=false
      x event.end.none
      e event.end.none`,
    flows: 's > u\nus > ut\nut > ue\nu > e\nb > x',
    scenarios: [{ name: 'told and gone on', visited: 's u us ut ue b x e' }],
    except: { 'bpmn-engine': 'ends the boundary event twice' },
  },
  {
    id: 'terminate',
    nodes: `
      s event.start.none
      f gateway.parallel
      a task.user Prüfen | formKey=f | candidateGroups=g
      b task.user Abbrechen | formKey=f | candidateGroups=g
      e event.end.none
      x event.end.terminate Aus`,
    flows: 's > f\nf > a\nf > b\na > e\nb > x',
    scenarios: [{ name: 'one ends all', first: ['b'], visited: 's f b x' }],
    except: { spiff: 'the runner answers in its own order', 'bpmn-engine': 'the runner answers in its own order' },
  },
  {
    id: 'jump',
    nodes: `
      s event.start.none
      t event.throw.link Weiter | link=weiter
      c event.catch.link Weiter | link=weiter
      a task.manual
      e event.end.none`,
    flows: 's > t\nc > a\na > e',
    scenarios: [{ name: 'jumps', visited: 's t c a e', but: { operaton: 's a e', camunda7: 's a e' } }],
    refused: { flowable: [['engine.link', 't'], ['engine.link', 'c']] },
    except: { spiff: 'not there', 'bpmn-engine': 'a link is not a sequence' },
  },
  {
    id: 'condition_comes_true',
    nodes: `
      s event.start.none
      f gateway.parallel
      a task.user Eingeben | formKey=f | candidateGroups=g
      c event.catch.conditional Betrag hoch | condition=amount > 100
      x event.end.none
      e event.end.none`,
    flows: 's > f\nf > a\nf > c\na > x\nc > e',
    scenarios: [{ name: 'becomes high', start: { amount: 0 }, answers: { a: [{ amount: 101 }] }, events: ['c'], visited: 's f a x c e' }],
    refused: { zeebe: ['engine.conditional', 'c'] },
    except: { spiff: 'not there', 'bpmn-engine': 'asks once only' },
  },
  {
    id: 'at_the_border',
    nodes: `
      m definition.message Nachtrag | correlation=case
      g definition.signal Ende der Frist
      h definition.signal Zwischenstand
      s event.start.none
      a task.user Prüfen | formKey=f | candidateGroups=g
      b<a event.boundary.signal Schluss | ref=g
      d<a event.boundary.timer Am Tag | date=2080-01-01T00:00:00Z
      n<a event.boundary.signal Zwischenstand | ref=h | cancelActivity=false
      o<a event.boundary.message Nachtrag | ref=m | cancelActivity=false
      p<a event.boundary.timer Jede Woche | cycle=R2/P7D | cancelActivity=false
      q<a event.boundary.timer Am Vortag | date=2075-01-01T00:00:00Z | cancelActivity=false
      r task.manual
      x event.end.none
      e event.end.none`,
    flows: 's > a\na > e\nb > x\nd > x\nn > r\no > r\np > r\nq > r\nr > x',
    scenarios: [
      { name: 'nothing', start: { case: 'I-1' }, visited: 's a e' },
      { name: 'a signal ends it', start: { case: 'I-2' }, events: ['b'], visited: 's b x' },
      { name: 'a signal meanwhile', start: { case: 'I-3' }, events: ['n'], visited: 's n r x a e' },
      { name: 'a message meanwhile', start: { case: 'I-4' }, events: ['o'], visited: 's o r x a e' },
      { name: 'again and again, the day before, then the day', start: { case: 'I-5' }, events: ['p', 'p', 'q', 'd'], visited: 's p q r d x', times: { p: 2 } },
    ],
    except: { spiff: 'its runner knows no signals from outside', 'bpmn-engine': 'its runner knows no signals from outside' },
  },
  {
    id: 'again_and_again_ends_it',
    nodes: `
      s event.start.none
      a task.user Prüfen | formKey=f | candidateGroups=g
      t<a event.boundary.timer Jede Woche | cycle=R/P7D
      x event.end.none
      e event.end.none`,
    flows: 's > a\na > e\nt > x',
    scenarios: [{ name: 'the first time', events: ['t'], visited: 's t x' }],
    refused: { zeebe: ['event.timer-cycle', 't'] },
    except: { spiff: 'knows cycles that go on only', 'bpmn-engine': 'the test cannot hold its cycles' },
  },
  {
    id: 'waits_again_and_again',
    nodes: `
      s event.start.none
      t event.catch.timer Jede Woche | cycle=R/P7D
      e event.end.none`,
    flows: 's > t\nt > e',
    scenarios: [{ name: 'once', events: ['t'], visited: 's t e' }],
    refused: { zeebe: ['event.timer-cycle', 't'] },
    except: { spiff: 'knows cycles that go on only', 'bpmn-engine': 'the test cannot hold its cycles' },
  },
  {
    id: 'true_at_the_border',
    nodes: `
      s event.start.none
      f gateway.parallel
      i task.user Eingeben | formKey=f | candidateGroups=g
      a task.user Prüfen | formKey=f | candidateGroups=g
      b<a event.boundary.conditional Schluss | condition=stop == true
      n<a event.boundary.conditional Hoch | condition=amount > 100 | cancelActivity=false
      x event.end.none
      y event.end.none
      e event.end.none`,
    flows: 's > f\nf > i\nf > a\ni > y\na > e\nb > x\nn > x',
    scenarios: [
      { name: 'it stops', start: { amount: 0, stop: false }, first: ['i'], answers: { i: [{ stop: true }] }, events: ['b'], visited: 's f i y b x' },
      { name: 'it goes on', start: { amount: 0, stop: false }, first: ['i'], answers: { i: [{ amount: 101 }] }, events: ['n'], visited: 's f i y n x a e' },
    ],
    refused: { zeebe: [['engine.conditional', 'b'], ['engine.conditional', 'n']] },
    except: { spiff: 'not there', 'bpmn-engine': 'asks once only' },
  },
  {
    id: 'escalated_and_ended',
    nodes: `
      k definition.escalation Vorlage | escalationCode=VORLAGE
      s event.start.none
      t event.throw.none Zwischenstand
      u subprocess.embedded Prüfung
      us<u event.start.none
      ue<u event.end.escalation Vorlegen | ref=k
      b<u event.boundary.escalation Vorgelegt | ref=k
      x event.end.none
      e event.end.none`,
    flows: 's > t\nt > u\nus > ue\nu > e\nb > x',
    scenarios: [{ name: 'escalated', visited: 's t us ue b x', but: { zeebe: 's t us b x', spiff: 's t u us ue b x' } }],
    except: { 'bpmn-engine': 'ends the boundary event twice' },
  },
  {
    id: 'signal_at_the_end',
    nodes: `
      g definition.signal Fertig
      s event.start.none
      f gateway.parallel
      c event.catch.signal Fertig gehört | ref=g
      w task.user Melden | formKey=f | candidateGroups=g
      x event.end.signal Fertig | ref=g
      y event.end.none`,
    flows: 's > f\nf > c\nf > w\nw > x\nc > y',
    scenarios: [{ name: 'given and heard', visited: 's f w x c y' }],
    refused: { flowable: ['engine.end-event', 'x'] },
  },
  {
    id: 'several_triggers',
    nodes: `
      s event.start.none
      c event.catch.multiple Irgendetwas
      e event.end.none`,
    flows: 's > c\nc > e',
    scenarios: [],
    refused: { '*': ['event.unsupported', 'c'] },
  },
];
