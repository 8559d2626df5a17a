// Which files run: the demo board as the server seeds it, every template that it offers, and what the journey in the browser
// built and downloaded.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import { administrator, startServer } from '../../browser/lib/server.mjs';

export const server = process.env.WANDEL_SERVER;
const out = process.env.WANDEL_OUT;

export const suites = JSON.parse(readFileSync(new URL('../scenarios.json', import.meta.url), 'utf8'));

/** Files for a target: `{ name, file, beside, suite }`. The journey's files are there after the browser tests have run. */
export async function processFiles(target) {
  const files = [{ name: 'demo board', file: await demo(target), beside: [], suite: 'wohngeld' }, ...(await templates(target))];
  const journey = join(out, `journey-${target}.bpmn`);
  if (existsSync(journey)) files.push({ name: 'journey in the browser', file: journey, beside: [], suite: 'wohngeld' });
  return files;
}

async function demo(target) {
  const folder = mkdtempSync(join(tmpdir(), 'wandel-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const data = join(folder, 'data');
  const child = spawn(server, ['serve', '--demo', '--data', data, '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LANG: 'de_DE.UTF-8', LC_ALL: '' },
  });
  await once(child.stdout, 'data');
  child.stdout.resume();
  const list = execFileSync(server, ['board', 'list', '--data', data], { encoding: 'utf8' });
  const id = list.split('\t')[0].trim();
  const file = join(folder, `demo-${target}.bpmn`);
  execFileSync(server, ['board', 'export', id, '--format', 'bpmn', '--target', target, '-o', file, '--data', data]);
  child.kill('SIGTERM');
  await once(child, 'exit');
  return file;
}

let offered;

/** A board of every template that the server offers, but for the demo: its id, by the template's. */
async function boardsOfTemplates() {
  const house = await startServer();
  const folder = mkdtempSync(join(tmpdir(), 'wandel-'));
  process.on('exit', () => { rmSync(folder, { recursive: true, force: true }); rmSync(dirname(house.data), { recursive: true, force: true }); });
  const ask = await administrator(house);
  const names = (await ask('GET', '/api/templates')).map(({ id }) => id).filter((id) => id !== 'demo');
  const boards = [];
  for (const name of names) boards.push([name, (await ask('POST', '/api/boards', { template: name, lang: 'de' })).id]);
  // What is exported from now on is read from its folder.
  await house.stop();
  return { house, folder, boards };
}

/** The templates as an archive each, unpacked: what belongs to a process is deployed with it. */
async function templates(target) {
  offered ??= boardsOfTemplates();
  const { house, folder, boards } = await offered;
  const files = [];
  for (const [name, id] of boards) {
    const into = join(folder, `${name}-${target}`);
    await house.cli('board', 'export', id, '--format', 'zip', '--target', target, '-o', `${into}.zip`);
    execFileSync('python3', ['-m', 'zipfile', '-e', `${into}.zip`, into]);
    const beside = readdirSync(into).filter((file) => file !== 'process.bpmn').sort();
    files.push({ name: `template ${name}`, file: join(into, 'process.bpmn'), beside: beside.map((file) => join(into, file)), suite: name });
  }
  return files;
}
