// The ledger table: a row an incident, and more rows on demand.

import { address, set } from '../address.ts';
import { get } from '../api.ts';
import { range } from '../charts/range.ts';
import { fill, h, joined, said, type Child } from '../dom.ts';
import { problem } from '../notice.ts';
import type { Incident, List } from '../wire.ts';
import { ends, endsSpoken, gradeMeans, many, names, number, precision, titled, toll, when, words } from '../words.ts';
import { NAMES } from './filters.ts';

export interface LedgerTable {
  node: HTMLElement;
  show: (parameters: URLSearchParams) => Promise<void>;
  total: () => number | null;
}

const COLUMNS: [sort: string | null, label: string, classes: string][] = [
  ['time', 'When', ''],
  [null, 'Where', ''],
  [null, 'What happened', 'wide'],
  ['killed', 'Killed', 'figure'],
  [null, 'Injured', 'figure'],
  [null, 'Told by', ''],
  [null, 'Grade', ''],
  [null, 'Status', ''],
];

/** The filters of an address as the API takes them. */
export function asked(parameters: URLSearchParams): Record<string, string | string[] | null> {
  return Object.fromEntries(
    NAMES.map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? null)];
    }),
  );
}

export function ledgerTable(counted: (total: number) => void): LedgerTable {
  const body = h('tbody');
  const head = h('tr');
  const more = h('button', { type: 'button', hidden: true }, 'More incidents');
  const foot = h('div', { class: 'table-foot' }, more);
  const node = h(
    'section',
    { class: 'ledger', 'aria-label': 'Ledger' },
    h('table', { class: 'cards' }, h('thead', null, head), body),
    foot,
  );
  let next: string | null = null;
  let loaded = 0;
  let total: number | null = null;
  let asking = 0;
  let query: ReturnType<typeof asked> = {};
  more.addEventListener('click', () => void read(false));

  async function read(anew: boolean): Promise<void> {
    const mine = (asking += 1);
    try {
      const list = await get<List<Incident>>('/incidents', { ...query, limit: '50', ...(anew ? {} : { cursor: next }) });
      if (mine !== asking) return;
      if (anew) {
        body.replaceChildren();
        loaded = 0;
      }
      next = list.next;
      total = list.total;
      loaded += list.items.length;
      body.append(...list.items.map(row));
      if (loaded === 0) fill(body, h('tr', null, h('td', { colspan: COLUMNS.length, class: 'empty' }, 'No incident fits these filters.')));
      more.hidden = next === null;
      more.textContent = `More incidents (${number(loaded)} of ${number(list.total)} shown)`;
      counted(list.total);
      node.dataset['query'] = JSON.stringify(query);
    } catch (error) {
      if (mine === asking) fill(body, h('tr', null, h('td', { colspan: COLUMNS.length }, problem(error))));
    }
  }

  return {
    node,
    total: () => total,
    async show(parameters) {
      query = { ...asked(parameters), sort: parameters.get('sort') ?? LATEST };
      headings(head, parameters.get('sort') ?? LATEST);
      await read(true);
    },
  };
}

/** How the table is sorted unless the reader says otherwise. */
const LATEST = '-time';

function headings(head: HTMLElement, sort: string): void {
  const name = sort.replace(/^-/, '');
  const up = !sort.startsWith('-');
  fill(
    head,
    COLUMNS.map(([key, label, classes]) => {
      if (key === null) return h('th', { scope: 'col', class: classes }, label);
      const button = h(
        'button',
        { type: 'button', class: 'sort' },
        label,
        h('span', { 'aria-hidden': 'true' }, key === name ? (up ? ' ↑' : ' ↓') : ''),
      );
      button.addEventListener('click', () => set({ sort: key === name && !up ? key : `-${key}` }));
      return h('th', { scope: 'col', class: classes, 'aria-sort': key === name ? (up ? 'ascending' : 'descending') : null }, button);
    }),
  );
}

/** "12–15–17" with its range drawn beside it. */
export function figure(incident: Incident, measure: string, most = 200): Child {
  const found = toll(incident, measure);
  if (found === null) return h('span', { title: `no figure for ${measure}` }, '–');
  return h(
    'span',
    { class: 'toll' },
    range(found, most, 56),
    h('span', { 'aria-hidden': 'true' }, ends(found)),
    h('span', { class: 'unseen' }, endsSpoken(found)),
  );
}

export function gradeWord(grade: string): HTMLElement {
  return h('span', { class: `grade grade-${grade}`, title: gradeMeans(grade) }, titled(grade));
}

export function statusWord(status: string): HTMLElement {
  return h('span', { class: `status status-${status}` }, status === 'machine' ? 'Machine' : titled(status));
}

export function row(incident: Incident): HTMLElement {
  const { independence, place } = incident;
  const cell = (label: string, classes: string, ...children: Child[]) => h('td', { 'data-label': label, class: classes }, children);
  return h(
    'tr',
    { 'data-id': incident.id },
    cell(
      'When',
      'nowrap',
      when(incident.time),
      incident.time?.inferred ? h('span', { class: 'faint', title: 'inferred from the day of publication' }, ' *') : null,
    ),
    cell(
      'Where',
      'place',
      place === null
        ? '?'
        : [
            said(place.name),
            h(
              'span',
              { class: 'below' },
              joined([place.country ?? '?', ...(/^P[012]$/.test(place.precision) ? [] : [precision(place.precision)])], ' · '),
            ),
          ],
    ),
    cell(
      'What happened',
      'wide',
      h('a', { href: address(`/incidents/${incident.id}`) }, said(incident.title)),
      h('span', { class: 'below' }, said(names(incident.perpetrators)), ' → ', said(names(incident.targets))),
    ),
    cell('Killed', 'figure', figure(incident, 'killed')),
    cell('Injured', 'figure', figure(incident, 'injured')),
    cell('Told by', 'told', many(independence.outlets, 'outlet'), h('span', { class: 'below' }, many(independence.voices, 'voice'))),
    cell('Grade', '', gradeWord(incident.grade)),
    cell('Status', '', statusWord(incident.status)),
  );
}

/** A short line about an incident, for lists. */
export function line(incident: Incident): HTMLElement {
  return h(
    'a',
    { class: 'line', href: address(`/incidents/${incident.id}`) },
    h('span', { class: 'nowrap' }, when(incident.time)),
    said(incident.title),
    h(
      'span',
      { class: 'faint' },
      `killed ${ends(toll(incident, 'killed') ?? { low: null, best: null, high: null })} · ${words(incident.grade)}`,
    ),
  );
}
