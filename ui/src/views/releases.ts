// Releases: named states of the ledger, and what changed between two.

import { address, go } from '../address.ts';
import { get, Refusal, resource, send } from '../api.ts';
import { fill, h, said } from '../dom.ts';
import { table } from '../table.ts';
import { notice, problem } from '../notice.ts';
import { mayDecide } from '../session.ts';
import type { View, Visit } from '../view.ts';
import type { Change, List, Release } from '../wire.ts';
import { many, moment, number } from '../words.ts';

export async function releases(visit: Visit): Promise<View> {
  const [found, may] = await Promise.all([get<List<Release>>('/releases', { limit: '500' }, visit.signal), mayDecide()]);
  const all = found.items;
  const choice = (name: string, chosen: string | undefined) =>
    h(
      'select',
      { name, id: `release-${name}` },
      all.map((each) => h('option', { value: each.name, selected: each.name === chosen }, each.name)),
    );
  const from = choice('from', all.at(-2)?.name),
    to = choice('to', all.at(-1)?.name);
  const compare = h(
    'form',
    { class: 'inline' },
    h('label', { for: 'release-from' }, 'What changed from'),
    from,
    h('label', { for: 'release-to' }, 'to'),
    to,
    h('button', { type: 'submit' }, 'Compare'),
  );
  compare.addEventListener('submit', (event) => {
    event.preventDefault();
    go(address(`/releases/${encodeURIComponent(from.value)}/diff/${encodeURIComponent(to.value)}`));
  });
  const node = h(
    'div',
    { class: 'page' },
    h('h1', null, 'Releases'),
    h('p', { class: 'hint' }, 'A release is a name for a state of the ledger, with the digest of all it says. It is never changed.'),
    all.length > 1 ? compare : null,
    all.length === 0
      ? h('p', null, 'No state has been named yet.')
      : h(
          'div',
          { class: 'scroll' },
          table(
            ['Name', 'Made', 'Profile', ['Incidents', 'figure'], ['Reports', 'figure'], ['Decisions', 'figure'], 'Digest', 'Note'],
            all.map((each) =>
              h(
                'tr',
                null,
                h(
                  'th',
                  { scope: 'row' },
                  h(
                    'a',
                    { href: resource(`/releases/${encodeURIComponent(each.name)}`, { as_of: null }), download: `${each.name}.json` },
                    each.name,
                  ),
                ),
                h('td', { class: 'nowrap' }, moment(each.at)),
                h('td', null, each.profile),
                h('td', { class: 'figure' }, number(each.incidents)),
                h('td', { class: 'figure' }, number(each.reports)),
                h('td', { class: 'figure' }, number(each.decisions)),
                h('td', { class: 'code', title: each.output }, each.output.slice(0, 19), '…'),
                h('td', null, said(each.note ?? '')),
              ),
            ),
          ),
        ),
    may ? create() : null,
  );
  return { title: 'Releases', node };

  function create(): HTMLElement {
    const name = h('input', { name: 'name', id: 'release-name', required: true, maxlength: 100, autocomplete: 'off' });
    const profile = h(
      'select',
      { name: 'profile', id: 'release-profile' },
      h('option', { value: 'public' }, 'public: private names and homes left out'),
      h('option', { value: 'restricted' }, 'restricted: everything'),
    );
    const note = h('input', { name: 'note', id: 'release-note', maxlength: 1000, autocomplete: 'off' });
    const complaint = h('div', { 'aria-live': 'assertive' });
    const form = h(
      'form',
      { class: 'stack' },
      h('h2', null, 'Name the state as it is now'),
      h('div', { class: 'field' }, h('label', { for: 'release-name' }, 'Name'), name),
      h('div', { class: 'field' }, h('label', { for: 'release-profile' }, 'Profile'), profile),
      h('div', { class: 'field' }, h('label', { for: 'release-note' }, 'Note'), note),
      complaint,
      h('p', { class: 'actions' }, h('button', { type: 'submit', class: 'primary' }, 'Name it')),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      send('POST', '/releases', { name: name.value.trim(), profile: profile.value, note: note.value.trim() }).then(
        () => {
          notice(`${name.value} is named.`);
          visit.again();
        },
        (error: unknown) => fill(complaint, problem(error instanceof Refusal ? error : new Error('this did not work'))),
      );
    });
    return form;
  }
}

/** What changed of one incident or series. */
interface Changed {
  id: string;
  title: string;
  because: string[];
  cells: Change[];
}

export async function difference(visit: Visit): Promise<View> {
  const [from = '', to = ''] = visit.parts;
  const { changes } = await get<{ changes: Change[] }>(
    `/releases/${encodeURIComponent(from)}/diff/${encodeURIComponent(to)}`,
    { as_of: null },
    visit.signal,
  );
  const all = grouped(changes);
  const value = (of: unknown) =>
    of === null || of === undefined || of === ''
      ? h('span', { class: 'faint' }, 'nothing')
      : said(typeof of === 'object' ? JSON.stringify(of) : String(of));
  const node = h(
    'article',
    { class: 'page' },
    h('p', { class: 'crumbs' }, h('a', { href: address('/releases') }, 'Releases'), ` / ${from} to ${to}`),
    h('h1', null, `From ${from} to ${to}`),
    h('p', { class: 'hint' }, `${many(all.length, 'incident or series', 'incidents and series')} differ, ${many(changes.length, 'cell')}.`),
    all.length === 0
      ? h('p', null, 'Both say the same.')
      : all.map((each) =>
          h(
            'section',
            { class: 'change' },
            h(
              'h2',
              null,
              h('a', { href: address(`/${each.id.startsWith('t') ? 'tallies' : 'incidents'}/${each.id}`) }, said(each.title || each.id)),
              whole(each) ? h('span', { class: 'tag' }, whole(each)) : null,
            ),
            each.because.length > 0 ? h('p', { class: 'faint' }, 'because of ', said(each.because.join('; '))) : null,
            whole(each) === null
              ? h(
                  'div',
                  { class: 'scroll' },
                  table(
                    ['Cell', from, to],
                    each.cells.map((cell) =>
                      h(
                        'tr',
                        null,
                        h('th', { scope: 'row', class: 'code' }, cell.cell),
                        h('td', null, value(cell.before)),
                        h('td', null, value(cell.after)),
                      ),
                    ),
                  ),
                )
              : null,
          ),
        ),
  );
  return { title: `${from} to ${to}`, node };
}

/** The cells by the incident or series they are of. */
function grouped(cells: readonly Change[]): Changed[] {
  const all = new Map<string, Changed>();
  for (const cell of cells) {
    const changed = all.get(cell.id) ?? { id: cell.id, title: cell.title, because: cell.because, cells: [] };
    changed.cells.push(cell);
    all.set(cell.id, changed);
  }
  return [...all.values()];
}

/** Whether the whole came or went: the one cell has no name. */
function whole({ cells }: Changed): 'new' | 'gone' | null {
  const [only] = cells;
  if (only?.cell !== '') return null;
  return only.after === null ? 'gone' : 'new';
}
