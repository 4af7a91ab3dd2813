// The overview: what is known, where, when, and how sure it is.
//
// The server answers a change with a page of the table and one summary, counted for filters that cross; both are shown as they come. The map
// follows, of spots with their counts: it is the slowest to draw, and says no more than they do.

import { parameters, set } from '../address.ts';
import { get } from '../api.ts';
import { fill, h } from '../dom.ts';
import { incidentMap } from '../map/map.ts';
import { filterForm } from '../overview/filters.ts';
import { exportMenu } from '../overview/export.ts';
import { asked, ledgerTable } from '../overview/ledger.ts';
import { timeline } from '../overview/timeline.ts';
import { problem } from '../notice.ts';
import { status } from '../session.ts';
import type { View, Visit } from '../view.ts';
import type { Incident, List, Spots, Summary } from '../wire.ts';
import { number } from '../words.ts';

export async function overview(visit: Visit): Promise<View> {
  const count = h('p', { class: 'result-count', role: 'status' });
  const form = filterForm();
  const map = incidentMap({
    box: (bbox) => set({ bbox }),
    country: (code) => set({ country: [code] }),
    list: (where) => get<List<Incident>>('/incidents', { ...asked(parameters()), ...where, limit: '12', sort: '-time' }),
  });
  const time = timeline((from, to) => set({ from, to }));
  const table = ledgerTable((found) => {
    total = found;
    tell();
  });
  const files = exportMenu();
  const trouble = h('div');
  const key = (name: string, text: string) => h('span', null, h('span', { class: `key ${name}`, 'aria-hidden': 'true' }), text);
  const legend = h(
    'p',
    { class: 'legend' },
    key('point', 'a named place'),
    key('area', 'near a place, a district, a region: as wide as it is unsure'),
    key('country', 'a country only'),
  );
  const node = h(
    'div',
    { class: 'overview' },
    form.node,
    h(
      'div',
      { class: 'results' },
      h('div', { class: 'results-head' }, h('h1', null, 'Incidents'), count, files.node),
      form.chips,
      map.node,
      legend,
      trouble,
      time.node,
      table.node,
    ),
  );

  let total: number | null = null;
  let all = 0;
  let turn = 0;

  function tell(): void {
    if (total !== null) fill(count, total < all ? `${number(total)} of ${number(all)}` : number(total));
  }

  /** Asks for all that the address filters, and shows it as it comes; done when all but the map is shown. */
  async function show(of: URLSearchParams): Promise<void> {
    const mine = (turn += 1);
    const { search } = location;
    map.awaits();
    form.show(of, null);
    files.show(of);
    const summed = get<Summary>('/summary', asked(of), visit.signal).then((summary) => {
      if (mine !== turn) return;
      fill(trouble);
      form.show(of, summary);
      time.show(summary.days, of);
      node.dataset['shown'] = String(summary.total);
      node.dataset['of'] = search;
    });
    await Promise.all([summed.catch(wrong), table.show(of)]);
    if (mine === turn) void place(of, mine).catch(wrong);
  }

  async function place(of: URLSearchParams, mine: number): Promise<void> {
    const spots = await get<Spots>('/spots', { ...asked(of), bbox: null }, visit.signal);
    if (mine === turn) map.show(spots);
  }

  function wrong(error: unknown): void {
    if (!visit.signal.aborted) fill(trouble, problem(error));
  }

  let at = visit.parameters.get('as_of');
  const [now] = await Promise.all([status(), show(visit.parameters)]);
  all = now.counts.incidents;
  tell();
  return {
    title: 'Incidents',
    node,
    update(parameters) {
      if (parameters.get('as_of') !== at) {
        at = parameters.get('as_of');
        void status().then(
          (now) => {
            all = now.counts.incidents;
            tell();
          },
          () => undefined,
        );
      }
      void show(parameters);
    },
    leave: () => map.leave(),
  };
}
