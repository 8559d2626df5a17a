/**
 * Who a tab's records belong to. A tab holds the lock of its own name as long as it lives; whoever gets another tab's
 * lock knows that the tab is gone. Without Web Locks (plain HTTP other than localhost) tabs ask each other.
 */

export interface Locks {
  /** Takes the lock if it is free; the function lets it go. `null`: somebody lives under it. */
  take(name: string): Promise<(() => void) | null>;
}

const CHANNEL = 'wandel-tabs';
/** How long a living tab may take to answer, milliseconds. */
const ANSWER = 400;

function webLocks(manager: LockManager): Locks {
  return {
    take: (name) => new Promise((resolve, reject) => {
      manager
        .request(name, { ifAvailable: true }, (lock) => {
          if (!lock) {
            resolve(null);
            return undefined;
          }
          return new Promise<void>((release) => { resolve(release); });
        })
        .catch(reject);
    }),
  };
}

function askingLocks(): Locks {
  const mine = new Set<string>();
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
  channel?.addEventListener('message', (event: MessageEvent<{ ask?: string }>) => {
    if (event.data.ask !== undefined && mine.has(event.data.ask)) channel.postMessage({ here: event.data.ask });
  });
  const lives = (name: string): Promise<boolean> => new Promise((resolve) => {
    if (!channel) {
      resolve(false);
      return;
    }
    const answered = (event: MessageEvent<{ here?: string }>): void => {
      if (event.data.here === name) end(true);
    };
    const timer = setTimeout(() => { end(false); }, ANSWER);
    const end = (result: boolean): void => {
      clearTimeout(timer);
      channel.removeEventListener('message', answered);
      resolve(result);
    };
    channel.addEventListener('message', answered);
    channel.postMessage({ ask: name });
  });
  return {
    take: async (name) => {
      if (mine.has(name) || (await lives(name))) return null;
      mine.add(name);
      return () => { mine.delete(name); };
    },
  };
}

export function browserLocks(): Locks {
  return 'locks' in navigator ? webLocks(navigator.locks) : askingLocks();
}
