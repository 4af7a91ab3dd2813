// Who is at the keyboard: an account with its password; on a machine without accounts, a name alone.

import { get, Refusal, send } from './api.ts';
import { fill, h } from './dom.ts';
import { forget } from './session.ts';
import type { Me } from './wire.ts';

/** Asks who somebody is, unless a dialog is open already; then `done`. */
export function signIn(done: () => void): void {
  if (document.querySelector('dialog[open]')) return;
  const name = h('input', { name: 'name', required: true, autocomplete: 'username', maxlength: 100 });
  const password = h('input', { name: 'password', type: 'password', autocomplete: 'current-password' });
  const secret = h('label', { class: 'field' }, h('span', null, 'Password'), password);
  const complaint = h('div', { class: 'complaint', 'aria-live': 'assertive' });
  const cancel = h('button', { type: 'button', class: 'quiet' }, 'Cancel');
  const out = h('button', { type: 'button', class: 'quiet', hidden: true }, 'Sign out');
  const entry = h(
    'form',
    { method: 'dialog' },
    h('h2', null, 'Who you are'),
    h('p', { class: 'hint' }, 'Every decision carries your name.'),
    h('label', { class: 'field' }, h('span', null, 'Name'), name),
    secret,
    complaint,
    h('p', { class: 'actions' }, out, cancel, h('button', { type: 'submit', class: 'primary' }, 'Continue')),
  );
  const dialog = h('dialog', { class: 'ruling', 'aria-label': 'Who you are' }, entry);
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const changed = () => {
    close();
    forget();
    done();
  };
  const failed = (error: unknown) => fill(complaint, error instanceof Refusal ? error.message : 'this did not work');
  cancel.addEventListener('click', close);
  dialog.addEventListener('cancel', close);
  out.addEventListener('click', () => void send('DELETE', '/session').then(changed, failed));
  entry.addEventListener('submit', (event) => {
    event.preventDefault();
    const given = secret.hidden ? { name: name.value } : { name: name.value, password: password.value };
    send('POST', '/session', given).then(changed, failed);
  });
  document.body.append(dialog);
  dialog.showModal();
  name.focus();
  void get<Me>('/me', { as_of: null }).then((me) => {
    out.hidden = me.local || me.name === null;
    secret.hidden = me.local;
    if (me.name !== null && name.value === '') name.value = me.name;
    name.select();
  });
}
