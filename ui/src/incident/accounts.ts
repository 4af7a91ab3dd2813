// The accounts of an incident side by side: a column a voice, each cell with its words and its rule.

import { address } from '../address.ts';
import { cells } from '../cells.ts';
import { correct, type Seen } from '../decide.ts';
import { h, joined, said } from '../dom.ts';
import type { Account, Claim } from '../wire.ts';
import { day, speaker, words } from '../words.ts';

/** Voices in the order of their first account, each with all it says; what a copy repeats word for word stands once, with both outlets. */
function byVoice(accounts: readonly Account[]): Account[][] {
  const voices = new Map<string, Map<string, Account>>();
  for (const account of accounts) {
    const { claim } = account;
    const voice = `${claim.voice.kind} ${speaker(claim.voice).toLowerCase()}`;
    const says = JSON.stringify([claim.span.text, cells(claim).map((cell) => [cell.label, cell.value])]);
    const given = voices.get(voice) ?? new Map<string, Account>();
    const before = given.get(says);
    given.set(says, before ? { claim: before.claim, sources: [...before.sources, ...account.sources] } : account);
    voices.set(voice, given);
  }
  return [...voices.values()].map((given) => [...given.values()]);
}

export function accounts(seen: Seen, all: readonly Account[], may: boolean): HTMLElement {
  const voices = byVoice(all);
  return h(
    'section',
    { class: 'accounts' },
    h('h2', null, 'Accounts, side by side'),
    h('p', { class: 'hint' }, 'What each voice says, with the words it was read from. Open a report to see them in their place.'),
    h(
      'div',
      { class: 'voices', tabindex: 0, role: 'group', 'aria-label': 'Accounts by voice' },
      voices.map((given) => {
        const voice = given[0]!.claim.voice;
        return h(
          'section',
          { class: 'voice' },
          h('h3', null, said(speaker(voice))),
          h(
            'p',
            { class: 'faint' },
            [
              words(voice.kind),
              voice.role && voice.role !== speaker(voice) ? voice.role : null,
              voice.via.length > 0 ? `via ${voice.via.join(', ')}` : null,
            ]
              .filter((part) => part)
              .join(' · '),
          ),
          given.map((account) => one(seen, account, may)),
        );
      }),
    ),
  );
}

function one(seen: Seen, { claim, sources }: Account, may: boolean): HTMLElement {
  const source = sources[0];
  const where = source ? address(`/reports/${source.capture}`, { claim: claim.id }) : null;
  const stance = claim.voice.stance === 'asserts' ? null : h('span', { class: 'tag' }, claim.voice.stance);
  return h(
    'article',
    { class: 'account', id: claim.id },
    h('blockquote', null, where ? h('a', { href: where }, said(claim.span.text)) : said(claim.span.text)),
    h(
      'p',
      { class: 'sources' },
      stance,
      joined(
        sources
          .slice(0, 4)
          .map((each) =>
            h(
              'span',
              null,
              h('a', { href: address(`/reports/${each.capture}`, { claim: claim.id }) }, said(each.report.outlet ?? each.report.id)),
              h('span', { class: 'faint' }, ` ${day(each.report.published)}`),
            ),
          ),
        ', ',
      ),
      sources.length > 4 ? ` and ${sources.length - 4} more copies` : null,
    ),
    cellTable(claim, may ? (cell) => void correct(seen, claim, cell) : null),
  );
}

/** The cells of a claim as a list; each can be corrected where `change` is given. */
export function cellTable(claim: Claim, change: ((cell: string) => void) | null): HTMLElement {
  return h(
    'dl',
    { class: 'cells' },
    cells(claim)
      .filter((cell) => cell.kind !== 'voice')
      .map((cell) => {
        const button =
          change && cell.name !== null
            ? h('button', { type: 'button', class: 'quiet small', 'aria-label': `Correct ${cell.label}` }, 'correct')
            : null;
        button?.addEventListener('click', () => {
          if (change && cell.name !== null) change(cell.name);
        });
        return h(
          'div',
          { class: `cell kind-${cell.kind}`, 'data-cell': cell.name },
          h('dt', null, cell.label),
          h(
            'dd',
            null,
            said(cell.value, { class: 'value' }),
            button,
            cell.span
              ? h('span', { class: 'below' }, h('q', null, said(cell.span.text)), ' ', h('span', { class: 'rule' }, cell.rule))
              : cell.rule
                ? h('span', { class: 'below' }, h('span', { class: 'rule' }, cell.rule))
                : null,
          ),
        );
      }),
  );
}
