// @vitest-environment node
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { together } from './zip';

describe('files together', () => {
  it('leaves one file as it is', async () => {
    const form = new File(['{}'], 'a.form');
    expect(await together([form])).toEqual([form]);
    expect(await together([])).toEqual([]);
  });

  it('is what the format asks for', async () => {
    const [file] = await together([new File(['123456789'], 'ü.bpmn'), new File([''], 'a')]);
    const bytes = new Uint8Array(await (file as File).arrayBuffer());
    const view = new DataView(bytes.buffer);
    expect(view.getUint32(0, true)).toBe(0x04034b50);
    // The check value that the sum of these nine digits has by its definition.
    expect(view.getUint32(14, true)).toBe(0xcbf43926);
    const [names, entries] = [new TextEncoder().encode('ü.bpmn').length + 1, 30 + 30];
    expect(view.getUint32(entries + names + 9, true)).toBe(0x02014b50);
    expect(view.getUint32(bytes.length - 22, true)).toBe(0x06054b50);
    expect(view.getUint32(bytes.length - 6, true)).toBe(entries + names + 9);
  });

  it('keeps every one of several, and names them after the process', async () => {
    const [both, ...none] = await together([new File(['{}'], 'a.form'), new File(['<x/>'], 'ü.bpmn'), new File(['{1}'], 'a.form')]);
    expect([both?.name, both?.type, none]).toEqual(['ü.bpmn', 'application/zip', []]);
    const parts = unzipSync(new Uint8Array(await (both as File).arrayBuffer()));
    const texts = Object.entries(parts).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]);
    expect(texts).toEqual([['ü.bpmn', '<x/>'], ['a.form', '{}'], ['2-a.form', '{1}']]);
  });

  it('makes every process a file of its own, with the forms beside it', async () => {
    const all = await together([new File(['<x/>'], 'a.bpmn'), new File(['<y/>'], 'b.bpmn'), new File(['{}'], 'f.form'), new File(['PK'], 'c.zip')]);
    expect(all.map((file) => [file.name, file.type])).toEqual([['a.bpmn', 'application/zip'], ['b.bpmn', 'application/zip'], ['c.zip', '']]);
    expect(Object.keys(unzipSync(new Uint8Array(await (all[1] as File).arrayBuffer())))).toEqual(['b.bpmn', 'f.form']);
  });
});
