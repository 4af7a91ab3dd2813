// The toll of an incident: what it was concluded to be, the stated figures each end rests on, and how it moved.

import { address } from '../address.ts';
import { by, steps, type Step } from '../charts/steps.ts';
import { drawn, h, said, svg, type Child } from '../dom.ts';
import { table } from '../table.ts';
import type { Account, Count, Incident, IncidentPage, Moved, Toll } from '../wire.ts';
import { ends, endsSpoken, number, ofWhom, speaker, stated, titled, words } from '../words.ts';

interface Stated {
  account: Account;
  count: Count;
}

/** The figures that a toll's accounts state for it; what a copy repeats word for word stands once. */
function figures(toll: Toll, accounts: readonly Account[]): Stated[] {
  const fits = (count: Count) =>
    count.measure === toll.measure && (toll.group === 'all' ? count.relation === 'incident' : count.group === toll.group);
  const all = new Map<string, Stated>();
  for (const account of accounts.filter(({ claim }) => toll.claims.includes(claim.id))) {
    for (const count of account.claim.counts.filter(fits)) {
      const key = `${speaker(account.claim.voice)} ${count.written} ${stated(count)} ${account.claim.span.text}`;
      if (!all.has(key)) all.set(key, { account, count });
    }
  }
  return [...all.values()];
}

/** Which stated figures an end rests on. */
function rests(toll: Toll, stateds: readonly Stated[], end: 'low' | 'best' | 'high'): Stated[] {
  const value = toll[end];
  if (value === null) return [];
  const least = ({ count }: Stated) => count.floor ?? count.point;
  const most = ({ count }: Stated) => count.ceiling ?? count.point;
  const is = {
    low: (each: Stated) => least(each) === value,
    best: (each: Stated) => (each.count.point ?? least(each)) === value,
    high: (each: Stated) => most(each) === value,
  }[end];
  return stateds.filter(is);
}

export function wordsOf({ account, count }: Stated): Child {
  const source = account.sources[0];
  const text = [
    h('q', null, said(count.written || count.span.text)),
    ' ',
    h(
      'span',
      { class: 'faint' },
      said(speaker(account.claim.voice)),
      source ? [', ', said(source.report.outlet ?? source.report.id)] : null,
    ),
  ];
  return source ? h('a', { href: address(`/reports/${source.capture}`, { claim: account.claim.id }), class: 'to-words' }, text) : text;
}

/** Every toll with what its ends rest on, and a drawing of all stated figures. */
export function tollSection(it: Incident, accounts: readonly Account[]): HTMLElement {
  if (it.tolls.length === 0) return h('section', null, h('h2', null, 'Toll'), h('p', { class: 'faint' }, 'No account gives a figure.'));
  const known = (toll: Toll) => toll.low !== null || toll.best !== null || toll.high !== null;
  const silent = it.tolls.filter((toll) => !known(toll));
  const cell = (toll: Toll, stateds: Stated[], end: 'low' | 'best' | 'high') => {
    const value = toll[end];
    const on = rests(toll, stateds, end);
    return h(
      'td',
      { class: 'end', 'data-label': titled(end) },
      h('strong', null, value === null ? (end === 'best' ? '?' : '–') : number(value)),
      value === null
        ? h(
            'p',
            { class: 'faint' },
            end === 'high' ? 'no account gives a most' : end === 'low' ? 'no account gives a least' : 'no account gives one figure',
          )
        : h(
            'ul',
            { class: 'plain' },
            on.slice(0, 4).map((each) => h('li', null, wordsOf(each))),
            on.length > 4 ? h('li', { class: 'faint' }, `and ${on.length - 4} more`) : null,
            on.length === 0 ? h('li', { class: 'faint' }, 'from several figures, by the policy') : null,
          ),
    );
  };
  return h(
    'section',
    { class: 'tolls' },
    h('h2', null, 'Toll, and the words each end rests on'),
    table(
      ['Of whom', 'Low', 'Best', 'High'],
      it.tolls.filter(known).map((toll) => {
        const stateds = figures(toll, accounts);
        return h(
          'tr',
          null,
          h('th', { scope: 'row' }, titled(ofWhom(toll.measure, toll.group))),
          cell(toll, stateds, 'low'),
          cell(toll, stateds, 'best'),
          cell(toll, stateds, 'high'),
        );
      }),
      'cards',
    ),
    silent.length > 0
      ? h(
          'p',
          { class: 'hint silent' },
          'Told of without a figure: ',
          silent.map((toll) => ofWhom(toll.measure, toll.group)).join('; '),
          '.',
        )
      : null,
    spread(it, accounts),
  );
}

