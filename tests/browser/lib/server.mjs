// The real server on a free port with a folder of its own; started, stopped, killed and started again by the tests.
import { execFile, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const program = process.env.WANDEL_SERVER;
const execute = promisify(execFile);

/**
 * Starts a server. `publicUrl`: the address browsers use when a proxy stands before it.
 * `eager`: rooms are let go, with their log compacted, as soon as nobody is in them. `fault(order)` does to commits what
 * `store::faults` knows (`hold`, `fail`, `kill`, `kill-after`), `fault('')` nothing any more; only with `faults`.
 * Returns `{ base, lines, cli, kill, stop, restart, data, fault, heard }`; `lines` is everything it has printed.
 */
export async function startServer({ demo = false, publicUrl, faults = false, eager = false, environment = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'wandel-'));
  const data = join(folder, 'data');
  const orders = join(folder, 'faults');
  const server = { data, base: '', origin: publicUrl, port: 0, lines: [], heard: new EventEmitter(), child: null };
  server.heard.setMaxListeners(0);

  server.start = async (port = 0) => {
    const options = ['serve', '--data', data, '--listen', `127.0.0.1:${port}`];
    if (demo) options.push('--demo');
    if (publicUrl) options.push('--public-url', publicUrl);
    if (faults) options.push('--faults', orders);
    if (eager) options.push('--eager');
    const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
    server.child = child;
    const errors = [];
    child.stderr.on('data', (chunk) => errors.push(chunk));
    const lines = createInterface({ input: child.stdout });
    server.lines.length = 0;
    await new Promise((resolve, reject) => {
      lines.on('line', (line) => {
        server.lines.push(line);
        server.heard.emit('line');
        const match = /^listening on (http:\/\/\S+)$/.exec(line);
        if (match) {
          server.base = match[1];
          server.port = Number(new URL(match[1]).port);
          resolve();
        }
      });
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${Buffer.concat(errors)}`)));
    });
    child.removeAllListeners('exit');
  };
  /** The address with a part that it prints while starting. */
  server.said = async (part) => {
    for (;;) {
      for (const line of server.lines) {
        const match = /(https?:\/\/\S+)/.exec(line);
        if (match && match[1].includes(part)) return match[1];
      }
      await once(server.heard, 'line');
    }
  };
  /** Waits for a line with this text, printed after the first `from` lines. */
  server.printed = async (text, from = 0) => {
    while (!server.lines.slice(from).some((line) => line.includes(text))) await once(server.heard, 'line');
  };
  server.fault = (order) => {
    // Renamed into place: the server never reads half of it.
    writeFileSync(`${orders}.new`, order);
    renameSync(`${orders}.new`, orders);
  };
  server.ended = () => new Promise((resolve) => {
    if (server.child.exitCode !== null || server.child.signalCode !== null) resolve();
    else server.child.once('exit', resolve);
  });
  /** Like a power button for the process: no chance to finish anything. */
  server.kill = async () => { server.child.kill('SIGKILL'); await server.ended(); };
  /** Asks it to end; returns its exit code. */
  server.stop = async () => { server.child.kill('SIGTERM'); await server.ended(); return server.child.exitCode; };
  server.restart = async () => server.start(server.port);
  /** Runs a command of the command line against this data folder; returns standard output. */
  server.cli = async (...words) => (await execute(program, [...words, '--data', data])).stdout.trim();
  server.dispose = async () => { await server.kill(); rmSync(folder, { recursive: true, force: true }); };
  await server.start();
  return server;
}

/** A board with an edit link that opens it at once: `{ id, link }`. */
export async function newBoard(server, title, role = 'editor') {
  const id = await server.cli('board', 'create', '--title', title);
  return { id, link: await boardLink(server, id, role) };
}

/** A board made of a BPMN file: its id. `name`: of the file, which stays among what tests leave behind. */
export async function importedBoard(server, name, source) {
  const out = process.env.WANDEL_OUT;
  mkdirSync(out, { recursive: true });
  const file = join(out, name);
  writeFileSync(file, source);
  return (await server.cli('board', 'import', file)).split(/\s/)[0];
}

/** A link for a role, as a path with fragment on the server's base address. */
export async function boardLink(server, id, role) {
  const url = new URL(await server.cli('board', 'link', id, '--role', role));
  return url.pathname + url.hash;
}

/** An administrator who speaks HTTP: `(method, path, body) → JSON`. */
export async function administrator(server) {
  const email = 'admin@example.org';
  const password = 'ein langer Satz hilft beim Merken';
  await new Promise((resolve, reject) => {
    const child = execFile(program, ['user', 'add', email, '--admin', '--password-stdin', '--data', server.data], (error) => (error ? reject(error) : resolve()));
    child.stdin.end(password);
  });
  let cookie = '';
  /** The answer as it is; a Blob is sent as it is. */
  const ask = async (method, path, body) => {
    const raw = body instanceof Blob;
    const answer = await fetch(server.base + path, {
      method,
      headers: { 'content-type': raw ? 'application/octet-stream' : 'application/json', origin: server.origin ?? server.base, cookie },
      body: body === undefined || raw ? body : JSON.stringify(body),
    });
    cookie = answer.headers.getSetCookie().map((value) => value.split(';')[0]).join('; ') || cookie;
    return answer;
  };
  const call = async (method, path, body) => {
    const answer = await ask(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  await call('POST', '/api/session', { email, password });
  return Object.assign(call, { ask, email, password });
}
