// One report: its text with every span marked, the cells read from it, and the archived original beside it. And the list of reports.

import { address, set } from '../address.ts';
import { get, getText, resource } from '../api.ts';
import { cells, type CellKind } from '../cells.ts';
import { fill, h, said } from '../dom.ts';
import { table } from '../table.ts';
import { cellTable } from '../incident/accounts.ts';
import { problem } from '../notice.ts';
import { pieces, type Covered } from '../report/spans.ts';
import type { View, Visit } from '../view.ts';
import type { Claim, List, ReportPage, ReportRow } from '../wire.ts';
import { day, many, moment, number, speaker, titled, words } from '../words.ts';

const KINDS: [kind: CellKind, name: string][] = [
  ['act', 'what'],
  ['who', 'who'],
  ['where', 'where'],
  ['when', 'when'],
  ['count', 'how many'],
  ['voice', 'by whose account'],
];

export async function report(visit: Visit): Promise<View> {
  const capture = visit.parts[0] ?? '';
  const page = await get<ReportPage>(`/reports/${encodeURIComponent(capture)}`, {}, visit.signal);
  const covers: Covered[] = page.claims.flatMap((claim) =>
    cells(claim).flatMap((cell) => (cell.span === null ? [] : [{ claim: claim.id, cell, span: cell.span }])),
  );
  const detail = h(
    'div',
    { class: 'cell-detail', role: 'status' },
    h('p', { class: 'faint' }, 'Point at a marked word, or move to it with Tab, to see what was read from it.'),
  );
  const marks: { mark: HTMLElement; over: number[] }[] = [];
  const text = h('div', { class: 'report-text', dir: 'auto', lang: page.report.language });
  for (const piece of pieces(page.text, covers)) {
    if (piece.over.length === 0) {
      text.append(...said(piece.text).childNodes);
      continue;
    }
    const kind = covers[piece.over[0]!]!.cell.kind;
    const mark = h('mark', { class: `kind-${kind}`, tabindex: 0, role: 'button', 'aria-label': null }, piece.text);
    const point = () => show(piece.over);
    mark.addEventListener('pointerenter', point);
    mark.addEventListener('focus', point);
    mark.addEventListener('click', point);
    marks.push({ mark, over: piece.over });
    text.append(mark);
  }

  function light(chosen: (index: number) => boolean): void {
    for (const { mark, over } of marks) mark.classList.toggle('lit', over.some(chosen));
  }
  function show(over: readonly number[]): void {
    const claim = covers[over[0]!]!.claim;
    light((index) => over.includes(index));
    for (const card of cards.children) card.classList.toggle('lit', (card as HTMLElement).dataset['claim'] === claim);
    fill(
      detail,
      over.map((index) => {
        const { cell } = covers[index]!;
        return h(
          'div',
          { class: `cell kind-${cell.kind}` },
          h('p', null, h('strong', null, cell.label), ' ', said(cell.value)),
          h('p', { class: 'below' }, h('q', null, said(cell.span?.text ?? '')), ' because of ', h('span', { class: 'rule' }, cell.rule)),
        );
      }),
    );
  }

  const cards = h(
    'div',
    { class: 'claims' },
    page.claims.map((claim) => card(claim, (id) => light((index) => covers[index]!.claim === id))),
  );
  const original = h('div', { class: 'original' });
  const node = h(
    'article',
    { class: 'page report' },
    h('p', { class: 'crumbs' }, h('a', { href: address('/reports') }, 'Reports'), ' / ', said(page.report.id)),
    h('h1', null, said(page.report.title ?? page.report.id)),
    h(
      'p',
      { class: 'standing' },
      h('strong', null, said(page.report.outlet ?? 'outlet not known')),
      h('span', null, day(page.report.published)),
      page.report.url
        ? h('a', { href: safe(page.report.url), rel: 'noopener noreferrer nofollow', target: '_blank' }, said(page.report.url))
        : null,
    ),
    h(
      'div',
      { class: 'beside' },
      h(
        'section',
        { 'aria-label': 'Text' },
        h('h2', null, 'The text, and what was read'),
        h(
          'p',
          { class: 'kinds' },
          KINDS.map(([kind, name]) => h('span', { class: `kind kind-${kind}` }, name)),
        ),
        text,
      ),
      h(
        'section',
        { 'aria-label': 'Cells' },
        h('h2', null, 'The cell'),
        detail,
        h('h2', null, many(page.claims.length, 'claim')),
        page.claims.length === 0 ? h('p', { class: 'faint' }, 'Nothing in it was read as a claim.') : cards,
        page.problems.length > 0
          ? [
              h('h2', null, 'What could not be read for sure'),
              h(
                'ul',
                { class: 'problems' },
                page.problems.map((each) =>
                  h(
                    'li',
                    null,
                    said(each.message),
                    each.span ? [' ', h('q', null, said(each.span.text))] : null,
                    ' ',
                    h('span', { class: 'rule' }, each.slug),
                  ),
                ),
              ),
            ]
          : null,
      ),
      h('section', { 'aria-label': 'Original' }, h('h2', null, 'The archived original'), provenance(page), original),
    ),
  );

  return {
    title: page.report.title ?? page.report.id,
    node,
    entered() {
      void originalText(page, original, visit.signal);
      const wanted = visit.parameters.get('claim');
      if (wanted === null) return;
      light((index) => covers[index]!.claim === wanted);
      for (const each of cards.children) each.classList.toggle('lit', (each as HTMLElement).dataset['claim'] === wanted);
      const first =
        marks.find(({ over }) => over.some((index) => covers[index]!.claim === wanted && covers[index]!.cell.kind === 'count')) ??
        marks.find(({ over }) => over.some((index) => covers[index]!.claim === wanted));
      if (!first) return;
      show(first.over);
      light((index) => covers[index]!.claim === wanted);
      first.mark.scrollIntoView({ block: 'center' });
    },
  };
}

