// From a board to a running Operaton, by the product: deployed by somebody with an account, then started and worked on
// through the engine's own interface. The engine asks for a name and a password (its own filter). And what people get to
// see when it does not work: wrong password, nobody there, somebody else there, a file that the engine does not take.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { administrator, startServer } from '../browser/lib/server.mjs';
import { seven } from './engines/seven.mjs';
import { client } from './lib/java.mjs';
import { dmn, source } from './lib/source.mjs';
import { zip } from './lib/zip.mjs';

const SECRET = 'gehört ins Schloss';
const folder = mkdtempSync(join(tmpdir(), 'wandel-deploy-'));
let engine;
let server;
let ann;
let api;

before(async () => {
  engine = await seven('operaton', join(process.env.WANDEL_JARS, 'operaton/engine.jar'),
    { more: ['--wandel.secured=true', '--operaton.bpm.admin-user.id=wandel', `--operaton.bpm.admin-user.password=${SECRET}`] });
  api = client(`${engine.origin}/engine-rest`, { authorization: `Basic ${Buffer.from(`wandel:${SECRET}`).toString('base64')}` });
  // The engine locks an account for a while after a wrong password: it is another one's.
  const one = (id, url, file, user = 'wandel') => `[[engine]]\nid = "${id}"\nname = "Operaton ${id}"\ntarget = "operaton"\nurl = "${url}"\nuser = "${user}"\npassword_file = "${join(folder, file)}"\n`;
  writeFileSync(join(folder, 'password'), `${SECRET}\n`);
  writeFileSync(join(folder, 'wrong'), 'geraten\n');
  writeFileSync(join(folder, 'engines.toml'), [
    one('test', `${engine.origin}/engine-rest`, 'password'),
    one('wrong', `${engine.origin}/engine-rest`, 'wrong', 'vertretung'),
    one('elsewhere', `${engine.origin}/somewhere`, 'password'),
    one('nobody', 'http://127.0.0.1:9', 'password'),
  ].join('\n'));
  server = await startServer({ environment: { WANDEL_ENGINES_FILE: join(folder, 'engines.toml') } });
  ann = await administrator(server);
});

