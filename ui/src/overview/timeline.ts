// How many incidents there were when: bars over time, a brush that filters, and the same as a table.
//
// The bars count the incidents that pass every other filter; what is brushed stands out. Days before the bulk of the ledger are told in a
// line above instead of pressing everything else into the corner.

import { calendar, figures } from '../charts/ticks.ts';
import { dayNumber, dayText } from '../days.ts';
import { drawn, fill, h, svg } from '../dom.ts';
import { table } from '../table.ts';
import type { Days } from '../wire.ts';
import { day, days, many, number } from '../words.ts';

const UNITS: [name: string, days: number][] = [
  ['day', 1],
  ['week', 7],
  ['month', 30.44],
  ['quarter', 91.31],
  ['year', 365.25],
  ['decade', 3652.5],
];
const MS = 86_400_000;
const HEIGHT = 132;

interface Bins {
  unit: string;
  edges: number[];
}

/** The days chosen, since 1970; null for an end that is open. */
interface Chosen {
  from: number | null;
  to: number | null;
}

export interface Timeline {
  node: HTMLElement;
  show: (days: Days, parameters: URLSearchParams) => void;
}

/** `brushed` is told the first and the last day chosen, or nulls. */
export function timeline(brushed: (from: string | null, to: string | null) => void): Timeline {
  let state: { days: Days; at: number[]; chosen: Chosen } | null = null;
  let domain: [number, number] | null = null;
  let width = 0;
  const drawing = h('div', { class: 'drawing' });
  const holder = drawn(HEIGHT, (now) => {
    width = now;
    redraw();
    return drawing;
  });
  const note = h('p', { class: 'note' });
  const body = h('tbody');
  const twin = h(
    'details',
    { class: 'twin' },
    h('summary', null, 'As a table'),
    h('div', { class: 'scroll' }, table(['From', 'To', ['Incidents', 'figure']], body)),
  );
  const node = h('section', { class: 'timeline', 'aria-label': 'Incidents over time' }, note, holder, twin);
  twin.addEventListener('toggle', redraw);

  function redraw(): void {
    if (state === null || width === 0 || domain === null) return;
    const { days: told, at: starts, chosen } = state;
    const [first, last] = domain;
    const bins = binned(first, last, Math.min(240, Math.max(20, Math.floor(width / 7))));
    const counts = new Array<number>(bins.edges.length - 1).fill(0);
    let earlier = 0,
      later = 0;
    starts.forEach((at, index) => {
      const here = told.count[index] ?? 0;
      if (at < first) earlier += here;
      else if (at > last) later += here;
      else counts[find(bins.edges, at)]! += here;
    });
    const aside = (count: number, text: string, from: string | null, to: string | null) => {
      if (count === 0) return null;
      const button = h('button', { type: 'button', class: 'quiet' }, `${number(count)} ${text}`);
      button.addEventListener('click', () => brushed(from, to));
      return button;
    };
    const some = chosen.from !== null || chosen.to !== null;
    const clear = h('button', { type: 'button', class: 'quiet' }, 'All days');
    clear.addEventListener('click', () => brushed(null, null));
    fill(
      note,
      h(
        'span',
        null,
        some
          ? days(chosen.from === null ? null : dayText(chosen.from), chosen.to === null ? null : dayText(chosen.to))
          : `Incidents a ${bins.unit}`,
      ),
      some ? clear : null,
      aside(earlier, `before ${day(dayText(first))}`, null, dayText(first - 1)),
      aside(later, `after ${day(dayText(last))}`, dayText(last + 1), null),
      told.undated > 0 ? h('span', { class: 'faint' }, `${number(told.undated)} without a day`) : null,
    );
    drawing.replaceChildren(bars(bins, counts, chosen, width, brushed));
    if (twin.open) {
      fill(
        body,
        counts.map((count, index) =>
          count === 0
            ? null
            : h(
                'tr',
                null,
                h('td', null, day(dayText(Math.ceil(bins.edges[index]!)))),
                h('td', null, day(dayText(Math.ceil(bins.edges[index + 1]!) - 1))),
                h('td', { class: 'figure' }, number(count)),
              ),
        ),
      );
    }
  }

  return {
    node,
    show(told, parameters) {
      const at = told.day.map((text) => dayNumber(text) ?? 0);
      state = { days: told, at, chosen: { from: dayNumber(parameters.get('from')), to: dayNumber(parameters.get('to')) } };
      domain = bulk(at, told.of);
      redraw();
    },
  };
}

/** The days between which nearly all incidents lie: all of them, unless a few far ones would press the rest together. */
function bulk(at: readonly number[], of: readonly number[]): [number, number] | null {
  const least = at[0],
    most = at.at(-1);
  if (least === undefined || most === undefined) return null;
  const all = of.reduce((sum, count) => sum + count, 0);
  const share = (part: number) => {
    let seen = 0;
    return at[of.findIndex((count) => (seen += count) > Math.min(all - 1, Math.floor(part * all)))] ?? most;
  };
  const [low, high] = [share(0.25), share(0.98)];
  const fence = low - Math.max(60, 1.5 * (high - low));
  return [monthStart(at.find((day) => day >= fence) ?? least), most];
}

