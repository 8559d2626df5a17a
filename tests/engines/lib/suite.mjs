// What runs: the demo board and the journey's file (by their labels), and the processes of ours (by their ids), each as a
// file for a target, written by the product. Cases: `{ name, id, target, file, with, scenario… }`.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { processFiles, server, suites } from './files.mjs';
import { dmn, source } from './source.mjs';
import conditions from '../processes/conditions.mjs';
import events from '../processes/events.mjs';
import gateways from '../processes/gateways.mjs';
import scopes from '../processes/scopes.mjs';
import starts from '../processes/starts.mjs';
import tasks from '../processes/tasks.mjs';

/** The processes of ours. */
export const processes = [...tasks, ...gateways, ...starts, ...events, ...scopes, ...conditions];

const folder = mkdtempSync(join(tmpdir(), 'wandel-engines-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** The source of a process of ours, as a file. */
export function sourceFile(one) {
  const file = join(folder, `${one.id}.source.bpmn`);
  writeFileSync(file, one.source ?? source(one));
  return file;
}

/** The decision tables that a process of ours asks, as options. */
function tables(one) {
  return (one.tables ?? []).flatMap((table) => {
    const file = join(folder, `${table.key}.source.dmn`);
    writeFileSync(file, dmn(table));
    return ['--with', file];
  });
}

const converted = new Map();

/** Converts for a target with the product, once: `{ file, report, refused }`. */
export function convert(one, target) {
  const key = `${one.id} ${target}`;
  if (!converted.has(key)) converted.set(key, write(one, target));
  return converted.get(key);
}

function write(one, target) {
  // What stands beside the BPMN is named by its own ids.
  mkdirSync(join(folder, target), { recursive: true });
  const file = join(folder, target, `${one.id}.${target}.bpmn`);
  const report = join(folder, `${one.id}.${target}.json`);
  const { status, stderr } = spawnSync(server, ['convert', sourceFile(one), file, '--target', target, '--report', report, ...tables(one)], { encoding: 'utf8' });
  assert.ok(status === 0 || status === 1, `convert ${one.id} for ${target}: ${stderr}`);
  const told = JSON.parse(readFileSync(report, 'utf8'));
  return { file, beside: told.beside.map((name) => join(folder, target, name)), report: told, refused: status === 1 };
}

/** What the product's check finds in a process of ours. */
export const check = (one, target) => checkFile(sourceFile(one), target, tables(one));

/** What the product's check finds in a file; `more`: further options. */
export function checkFile(file, target, more = []) {
  const { status, stdout, stderr } = spawnSync(server, ['check', file, '--target', target, '--format', 'json', ...more], { encoding: 'utf8' });
  assert.ok(stdout, stderr);
  return { status, findings: JSON.parse(stdout) };
}

/** A broken process with what stands beside it, as files: the process first. */
export function mutant({ process: id, target, change, code, table }) {
  const { file, beside } = convert(processes.find((one) => one.id === id), target);
  mkdirSync(join(folder, code), { recursive: true });
  const files = [file, ...beside].map((path) => ({ path, whole: readFileSync(path, 'utf8') }));
  return files.map(({ path, whole }) => {
    const meant = table ? path.endsWith(`/${table}.dmn`) : path === file;
    const text = meant ? change(whole) : whole;
    if (meant) assert.notEqual(text, whole, `nothing is broken in ${path}`);
    const broken = join(folder, code, `${target}.${basename(path)}`);
    writeFileSync(broken, text);
    return broken;
  });
}

/** What the product's check finds in a process as files, what stands beside it with it. */
export const checkFiles = ([file, ...beside], target) => checkFile(file, target, beside.flatMap((path) => ['--with', path]));

/** How a process is taken by an engine: `refused` by design, `except` (a reason why it is not asked), or run. */
export function fate(one, engine, target) {
  // One finding, or several of one process.
  const said = one.refused?.[engine] ?? one.refused?.[target] ?? one.refused?.['*'];
  const refused = said && (Array.isArray(said[0]) ? said : [said]);
  if (refused && target !== 'generic') return { refused };
  if (refused) return { except: 'no engine is asked to run it' };
  const except = one.except?.[engine] ?? one.except?.[target];
  return except ? { except } : {};
}

/** The demo, the templates and the journey for a target, in the form of a process of ours. */
export async function boards(target) {
  const files = await processFiles(target);
  return files.map(({ name, file, beside, suite }) => {
    assert.ok(suites[suite], `${suite} has no scenarios`);
    return { id: suite, name, file, beside, labelled: true, scenarios: suites[suite].scenarios, except: suites[suite].except };
  });
}

/** Ids of a scenario's `visited`, sorted. */
export function wanted(scenario, engine) {
  const visited = scenario.but?.[engine.name] ?? scenario.but?.[engine.target] ?? scenario.visited;
  return (Array.isArray(visited) ? [...visited] : visited.split(' ')).sort((a, b) => a.localeCompare(b, 'de'));
}
