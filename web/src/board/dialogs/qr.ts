/** A QR code as one SVG path over a square of modules. Made here: no service, no picture from outside. */
import { encode } from 'uqr';

export interface Code { size: number; path: string }

export function code(text: string): Code {
  const made = encode(text, { ecc: 'M', border: 2 });
  let path = '';
  made.data.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      let end = x;
      while (row[end + 1]) end++;
      path += `M${String(x)} ${String(y)}h${String(end - x + 1)}v1h-${String(end - x + 1)}z`;
      x = end;
    }
  });
  return { size: made.size, path };
}
