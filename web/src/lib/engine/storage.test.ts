// @vitest-environment node
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { localCopy } from './local';
import type { Locks } from './lock';
import { indexedStorage, type Storage } from './storage';

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);
const put = (key: string, ...values: number[]) => ({ op: 'put' as const, key, bytes: bytes(...values) });

let storage: Storage;
beforeEach(() => {
  globalThis.IDBKeyRange = IDBKeyRange;
  storage = indexedStorage(new IDBFactory());
});

/** The locks of one device, as several tabs see them. */
function device(): { locks: Locks; die(name: string): void } {
  const held = new Set<string>();
  return {
    locks: {
      take: (name) => {
        if (held.has(name)) return Promise.resolve(null);
        held.add(name);
        return Promise.resolve(() => { held.delete(name); });
      },
    },
    die: (name) => { held.delete(name); },
  };
}

describe('storage', () => {
  it('keeps boards and tabs apart', async () => {
    await storage.transact('one', 'a', true, [put('base', 1), put('log/1', 2)]);
    await storage.transact('one', 'b', false, [put('base', 3)]);
    await storage.transact('two', 'a', true, [put('base', 4)]);
    expect(await storage.tabs('one')).toEqual(['a', 'b']);
    expect(await storage.read('one', 'a')).toEqual([{ key: 'base', bytes: bytes(1) }, { key: 'log/1', bytes: bytes(2) }]);
    expect(await storage.read('two', 'b')).toEqual([]);
  });

  it('does a transaction in order, and forgets another tab in the same one', async () => {
    await storage.transact('one', 'dead', true, [put('base', 1), put('tray/1', 2)]);
    await storage.transact('one', 'new', true, [put('base', 1), { op: 'delete', key: 'base' }, put('base', 9), { op: 'forget', tab: 'dead' }]);
    expect(await storage.tabs('one')).toEqual(['new']);
    expect(await storage.read('one', 'new')).toEqual([{ key: 'base', bytes: bytes(9) }]);
  });

  it('counts what no server has, and wipes', async () => {
    const count = (text: string) => ({ op: 'put' as const, key: 'pending', bytes: new TextEncoder().encode(text) });
    await storage.transact('one', 'a', true, [count('2')]);
    await storage.transact('one', 'b', true, [count('1'), put('base', 1)]);
    await storage.transact('two', 'c', true, [count('0')]);
    expect(await storage.pending()).toEqual(new Map([['one', 3]]));
    await storage.wipe();
    expect(await storage.tabs('one')).toEqual([]);
    expect(await storage.pending()).toEqual(new Map());
  });
});

describe('local copy', () => {
  it('gives the records of dead tabs to take over and those of living ones to read', async () => {
    const { locks } = device();
    const first = localCopy('board', storage, locks);
    await first.load();
    await first.keep(true, [put('base', 1)]);
    const second = localCopy('board', storage, locks);
    expect((await second.load()).map((tab) => tab.free)).toEqual([false]);
    await second.keep(true, [put('base', 2)]);
    await first.close();
    const third = localCopy('board', storage, locks);
    const saved = await third.load();
    expect(saved.map((tab) => [tab.free, tab.records[0]?.bytes[0]]).sort()).toEqual([[false, 2], [true, 1]]);
  });

  it('holds the lock of a dead tab until its records are taken over', async () => {
    const { locks } = device();
    const dead = localCopy('board', storage, locks);
    await dead.load();
    await dead.keep(true, [put('base', 1)]);
    await dead.close();
    const heir = localCopy('board', storage, locks);
    const [left] = await heir.load();
    const meanwhile = localCopy('board', storage, locks);
    expect((await meanwhile.load()).map((tab) => tab.free)).toEqual([false]);
    await heir.keep(true, [put('base', 1), { op: 'forget', tab: left?.tab ?? '' }]);
    expect(await storage.tabs('board')).toHaveLength(1);
  });

  it('writes one after the other and goes on after a failure', async () => {
    const done: string[] = [];
    const slow: Storage = {
      ...storage,
      transact: async (_board, _tab, _strict, ops) => {
        const op = ops[0];
        const key = op && 'key' in op ? op.key : '';
        await new Promise((resolve) => { setTimeout(resolve, key === 'a' ? 5 : 0); });
        if (key === 'b') throw new Error('full');
        done.push(key);
      },
    };
    const local = localCopy('board', slow, device().locks);
    await Promise.allSettled(['a', 'b', 'c'].map((key) => local.keep(true, [put(key, 1)])));
    expect(done).toEqual(['a', 'c']);
  });
});
