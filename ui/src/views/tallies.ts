// Running totals: series as step charts, their revisions marked, the incidents they cover beneath.

import { address } from '../address.ts';
import { get } from '../api.ts';
import { sparkSteps, steps, type Step } from '../charts/steps.ts';
import { h, said } from '../dom.ts';
import { table } from '../table.ts';
import { line } from '../overview/ledger.ts';
import type { View, Visit } from '../view.ts';
import type { Incident, List, Tally, TallyPoint } from '../wire.ts';
import { day, many, ofWhom, speaker, stated, titled, where, words } from '../words.ts';

function name(tally: Tally): string {
  return titled(ofWhom(tally.measure, tally.group));
}

function toSteps(tally: Tally): Step[] {
  return tally.points.map((point) => ({
    at: point.until,
    low: point.floor,
    best: point.point,
    high: point.ceiling,
    revised: (point.increment ?? 0) < 0,
    source: h(
      'a',
      { href: address(`/claims/${point.claim}`) },
      h('q', null, said(point.span.text)),
      h('span', { class: 'faint' }, ' ', said(point.report)),
    ),
    href: address(`/claims/${point.claim}`),
  }));
}

function last(tally: Tally): string {
  const point = tally.points.at(-1);
  return point ? stated(point) : '–';
}

export async function tallies(visit: Visit): Promise<View> {
  const list = await get<List<Tally>>('/tallies', { limit: '500' }, visit.signal);
  const node = h(
    'div',
    { class: 'page' },
    h('h1', null, 'Running totals'),
    h(
      'p',
      { class: 'hint' },
      'Totals over days or areas, as their voices give them. They are of no one incident: none is ever added to an incident, or spread over several.',
    ),
    list.items.length === 0
      ? h('p', null, 'No report gives a running total.')
      : table(
          ['Total', 'Voice', 'Area', 'Since', ['Last figure', 'figure'], 'Course'],
          list.items.map((tally) =>
            h(
              'tr',
              null,
              h('td', { 'data-label': 'Total' }, h('a', { href: address(`/tallies/${tally.id}`) }, name(tally))),
              h('td', { 'data-label': 'Voice' }, said(speaker(tally.voice)), h('span', { class: 'below' }, words(tally.voice.kind))),
              h('td', { 'data-label': 'Area' }, tally.area ? said(tally.area.name) : '?'),
              h('td', { 'data-label': 'Since', class: 'nowrap' }, tally.since ? day(tally.since) : '?'),
              h('td', { 'data-label': 'Last figure', class: 'figure' }, last(tally)),
              h(
                'td',
                { 'data-label': 'Course' },
                tally.points.length > 1 ? sparkSteps(toSteps(tally)) : h('span', { class: 'faint' }, 'one figure'),
              ),
            ),
          ),
          'cards',
        ),
  );
  return { title: 'Running totals', node };
}

export async function tally(visit: Visit): Promise<View> {
  const it = await get<Tally>(`/tallies/${encodeURIComponent(visit.parts[0] ?? '')}`, {}, visit.signal);
  const covered = (
    await Promise.all(
      it.covers.slice(0, 60).map((id) =>
        get<{ incident: Incident }>(`/incidents/${id}`, {}, visit.signal).then(
          (page) => page.incident,
          () => null,
        ),
      ),
    )
  ).filter((incident) => incident !== null);
  const node = h(
    'article',
    { class: 'page' },
    h('p', { class: 'crumbs' }, h('a', { href: address('/tallies') }, 'Running totals'), ' / ', h('span', { class: 'code' }, it.id)),
    h('h1', null, name(it), ', by ', said(speaker(it.voice))),
    h(
      'dl',
      { class: 'facts' },
      h(
        'div',
        null,
        h('dt', null, 'Voice'),
        h('dd', null, said(speaker(it.voice)), h('span', { class: 'faint' }, ` ${words(it.voice.kind)}`)),
      ),
      h('div', null, h('dt', null, 'Area'), h('dd', null, it.area ? said(where(it.area)) : '? none is named')),
      h('div', null, h('dt', null, 'Since'), h('dd', null, it.since ? day(it.since) : '? no first day is named')),
      h('div', null, h('dt', null, 'Last figure'), h('dd', null, last(it))),
    ),
    it.problems.length > 0
      ? h(
          'ul',
          { class: 'problems' },
          it.problems.map((each) => h('li', null, said(each.message), ' ', h('span', { class: 'rule' }, each.slug))),
        )
      : null,
    steps(`${name(it)}, by last day counted`, toSteps(it), 280),
    increments(it.points),
    h(
      'section',
      null,
      h('h2', null, 'Incidents in its area and days'),
      h('p', { class: 'hint' }, 'The total is never spread over them.'),
      it.covers.length === 0
        ? h('p', { class: 'faint' }, it.area === null ? 'None: its area is not known.' : 'None in the ledger.')
        : h(
            'ul',
            { class: 'plain lines' },
            covered.map((incident) => h('li', null, line(incident))),
          ),
      it.covers.length > covered.length ? h('p', { class: 'faint' }, `and ${it.covers.length - covered.length} more`) : null,
    ),
  );
  return { title: name(it), node };
}

function increments(points: readonly TallyPoint[]): HTMLElement | null {
  const down = points.filter((point) => (point.increment ?? 0) < 0).length;
  return down === 0 ? null : h('p', { class: 'hint' }, `${many(down, 'figure')} lower than the one before: marked as a revision.`);
}