function card(claim: Claim, point: (claim: string) => void): HTMLElement {
  const made = h(
    'details',
    { class: 'claim', 'data-claim': claim.id },
    h(
      'summary',
      null,
      h('strong', null, titled(claim.act ?? (claim.kind === 'tally' ? 'running total' : null))),
      ' ',
      h(
        'span',
        { class: 'faint' },
        said(speaker(claim.voice)),
        claim.status === 'happened' ? null : ` · ${words(claim.status)}`,
        claim.kind === 'tally' ? ' · a running total' : null,
      ),
    ),
    cellTable(claim, null),
    h(
      'p',
      { class: 'faint' },
      h('span', { class: 'code' }, claim.id),
      ` · of claims like it, ${Math.round(100 * claim.confidence)} % were right`,
    ),
  );
  made.addEventListener('pointerenter', () => point(claim.id));
  made.addEventListener('toggle', () => {
    if ((made as HTMLDetailsElement).open) point(claim.id);
  });
  return made;
}

function provenance(page: ReportPage): HTMLElement {
  return h(
    'dl',
    { class: 'facts' },
    h('div', null, h('dt', null, 'taken in'), h('dd', null, moment(page.at))),
    h('div', null, h('dt', null, 'from'), h('dd', null, said(page.origin))),
    h('div', null, h('dt', null, 'made text by'), h('dd', null, page.extractor)),
    h('div', null, h('dt', null, 'document'), h('dd', { class: 'code' }, page.document)),
    h(
      'div',
      null,
      h('dt', null, 'original'),
      h(
        'dd',
        null,
        `${number(page.raw.bytes)} bytes, ${page.raw.media} `,
        h('a', { href: resource(`/reports/${page.capture}/original`, { as_of: null }), download: true }, 'download'),
      ),
    ),
    h(
      'div',
      null,
      h('dt', null, 'incidents'),
      h(
        'dd',
        null,
        page.incidents.length === 0
          ? 'none'
          : page.incidents.map((id, index) => [index > 0 ? ', ' : null, h('a', { href: address(`/incidents/${id}`), class: 'code' }, id)]),
      ),
    ),
  );
}

const MOST = 200_000;
async function originalText(page: ReportPage, into: HTMLElement, signal: AbortSignal): Promise<void> {
  if (page.raw.media === 'pdf') return fill(into, h('p', { class: 'faint' }, 'Not text: download it to read it.'));
  try {
    const text = await getText(`/reports/${page.capture}/original`, signal);
    fill(
      into,
      h('pre', { tabindex: 0, dir: 'auto', 'aria-label': 'The archived original, as text' }, text.slice(0, MOST)),
      text.length > MOST ? h('p', { class: 'faint' }, 'Only its beginning is shown.') : null,
    );
  } catch (error) {
    if (!signal.aborted) fill(into, problem(error));
  }
}

/** An address that leads to a page and runs nothing. */
function safe(url: string): string | null {
  return /^https?:\/\//i.test(url) ? url : null;
}

/** The list of reports, by words. */
export async function reports(visit: Visit): Promise<View> {
  const q = visit.parameters.get('q') ?? '';
  const search = h('input', { type: 'search', name: 'q', id: 'report-words', value: q, autocomplete: 'off' });
  const form = h(
    'form',
    { class: 'inline', role: 'search' },
    h('label', { for: 'report-words' }, 'Words'),
    search,
    h('button', { type: 'submit' }, 'Look'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    set({ q: search.value.trim() });
  });
  const body = h('tbody');
  const more = h('button', { type: 'button', hidden: true }, 'More reports');
  let next: string | null = null;
  const list = await get<List<ReportRow>>('/reports', { q, limit: '100' }, visit.signal);
  const put = (from: List<ReportRow>) => {
    body.append(...from.items.map(row));
    next = from.next;
    more.hidden = next === null;
  };
  put(list);
  more.addEventListener('click', () => {
    void get<List<ReportRow>>('/reports', { q, limit: '100', cursor: next }).then(put, () => undefined);
  });
  const node = h(
    'div',
    { class: 'page' },
    h('h1', null, 'Reports'),
    h('p', { class: 'hint' }, `${many(list.total, 'report')}${q === '' ? '' : ' with these words'}, each kept with its exact bytes.`),
    form,
    table(['Published', 'Outlet', ['Title', 'wide'], 'Incidents', 'Taken in'], body, 'cards'),
    more,
  );
  return { title: 'Reports', node };
}

function row(each: ReportRow): HTMLElement {
  return h(
    'tr',
    null,
    h('td', { 'data-label': 'Published', class: 'nowrap' }, day(each.report.published)),
    h('td', { 'data-label': 'Outlet' }, said(each.report.outlet ?? '?')),
    h(
      'td',
      { 'data-label': 'Title', class: 'wide' },
      h('a', { href: address(`/reports/${each.capture}`) }, said(each.report.title ?? each.report.id)),
    ),
    h('td', { 'data-label': 'Incidents', class: 'figure' }, number(each.incidents.length)),
    h('td', { 'data-label': 'Taken in', class: 'nowrap' }, moment(each.at)),
  );
}
