// The state of the page is its address.
//
// In: a path and parameters. Out: links that keep the day one looks back from, and moves through the browser's history.
// Knows nothing of what is shown at an address: that is `main`.

type Values = Record<string, string | readonly string[] | null | undefined>;

/** The parameters of the address. */
export function parameters(): URLSearchParams {
  return new URLSearchParams(location.search);
}

/** The day or moment one looks back from, or null for now. */
export function asOf(): string | null {
  return parameters().get('as_of');
}

/** `parameters` with some of them set, or taken away where the value is null or empty. */
export function changed(values: Values, parameters_ = parameters()): URLSearchParams {
  for (const [name, value] of Object.entries(values)) {
    parameters_.delete(name);
    if (Array.isArray(value)) for (const each of value) parameters_.append(name, each);
    else if (typeof value === 'string' && value !== '') parameters_.set(name, value);
  }
  return parameters_;
}

/** An address inside the page; the day one looks back from is kept. */
export function address(path: string, values: Values = {}): string {
  const all = changed({ as_of: asOf(), ...values }, new URLSearchParams());
  const query = all.toString();
  return query === '' ? path : `${path}?${query}`;
}

/** Goes to an address as a link would. */
export function go(href: string): void {
  if (href === location.pathname + location.search) return;
  history.replaceState({ scroll: scrollY }, '');
  history.pushState({ scroll: 0 }, '', href);
  dispatchEvent(new Event('dateline:address'));
}

/** Sets parameters of the address shown. */
export function set(values: Values): void {
  const query = changed(values).toString();
  const href = location.pathname + (query === '' ? '' : `?${query}`);
  if (href === location.pathname + location.search) return;
  history.replaceState({ scroll: scrollY }, '');
  history.pushState({ scroll: scrollY }, '', href);
  dispatchEvent(new Event('dateline:address'));
}

/** Calls `moved` whenever the address changes, and takes over the links that stay on the page. */
export function follow(moved: () => void): void {
  addEventListener('popstate', moved);
  addEventListener('dateline:address', moved);
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/')) return;
    if (link.hash !== '' && link.pathname === location.pathname) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}
