// Elements out of values.
//
// In: a tag, its attributes, its children. Out: an element. Text is only ever set as text; there is no way here to set HTML.
// Every string passes `visible`, so that a control character that turns or hides text is seen instead of obeyed.

export type Child = Node | string | number | null | undefined | false | readonly Child[];
type Handler = (event: never) => void;
export type Attributes = Record<string, string | number | boolean | null | undefined | Handler>;

/** Names of characters that turn, hide or break text. */
const CONTROLS: Record<string, string> = {
  '\u061c': 'ALM',
  '\u200e': 'LRM',
  '\u200f': 'RLM',
  '\u202a': 'LRE',
  '\u202b': 'RLE',
  '\u202c': 'PDF',
  '\u202d': 'LRO',
  '\u202e': 'RLO',
  '\u2066': 'LRI',
  '\u2067': 'RLI',
  '\u2068': 'FSI',
  '\u2069': 'PDI',
  '\u200b': 'ZWSP',
  '\u2060': 'WJ',
  '\ufeff': 'BOM',
};
const CONTROL = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** The text as nodes: each control character as a labelled mark, the rest as it is. */
export function visible(text: string): Node[] {
  const nodes: Node[] = [];
  let done = 0;
  for (const found of text.matchAll(CONTROL)) {
    if (found.index > done) nodes.push(document.createTextNode(text.slice(done, found.index)));
    const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const mark = document.createElement('span');
    mark.className = 'control-character';
    mark.title = `the character U+${code} stands here`;
    mark.textContent = CONTROLS[found[0]] ?? `U+${code}`;
    nodes.push(mark);
    done = found.index + found[0].length;
  }
  if (done < text.length) nodes.push(document.createTextNode(text.slice(done)));
  return nodes;
}

/** The text without characters that turn, hide or break it: for titles and labels, which hold no elements. */
export function plain(text: string): string {
  return text.replace(CONTROL, '\ufffd');
}

function append(parent: Element, child: Child): void {
  if (child === null || child === undefined || child === false) return;
  if (Array.isArray(child)) for (const each of child) append(parent, each);
  else if (child instanceof Node) parent.append(child);
  else parent.append(...visible(String(child)));
}

function dress(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.replace(/^on/, ''), value as EventListener);
    else if (name === 'value' && element instanceof HTMLInputElement) element.value = String(value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** An HTML element. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes?: Attributes | null,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (attributes) dress(element, attributes);
  append(element, children);
  return element;
}

/** An SVG element. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes?: Attributes | null,
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  if (attributes) dress(element, attributes);
  append(element, children);
  return element;
}

/** Words that somebody else wrote: kept apart from the direction of what is around them. */
export function said(text: string | null | undefined, attributes?: Attributes): HTMLElement {
  return h('bdi', { dir: 'auto', ...attributes }, text ?? '');
}

/** What stands in `parent` is replaced by `children`. */
export function fill(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

/** Children with a separator between them. */
export function joined(children: readonly Child[], separator: Child): Child[] {
  return children.flatMap((child, index) =>
    index === 0 ? [child] : [separator instanceof Node ? separator.cloneNode(true) : separator, child],
  );
}

/** A block of a known height that is drawn again whenever its width changes; its room is kept from the start. */
export function drawn(height: number, draw: (width: number) => Node): HTMLElement {
  const block = h('div', { class: 'drawing' });
  block.style.minHeight = `${height}px`;
  let width = 0;
  let placed = false;
  const observer = new ResizeObserver(([entry]) => {
    if (!block.isConnected) return placed ? observer.disconnect() : undefined;
    placed = true;
    const now = Math.floor(entry?.contentRect.width ?? 0);
    if (now === width || now === 0) return;
    width = now;
    block.replaceChildren(draw(width));
  });
  observer.observe(block);
  return block;
}
