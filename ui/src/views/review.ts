// The review queue: what is most worth a look, first; made for the keyboard.
//
// j and k move, a accept, r reject, c correct, g grade, m merge, s split, u undo, o open, ? help. Pairs that may be one stand side by side.

import { address, go, parameters, set } from '../address.ts';
import { get } from '../api.ts';
import { accept, apart, correct, grade, lastDecision, merge, reject, split, undo, type Seen } from '../decide.ts';
import { fill, h, said, type Child } from '../dom.ts';
import { accounts } from '../incident/accounts.ts';
import { brief, tollSection } from '../incident/toll.ts';
import { gradeWord, statusWord } from '../overview/ledger.ts';
import { notice, problem } from '../notice.ts';
import { mayDecide } from '../session.ts';
import type { View, Visit } from '../view.ts';
import type { Incident, IncidentPage, List, QueueItem } from '../wire.ts';
import { many, names, precision, proposedBecause, titled, when, where, words } from '../words.ts';

const KEYS: [key: string, does: string][] = [
  ['j', 'next'],
  ['k', 'the one before'],
  ['a', 'accept'],
  ['r', 'reject; of a pair: they are two'],
  ['c', 'correct a cell'],
  ['g', 'grade'],
  ['m', 'merge'],
  ['s', 'split'],
  ['u', 'undo the last'],
  ['o', 'open the incident'],
  ['?', 'this help'],
];

/** Where the reader is, kept over a decision, after which the queue is read anew. */
let kept = 0;

export async function review(visit: Visit): Promise<View> {
  const kind = visit.parameters.get('kind') ?? '';
  const [list, may] = await Promise.all([get<List<QueueItem>>('/review/queue', { kind, limit: '100' }, visit.signal), mayDecide()]);
  const items = list.items;
  let at = Math.min(Number(parameters().get('at') ?? kept) || 0, Math.max(0, items.length - 1));
  let pages: IncidentPage[] = [];
  let reading: AbortController | null = null;
  let being: Promise<void> = Promise.resolve();
  const detail = h('section', { class: 'review-detail', 'aria-label': 'Item' });
  const entries = items.map((item, index) => {
    const button = h('button', { type: 'button', class: 'queue-item' }, title(item), h('span', { class: 'below' }, because(item)));
    button.addEventListener('click', () => move(index));
    return h('li', null, button);
  });
  const queue = h('ol', { class: 'queue' }, entries);
  const tabs = h(
    'p',
    { class: 'tabs', role: 'group', 'aria-label': 'What to show' },
    [
      ['', 'All'],
      ['incident', 'Incidents'],
      ['proposal', 'May be one'],
      ['problem', 'Problems'],
    ].map(([value, label]) => {
      const button = h('button', { type: 'button', class: 'quiet', 'aria-pressed': String(value === kind) }, label);
      button.addEventListener('click', () => {
        kept = 0;
        set({ kind: value ?? null, at: null });
      });
      return button;
    }),
  );
  const help = h(
    'details',
    { class: 'keys' },
    h('summary', null, 'Keys'),
    h(
      'dl',
      null,
      KEYS.map(([key, does]) => h('div', null, h('dt', null, h('kbd', null, key)), h('dd', null, does))),
    ),
  );
  const node = h(
    'div',
    { class: 'page review' },
    h('div', { class: 'results-head' }, h('h1', null, 'Review'), h('p', { class: 'result-count' }, many(list.total, 'item')), help),
    tabs,
    may ? null : h('p', { class: 'hint' }, 'Decisions are made in the present, by somebody signed in who may.'),
    items.length === 0 ? h('p', null, 'Nothing waits for a look.') : h('div', { class: 'review-columns' }, queue, detail),
  );

  function move(to: number, focus = false): void {
    if (to < 0 || to >= items.length) return;
    at = kept = to;
    entries.forEach((entry, index) => entry.firstElementChild?.setAttribute('aria-current', String(index === to)));
    entries[to]?.scrollIntoView({ block: 'nearest' });
    if (focus) entries[to]?.querySelector('button')?.focus();
    being = show(items[to]!);
  }

  async function show(item: QueueItem): Promise<void> {
    reading?.abort();
    reading = new AbortController();
    const { signal } = reading;
    pages = [];
    try {
      const wanted = item.proposal ? [item.proposal.a, item.proposal.b] : item.incident ? [item.incident] : [];
      const read = await Promise.all(wanted.map((incident) => get<IncidentPage>(`/incidents/${incident.id}`, {}, signal)));
      if (signal.aborted) return;
      pages = read;
      fill(detail, item.proposal ? pair(read, item.proposal.why, act, may) : read[0] ? single(read[0], act, may) : problemItem(item));
    } catch (error) {
      if (!signal.aborted) fill(detail, problem(error));
    }
  }

  /** What a key or a button does to the item shown. */
  function act(key: string): void {
    if (key === 'j') return move(at + 1, true);
    if (key === 'k') return move(at - 1, true);
    if (key === '?') {
      help.open = !help.open;
      return;
    }
    if (key === 'u') {
      const last = lastDecision();
      return last === null ? notice('Nothing of this visit is left to undo.') : void undo(last);
    }
    // A key pressed before the item is there is meant for it all the same.
    void being.then(() => decide(key));
  }

  function decide(key: string): void {
    const [first, second] = pages;
    if (!first) return;
    if (key === 'o') return go(address(`/incidents/${first.incident.id}`));
    if (!may) return notice('Decisions are made in the present, by somebody signed in who may.');
    const seen = seenOf(first);
    if (key === 'a') void accept(seen);
    else if (key === 'c') void correct(seen);
    else if (key === 'g') void grade(seen);
    else if (key === 's') void (seen.claims.length > 1 ? split(seen) : notice('It rests on one claim: there is nothing to split.'));
    else if (key === 'm') void merge(seen, second?.incident);
    else if (key === 'r') void (second ? apart(seen, second.incident) : reject(seen));
  }

  function keyed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select')) return;
    if (!KEYS.some(([key]) => key === event.key)) return;
    event.preventDefault();
    act(event.key);
  }
  return {
    title: 'Review',
    node,
    entered() {
      addEventListener('keydown', keyed);
      move(at);
    },
    leave() {
      removeEventListener('keydown', keyed);
      reading?.abort();
    },
  };
}

