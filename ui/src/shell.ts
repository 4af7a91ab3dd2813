// What stands around every view: name, ways to go, the day one looks back from, who is at the keyboard.

import { address } from './address.ts';
import { asOfControl } from './asof.ts';
import { fill, h, said } from './dom.ts';
import { liveNote } from './live.ts';
import { notices } from './notice.ts';
import { status } from './session.ts';
import { signIn } from './signin.ts';
import { themeSwitch } from './theme.ts';

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
    const { name: who, role } = now.me;
    const button = h(
      'button',
      { type: 'button', class: 'quiet', title: role === null ? null : `role: ${role}` },
      who === null ? 'Sign in' : said(who),
    );
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