/** Each stated figure as a line under the concluded range, for the measures of everybody. */
function spread(it: Incident, accounts: readonly Account[]): HTMLElement | null {
  const tolls = it.tolls
    .filter((toll) => toll.group === 'all')
    .map((toll) => ({ toll, stateds: figures(toll, accounts) }))
    .filter(({ stateds }) => stateds.length > 1);
  if (tolls.length === 0) return null;
  return h(
    'div',
    { class: 'spreads' },
    tolls.map(({ toll, stateds }) =>
      h(
        'figure',
        { class: 'chart' },
        h('figcaption', null, `${titled(toll.measure)}: who states what`),
        drawn(spreadHeight(stateds.length), (width) => drawSpread(toll, stateds, width)),
        h(
          'details',
          { class: 'twin' },
          h('summary', null, `As a table (${stateds.length})`),
          table(
            ['Voice', ['States', 'figure'], 'Words'],
            stateds.map((each) =>
              h(
                'tr',
                null,
                h('td', null, said(speaker(each.account.claim.voice))),
                h('td', { class: 'figure' }, stated(each.count)),
                h('td', null, wordsOf(each)),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

/** A row a figure, under the words that name the best. */
const ROW = 26,
  TOP = 30;
const spreadHeight = (rows: number) => TOP + rows * ROW + 8;

function drawSpread(toll: Toll, stateds: readonly Stated[], width: number): SVGElement {
  const longest = Math.max(...stateds.map(({ account }) => speaker(account.claim.voice).length));
  const names = Math.min(width * 0.36, longest * 7.2 + 20);
  const right = width - 64,
    height = spreadHeight(stateds.length);
  const all = stateds.flatMap(({ count }) => [count.floor, count.ceiling, count.point]).concat(toll.low, toll.best, toll.high);
  const most = Math.max(1, ...all.map((value) => value ?? 0));
  const x = (value: number) => names + (value / most) * (right - names);
  const shorten = (text: string) => (text.length > names / 7.2 ? `${text.slice(0, Math.floor(names / 7.2) - 1)}…` : text);
  const band =
    toll.low !== null
      ? svg('rect', {
          class: 'band',
          x: x(toll.low) - 3,
          y: TOP - 8,
          width: Math.max(6, (toll.high === null ? right + 16 : x(toll.high)) - x(toll.low) + 6),
          height: height - TOP + 4,
          rx: 3,
        })
      : null;
  const best =
    toll.best !== null
      ? svg(
          'g',
          null,
          svg('line', { class: 'best-line', x1: x(toll.best), x2: x(toll.best), y1: TOP - 8, y2: height - 4 }),
          svg('text', { class: 'step-label', x: x(toll.best), y: TOP - 13, 'text-anchor': 'middle' }, `best ${number(toll.best)}`),
        )
      : null;
  const rows = stateds.map(({ account, count }, index) => {
    const y = TOP + index * ROW + ROW / 2;
    const from = count.floor ?? count.point,
      to = count.ceiling ?? (count.floor === null ? count.point : null);
    const name = svg(
      'text',
      { class: 'voice-name', x: names - 12, y: y + 4, 'text-anchor': 'end' },
      shorten(speaker(account.claim.voice)),
      svg('title', null, speaker(account.claim.voice)),
    );
    const label = (at: number) => svg('text', { class: 'axis', x: at + 8, y: y + 4 }, stated(count));
    if (from === null && to === null) return svg('g', null, name, svg('text', { class: 'axis', x: names, y: y + 4 }, '?'));
    if (to === null && from !== null)
      return svg(
        'g',
        null,
        name,
        svg('line', { class: 'range-open', x1: x(from), x2: right + 10, y1: y, y2: y }),
        svg('path', { class: 'range-arrow', d: `M${right + 6} ${y - 4}l7 4l-7 4` }),
        svg('line', { class: 'range-end', x1: x(from), x2: x(from), y1: y - 6, y2: y + 6 }),
        svg('text', { class: 'axis', x: x(from) - 6, y: y + 4, 'text-anchor': 'end' }, stated(count)),
      );
    if (from !== null && to !== null && from !== to)
      return svg(
        'g',
        null,
        name,
        svg('line', { class: 'range-line', x1: x(from), x2: x(to), y1: y, y2: y }),
        [from, to].map((end) => svg('line', { class: 'range-end', x1: x(end), x2: x(end), y1: y - 6, y2: y + 6 })),
        label(x(to)),
      );
    const at = from ?? to ?? 0;
    return svg('g', null, name, svg('circle', { class: 'range-best', cx: x(at), cy: y, r: 4.5 }), label(x(at)));
  });
  return svg(
    'svg',
    {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': `${titled(toll.measure)}: ${endsSpoken(toll)}; ${stateds.length} stated figures, in the table below`,
    },
    band,
    best,
    rows,
  );
}

/** How the toll moved as reports came out: a step chart a measure. */
export function movedSection(page: IncidentPage): HTMLElement | null {
  const measures = [...new Set(page.history.filter((each) => each.group === 'all').map((each) => each.measure))].filter((measure) =>
    ['killed', 'injured', 'abducted', 'missing', 'displaced', 'detained'].includes(measure),
  );
  const charts = measures
    .map((measure) => [measure, page.history.filter((each) => each.measure === measure && each.group === 'all')] as const)
    .filter(([, history]) => history.length > 1);
  if (charts.length === 0) return null;
  return h(
    'section',
    null,
    h('h2', null, 'How the toll moved'),
    h('p', { class: 'hint' }, 'Low, best and high as they would have been concluded at the day of each report.'),
    h(
      'div',
      { class: 'charts' },
      charts.map(([measure, history]) =>
        steps(
          `${titled(measure)}, by day of report`,
          history.map((each, index) => step(page, each, history[index - 1])),
        ),
      ),
    ),
  );
}

function step(page: IncidentPage, each: Moved, before: Moved | undefined): Step {
  const source = page.claims.flatMap((account) => account.sources).find((one) => one.capture === each.capture);
  const href = source ? address(`/reports/${source.capture}`) : null;
  return {
    at: each.at,
    low: each.low,
    best: each.best,
    high: each.high,
    revised: before !== undefined && before.best !== null && each.best !== null && each.best < before.best,
    source: by(source?.report.outlet ?? each.report, href),
    ...(href === null ? {} : { href }),
  };
}

/** The tolls of everybody in a line: "killed 12–15–17". */
export function brief(it: Incident): string {
  return it.tolls
    .filter((toll) => toll.group === 'all')
    .map((toll) => `${words(toll.measure)} ${ends(toll)}`)
    .join(', ');
}
