// What people ruled, in the order made; each can be undone.

import { address } from '../address.ts';
import { get } from '../api.ts';
import { undo } from '../decide.ts';
import { h, said, type Child } from '../dom.ts';
import { mayDecide } from '../session.ts';
import type { View, Visit } from '../view.ts';
import type { Decision, List } from '../wire.ts';
import { many, moment, titled } from '../words.ts';

export async function decisions(visit: Visit): Promise<View> {
  const [list, may] = await Promise.all([get<List<Decision>>('/decisions', { limit: '500' }, visit.signal), mayDecide()]);
  const node = h(
    'div',
    { class: 'page' },
    h('h1', null, 'Decisions'),
    h(
      'p',
      { class: 'hint' },
      `${many(list.total, 'decision')}. The machine’s coding is never written over: what people rule is added to it, with who and why, and can be undone.`,
    ),
    list.items.length === 0
      ? h('p', null, 'Nobody has ruled on anything yet. ', h('a', { href: address('/review') }, 'To the review queue'))
      : decisionList([...list.items].reverse(), may),
  );
  return { title: 'Decisions', node };
}

/** Decisions as a list, each with a way to undo it where that may be done. */
export function decisionList(all: readonly Decision[], may: boolean): HTMLElement {
  const undone = new Set(all.filter((each) => each.action === 'undo').map((each) => each.target));
  return h(
    'ol',
    { class: 'decisions' },
    all.map((each) => {
      const off = undone.has(each.id) || each.in_force === false;
      const button = may && !off && each.action !== 'undo' ? h('button', { type: 'button', class: 'quiet small' }, 'Undo') : null;
      button?.addEventListener('click', () => void undo(each.id));
      return h(
        'li',
        { class: off && each.action !== 'undo' ? 'off' : '', 'data-decision': each.id },
        h(
          'p',
          null,
          h('span', { class: 'code' }, each.id),
          ' ',
          h('strong', null, titled(each.action)),
          ' ',
          what(each),
          each.blind ? h('span', { class: 'tag' }, 'blind: not in force') : null,
          off && each.action !== 'undo' && !each.blind ? h('span', { class: 'tag' }, 'not in force') : null,
          button,
        ),
        h('p', { class: 'below' }, said(each.who), ', ', moment(each.at), ': ', h('q', null, said(each.why))),
      );
    }),
  );
}

function what(each: Decision): Child {
  const target = each.target.startsWith('c')
    ? h('a', { href: address(`/claims/${each.target}`), class: 'code' }, each.target)
    : each.target.startsWith('i')
      ? h('a', { href: address(`/incidents/${each.target}`), class: 'code' }, each.target)
      : h('span', { class: 'code' }, each.target);
  if (each.action === 'correct') return [target, ` ${each.cell ?? ''} to `, h('strong', null, said(each.value ?? 'none'))];
  if (each.action === 'grade') return [target, ' to ', h('strong', null, each.value ?? '?')];
  if (each.action === 'merge' && each.others?.[0])
    return [target, ' with the incident of ', h('a', { href: address(`/claims/${each.others[0]}`), class: 'code' }, each.others[0])];
  if (each.action === 'split') return [target, `: ${many(each.claims?.length ?? 0, 'claim')} of another happening`];
  return target;
}
