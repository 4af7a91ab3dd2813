// Dark or light: the system's choice, unless the reader makes one, which this browser keeps.

import { h } from './dom.ts';

const KEY = 'dateline-theme';
type Theme = 'light' | 'dark';

function chosen(): Theme | null {
  const kept = localStorage.getItem(KEY);
  return kept === 'light' || kept === 'dark' ? kept : null;
}

/** What the page looks like now. */
export function theme(): Theme {
  return chosen() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

function apply(): void {
  document.documentElement.dataset['theme'] = theme();
  dispatchEvent(new Event('dateline:theme'));
}

/** Follows the system and the reader; returns the switch. */
export function themeSwitch(): HTMLElement {
  apply();
  const button = h('button', { type: 'button', class: 'quiet', id: 'theme' });
  const label = () => {
    button.textContent = theme() === 'dark' ? 'Light' : 'Dark';
    button.setAttribute('aria-label', theme() === 'dark' ? 'Light colours' : 'Dark colours');
  };
  button.addEventListener('click', () => {
    localStorage.setItem(KEY, theme() === 'dark' ? 'light' : 'dark');
    apply();
    label();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    apply();
    label();
  });
  label();
  return button;
}

/** A colour of the style sheet, for what is drawn outside it: the map. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
