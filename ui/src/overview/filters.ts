// The filters of the overview, and what each would leave.
//
// In: the address, the summary of what fits. Out: a form; every change is a change of the address, from which all else follows.

import { set } from '../address.ts';
import { fill, h } from '../dom.ts';
import type { Summary, Value } from '../wire.ts';
import { day, gradeMeans, GRADES, number, titled, words } from '../words.ts';

const COUNTRY = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** Names of filters in the address. */
export const NAMES = ['q', 'from', 'to', 'place', 'country', 'act', 'actor', 'grade', 'status', 'killed', 'bbox'] as const;

type Facet = 'act' | 'grade' | 'country' | 'status';

export interface Filters {
  node: HTMLElement;
  chips: HTMLElement;
  /** What the address asks; what each value would leave, once that is known. */
  show: (parameters: URLSearchParams, summary: Summary | null) => void;
}

export function filterForm(): Filters {
  const field = (name: string, label: string, attributes: Record<string, string | number>, hint?: string) => {
    const input = h('input', { name, id: `filter-${name}`, autocomplete: 'off', ...attributes });
    input.addEventListener('change', () => set({ [name]: input.value.trim() }));
    const hintId = `hint-${name}`;
    if (hint) input.setAttribute('aria-describedby', hintId);
    return {
      input,
      node: h(
        'div',
        { class: 'field' },
        h('label', { for: `filter-${name}` }, label),
        input,
        hint ? h('p', { class: 'hint', id: hintId }, hint) : null,
      ),
    };
  };
  const fields = {
    q: field('q', 'Words', { type: 'search' }, 'in the reports: market AND "air strike"'),
    from: field('from', 'From', { type: 'date' }),
    to: field('to', 'To', { type: 'date' }),
    place: field('place', 'Place', { type: 'search' }),
    actor: field('actor', 'Actor', { type: 'search' }),
    killed: field('killed', 'Killed, at least', { type: 'number', min: 0, step: 1 }, 'by the best figure'),
  };
  const facets: Record<Facet, ReturnType<typeof facet>> = {
    act: facet('act', 'Act'),
    grade: facet('grade', 'Grade'),
    country: facet('country', 'Country'),
    status: facet('status', 'Status', true),
  };
  const clear = h('button', { type: 'button' }, 'Clear all filters');
  clear.addEventListener('click', clearAll);
  const form = h(
    'form',
    { class: 'filters', 'aria-label': 'Filters' },
    fields.q.node,
    h('div', { class: 'pair' }, fields.from.node, fields.to.node),
    fields.place.node,
    fields.actor.node,
    fields.killed.node,
    facets.act.node,
    facets.grade.node,
    facets.country.node,
    facets.status.node,
    clear,
  );
  form.addEventListener('submit', (event) => event.preventDefault());
  const wide = matchMedia('(min-width: 62rem)');
  const fold = h('details', { class: 'filter-fold', open: wide.matches }, h('summary', null, 'Filters'), form);
  wide.addEventListener('change', () => {
    fold.open = wide.matches;
  });
  const chips = h('p', { class: 'chips' });

  return {
    node: h('aside', { class: 'filter-column' }, fold),
    chips,
    show(parameters, summary) {
      for (const [name, each] of Object.entries(fields))
        if (document.activeElement !== each.input || parameters.get(name) === null) each.input.value = parameters.get(name) ?? '';
      for (const [name, each] of Object.entries(facets)) each.show(parameters.getAll(name), summary?.[name as Facet] ?? null);
      fill(chips, chipsOf(parameters));
      clear.hidden = !NAMES.some((name) => parameters.has(name));
    },
  };
}

function clearAll(): void {
  set(Object.fromEntries(NAMES.map((name) => [name, null])));
}

/** One way to say what is filtered, each with a way to take it back. */
function chipsOf(parameters: URLSearchParams): HTMLElement[] {
  const chip = (text: string, name: string, rest: string[] | null) => {
    const button = h(
      'button',
      { type: 'button', class: 'chip', 'aria-label': `No longer only ${text}` },
      text,
      h('span', { 'aria-hidden': 'true' }, ' ×'),
    );
    button.addEventListener('click', () => set({ [name]: rest }));
    return button;
  };
  const chips: HTMLElement[] = [];
  for (const name of NAMES) {
    const values = parameters.getAll(name);
    for (const value of values) {
      const text =
        {
          q: `“${value}”`,
          from: `from ${day(value)}`,
          to: `until ${day(value)}`,
          killed: `killed ≥ ${value}`,
          bbox: 'in the part of the map',
          country: countryName(value),
          place: `place ${value}`,
          actor: `actor ${value}`,
        }[name as string] ?? words(value);
      chips.push(chip(text, name, values.length > 1 ? values.filter((each) => each !== value) : null));
    }
  }
  if (chips.length > 1) {
    const all = h('button', { type: 'button', class: 'quiet' }, 'Clear all');
    all.addEventListener('click', clearAll);
    chips.push(all);
  }
  return chips;
}

const ALPHA2: Record<string, string> = {};
/** The English name of an ISO 3166-1 alpha-3 code, as far as the browser knows it. */
export function countryName(code: string): string {
  if (code === '') return 'no country read';
  if (Object.keys(ALPHA2).length === 0) for (const pair of PAIRS.split(' ')) ALPHA2[pair.slice(0, 3)] = pair.slice(3);
  const two = ALPHA2[code];
  return two === undefined ? code : (COUNTRY.of(two) ?? code);
}

