// A claim's address leads to its words: the report it is in, at that claim.

import { address } from '../address.ts';
import { get } from '../api.ts';
import { h, said } from '../dom.ts';
import { cellTable } from '../incident/accounts.ts';
import type { View, Visit } from '../view.ts';
import type { Account, Incident } from '../wire.ts';
import { speaker, titled } from '../words.ts';

export async function claim(visit: Visit): Promise<View> {
  const found = await get<Account & { incident: Incident | null }>(`/claims/${encodeURIComponent(visit.parts[0] ?? '')}`, {}, visit.signal);
  const incident = found.incident?.id ?? null;
  const node = h(
    'article',
    { class: 'page' },
    h(
      'p',
      { class: 'crumbs' },
      h('a', { href: address('/') }, 'Incidents'),
      incident ? [' / ', h('a', { href: address(`/incidents/${incident}`), class: 'code' }, incident)] : null,
    ),
    h('h1', null, titled(found.claim.act ?? 'running total'), ', by ', said(speaker(found.claim.voice))),
    h('blockquote', null, said(found.claim.span.text)),
    cellTable(found.claim, null),
    h('h2', null, 'Where it stands'),
    h(
      'ul',
      { class: 'plain' },
      found.sources.map((source) =>
        h(
          'li',
          null,
          h('a', { href: address(`/reports/${source.capture}`, { claim: found.claim.id }) }, said(source.report.title ?? source.report.id)),
          h('span', { class: 'faint' }, ' ', said(source.report.outlet ?? '')),
        ),
      ),
    ),
  );
  return { title: 'Claim', node };
}
