// Which files run: the demo board as the server seeds it, and what the journey in the browser built and downloaded.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';

export const server = process.env.WANDEL_SERVER;
const out = process.env.WANDEL_OUT;

export const suites = JSON.parse(readFileSync(new URL('../scenarios.json', import.meta.url), 'utf8'));

/** Files for a target: `{ name, file, suite }`. The journey's files are there after the browser tests have run. */
export async function processFiles(target) {
  const files = [{ name: 'demo board', file: await demo(target), suite: 'wohngeld' }];
  const journey = join(out, `journey-${target}.bpmn`);
  if (existsSync(journey)) files.push({ name: 'journey in the browser', file: journey, suite: 'wohngeld' });
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
