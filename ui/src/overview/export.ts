// Files of what is filtered, in other projects' formats.
//
// Unless the reader asks for everything, private persons' names and the precise coordinates of homes and shelters are left out.

import { resource } from '../api.ts';
import { fill, h } from '../dom.ts';
import { asked } from './ledger.ts';

const FORMATS: [format: string, what: string][] = [
  ['csv', 'a spreadsheet'],
  ['jsonl', 'a program'],
  ['geojson', 'a map'],
  ['parquet', 'a table engine'],
  ['ucdp', 'UCDP GED’s columns'],
  ['acled', 'ACLED’s columns'],
  ['plover', 'PLOVER’s records'],
  ['airwars', 'Airwars’ assessments'],
  ['hxl', 'humanitarian exchange'],
  ['timemap', 'TimeMap'],
];

export interface ExportMenu {
  node: HTMLElement;
  show: (parameters: URLSearchParams) => void;
}

export function exportMenu(): ExportMenu {
  const links = h('ul');
  const leaveOut = h('input', { type: 'checkbox', checked: true });
  let latest = new URLSearchParams();
  leaveOut.addEventListener('change', () => show(latest));

  function show(parameters: URLSearchParams): void {
    latest = parameters;
    const profile = leaveOut.checked ? 'public' : 'restricted';
    const link = (format: string) => resource(`/incidents.${format}`, { ...asked(parameters), profile });
    fill(
      links,
      FORMATS.map(([format, what]) =>
        h('li', null, h('a', { href: link(format), download: true }, format.toUpperCase(), h('span', { class: 'faint' }, ` for ${what}`))),
      ),
    );
  }

  const check = h('label', { class: 'check' }, leaveOut, ' Leave out private names, homes and shelters');
  return { node: h('details', { class: 'menu' }, h('summary', null, 'Export'), h('div', { class: 'menu-body' }, check, links)), show };
}