after(async () => {
  await server?.dispose();
  engine?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const boardOf = async (nodes, flows) => {
  const answer = await ann.ask('POST', '/api/boards/import?title=Probe', new Blob([source({ id: 'probe', nodes, flows })]));
  return (await answer.json()).id;
};

async function refused(board, engine) {
  const answer = await ann.ask('POST', `/api/boards/${board}/deploy`, { engine });
  const problem = await answer.json();
  assert.ok(!JSON.stringify(problem).includes(SECRET) && !JSON.stringify(problem).includes(SECRET.slice(0, 6)), 'no secret in what people see');
  return { status: answer.status, code: problem.code, detail: problem.detail ?? '' };
}

test('a board is deployed, runs, and is recognised the second time', { timeout: 120_000 }, async () => {
  const { id } = await ann('POST', '/api/boards', { template: 'demo', lang: 'de' });
  const engines = await ann('GET', '/api/engines');
  assert.deepEqual(engines.map(({ id: name, target, ...more }) => [name, target, Object.keys(more)]), ['test', 'wrong', 'elsewhere', 'nobody'].map((name) => [name, 'operaton', ['name']]));

  const { deployment, processes: [definition] } = await ann('POST', `/api/boards/${id}/deploy`, { engine: 'test' });
  assert.equal(definition.version, 1);
  const [known] = await api.get(`/process-definition?deploymentId=${deployment}`);
  assert.deepEqual([known.id, known.key, known.version], [definition.id, definition.key, 1]);
  const [listed] = await api.get(`/deployment?id=${deployment}`);
  assert.deepEqual([listed.name, listed.source], ['Antrag auf Wohngeld', 'wandel']);

  const instance = await api.post(`/process-definition/key/${definition.key}/start`, {});
  const [first] = await api.get(`/task?processInstanceId=${instance.id}`);
  assert.equal(first.name.replace(/\s+/g, ' ').replaceAll('\u00ad', ''), 'Antrag ausfüllen');
  assert.deepEqual((await api.get(`/task/${first.id}/identity-links?type=candidate`)).map((link) => link.groupId), ['antragsteller']);
  await api.post(`/task/${first.id}/complete`, {});
  const [second] = await api.get(`/task?processInstanceId=${instance.id}`);
  assert.equal(second.name.replace(/\s+/g, ' ').replaceAll('\u00ad', ''), 'Angaben prüfen');

  assert.deepEqual((await ann('POST', `/api/boards/${id}/deploy`, { engine: 'test' })).processes, [], 'nothing new');
  assert.equal((await api.get('/process-definition/count')).count, 1);
});

test('decision tables go along, and the running case is decided by them', { timeout: 120_000 }, async () => {
  const process = { id: 'probe_mit_tabelle', nodes: 's event.start.none\na task.rule Höhe bestimmen | decisionRef=hoehe | resultVariable=betrag\nw task.user Auszahlen | formKey=f | candidateGroups=g\ne event.end.none', flows: 's > a\na > w\nw > e' };
  const table = dmn({ key: 'hoehe', inputs: ['einkommen:number'], outputs: ['betrag:number'], rules: '< 1000 | 300\n>= 1000 | 0' });
  const archive = zip([['probe.bpmn', Buffer.from(source(process))], ['hoehe.dmn', Buffer.from(table)]]);
  const { id, diagnostics } = await (await ann.ask('POST', '/api/boards/import?title=Mit%20Tabelle', new Blob([archive]))).json();
  assert.deepEqual(diagnostics.map((one) => one.code), ['bpmn.laid-out'], 'it has no drawing');
  const { deployment, processes: [definition] } = await ann('POST', `/api/boards/${id}/deploy`, { engine: 'test' });
  const [decision] = await api.get(`/decision-definition?deploymentId=${deployment}`);
  assert.deepEqual([decision.key, decision.version, decision.resource], ['hoehe', 1, `wandel-${id}-hoehe.dmn`]);
  for (const [einkommen, betrag] of [[999, 300], [1000, 0]]) {
    const instance = await api.post(`/process-definition/key/${definition.key}/start`, { variables: { einkommen: { value: einkommen } } });
    assert.equal((await api.get(`/process-instance/${instance.id}/variables`)).betrag.value, betrag);
  }
  assert.deepEqual((await ann('POST', `/api/boards/${id}/deploy`, { engine: 'test' })).processes, [], 'nothing new');
  assert.equal((await api.get('/decision-definition/count?key=hoehe')).count, 1);
});

test('a step runs the process of another board, which goes along', { timeout: 120_000 }, async () => {
  const made = async (title, process) => (await (await ann.ask('POST', `/api/boards/import?title=${title}`, new Blob([source(process)]))).json()).id;
  const inner = await made('Innen', { id: 'prüfung_innen', nodes: 's event.start.none\na task.user Prüfen | formKey=f | candidateGroups=g\ne event.end.none', flows: 's > a\na > e' });
  const { processes: [{ key }] } = await ann('GET', `/api/boards/${inner}/processes`);
  assert.equal(key, 'prüfung_innen');
  const outer = await made('Außen', { id: 'aussen', nodes: `s event.start.none\nc call Prüfen lassen | calledElement=prüfung_innen | called-board=${inner}\nw task.user Auszahlen | formKey=f | candidateGroups=g\ne event.end.none`, flows: 's > c\nc > w\nw > e' });
  const done = await ann('POST', `/api/boards/${outer}/deploy`, { engine: 'test' });
  assert.deepEqual([done.called.map((one) => [one.title, one.processes.map((process) => process.key)]), done.left], [[['Innen', ['pruefung_innen']]], []]);
  const instance = await api.post('/process-definition/key/aussen/start', {});
  const open = async () => (await api.get(`/task?processDefinitionKeyIn=aussen,pruefung_innen`)).map((task) => [task.name, task.id]);
  const [[first, inside], ...more] = await open();
  assert.deepEqual([first, more], ['Prüfen', []], 'the called process waits');
  await api.post(`/task/${inside}/complete`, {});
  const [[second, outside], ...none] = await open();
  assert.deepEqual([second, none], ['Auszahlen', []], 'and came back');
  await api.post(`/task/${outside}/complete`, {});
  assert.equal((await api.get(`/history/process-instance/${instance.id}`)).state, 'COMPLETED');
});

test('why it does not work is told, and nothing is left on the engine', { timeout: 120_000 }, async () => {
  const before = (await api.get('/deployment/count')).count;
  const good = await boardOf('s event.start.none\na task.user Prüfen | formKey=f | candidateGroups=g\ne event.end.none', 's > a\na > e');
  assert.deepEqual(await refused(good, 'wrong'), { status: 502, code: 'deploy.not-allowed', detail: '' });
  assert.equal((await refused(good, 'nobody')).code, 'deploy.unreachable');
  assert.deepEqual(await refused(good, 'elsewhere').then(({ status, code }) => [status, code]), [502, 'deploy.not-an-engine']);
  assert.deepEqual(await refused(good, 'http://127.0.0.1/').then(({ status, code }) => [status, code]), [400, 'deploy.unknown-engine']);

  // A call of the house's own program is not for us to judge: it goes to the engine, which says what is wrong with it.
  const odd = await boardOf('s event.start.none\ng gateway.exclusive Gut? | default=no\ne event.end.none\nx event.end.none',
    's > g\nyes: g > e ? ${rules.good(}\nno: g > x');
  const { status, code, detail } = await refused(odd, 'test');
  assert.deepEqual([status, code], [422, 'deploy.refused']);
  assert.match(detail, /rules\.good/, 'the engine\'s own words');

  // And what we know to be wrong never gets there.
  const gap = await boardOf('s event.start.none\na task.service Zahlen\ne event.end.none', 's > a\na > e');
  const told = await (await ann.ask('POST', `/api/boards/${gap}/deploy`, { engine: 'test' })).json();
  assert.deepEqual([told.code, told.diagnostics.map((one) => [one.code, one.params.name])], ['deploy.gaps', [['task.missing-service', 'Zahlen']]], 'with the step that it is about');
  assert.equal((await api.get('/deployment/count')).count, before);
});

test('an engine that goes away is told as such', { timeout: 120_000 }, async () => {
  const board = await boardOf('s event.start.none\ne event.end.none', 's > e');
  assert.equal((await ann('POST', `/api/boards/${board}/deploy`, { engine: 'test' })).processes.length, 1);
  engine.stop();
  await engine.ended;
  assert.deepEqual(await refused(board, 'test').then(({ status, code }) => [status, code]), [502, 'deploy.unreachable']);
});
