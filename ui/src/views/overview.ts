// The overview: what is known, where, when, and how sure it is.
//
// The columns of all incidents are read once; filters on day, act, grade, country, status, toll and the map cross here, at once. Words,
// places and actors are looked for by the server, which then sends the rows that fit. The table is the server's, page by page.

import { changed, set } from '../address.ts';
import { get } from '../api.ts';
import { Columns, filters as readFilters } from '../columns.ts';
import { fill, h } from '../dom.ts';
import { incidentMap } from '../map/map.ts';
import { filterForm } from '../overview/filters.ts';
import { exportMenu } from '../overview/export.ts';
import { ledgerTable } from '../overview/ledger.ts';
import { timeline } from '../overview/timeline.ts';
import { problem } from '../notice.ts';
import { status } from '../session.ts';
import type { View, Visit } from '../view.ts';
import type { Points } from '../wire.ts';
import { number } from '../words.ts';

export async function overview(visit: Visit): Promise<View> {
  const count = h('p', { class: 'result-count', role: 'status' });
  const form = filterForm();
  const map = incidentMap({ box: (bbox) => set({ bbox }), country: (code) => set({ country: [code] }) });
  const time = timeline((from, to) => set({ from, to }));
  const table = ledgerTable((found) => {
    total = found;
    tell();
  });
  const files = exportMenu();
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
      time.node,
      table.node,
    ),
  );

  let columns: Columns | null = null;
  let columnsOf = '';
  let total: number | null = null;
  let all = 0;

  function tell(): void {
    if (total !== null) fill(count, total < all ? `${number(total)} of ${number(all)}` : number(total));
  }

  /** Reads the columns where what the server looks for changed; crosses and shows them. */
  async function show(parameters: URLSearchParams, tabled: Promise<void>): Promise<void> {
    form.show(parameters, null);
    files.show(parameters);
    const key = changed(
      {},
      new URLSearchParams(['q', 'actor', 'place', 'as_of'].map((name) => [name, parameters.get(name) ?? ''])),
    ).toString();
    if (columns === null || key !== columnsOf) {
      columnsOf = key;
      columns = null;
      const points = await get<Points>(
        '/points',
        Object.fromEntries(['q', 'actor', 'place'].map((name) => [name, parameters.get(name)])),
        visit.signal,
      );
      if (key !== columnsOf) return;
      columns = new Columns(points);
    }
    const by = readFilters(parameters);
    const crossed = columns.cross(by);
    form.show(parameters, crossed);
    time.show(columns, crossed, by);
    node.dataset['shown'] = String(crossed.rows().length);
    node.dataset['of'] = location.search;
    // The map is slow to draw and the table is not: it comes after.
    const { search } = location;
    await tabled;
    if (search === location.search) map.show(crossed.columns, crossed.ofAnyPlace());
  }

  async function both(parameters: URLSearchParams): Promise<void> {
    const tabled = table.show(parameters);
    void show(parameters, tabled).catch((error: unknown) => {
      if (!visit.signal.aborted) fill(time.node, problem(error));
    });
    await tabled;
  }

  let at = visit.parameters.get('as_of');
  const [now] = await Promise.all([status(), both(visit.parameters)]);
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
      void both(parameters);
    },
    leave: () => map.leave(),
  };
}
