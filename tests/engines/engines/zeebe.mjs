// Zeebe (Camunda 8) in memory: one Java process that takes requests a line. It validates on deployment. Its user tasks can
// be completed through a REST interface only, which it has not: what is run is the file without that one element, so that
// they are jobs of the type `io.camunda.zeebe:userTask`; the file itself is deployed as well. The last version runs; taking
// one away is not answered there.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export async function zeebe(jar, java) {
  const engine = spawn(java, ['-XX:TieredStopAtLevel=1', '-Xmx512m', '-Dorg.slf4j.simpleLogger.defaultLogLevel=error', '-jar', jar], { stdio: ['pipe', 'pipe', 'ignore'] });
  process.on('exit', () => engine.kill('SIGKILL'));
  const lines = createInterface({ input: engine.stdout })[Symbol.asyncIterator]();
  if ((await lines.next()).value !== 'ready') throw new Error('Zeebe does not answer');

  async function ask(request) {
    engine.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('Zeebe is gone');
    const answer = JSON.parse(value);
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  }

  async function deploy(files) {
    const named = (change) => Object.fromEntries(files.map((file) => [file.split('/').at(-1), change(readFileSync(file, 'utf8'))]));
    await ask({ deploy: named((xml) => xml) });
    await ask({ deploy: named(asJobs) });
  }

  async function run({ model, scenario }) {
    const done = await ask({ run: {
      process: model.id, variables: plain(scenario.start ?? {}), answers: plain(model.byId(scenario.answers)), events: scenario.events ?? [],
      first: scenario.first ?? [], begin: scenario.begin, message: model.messages.get(scenario.begin),
      signals: Object.fromEntries(model.signals),
    } });
    for (const [key, wanted] of Object.entries(scenario.people ?? {})) {
      const said = (name) => done.headers[key]?.[`io.camunda.zeebe:${name}`];
      assert.deepEqual({ assignee: said('assignee') ?? null, users: JSON.parse(said('candidateUsers') ?? '[]'), due: said('dueDate')?.slice(0, 10) }, wanted, `who does ${key}, and until when`);
    }
    for (const [key, wanted] of Object.entries(scenario.groups ?? {})) {
      const id = Object.keys(model.byId({ [key]: true }))[0];
      assert.deepEqual(JSON.parse(done.headers[id]?.['io.camunda.zeebe:candidateGroups'] ?? '[]'), wanted, `who is offered ${key}`);
    }
    return done;
  }

  return { name: 'zeebe', target: 'zeebe', deploy, undeploy: () => {}, run, stop: () => engine.kill('SIGKILL') };
}

/** Days are texts there. */
const plain = (values) => JSON.parse(JSON.stringify(values), (_, value) => value?.$day ?? value);

function asJobs(xml) {
  return xml.replaceAll(/\s*<zeebe:userTask \/>/g, '').replaceAll(/\s*<zeebe:formDefinition [^>]*\/>/g, '');
}
