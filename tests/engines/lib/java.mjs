// Starts an engine that is a Java application and waits until it answers. Killed with the test.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Starts a Spring application: `{ base, stop }`, `base` its address. */
export async function start(jar, settings, path) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const engine = spawn('java', ['-XX:TieredStopAtLevel=1', '-Xmx512m', '-Duser.timezone=UTC', '-jar', jar, `--server.port=${port}`, '--server.address=127.0.0.1',
    '--spring.main.banner-mode=off', '--logging.level.root=ERROR', ...settings], { stdio: ['ignore', 'inherit', 'inherit'] });
  process.on('exit', () => engine.kill('SIGKILL'));
  await until(engine, async () => (await fetch(origin + path)).status < 500, `${jar} does not answer`);
  return { origin, ended: once(engine, 'exit'), stop: () => engine.kill('SIGKILL') };
}

/** Requests with JSON; a refusal throws with the answer's text. */
export function client(base, headers = {}) {
  async function ask(method, path, body) {
    const answer = await fetch(base + path, { method, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, body: body === undefined ? undefined : JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }
  return { get: (path) => ask('GET', path), post: (path, body) => ask('POST', path, body), put: (path, body) => ask('PUT', path, body), remove: (path) => ask('DELETE', path) };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function until(engine, check, message) {
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
