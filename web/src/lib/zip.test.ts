// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { together, zip } from './zip';

describe('files together', () => {
  it('writes what the format asks for', async () => {
    const bytes = new Uint8Array(await zip([{ name: 'ü.bpmn', bytes: new TextEncoder().encode('123456789') }]).arrayBuffer());
    const view = new DataView(bytes.buffer);
    expect(view.getUint32(0, true)).toBe(0x04034b50);
    // The check value that the sum of these nine digits has by its definition.
    expect(view.getUint32(14, true)).toBe(0xcbf43926);
    const name = new TextEncoder().encode('ü.bpmn').length;
    expect(view.getUint32(30 + name + 9, true)).toBe(0x02014b50);
    expect(view.getUint32(bytes.length - 22, true)).toBe(0x06054b50);
    expect(view.getUint32(bytes.length - 6, true)).toBe(30 + name + 9);
  });

  it('leaves one file as it is and names several after the process', async () => {
    const [form, process] = [new File(['{}'], 'a.form'), new File(['<x/>'], 'b.bpmn')];
    expect(await together([form])).toBe(form);
    expect(await together([])).toBeUndefined();
    const both = await together([form, process]);
    expect([both?.name, both?.type]).toEqual(['b.bpmn', 'application/zip']);
  });
});
