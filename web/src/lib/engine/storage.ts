/**
 * What this device keeps: records of bytes per board and tab in IndexedDB. What they hold is the engine's alone, but for
 * the record `pending`: how many edits of the tab no server has acknowledged.
 */
import type { SavedTab, StoreOp } from './contract';

const DATABASE = 'wandel';
const RECORDS = 'records';
const PENDING = 'pending';

type Key = [board: string, tab: string, record: string];

export interface Storage {
  /** Names of the tabs that kept something of a board. */
  tabs(board: string): Promise<string[]>;
  read(board: string, tab: string): Promise<SavedTab['records']>;
  /** One transaction; resolves when it is complete, and with `strict` durable. */
  transact(board: string, tab: string, strict: boolean, ops: StoreOp[]): Promise<void>;
  /** Edits that no server has acknowledged, by board. */
  pending(): Promise<Map<string, number>>;
  /** Removes everything of all boards. */
  wipe(): Promise<void>;
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => { resolve(request.result); };
    request.onerror = () => { reject(request.error ?? new Error('storage.failed')); };
  });
}

function complete(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => { resolve(); };
    transaction.onerror = () => { reject(transaction.error ?? new Error('storage.failed')); };
    transaction.onabort = () => { reject(transaction.error ?? new Error('storage.aborted')); };
  });
}

function opened(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(DATABASE, 1);
    request.onupgradeneeded = () => { request.result.createObjectStore(RECORDS); };
    request.onsuccess = () => { resolve(request.result); };
    request.onerror = () => { reject(request.error ?? new Error('storage.closed')); };
    request.onblocked = () => { reject(new Error('storage.blocked')); };
  });
}

/** Everything below a prefix of the key: an empty array sorts after every string. */
const below = (...prefix: string[]): IDBKeyRange => IDBKeyRange.bound(prefix, [...prefix, []]);

export function indexedStorage(factory: IDBFactory = indexedDB): Storage {
  let database: Promise<IDBDatabase> | null = null;
  const records = async (mode: IDBTransactionMode, durability: IDBTransactionDurability): Promise<IDBObjectStore> => {
    database ??= opened(factory).then((open) => {
      const forget = (): void => { database = null; };
      open.onversionchange = () => { open.close(); forget(); };
      open.onclose = forget;
      return open;
    });
    try {
      return (await database).transaction(RECORDS, mode, { durability }).objectStore(RECORDS);
    } catch (cause) {
      database = null;
      throw cause;
    }
  };

  return {
    async tabs(board) {
      const keys = (await done((await records('readonly', 'default')).getAllKeys(below(board)))) as Key[];
      return [...new Set(keys.map((key) => key[1]))];
    },

    async read(board, tab) {
      const store = await records('readonly', 'default');
      const [keys, values] = await Promise.all([done(store.getAllKeys(below(board, tab))), done(store.getAll(below(board, tab)))]);
      return (keys as Key[]).map((key, index) => ({ key: key[2], bytes: values[index] as Uint8Array }));
    },

    async transact(board, tab, strict, ops) {
      const store = await records('readwrite', strict ? 'strict' : 'relaxed');
      const finished = complete(store.transaction);
      for (const op of ops) {
        if (op.op === 'put') store.put(op.bytes, [board, tab, op.key]);
        else if (op.op === 'delete') store.delete([board, tab, op.key]);
        else store.delete(below(board, op.tab));
      }
      store.transaction.commit();
      await finished;
    },

    async pending() {
      const store = await records('readonly', 'default');
      const keys = (await done(store.getAllKeys())) as Key[];
      const counts = new Map<string, number>();
      for (const key of keys.filter(([, , record]) => record === PENDING)) {
        const bytes = (await done(store.get(key))) as Uint8Array;
        const count = Number(new TextDecoder().decode(bytes));
        if (count > 0) counts.set(key[0], (counts.get(key[0]) ?? 0) + count);
      }
      return counts;
    },

    async wipe() {
      const store = await records('readwrite', 'strict');
      const finished = complete(store.transaction);
      store.clear();
      await finished;
    },
  };
}

/** When there is no store (forbidden, private mode): nothing is kept, and `transact` says so. */
export const noStorage: Storage = {
  tabs: () => Promise.resolve([]),
  read: () => Promise.resolve([]),
  transact: () => Promise.reject(new Error('storage.none')),
  pending: () => Promise.resolve(new Map()),
  wipe: () => Promise.resolve(),
};
