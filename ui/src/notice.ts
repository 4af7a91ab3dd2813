// Short notices at the foot of the page: what was done, and a way back; what was refused, and why.

import { Refusal } from './api.ts';
import { fill, h, type Child } from './dom.ts';

const area = h('div', { class: 'notices', role: 'status', 'aria-live': 'polite' });

/** The place where notices appear. */
export function notices(): HTMLElement {
  return area;
}

/** Says something for a while; an action stays until it is used or put away. */
export function notice(text: Child, action?: { label: string; run: () => void }): void {
  const close = h('button', { type: 'button', class: 'quiet', 'aria-label': 'Put this notice away' }, '×');
  const note = h('div', { class: 'notice' }, h('p', null, text));
  close.addEventListener('click', () => note.remove());
  if (action) {
    const button = h('button', { type: 'button' }, action.label);
    button.addEventListener('click', () => {
      note.remove();
      action.run();
    });
    note.append(button);
  }
  note.append(close);
  fill(area, note);
  setTimeout(() => note.remove(), action ? 20_000 : 8_000);
}

/** What went wrong, in the server's words where it has any. */
export function problem(error: unknown): HTMLElement {
  const refusal = error instanceof Refusal ? error : null;
  return h(
    'div',
    { class: 'problem', role: 'alert' },
    h('p', null, h('strong', null, refusal?.title ?? 'this could not be shown')),
    refusal && refusal.detail !== '' && refusal.detail !== refusal.title ? h('p', null, refusal.detail) : null,
    !refusal ? h('p', null, error instanceof Error ? error.message : String(error)) : null,
    refusal && refusal.changed.length > 0 ? h('p', null, 'What changed meanwhile: ', refusal.changed.join(', ')) : null,
  );
}
