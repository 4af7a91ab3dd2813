// The day the page looks back from.
//
// A slider over the days in which the ledger was written. Every view asks as of that day; decisions are made in the present only.

import { asOf, set } from './address.ts';
import { fill, h } from './dom.ts';
import { status } from './session.ts';
import { day, moment } from './words.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** The button that tells and opens it, and the strip it opens. */
export function asOfControl(): { button: HTMLElement; strip: HTMLElement; update: () => void } {
  const button = h('button', { type: 'button', class: 'quiet', id: 'as-of', 'aria-controls': 'as-of-strip', 'aria-expanded': 'false' });
  const strip = h('section', { id: 'as-of-strip', class: 'as-of', 'aria-label': 'As known on', hidden: true });
  let open = false;
  let drawnFor: string | null = null;

  button.addEventListener('click', () => {
    open = !open;
    update();
  });

  async function draw(): Promise<void> {
    const { moments } = await status();
    if (moments.first === null || moments.last === null) return fill(strip, h('p', null, 'The ledger is empty.'));
    const key = `${moments.first}|${moments.last}`;
    if (drawnFor === key && strip.childElementCount > 0) return place();
    drawnFor = key;
    const first = Date.parse(moments.first);
    const last = Date.parse(moments.last);
    const step = last - first > 3 * DAY ? DAY : MINUTE;
    const steps = Math.max(1, Math.ceil((last - first) / step) + 1);
    const at = (index: number) => new Date(first + index * step).toISOString();
    const text = (index: number) => (step === DAY ? at(index).slice(0, 10) : at(index).replace(/\.\d+Z$/, 'Z'));

    const slider = h('input', { type: 'range', id: 'as-of-slider', min: 0, max: steps, step: 1, 'aria-label': 'As known on' });
    const date = h('input', { type: 'date', id: 'as-of-date', min: moments.first.slice(0, 10), max: moments.last.slice(0, 10) });
    const now = h('button', { type: 'button' }, 'Back to now');
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (index: number) => slider.setAttribute('aria-valuetext', index >= steps ? 'now' : moment(text(index)));
    slider.addEventListener('input', () => {
      const index = Number(slider.value);
      tell(index);
      clearTimeout(timer);
      timer = setTimeout(() => set({ as_of: index >= steps ? null : text(index) }), 120);
    });
    date.addEventListener('change', () => set({ as_of: date.value === '' ? null : date.value }));
    now.addEventListener('click', () => set({ as_of: null }));
    placing = () => {
      const current = asOf();
      const index =
        current === null
          ? steps
          : Math.min(
              steps,
              Math.max(0, Math.round((Date.parse(current) - (step === DAY ? Date.parse(at(0).slice(0, 10)) : first)) / step)),
            );
      slider.value = String(index);
      date.value = current?.slice(0, 10) ?? '';
      now.hidden = current === null;
      tell(index);
    };
    fill(
      strip,
      h('p', { class: 'hint' }, 'The ledger is only ever added to, so the page can be seen as it was known at any time.'),
      h('div', { class: 'as-of-slider' }, h('span', null, day(moments.first)), slider, h('span', null, 'now')),
      h('label', null, 'Day ', date),
      now,
    );
    place();
  }

  let placing = () => {};
  function place(): void {
    placing();
  }

  function update(): void {
    const current = asOf();
    button.textContent = current === null ? 'As known now' : `As known on ${moment(current)}`;
    button.classList.toggle('on', current !== null);
    const shown = open || current !== null;
    button.setAttribute('aria-expanded', String(shown));
    strip.hidden = !shown;
    if (shown) void draw().catch(() => fill(strip, h('p', null, 'The days of the ledger cannot be read.')));
  }
  return { button, strip, update };
}
