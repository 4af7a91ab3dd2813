// What stands around every view: name, ways to go, the day one looks back from, who is at the keyboard.

import { address } from './address.ts';
import { get, Refusal, send } from './api.ts';
import { asOfControl } from './asof.ts';
import { fill, h, said } from './dom.ts';
import { liveNote } from './live.ts';
import { notices } from './notice.ts';
import { forget, status } from './session.ts';
import { themeSwitch } from './theme.ts';
import type { Me } from './wire.ts';

const WAYS: [path: string, name: string][] = [
  ['/', 'Incidents'],
  ['/tallies', 'Totals'],
  ['/reports', 'Reports'],
  ['/review', 'Review'],
  ['/decisions', 'Decisions'],
  ['/releases', 'Releases'],
  ['/agreement', 'Agreement'],
  ['/docs', 'API'],
];

/** Builds the page around `main`; returns what keeps it in step with the address. */
export function shell(main: HTMLElement, reload: () => void): () => void {
  const control = asOfControl();
  const ways = h('nav', { 'aria-label': 'Views' });
  const person = h('div', { class: 'person' });
  const name = h('a', { class: 'name', href: '/' });
  const foot = h('footer');
  document.body.replaceChildren(
    h('a', { class: 'skip', href: '#main' }, 'To the content'),
    h(
      'header',
      null,
      h('div', { class: 'bar' }, name, ways, h('div', { class: 'tools' }, control.button, themeSwitch(), person)),
      control.strip,
      liveNote(reload),
    ),
    main,
    foot,
    notices(),
  );
  addEventListener('dateline:sign-in', () => signIn(reload));

  async function told(): Promise<void> {
    const now = await status();
    fill(name, h('span', { class: 'mark', 'aria-hidden': 'true' }), 'Dateline');
    fill(
      foot,
      h(
        'p',
        null,
        said(now.ledger.name),
        ` · ${now.engine} · policy ${now.policy.name} ${now.policy.version} · profile ${now.profile}${now.watching ? ' · watching feeds' : ''}`,
      ),
      h(
        'p',
        null,
        'Figures are what published reports say, by the accounts named. “?” was not read for sure, “–” is no figure. Base map: Natural Earth, whose lines are drawn as it draws them; no position is taken on any border.',
      ),
    );
    if (now.me.accounts === false)
      return fill(person, h('span', { class: 'faint', title: 'decisions made here carry this name' }, said(now.me.name ?? '')));
    if (now.me.name === null) {
      const button = h('button', { type: 'button', class: 'quiet' }, 'Sign in');
      button.addEventListener('click', () => signIn(reload));
      return fill(person, button);
    }
    const button = h('button', { type: 'button', class: 'quiet', title: `role: ${now.me.role}` }, said(now.me.name));
    button.addEventListener('click', () => signIn(reload));
    fill(person, button);
  }

  return () => {
    fill(
      ways,
      WAYS.map(([path, label]) => {
        const here =
          path === '/' ? location.pathname === '/' || location.pathname.startsWith('/incidents') : location.pathname.startsWith(path);
        return h('a', { href: address(path), 'aria-current': here ? 'page' : null }, label);
      }),
    );
    name.setAttribute('href', address('/'));
    control.update();
    void told().catch(() => undefined);
  };
}

/** A dialog that signs somebody in, or says who is. */
function signIn(done: () => void): void {
  if (document.querySelector('dialog[open]')) return;
  const dialog = h('dialog', { class: 'ruling', 'aria-label': 'Who you are' });
  const name = h('input', { name: 'name', required: true, autocomplete: 'username', maxlength: 200 });
  const password = h('input', { name: 'password', type: 'password', required: true, autocomplete: 'current-password' });
  const complaint = h('div', { class: 'complaint', 'aria-live': 'assertive' });
  const cancel = h('button', { type: 'button', class: 'quiet' }, 'Cancel');
  const out = h('button', { type: 'button', class: 'quiet' }, 'Sign out');
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
  const entry = h(
    'form',
    { method: 'dialog' },
    h('h2', null, 'Who you are'),
    h('p', { class: 'hint' }, 'Every decision carries your name.'),
    h('label', { class: 'field' }, h('span', null, 'Name'), name),
    h('label', { class: 'field' }, h('span', null, 'Password'), password),
    complaint,
    h('p', { class: 'actions' }, out, cancel, h('button', { type: 'submit', class: 'primary' }, 'Continue')),
  );
  cancel.addEventListener('click', close);
  dialog.addEventListener('cancel', close);
  out.addEventListener('click', () => {
    send('DELETE', '/session').then(changed, failed);
  });
  entry.addEventListener('submit', (event) => {
    event.preventDefault();
    send('POST', '/session', { name: name.value, password: password.value }).then(changed, failed);
  });
  dialog.append(entry);
  document.body.append(dialog);
  dialog.showModal();
  name.focus();
  get<Me>('/me', { as_of: null }).then(
    (me) => {
      out.hidden = me.name === null;
    },
    () => {
      out.hidden = true;
    },
  );
}
