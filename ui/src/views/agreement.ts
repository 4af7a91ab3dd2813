// How far people who ruled on the same things agree.

import { address } from '../address.ts';
import { get } from '../api.ts';
import { h, said } from '../dom.ts';
import { table } from '../table.ts';
import type { View, Visit } from '../view.ts';
import { many, titled } from '../words.ts';

const ABOUT = ['all', 'verdicts', 'grades', 'cells'] as const;
interface Measured {
  items: number;
  coders: number;
  percent: number | null;
  kappa: number | null;
  alpha: number | null;
}
interface Differ {
  target: string;
  about: string;
  answers: { who: string; answer: string }[];
}

export async function agreement(visit: Visit): Promise<View> {
  const found = await get<Record<(typeof ABOUT)[number], Measured> & { differ: Differ[]; questions: number }>(
    '/agreement',
    {},
    visit.signal,
  );
  const { differ } = found;
  const three = (value: number | null) => (value === null ? '–' : value.toFixed(3));
  const node = h(
    'div',
    { class: 'page' },
    h('h1', null, 'Agreement'),
    h(
      'p',
      { class: 'hint' },
      'Of questions that two people or more answered. 1 is full agreement, 0 what chance would give; “–” where there is too little to tell.',
    ),
    h(
      'div',
      { class: 'scroll' },
      table(
        [
          'About',
          ['Questions', 'figure'],
          ['People', 'figure'],
          ['Percent', 'figure'],
          ['Cohen’s κ', 'figure'],
          ['Krippendorff’s α', 'figure'],
        ],
        ABOUT.map((about) => [about, found[about]] as const).map(([about, each]) =>
          h(
            'tr',
            null,
            h('th', { scope: 'row' }, titled(about)),
            h('td', { class: 'figure' }, each.items),
            h('td', { class: 'figure' }, each.coders),
            h('td', { class: 'figure' }, each.percent === null ? '–' : `${(100 * each.percent).toFixed(1)} %`),
            h('td', { class: 'figure' }, three(each.kappa)),
            h('td', { class: 'figure' }, three(each.alpha)),
          ),
        ),
        'narrow',
      ),
    ),
    h('h2', null, 'Answered differently'),
    differ.length === 0
      ? h('p', { class: 'faint' }, 'Nothing yet that two people answered differently.')
      : [
          h('p', { class: 'hint' }, many(differ.length, 'question')),
          h(
            'ul',
            { class: 'differ' },
            differ.map((each) =>
              h(
                'li',
                null,
                h(
                  'p',
                  null,
                  h(
                    'a',
                    { class: 'code', href: address(`/${each.target.startsWith('c') ? 'claims' : 'incidents'}/${each.target}`) },
                    each.target,
                  ),
                  ` ${each.about}`,
                ),
                h(
                  'dl',
                  { class: 'facts' },
                  each.answers.map(({ who, answer }) => h('div', null, h('dt', null, said(who)), h('dd', null, said(answer)))),
                ),
              ),
            ),
          ),
        ],
  );
  return { title: 'Agreement', node };
}
