// What happens in the ledger while the page is read.
//
// A quiet note says how many reports came in; nothing on the page moves until the reader asks for it.

import { asOf } from './address.ts';
import { h } from './dom.ts';
import { status } from './session.ts';
import type { Status } from './wire.ts';
import { many } from './words.ts';

/** Listens to the server; returns the place where the note stands. `show` reads the page anew. */
export function liveNote(show: () => void): HTMLElement {
  const note = h('div', { class: 'live', role: 'status' });
  let seen: { head: string; reports: number; decisions: number } | null = null;
  const remember = (head: string, counts: Status['counts']) => {
    seen = { head, reports: counts.reports, decisions: counts.decisions };
  };

  const tell = (head: string, counts: Status['counts']) => {
    if (seen === null) return remember(head, counts);
    if (asOf() !== null || head === seen.head) return;
    const reports = counts.reports - seen.reports;
    const decisions = counts.decisions - seen.decisions;
    const news = [reports > 0 ? `${many(reports, 'new report')}` : null, decisions > 0 ? many(decisions, 'new decision') : null].filter(
      (part) => part !== null,
    );
    if (news.length === 0) return remember(head, counts);
    const button = h('button', { type: 'button', class: 'quiet' }, 'Show');
    button.addEventListener('click', () => {
      note.replaceChildren();
      remember(head, counts);
      show();
    });
    note.replaceChildren(h('span', null, news.join(', ')), button);
  };

  const events = new EventSource('/api/v1/events');
  const read = (event: Event) => JSON.parse((event as MessageEvent<string>).data) as never;
  events.addEventListener('ledger', (event) => {
    const { head, counts }: { head: string; counts: Status['counts'] } = read(event);
    tell(head, counts);
  });
  events.addEventListener('progress', (event) => {
    const { done, of }: { done: number; of: number | null } = read(event);
    const bar = of === null ? null : h('progress', { max: of, value: done, 'aria-label': 'reports taken in' });
    note.replaceChildren(
      ...[h('span', null, of === null ? `taking in: ${done}` : `taking in: ${done} of ${of}`), bar].filter((part) => part !== null),
    );
    if (of !== null && done >= of) note.replaceChildren();
  });
  addEventListener('dateline:decided', () => {
    seen = null;
    note.replaceChildren();
    void status().then(
      (now) => remember(now.head, now.counts),
      () => undefined,
    );
  });
  void status().then(
    (now) => remember(now.head, now.counts),
    () => undefined,
  );
  return note;
}