function seenOf(page: IncidentPage): Seen {
  return { incident: page.incident, claims: page.claims.map((account) => account.claim), stamp: page.stamp };
}

function title(item: QueueItem): Child {
  if (item.proposal) return [h('span', { class: 'tag' }, 'may be one'), ' ', said(item.proposal.a.title)];
  return said(item.incident?.title ?? 'A problem');
}

function because(item: QueueItem): string {
  if (item.proposal) return proposedBecause(item.proposal.why);
  return item.why.map(worthALook).join(', ');
}

const LOOK: Record<string, string> = { 'no-place': 'no place was read', 'no-time': 'no day was read', inferred: 'the day is inferred' };

/** Why an incident is worth a look: figures that lie apart, what was not read, a problem. */
function worthALook(slug: string): string {
  return LOOK[slug] ?? (slug.startsWith('figures-') ? `figures differ: ${words(slug.slice(8))}` : words(slug));
}

function buttons(act: (key: string) => void, may: boolean, which: [key: string, label: string][]): HTMLElement | null {
  if (!may) return null;
  return h(
    'p',
    { class: 'actions' },
    which.map(([key, label], index) => {
      const button = h(
        'button',
        { type: 'button', class: index === 0 ? 'primary' : null, 'aria-keyshortcuts': key },
        label,
        ' ',
        h('kbd', { 'aria-hidden': 'true' }, key),
      );
      button.addEventListener('click', () => act(key));
      return button;
    }),
  );
}

function single(page: IncidentPage, act: (key: string) => void, may: boolean): Child {
  const { incident } = page;
  return [
    h('h2', null, h('a', { href: address(`/incidents/${incident.id}`) }, said(incident.title))),
    h(
      'p',
      { class: 'standing' },
      gradeWord(incident.grade),
      statusWord(incident.status),
      h('span', null, when(incident.time)),
      said(where(incident.place)),
    ),
    buttons(act, may, [
      ['a', 'Accept'],
      ['c', 'Correct'],
      ['g', 'Grade'],
      ['m', 'Merge'],
      ['s', 'Split'],
      ['r', 'Reject'],
      ['u', 'Undo'],
    ]),
    tollSection(incident, page.claims),
    accounts(seenOf(page), page.claims, may),
  ];
}

/** Two incidents side by side, a row a question; where they differ is said in words. */
function pair(pages: readonly IncidentPage[], why: string, act: (key: string) => void, may: boolean): Child {
  const [a, b] = pages;
  if (!a || !b) return h('p', null, 'One of the two is no longer there.');
  const row = (name: string, of: (incident: Incident) => string) => {
    const [left, right] = [of(a.incident), of(b.incident)];
    return h(
      'tr',
      { class: left === right ? '' : 'differs' },
      h('th', { scope: 'row' }, name),
      h('td', null, said(left)),
      h('td', null, said(right)),
      h(
        'td',
        { class: 'faint' },
        left === right ? 'same' : left === '?' || right === '?' || left === '' || right === '' ? 'one is silent' : 'differs',
      ),
    );
  };
  const head = (page: IncidentPage) =>
    h('th', { scope: 'col' }, h('a', { href: address(`/incidents/${page.incident.id}`) }, said(page.incident.title)));
  const quotes = (page: IncidentPage) =>
    h(
      'section',
      { class: 'voice' },
      h('h3', null, said(page.incident.title)),
      page.claims
        .slice(0, 8)
        .map((account) =>
          h(
            'blockquote',
            null,
            said(account.claim.span.text),
            h('span', { class: 'below' }, said(account.sources[0]?.report.outlet ?? '')),
          ),
        ),
    );
  return [
    h('h2', null, 'May be one'),
    h('p', { class: 'hint' }, `${titled(proposedBecause(why))}. A false merge is the costlier error.`),
    buttons(act, may, [
      ['m', 'Merge: they are one'],
      ['r', 'They are two'],
      ['u', 'Undo'],
    ]),
    h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'The two side by side' },
      h(
        'table',
        { class: 'pair-table' },
        h('thead', null, h('tr', null, h('td'), head(a), head(b), h('td'))),
        h(
          'tbody',
          null,
          row('act', (it) => words(it.act)),
          row('when', (it) => when(it.time)),
          row('where', (it) => (it.place ? `${where(it.place)} · ${precision(it.place.precision)}` : '?')),
          row('by whom', (it) => names(it.perpetrators)),
          row('to whom', (it) => names(it.targets)),
          row('toll', brief),
          row('weapons', (it) => [...new Set(it.weapons.map((weapon) => words(weapon.name)))].join(', ')),
          row('outlets', (it) => String(it.independence.outlets)),
          row('grade', (it) => it.grade),
        ),
      ),
    ),
    h('div', { class: 'voices two' }, quotes(a), quotes(b)),
  ];
}

function problemItem(item: QueueItem): Child {
  return [h('h2', null, 'A problem'), h('p', null, said(because(item)))];
}
