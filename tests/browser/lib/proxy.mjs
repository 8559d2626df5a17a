// A link between browser and server that can be slow or cut: a TCP proxy on a free port.
import { createServer, connect } from 'node:net';

/** `{ url, delay, cut(), mend(), target(port), close() }`; `delay` in milliseconds a direction. */
export async function startProxy() {
  const pairs = new Set();
  const proxy = { delay: 0, port: 0, up: true, url: '' };
  const listener = createServer((near) => {
    if (!proxy.up) return near.destroy();
    const far = connect(proxy.port, '127.0.0.1');
    const pair = [near, far];
    pairs.add(pair);
    pipe(near, far);
    pipe(far, near);
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => { pairs.delete(pair); for (const other of pair) other.destroy(); });
    }
  });
  // Chunks keep their order: each waits for its own delay, and timers of equal length fire in order.
  function pipe(from, to) {
    from.on('data', (chunk) => {
      if (proxy.delay === 0) to.write(chunk);
      else setTimeout(() => to.destroyed || to.write(chunk), proxy.delay);
    });
    from.on('end', () => setTimeout(() => to.end(), proxy.delay));
  }
  await new Promise((resolve) => { listener.listen(0, '127.0.0.1', resolve); });
  proxy.url = `http://127.0.0.1:${listener.address().port}`;
  proxy.cut = () => { proxy.up = false; for (const pair of pairs) for (const socket of pair) socket.destroy(); };
  proxy.mend = () => { proxy.up = true; };
  proxy.close = () => { proxy.cut(); listener.close(); };
  return proxy;
}
