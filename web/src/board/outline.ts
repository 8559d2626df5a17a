/** The outline's items in sections: by lane, or one after the other; whiteboard things at the end. Pure. */
import type { OutlineItem } from '../lib/engine/contract';

export interface Section { id: string; label: string | null; colour: string | null; whiteboard: boolean; items: OutlineItem[] }

/** Can be followed by something: a step, decision or event. */
export function isWay(kind: string): boolean {
  return /^(task\.|subprocess\.|call$|gateway\.|event\.)/.test(kind);
}

const isProcess = (kind: string) => isWay(kind) || /^(data\.|annotation$|group$)/.test(kind);
/** Lanes and pools are headings here, and connections are said with the steps. */
const isListed = (kind: string) => !/^(lane$|pool$|flow\.|line$|stroke$|depiction$|definition\.)/.test(kind);

const colourOf = (colour: string) => (colour.startsWith('--') ? colour : `--lane-${colour || '1'}-head`);

export function group(items: readonly OutlineItem[], view: 'lane' | 'order', query: string): Section[] {
  const wanted = query.trim().toLowerCase();
  const sections: Section[] = [];
  const section = (id: string, label: string | null, colour: string | null, whiteboard: boolean): Section => {
    let found = sections.find((one) => one.id === id);
    if (!found) sections.push((found = { id, label, colour, whiteboard, items: [] }));
    return found;
  };
  for (const item of items) {
    if (!isListed(item.kind) || (wanted && !item.label.toLowerCase().includes(wanted))) continue;
    const process = isProcess(item.kind);
    if (view === 'lane' && item.lane && process) section(item.lane.id, item.lane.label || null, colourOf(item.lane.colour), false).items.push(item);
    else if (process) section('process', null, null, false).items.push(item);
    else section('whiteboard', null, null, true).items.push(item);
  }
  return sections.sort((a, b) => Number(a.whiteboard) - Number(b.whiteboard));
}
