// A toll as a range: a line from the least to the most, a mark at the best; an end nobody states is left open.

import { svg } from '../dom.ts';

interface Ends {
  low: number | null;
  best: number | null;
  high: number | null;
}

/** A figure's place between 0 and 1 on a scale that shows 1 and 1,000 alike; 0 stands at the very left. */
export function onScale(value: number, most: number): number {
  return Math.log1p(value) / Math.log1p(Math.max(1, most));
}

/** The small form, for a row of a table. The figures stand beside it, so it is not read out. */
export function range({ low, best, high }: Ends, most: number, width = 72): SVGElement | null {
  if (low === null && best === null && high === null) return null;
  const height = 12,
    middle = height / 2,
    inner = width - 12;
  const x = (value: number) => 6 + onScale(value, most) * inner;
  const left = low ?? (high === null ? best : 0);
  const right = high ?? null;
  const parts: SVGElement[] = [svg('line', { class: 'range-axis', x1: 6, x2: width - 6, y1: middle, y2: middle })];
  const from = x(left ?? 0);
  const to = right === null ? width - 2 : x(right);
  if (right === null) {
    const from_ = Math.min(from, width - 10);
    parts.push(svg('line', { class: 'range-open', x1: from_, x2: to - 3, y1: middle, y2: middle }));
    parts.push(svg('path', { class: 'range-arrow', d: `M${to - 6} ${middle - 3}L${to - 1} ${middle}L${to - 6} ${middle + 3}` }));
  } else if (to - from > 0.5) parts.push(svg('line', { class: 'range-line', x1: from, x2: to, y1: middle, y2: middle }));
  if (low !== null) parts.push(svg('line', { class: 'range-end', x1: from, x2: from, y1: 2, y2: height - 2 }));
  if (right !== null && to - from > 0.5) parts.push(svg('line', { class: 'range-end', x1: to, x2: to, y1: 2, y2: height - 2 }));
  const dot = best ?? (low !== null && low === high ? low : null);
  if (dot !== null) parts.push(svg('circle', { class: 'range-best', cx: x(dot), cy: middle, r: 3.5 }));
  return svg('svg', { class: 'range', width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' }, parts);
}
