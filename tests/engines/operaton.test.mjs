// Exported processes on the real Operaton with its REST interface: deployed, started, every task completed, every timer
// fired by executing its job; the visited elements come from the engine's own history.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { processFiles, suites } from './lib/files.mjs';
import { answering, readProcess, visitedLabels } from './lib/process.mjs';

let engine;
let base;
const files = await processFiles('operaton');

before(async () => {
  const port = await freePort();
  base = `http://127.0.0.1:${port}/engine-rest`;
  engine = spawn('java', ['-jar', process.env.WANDEL_OPERATON, `--server.port=${port}`, '--server.address=127.0.0.1',
    '--spring.datasource.url=jdbc:h2:mem:operaton', '--operaton.bpm.job-execution.enabled=false',
    '--spring.main.banner-mode=off', '--logging.level.root=ERROR'], { stdio: ['ignore', 'inherit', 'inherit'] });
  await until(async () => (await fetch(`${base}/version`)).ok, 'Operaton does not answer');
}, { timeout: 180_000 });

after(() => engine?.kill('SIGKILL'));

for (const { name, file, suite } of files) {
  const model = await readProcess(file);
  for (const scenario of suites[suite].scenarios) {
    test(`Operaton: ${name}: ${scenario.name}`, { timeout: 120_000 }, async () => {
      await deploy(file);
      const visited = await run(model, scenario);
      assert.deepEqual(visitedLabels(model, visited), [...scenario.visited].sort((a, b) => a.localeCompare(b, 'de')));
    });
  }
}

async function deploy(file) {
  const form = new FormData();
  form.set('deployment-name', 'wandel');
  form.set('process.bpmn', new Blob([readFileSync(file)]), 'process.bpmn');
  const answer = await fetch(`${base}/deployment/create`, { method: 'POST', body: form });
  assert.equal(answer.status, 200, `Operaton refuses the file: ${await answer.text()}`);
}

async function run(model, scenario) {
  const answer = answering(scenario);
  const { id } = await post(`/process-definition/key/${model.id}/start`, { variables: typed(scenario.variables) });
  for (let step = 0; step < 500; step += 1) {
    const [state] = await get(`/history/process-instance?processInstanceId=${id}`);
    if (state.state === 'COMPLETED') {
      const history = await get(`/history/activity-instance?processInstanceId=${id}`);
      return history.filter((entry) => entry.endTime !== null && !entry.canceled).map((entry) => entry.activityId);
    }
    assert.equal(state.state, 'ACTIVE');
    const [task] = await get(`/task?processInstanceId=${id}`);
    if (task) {
      await expectGroups(model, scenario, task);
      await post(`/task/${task.id}/complete`, { variables: typed(answer(labelOf(model, task.taskDefinitionKey))) });
      continue;
    }
    const [external] = await post('/external-task/fetchAndLock', { workerId: 'test', maxTasks: 1, topics: await topics(id) });
    if (external) {
      await post(`/external-task/${external.id}/complete`, { workerId: 'test', variables: typed(answer(labelOf(model, external.activityId))) });
      continue;
    }
    const [job] = await get(`/job?processInstanceId=${id}`);
    assert.ok(job, 'the instance waits for something that the test does not know');
    await post(`/job/${job.id}/execute`, {});
  }
  throw new Error('the instance did not end');
}

/** Lanes became candidate groups: a scenario may say which group a task is offered to. */
async function expectGroups(model, scenario, task) {
  const wanted = scenario.groups?.[labelOf(model, task.taskDefinitionKey)];
  if (!wanted) return;
  const links = await get(`/task/${task.id}/identity-links?type=candidate`);
  assert.deepEqual(links.map((link) => link.groupId).sort(), [...wanted].sort());
}

async function topics(instance) {
  const waiting = await get(`/external-task?processInstanceId=${instance}&notLocked=true`);
  return [...new Set(waiting.map((task) => task.topicName))].map((topicName) => ({ topicName, lockDuration: 60_000 }));
}

const labelOf = (model, id) => model.nodes.get(id)?.name;
const typed = (variables = {}) => Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, { value }]));

async function get(path) {
  const answer = await fetch(base + path);
  assert.ok(answer.ok, `GET ${path}: ${answer.status}`);
  return answer.json();
}

async function post(path, body) {
  const answer = await fetch(base + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const text = await answer.text();
  assert.ok(answer.ok, `POST ${path}: ${answer.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function until(check, message) {
  for (;;) {
    if (engine.exitCode !== null) throw new Error(message);
    try {
      if (await check()) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
}