function monthStart(at: number): number {
  const date = new Date(at * MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / MS;
}

/** Edges of calendar bins, at most `most` of them. */
function binned(first: number, last: number, most: number): Bins {
  const [unit, length] = UNITS.find(([, each]) => (last - first + 1) / each <= most) ?? UNITS.at(-1)!;
  const edges: number[] = [];
  const months = { month: 1, quarter: 3, year: 12, decade: 120 }[unit];
  if (months === undefined) for (let edge = first; edge <= last + length; edge += length) edges.push(edge);
  else {
    const start = new Date(first * MS);
    for (let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months; ; month += months) {
      const edge = Date.UTC(Math.floor(month / 12), month % 12, 1) / MS;
      edges.push(edge);
      if (edge > last) break;
    }
  }
  return { unit, edges };
}

function find(edges: number[], at: number): number {
  let low = 0,
    high = edges.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= at) low = middle;
    else high = middle;
  }
  return low;
}

function bars(
  bins: Bins,
  counts: number[],
  chosen: Chosen,
  width: number,
  brushed: (from: string | null, to: string | null) => void,
): SVGElement {
  const height = HEIGHT,
    bottom = height - 24,
    top = 10,
    left = 34,
    right = width - 4;
  const first = bins.edges[0]!,
    last = bins.edges.at(-1)!;
  const most = Math.max(1, ...counts);
  const x = (at: number) => left + ((at - first) / (last - first)) * (right - left);
  const y = (count: number) => bottom - (count / most) * (bottom - top);
  const within = (index: number) =>
    (chosen.from === null || bins.edges[index + 1]! > chosen.from) && (chosen.to === null || bins.edges[index]! <= chosen.to);
  const columns = counts.map((count, index) => {
    if (count === 0) return null;
    const x0 = x(bins.edges[index]!),
      x1 = x(bins.edges[index + 1]!);
    return svg(
      'rect',
      {
        class: within(index) ? 'bar' : 'bar aside',
        x: x0,
        y: y(count),
        width: Math.max(1, x1 - x0 - (x1 - x0 > 4 ? 1 : 0)),
        height: bottom - y(count),
      },
      svg(
        'title',
        null,
        `${days(dayText(Math.ceil(bins.edges[index]!)), dayText(Math.ceil(bins.edges[index + 1]!) - 1))}: ${many(count, 'incident')}`,
      ),
    );
  });
  const marks = figures(most, 2)
    .filter(Number.isInteger)
    .map((figure) =>
      svg(
        'g',
        null,
        svg('line', { class: 'grid', x1: left, x2: right, y1: y(figure), y2: y(figure) }),
        svg('text', { class: 'axis', x: left - 6, y: y(figure) + 4, 'text-anchor': 'end' }, number(figure)),
      ),
    );
  const ticks = calendar(first, last, Math.max(2, Math.floor((right - left) / 80))).map((mark) =>
    svg(
      'text',
      {
        class: 'axis',
        x: Math.max(left + 20, Math.min(right - 26, x(mark.day))),
        y: bottom + 17,
        'text-anchor': 'middle',
      },
      mark.label,
    ),
  );
  const brush = svg('rect', { class: 'brush', y: top, height: bottom - top, x: 0, width: 0 });
  const cover = svg('rect', { class: 'brush-area', x: left, y: 0, width: Math.max(0, right - left), height });
  if (chosen.from !== null || chosen.to !== null) {
    const from = x(Math.max(first, chosen.from ?? first)),
      to = x(Math.min(last, (chosen.to ?? last) + 1));
    brush.setAttribute('x', String(from));
    brush.setAttribute('width', String(Math.max(0, to - from)));
  }
  const drawing = svg(
    'svg',
    {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': 'Bars: incidents over time. The same stands in the table below; the date fields filter as dragging does.',
    },
    marks,
    columns,
    ticks,
    brush,
    cover,
  );
  let start: number | null = null;
  const dayAt = (event: PointerEvent) => {
    const box = drawing.getBoundingClientRect();
    const at = Math.min(right, Math.max(left, event.clientX - box.left));
    return Math.floor(first + ((at - left) / (right - left)) * (last - first));
  };
  cover.addEventListener('pointerdown', (event) => {
    start = dayAt(event);
    cover.setPointerCapture(event.pointerId);
  });
  cover.addEventListener('pointermove', (event) => {
    if (start === null) return;
    const [from, to] = [start, dayAt(event)].sort((a, b) => a - b) as [number, number];
    brush.setAttribute('x', String(x(from)));
    brush.setAttribute('width', String(Math.max(1, x(to + 1) - x(from))));
  });
  cover.addEventListener('pointerup', (event) => {
    if (start === null) return;
    const [from, to] = [start, dayAt(event)].sort((a, b) => a - b) as [number, number];
    start = null;
    if (x(to) - x(from) < 3) {
      const index = find(bins.edges, from);
      if ((counts[index] ?? 0) > 0) brushed(dayText(Math.ceil(bins.edges[index]!)), dayText(Math.ceil(bins.edges[index + 1]!) - 1));
      else brushed(null, null);
    } else brushed(dayText(from), dayText(to));
  });
  return drawing;
}
