// From an address to its view.
//
// A view is read and built while the last one stays; then it takes its place. Where only parameters changed and the view knows what to do
// with them, it stays and is told.

import './styles/index.css';
import { follow, parameters } from './address.ts';
import { fill, h } from './dom.ts';
import { problem } from './notice.ts';
import { forget } from './session.ts';
import { shell } from './shell.ts';
import { agreement } from './views/agreement.ts';
import { claim } from './views/claim.ts';
import { decisions } from './views/decisions.ts';
import { docs } from './views/docs.ts';
import { incident } from './views/incident.ts';
import { overview } from './views/overview.ts';
import { difference, releases } from './views/releases.ts';
import { report, reports } from './views/report.ts';
import { review } from './views/review.ts';
import { tallies, tally } from './views/tallies.ts';
import type { View, Visit } from './view.ts';

const ROUTES: [pattern: RegExp, view: (visit: Visit) => Promise<View>][] = [
  [/^\/(?:incidents\/?)?$/, overview],
  [/^\/incidents\/([^/]+)$/, incident],
  [/^\/claims\/([^/]+)$/, claim],
  [/^\/reports\/?$/, reports],
  [/^\/reports\/([^/]+)$/, report],
  [/^\/tallies\/?$/, tallies],
  [/^\/tallies\/([^/]+)$/, tally],
  [/^\/review\/?$/, review],
  [/^\/decisions\/?$/, decisions],
  [/^\/releases\/?$/, releases],
  [/^\/releases\/([^/]+)\/diff\/([^/]+)$/, difference],
  [/^\/agreement\/?$/, agreement],
  [/^\/docs\/?$/, docs],
];

const main = h('main', { id: 'main', tabindex: -1 });
let shown: { path: string; search: string; view: View } | null = null;
let leaving: AbortController | null = null;

async function show(anew = false): Promise<void> {
  const path = location.pathname,
    { search } = location;
  update();
  if (!anew && shown?.path === path) {
    if (shown.search === search) return;
    shown.search = search;
    if (shown.view.update) return shown.view.update(parameters());
  }
  leaving?.abort();
  const controller = new AbortController();
  leaving = controller;
  main.setAttribute('aria-busy', 'true');
  let view: View;
  try {
    view = await build(path, controller.signal);
  } catch (error) {
    if (controller.signal.aborted) return;
    view = { title: 'Not shown', node: h('div', { class: 'page' }, h('h1', null, 'Not shown'), problem(error)) };
  }
  if (controller.signal.aborted) return view.leave?.();
  const moved = shown?.path !== path;
  const scroll = moved ? ((history.state as { scroll?: number } | null)?.scroll ?? 0) : scrollY;
  shown?.view.leave?.();
  shown = { path, search, view };
  document.title = `${view.title} · Dateline`;
  fill(main, view.node);
  main.removeAttribute('aria-busy');
  view.entered?.();
  scrollTo(0, scroll);
  if (moved && document.activeElement === document.body) main.focus({ preventScroll: true });
  performance.mark('dateline:shown');
}

async function build(path: string, signal: AbortSignal): Promise<View> {
  for (const [pattern, view] of ROUTES) {
    const found = pattern.exec(path);
    if (found)
      return await view({ parts: found.slice(1).map(decodeURIComponent), parameters: parameters(), signal, again: () => void show(true) });
  }
  return {
    title: 'No such page',
    node: h(
      'div',
      { class: 'page' },
      h('h1', null, 'No such page'),
      h('p', null, 'Nothing is at this address. ', h('a', { href: '/' }, 'To the incidents')),
    ),
  };
}

const update = shell(main, () => {
  forget();
  void show(true);
});
addEventListener('dateline:decided', () => void show(true));
history.scrollRestoration = 'manual';
follow(() => void show());
void show();
