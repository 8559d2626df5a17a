// Processes in processes: subprocesses, called ones, what is undone; and what is only drawn.
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
    refused: { zeebe: ['engine.transaction', 'u'], flowable: ['engine.transaction', 'u'] },
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
      s event.start.none
      a task.user Prüfen | formKey=f | candidateGroups=g
      e event.end.none
      d data.object Bescheid
      r data.store Register
      n annotation Frist beachten`,
    flows: 's > a\na > e\na ~ n',
    scenarios: [{ name: 'data and remarks change no path', visited: 's a e' }],
  },
];
