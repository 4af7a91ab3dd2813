// A report's text with its spans: from UTF-8 bytes to pieces of a string.
//
// In: the text, the cells read from it. Out: pieces in order, each with every cell that covers it; together they are the text exactly.

import type { Cell } from '../cells.ts';
import type { Span } from '../wire.ts';

export interface Covered {
  claim: string;
  cell: Cell;
  span: Span;
}
export interface Piece {
  text: string;
  over: number[];
}

/** Where each of some byte offsets stands in the string. */
export function indexes(text: string, bytes: readonly number[]): Map<number, number> {
  const wanted = [...new Set(bytes)].sort((a, b) => a - b);
  const found = new Map<number, number>();
  let byte = 0,
    index = 0,
    next = 0;
  while (next < wanted.length) {
    while (next < wanted.length && (wanted[next] ?? 0) <= byte) {
      found.set(wanted[next] ?? 0, index);
      next += 1;
    }
    if (index >= text.length) break;
    const code = text.codePointAt(index) ?? 0;
    byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    index += code < 0x10000 ? 1 : 2;
  }
  for (; next < wanted.length; next += 1) found.set(wanted[next] ?? 0, text.length);
  return found;
}

/** The text cut wherever a span begins or ends. `over` are indexes into `covers`, the shortest span first. */
export function pieces(text: string, covers: readonly Covered[]): Piece[] {
  const at = indexes(
    text,
    covers.flatMap(({ span }) => [span.start, span.end]),
  );
  const ranges = covers.map(({ span }) => [at.get(span.start) ?? 0, at.get(span.end) ?? 0] as const);
  const cuts = [...new Set([0, text.length, ...ranges.flat()])].sort((a, b) => a - b);
  const cut: Piece[] = [];
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const from = cuts[index] ?? 0,
      to = cuts[index + 1] ?? 0;
    const over = ranges.flatMap(([start, end], cover) => (start <= from && to <= end && start < end ? [cover] : []));
    over.sort((a, b) => ranges[a]![1] - ranges[a]![0] - (ranges[b]![1] - ranges[b]![0]));
    cut.push({ text: text.slice(from, to), over });
  }
  return cut;
}
