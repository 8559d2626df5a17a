// Processes that show what begins them, and what begins inside of them while they run.
const ASIDE = { spiff: 'the runner does not reach into it', 'bpmn-engine': 'ends the outer process otherwise' };
const INSIDE = { spiff: 'the runner does not reach into it', 'bpmn-engine': 'does not catch what is thrown inside' };

/** An event subprocess: `name` begins it, `way` says how. */
const aside = (id, kind, way, goesOn = false) => `
      ${id} subprocess.event ${id}
      ${id}s<${id} event.start.${kind} ${id}s | ${way}${goesOn ? ' | isInterrupting=false' : ''}
      ${id}a<${id} task.manual
      ${id}e<${id} event.end.none`;
const asideFlows = (...ids) => ids.map((id) => `\n${id}s > ${id}a\n${id}a > ${id}e`).join('');
const visited = (id) => `${id} ${id}s ${id}a ${id}e`;

export default [
  {
    id: 'several_beginnings',
    nodes: `
      g definition.signal Beginn
      s event.start.none
      t event.start.timer Am Stichtag | date=2050-01-01T00:00:00Z
      b event.start.signal Beginn | ref=g
      a task.manual
      e event.end.none`,
    flows: 's > a\nt > a\nb > a\na > e',
    scenarios: [
      { name: 'by hand', visited: 's a e' },
      { name: 'on its day', begin: 't', visited: 't a e' },
      { name: 'by a signal', begin: 'b', visited: 'b a e' },
    ],
    refused: { operaton: ['engine.several-starts', 't'], camunda7: ['engine.several-starts', 't'] },
    except: { spiff: 'begins everywhere at once', 'bpmn-engine': 'begins everywhere at once' },
  },
  {
    id: 'begins_on_its_day',
    nodes: `
      g definition.signal Tagesbeginn
      t event.start.timer Am Stichtag | date=2050-01-01T00:00:00Z
      b event.start.signal Beginn | ref=g
      e event.end.none`,
    flows: 't > e\nb > e',
    scenarios: [
      { name: 'on its day', begin: 't', visited: 't e' },
      { name: 'by a signal', begin: 'b', visited: 'b e' },
    ],
    except: { spiff: 'a timer begins no process there', 'bpmn-engine': 'begins everywhere at once' },
  },
  {
    id: 'begins_after_a_while',
    nodes: `
      s event.start.timer Nach einer Stunde | duration=PT1H
      e event.end.none`,
    flows: 's > e',
    scenarios: [{ name: 'once', begin: 's', visited: 's e' }],
    linted: { zeebe: 'wants a date or a cycle to begin with; the engine takes a duration' },
    except: { spiff: 'a timer begins no process there' },
  },
  {
    id: 'begins_when_true',
    nodes: `
      s event.start.conditional Betrag hoch | condition=begin_amount > 100
      e event.end.none`,
    flows: 's > e',
    scenarios: [{ name: 'it is', begin: 's', start: { begin_amount: 101 }, visited: 's e' }],
    refused: { zeebe: ['engine.conditional', 's'], flowable: ['engine.conditional', 's'] },
    except: { spiff: 'not there', 'bpmn-engine': 'asks nobody' },
  },
  {
    id: 'cut_short',
    nodes: `
      m definition.message Abbruch | correlation=case
      g definition.signal Halt
      s event.start.none
      a task.user Prüfen | formKey=f | candidateGroups=g
      e event.end.none${aside('um', 'message', 'ref=m')}${aside('ug', 'signal', 'ref=g')}${aside('ut', 'timer', 'duration=P14D')}${aside('ud', 'timer', 'date=2060-01-01T00:00:00Z')}`,
    flows: `s > a\na > e${asideFlows('um', 'ug', 'ut', 'ud')}`,
    scenarios: [
      { name: 'not at all', start: { case: 'G-1' }, visited: 's a e' },
      { name: 'by a message', start: { case: 'G-2' }, events: ['ums'], visited: `s ${visited('um')}` },
      { name: 'by a signal', start: { case: 'G-3' }, events: ['ugs'], visited: `s ${visited('ug')}` },
      { name: 'by the time', start: { case: 'G-4' }, events: ['uts'], visited: `s ${visited('ut')}` },
      { name: 'by the day', start: { case: 'G-5' }, events: ['uds'], visited: `s ${visited('ud')}`, but: { zeebe: `s ${visited('ut')}` } },
    ],
    except: ASIDE,
  },
  {
    id: 'cut_short_again_and_again',
    nodes: `
      s event.start.none
      a task.user Prüfen | formKey=f | candidateGroups=g
      e event.end.none${aside('uc', 'timer', 'cycle=R/P7D')}`,
    flows: `s > a\na > e${asideFlows('uc')}`,
    scenarios: [{ name: 'by the first of its times', events: ['ucs'], visited: `s ${visited('uc')}` }],
    refused: { zeebe: ['event.timer-cycle', 'ucs'] },
    except: ASIDE,
  },
  {
    id: 'meanwhile',
    nodes: `
      m definition.message Nachtrag | correlation=case
      g definition.signal Rundruf
      s event.start.none
      a task.user Prüfen | formKey=f | candidateGroups=g
      e event.end.none${aside('um', 'message', 'ref=m', true)}${aside('ug', 'signal', 'ref=g', true)}${aside('ut', 'timer', 'duration=P14D', true)}${aside('ud', 'timer', 'date=2070-01-01T00:00:00Z', true)}${aside('uc', 'timer', 'cycle=R2/P30D', true)}`,
    flows: `s > a\na > e${asideFlows('um', 'ug', 'ut', 'ud', 'uc')}`,
    scenarios: [
      { name: 'a message', start: { case: 'H-1' }, events: ['ums'], visited: `s ${visited('um')} a e` },
      { name: 'a signal', start: { case: 'H-2' }, events: ['ugs'], visited: `s ${visited('ug')} a e` },
      { name: 'all the times', start: { case: 'H-3' }, events: ['uts', 'ucs', 'uds'], visited: `s ${visited('ut')} ${visited('uc')} ${visited('ud')} a e` },
    ],
    except: ASIDE,
  },
  {
    id: 'when_it_comes_true',
    nodes: `
      s event.start.none
      f gateway.parallel
      a task.user Eingeben | formKey=f | candidateGroups=g
      b task.user Warten | formKey=f | candidateGroups=g
      e event.end.none
      x event.end.none${aside('uc', 'conditional', 'condition=stop == true')}${aside('un', 'conditional', 'condition=amount > 10', true)}`,
    flows: `s > f\nf > a\nf > b\na > e\nb > x${asideFlows('uc', 'un')}`,
    scenarios: [
      { name: 'and it goes on', start: { amount: 0, stop: false }, first: ['a'], answers: { a: [{ amount: 11 }] }, events: ['uns'], visited: `s f a e ${visited('un')} b x` },
      { name: 'and all stops', start: { amount: 0, stop: false }, first: ['a'], answers: { a: [{ stop: true }] }, events: ['ucs'], visited: `s f ${visited('uc')}`, but: { flowable: `s f a e b ${visited('uc')}` } },
    ],
    refused: { zeebe: [['engine.conditional', 'ucs'], ['engine.conditional', 'uns']] },
    except: ASIDE,
  },
  {
    id: 'handled_inside',
    nodes: `
      f definition.error Abbruch | errorCode=ABBRUCH
      k definition.escalation Vorlage | escalationCode=VORLAGE
      n definition.escalation Kenntnis | escalationCode=KENNTNIS
      s event.start.none
      u subprocess.embedded Prüfung
      us<u event.start.none
      ug<u gateway.exclusive Gut? | default=good
      ue<u event.end.none
      ux<u event.end.error Abbruch | ref=f
      uk<u event.end.escalation Vorlage | ref=k
      un<u event.throw.escalation Kenntnis | ref=n
      uz<u event.end.none
      v<u subprocess.event Fehler
      vs<v event.start.error Fehler | ref=f
      ve<v event.end.none
      w<u subprocess.event Vorlage
      ws<w event.start.escalation Vorlage | ref=k
      we<w event.end.none
      y<u subprocess.event Kenntnis
      ys<y event.start.escalation Kenntnis | ref=n | isInterrupting=false
      ye<y event.end.none
      e event.end.none`,
    flows: "s > u\nus > ug\ngood: ug > ue\nbad: ug > ux ? how == 'error'\nup: ug > uk ? how == 'up'\ntold: ug > un ? how == 'told'\nun > uz\nvs > ve\nws > we\nys > ye\nu > e",
    scenarios: [
      { name: 'good', start: { how: 'good' }, visited: 's u us ug ue e' },
      { name: 'an error', start: { how: 'error' }, visited: 's u us ug ux v vs ve e', but: { zeebe: 's u us ug v vs ve e' } },
      { name: 'an escalation', start: { how: 'up' }, visited: 's u us ug uk w ws we e', but: { zeebe: 's u us ug w ws we e' } },
      { name: 'told only', start: { how: 'told' }, visited: 's u us ug un uz y ys ye e' },
    ],
    except: INSIDE,
  },
  {
    id: 'undone_its_own_way',
    nodes: `
      s event.start.none
      u subprocess.embedded Buchung
      us<u event.start.none
      ue<u event.end.none
      v<u subprocess.event Rückgängig
      vs<v event.start.compensation Rückgängig
      va<v task.manual
      ve<v event.end.none
      t event.throw.compensation Alles zurück
      e event.end.none`,
    flows: 's > u\nus > ue\nvs > va\nva > ve\nu > t\nt > e',
    scenarios: [{ name: 'booked and undone', visited: 's u us ue v vs va ve t e' }],
    refused: { zeebe: ['engine.compensation-start', 'vs'], flowable: ['engine.compensation-start', 'vs'] },
    except: { spiff: 'not there', 'bpmn-engine': 'compensates otherwise' },
  },
  {
    id: 'several_triggers_to_begin',
    nodes: `
      s event.start.multiple Irgendetwas
      p event.start.parallel-multiple Alles | parallelMultiple=true
      a task.manual
      c event.catch.parallel-multiple Alles | parallelMultiple=true
      t event.throw.multiple Alles zugleich
      b<a event.boundary.multiple Irgendetwas
      bp<a event.boundary.parallel-multiple Alles | parallelMultiple=true
      n<a event.boundary.multiple Irgendetwas | cancelActivity=false
      np<a event.boundary.parallel-multiple Alles | cancelActivity=false | parallelMultiple=true
      e event.end.multiple Ende
      x event.end.none${['u', 'v'].map((id, at) => aside(`${id}m`, 'multiple', 'parallelMultiple=false', at === 1) + aside(`${id}p`, 'parallel-multiple', 'parallelMultiple=true', at === 1)).join('')}`,
    flows: `s > a\np > a\na > c\nc > t\nt > e\nb > x\nbp > x\nn > x\nnp > x${asideFlows('um', 'up', 'vm', 'vp')}`,
    scenarios: [],
    refused: { '*': ['s', 'p', 'c', 't', 'b', 'bp', 'n', 'np', 'e', 'ums', 'ups', 'vms', 'vps'].map((id) => ['event.unsupported', id]) },
  },
];
