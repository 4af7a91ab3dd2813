// Figures that hold until the next one is reported: a step chart, and the same as a table.
//
// In: points in order of time, each low–best–high. Out: a figure with its table beside it. A figure that falls is marked as a revision.

import { dayNumber } from '../days.ts';
import { drawn, h, said, svg, type Child } from '../dom.ts';
import { table } from '../table.ts';
import { day, ends, endsSpoken, number } from '../words.ts';
import { calendar, figures } from './ticks.ts';

export interface Step {
  at: string | null;
  low: number | null;
  best: number | null;
  high: number | null;
  revised: boolean;
  source: Child;
  href?: string;
}

/** The chart with its table. */
export function steps(title: string, points: readonly Step[], height = 220): HTMLElement {
  const dated = points.filter((point): point is Step & { at: string } => point.at !== null);
  const known = dated.filter((point) => point.low !== null || point.best !== null || point.high !== null);
  const twin = table(
    ['Reported', ['Figure', 'figure'], 'By'],
    points.map((point) =>
      h(
        'tr',
        null,
        h('td', { class: 'nowrap' }, day(point.at)),
        h('td', { class: 'figure' }, ends(point), point.revised ? h('span', { class: 'tag' }, 'revised down') : null),
        h('td', null, point.source),
      ),
    ),
  );
  return h(
    'figure',
    { class: 'chart' },
    h('figcaption', null, title),
    known.length > 0 ? drawn(height, (width) => draw(title, known, width, height)) : h('p', { class: 'faint' }, 'No dated figure to draw.'),
    h('details', { class: 'twin' }, h('summary', null, `As a table (${points.length})`), h('div', { class: 'scroll' }, twin)),
  );
}

/** A small drawing without axes, for a list. */
export function sparkSteps(points: readonly Step[], width = 180, height = 40): SVGElement | null {
  const dated = points.filter((point) => point.at !== null && (point.best ?? point.low ?? point.high) !== null);
  if (dated.length === 0) return null;
  const scale = scales(dated as (Step & { at: string })[], 6, width - 6, height - 5, 5);
  return svg(
    'svg',
    { class: 'spark', width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
    svg('path', { class: 'step-best', d: path(dated, scale, (step) => step.best ?? step.low ?? step.high) }),
    dated.map((step) =>
      svg('circle', {
        class: step.revised ? 'step-revised' : 'step-dot',
        cx: scale.x(step),
        cy: scale.y(step.best ?? step.low ?? step.high ?? 0),
        r: 2.5,
      }),
    ),
  );
}

interface Scale {
  x: (step: Step) => number;
  y: (value: number) => number;
  first: number;
  last: number;
  top: number;
  right: number;
}

function scales(points: readonly Step[], left: number, right: number, bottom: number, head: number): Scale {
  const days = points.map((point) => dayNumber(point.at?.slice(0, 10) ?? null) ?? 0);
  const first = Math.min(...days),
    last = Math.max(...days);
  const pad = Math.max(1, Math.round((last - first) * 0.06));
  const top = Math.max(1, ...points.flatMap((point) => [point.low ?? 0, point.best ?? 0, point.high ?? 0])) * 1.08;
  const from = first - pad,
    to = last + pad;
  return {
    first: from,
    last: to,
    top,
    right,
    x: (step) => left + (((dayNumber(step.at?.slice(0, 10) ?? null) ?? 0) - from) / (to - from)) * (right - left),
    y: (value) => bottom - (value / top) * (bottom - head),
  };
}

function path(points: readonly Step[], scale: Scale, value: (step: Step) => number | null): string {
  let drawnTo: number | null = null;
  let text = '';
  for (const point of points) {
    const figure = value(point);
    if (figure === null) continue;
    const x = scale.x(point),
      y = scale.y(figure);
    text += drawnTo === null ? `M${x.toFixed(1)} ${y.toFixed(1)}` : `H${x.toFixed(1)}V${y.toFixed(1)}`;
    drawnTo = y;
  }
  return drawnTo === null ? '' : `${text}H${scale.right}`;
}

function draw(title: string, points: readonly (Step & { at: string })[], width: number, height: number): SVGElement {
  const top = Math.max(1, ...points.flatMap((point) => [point.low ?? 0, point.best ?? 0, point.high ?? 0]));
  const left = 14 + number(Math.ceil(top)).length * 8,
    right = width - 10,
    bottom = height - 26;
  const scale = scales(points, left, right, bottom, 12);
  const line = (name: string, value: (step: Step) => number | null) => svg('path', { class: name, d: path(points, scale, value) });
  const marks = figures(scale.top).map((figure) =>
    svg(
      'g',
      null,
      svg('line', { class: 'grid', x1: left, x2: right, y1: scale.y(figure), y2: scale.y(figure) }),
      svg('text', { class: 'axis', x: left - 8, y: scale.y(figure) + 4, 'text-anchor': 'end' }, number(figure)),
    ),
  );
  const at = (dayOf: number) => left + ((dayOf - scale.first) / (scale.last - scale.first)) * (right - left);
  const days = calendar(scale.first, scale.last, Math.max(2, Math.floor((right - left) / 90))).map((mark) =>
    svg(
      'g',
      null,
      svg('line', { class: 'tick', x1: at(mark.day), x2: at(mark.day), y1: bottom, y2: bottom + 4 }),
      svg('text', { class: 'axis', x: at(mark.day), y: bottom + 18, 'text-anchor': 'middle' }, mark.label),
    ),
  );
  const dots = points.map((point) => {
    const x = scale.x(point);
    const best = point.best ?? point.low ?? point.high ?? 0;
    const bar =
      point.low !== null && point.high !== null && point.low !== point.high
        ? svg('line', { class: 'step-range', x1: x, x2: x, y1: scale.y(point.low), y2: scale.y(point.high) })
        : null;
    const open =
      point.high === null && point.low !== null
        ? svg('path', { class: 'step-open', d: `M${x} ${scale.y(best) - 5}v-8m-3 4l3 -4l3 4` })
        : null;
    const dot = svg(
      'circle',
      { class: point.revised ? 'step-revised' : 'step-dot', cx: x, cy: scale.y(best), r: point.revised ? 5 : 4 },
      svg('title', null, `${day(point.at)}: ${endsSpoken(point)}`),
    );
    const label = svg(
      'text',
      { class: 'step-label', x: Math.min(x + 7, right - 4), y: scale.y(best) - 8, 'text-anchor': x > right - 70 ? 'end' : 'start' },
      ends(point),
    );
    return svg(
      'g',
      null,
      bar,
      open,
      point.href ? svg('a', { href: point.href, 'aria-label': `${day(point.at)}: ${endsSpoken(point)}` }, dot) : dot,
      points.length <= 12 ? label : null,
    );
  });
  return svg(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': title },
    marks,
    days,
    line('step-low', (step) => step.low),
    line('step-high', (step) => step.high),
    line('step-best', (step) => step.best ?? step.low ?? step.high),
    dots,
  );
}

/** Whose figure it is, for the table beside a chart. */
export function by(name: string, href: string | null): Child {
  return href === null ? said(name) : h('a', { href }, said(name));
}