/** How many values of a facet are shown at first. */
const FEW = 7;

/** Grades, from the best. */
function inOrder(values: Value[]): Value[] {
  const order = ({ value }: Value) => (GRADES as readonly string[]).indexOf(value);
  return [...values].sort((a, b) => order(a) - order(b));
}

function facet(name: Facet, label: string, single = false) {
  const list = h('div', { class: 'facet-list' });
  const more = h('button', { type: 'button', class: 'quiet' }, 'More');
  const node = h('fieldset', { class: 'facet' }, h('legend', null, label), list, more);
  let all = false;
  const boxes = new Map<string, { row: HTMLElement; input: HTMLInputElement; count: HTMLElement }>();
  let latest: Value[] = [];
  let chosen: string[] = [];
  more.addEventListener('click', () => {
    all = !all;
    show(chosen, latest);
  });

  function box(value: string) {
    const known = boxes.get(value);
    if (known) return known;
    const input = h('input', { type: 'checkbox', name, value });
    const count = h('span', { class: 'count' });
    const text = name === 'country' ? countryName(value) : titled(value);
    const row = h('label', { class: 'facet-row', title: name === 'grade' ? gradeMeans(value) : null }, input, h('span', null, text), count);
    input.addEventListener('change', () => {
      const now = new URLSearchParams(location.search).getAll(name);
      set({ [name]: input.checked ? (single ? [value] : [...now, value]) : now.filter((each) => each !== value) });
    });
    const made = { row, input, count };
    boxes.set(value, made);
    return made;
  }

  function show(now: string[], values: Value[] | null): void {
    chosen = now;
    if (values === null) return;
    latest = name === 'grade' ? inOrder(values) : values;
    const shown = latest.filter(({ value }, index) => all || index < FEW || chosen.includes(value));
    shown.forEach(({ value, count: left }, index) => {
      const { row, input, count } = box(value);
      input.checked = chosen.includes(value);
      count.textContent = number(left);
      row.classList.toggle('none', left === 0);
      if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
    });
    while (list.children.length > shown.length) list.lastElementChild?.remove();
    more.hidden = latest.length <= FEW;
    more.textContent = all ? 'Fewer' : `${latest.length - FEW} more`;
  }
  return { node, show };
}

/** ISO 3166-1: alpha-3 and alpha-2, run together. */
const PAIRS =
  'AFGAF ALBAL DZADZ ASMAS ANDAD AGOAO AIAAI ATAAQ ATGAG ARGAR ARMAM ABWAW AUSAU AUTAT AZEAZ BHSBS BHRBH BGDBD BRBBB BLRBY BELBE BLZBZ BENBJ BMUBM BTNBT BOLBO BIHBA BWABW ' +
  'BRABR BRNBN BGRBG BFABF BDIBI CPVCV KHMKH CMRCM CANCA CYMKY CAFCF TCDTD CHLCL CHNCN COLCO COMKM COGCG CODCD COKCK CRICR CIVCI HRVHR CUBCU CUWCW CYPCY CZECZ DNKDK DJIDJ DMADM ' +
  'DOMDO ECUEC EGYEG SLVSV GNQGQ ERIER ESTEE SWZSZ ETHET FROFO FJIFJ FINFI FRAFR GUFGF PYFPF GABGA GMBGM GEOGE DEUDE GHAGH GIBGI GRCGR GRLGL GRDGD GLPGP GUMGU GTMGT GINGN GNBGW ' +
  'GUYGY HTIHT HNDHN HKGHK HUNHU ISLIS INDIN IDNID IRNIR IRQIQ IRLIE ISRIL ITAIT JAMJM JPNJP JORJO KAZKZ KENKE KIRKI PRKKP KORKR XKXXK KWTKW KGZKG LAOLA LVALV LBNLB LSOLS LBRLR ' +
  'LBYLY LIELI LTULT LUXLU MACMO MDGMG MWIMW MYSMY MDVMV MLIML MLTMT MHLMH MTQMQ MRTMR MUSMU MYTYT MEXMX FSMFM MDAMD MCOMC MNGMN MNEME MARMA MOZMZ MMRMM NAMNA NRUNR NPLNP NLDNL NCLNC ' +
  'NZLNZ NICNI NERNE NGANG MKDMK NORNO OMNOM PAKPK PLWPW PSEPS PANPA PNGPG PRYPY PERPE PHLPH POLPL PRTPT PRIPR QATQA REURE ROURO RUSRU RWARW WSMWS SMRSM STPST SAUSA SENSN SRBRS SYCSC ' +
  'SLESL SGPSG SVKSK SVNSI SLBSB SOMSO ZAFZA SSDSS ESPES LKALK SDNSD SURSR SWESE CHECH SYRSY TWNTW TJKTJ TZATZ THATH TLSTL TGOTG TONTO TTOTT TUNTN TURTR TKMTM TUVTV UGAUG UKRUA AREAE ' +
  'GBRGB USAUS URYUY UZBUZ VUTVU VATVA VENVE VNMVN ESHEH YEMYE ZMBZM ZWEZW';
