/** XML for the eye: cut into pieces by what they are. Pure; understands what a well-formed file has, and loses no letter. */

export type Kind = 'text' | 'tag' | 'name' | 'value' | 'comment';
export interface Piece { kind: Kind; text: string }

const PART = /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<\/?[^\s/>"'=<]+|[^\s/>"'=<]+(?==)|"[^"]*"|'[^']*'|\/?>/g;

/** The pieces of a text, in order; joined they are the text again. */
export function pieces(xml: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  let inside = false;
  const add = (kind: Kind, text: string): void => {
    const last = found.at(-1);
    if (last?.kind === kind) last.text += text;
    else if (text !== '') found.push({ kind, text });
  };
  for (const match of xml.matchAll(PART)) {
    const text = match[0];
    add('text', xml.slice(at, match.index));
    at = match.index + text.length;
    if (text.startsWith('<!--') || text.startsWith('<?')) add('comment', text);
    else if (text.startsWith('<![')) add('text', text);
    else if (text.startsWith('<')) {
      inside = true;
      add('tag', text);
    } else if (!inside) add('text', text);
    else if (text.endsWith('>')) {
      inside = false;
      add('tag', text);
    } else add(text.startsWith('"') || text.startsWith("'") ? 'value' : 'name', text);
  }
  add('text', xml.slice(at));
  return found;
}

/** The beginning of a long file: at most so many lines, whole ones. */
export function beginning(xml: string, lines: number): { text: string; all: boolean } {
  let end = -1;
  for (let n = 0; n < lines; n += 1) {
    end = xml.indexOf('\n', end + 1);
    if (end < 0) return { text: xml, all: true };
  }
  return { text: xml.slice(0, end), all: end >= xml.trimEnd().length };
}
