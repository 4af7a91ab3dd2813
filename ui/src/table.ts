// Tables: headings over rows.

import { h, type Child } from './dom.ts';

/** A heading: its text, or its text and its class. */
export type Heading = string | readonly [text: string, classes: string];

/** A table; `rows` are its rows, or a body that is filled elsewhere. */
export function table(headings: readonly Heading[], rows: Child, classes: string | null = null): HTMLTableElement {
  const heading = (each: Heading) => {
    const [text, own] = typeof each === 'string' ? [each, null] : each;
    return h('th', { scope: 'col', class: own }, text);
  };
  const body = rows instanceof HTMLTableSectionElement ? rows : h('tbody', null, rows);
  return h('table', { class: classes }, h('thead', null, h('tr', null, headings.map(heading))), body);
}
