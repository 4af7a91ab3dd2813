// Decisions: the forms they are made in, and sending them.
//
// Every decision says why. What was seen when it was made goes with it as a stamp: where the incident has changed since, the server
// refuses and says what changed. Decisions are appended, never written over; each can be undone.

import { Refusal, send } from './api.ts';
import { cells } from './cells.ts';
import { fill, h, said, type Child } from './dom.ts';
import { notice, problem } from './notice.ts';
import { forget } from './session.ts';
import type { Claim, Decision, Incident } from './wire.ts';
import { GRADES, gradeMeans, speaker, stated, titled, words } from './words.ts';

export interface Ruling {
  kind: string;
  target: string;
  why: string;
  stamp?: string;
  cell?: string;
  value?: string;
  with?: string;
  with_stamp?: string;
  claims?: string[];
  grade?: string;
  blind?: boolean;
}
/** What is ruled on, as it was seen. */
export interface Seen {
  incident: Incident;
  claims: readonly Claim[];
  stamp?: string | undefined;
}

const mine: string[] = [];

/** The last decision of this visit, which `u` undoes. */
export function lastDecision(): string | null {
  return mine.at(-1) ?? null;
}

/** Sends a ruling and says what came of it. */
export async function rule(ruling: Ruling): Promise<Decision> {
  const { decision } = await send<{ decision: Decision; incidents: string[] }>('POST', '/decisions', ruling);
  if (ruling.kind === 'undo') mine.splice(mine.indexOf(ruling.target), mine.includes(ruling.target) ? 1 : 0);
  else mine.push(decision.id);
  forget();
  dispatchEvent(new CustomEvent('dateline:decided', { detail: decision }));
  const text = [h('strong', null, `${titled(ruling.kind)}`), ` recorded as ${decision.id}.`];
  notice(text, ruling.kind === 'undo' ? undefined : { label: 'Undo', run: () => void undo(decision.id) });
  return decision;
}

/** Takes a decision back. */
export async function undo(decision: string): Promise<void> {
  try {
    await rule({ kind: 'undo', target: decision, why: 'undone on the page' });
  } catch (error) {
    notice(error instanceof Refusal ? error.message : 'it could not be undone');
  }
}

/** A form in a dialog; resolves when it was sent or put away. */
function form(
  title: string,
  body: Child,
  why: string,
  submit: string,
  ruling: () => Omit<Ruling, 'why' | 'blind'> | string,
): Promise<boolean> {
  return new Promise((resolve) => {
    const reason = h('input', { type: 'text', name: 'why', required: true, value: why, maxlength: 2000, autocomplete: 'off' });
    const blind = h('input', { type: 'checkbox', name: 'blind' });
    const complaint = h('div', { class: 'complaint', 'aria-live': 'assertive' });
    const cancel = h('button', { type: 'button', class: 'quiet' }, 'Cancel');
    const confirm = h('button', { type: 'submit', class: 'primary' }, submit);
    const dialog = h(
      'dialog',
      { class: 'ruling', 'aria-label': title },
      h(
        'form',
        { method: 'dialog' },
        h('h2', null, title),
        body,
        h('label', { class: 'field' }, h('span', null, 'Why'), reason),
        h('label', { class: 'check' }, blind, ' An answer of my own, made without sight of others’: kept for agreement, not in force'),
        complaint,
        h('p', { class: 'actions' }, cancel, confirm),
      ),
    );
    const close = (sent: boolean) => {
      dialog.close();
      dialog.remove();
      resolve(sent);
    };
    cancel.addEventListener('click', () => close(false));
    dialog.addEventListener('cancel', () => close(false));
    dialog.querySelector('form')?.addEventListener('submit', (event) => {
      event.preventDefault();
      const made = ruling();
      if (typeof made === 'string') return fill(complaint, made);
      confirm.disabled = true;
      rule({ ...made, why: reason.value, ...(blind.checked ? { blind: true } : {}) }).then(
        () => close(true),
        (error: unknown) => {
          confirm.disabled = false;
          fill(complaint, problem(error));
        },
      );
    });
    document.body.append(dialog);
    dialog.showModal();
    const first = dialog.querySelector<HTMLElement>('[autofocus]') ?? reason;
    first.focus();
    if (first instanceof HTMLInputElement) first.select();
  });
}

const stampOf = (seen: Seen) => (seen.stamp === undefined ? {} : { stamp: seen.stamp });
const about = (seen: Seen) => h('p', { class: 'about' }, said(seen.incident.title));

export function accept(seen: Seen): Promise<boolean> {
  return form('Accept: right as it stands', about(seen), 'read against its sentences', 'Accept', () => ({
    kind: 'accept',
    target: seen.incident.id,
    ...stampOf(seen),
  }));
}

export function reject(seen: Seen): Promise<boolean> {
  return form(
    'Reject: no such incident',
    [about(seen), h('p', { class: 'hint' }, 'Its claims will be in no incident. They stay in the ledger.')],
    '',
    'Reject',
    () => ({ kind: 'reject', target: seen.incident.id, ...stampOf(seen) }),
  );
}

export function grade(seen: Seen): Promise<boolean> {
  const name = 'grade';
  const choices = GRADES.map((each) =>
    h(
      'label',
      { class: 'check' },
      h('input', { type: 'radio', name, value: each, checked: each === seen.incident.grade }),
      h('strong', null, titled(each)),
      ` ${gradeMeans(each)}`,
    ),
  );
  const set = h('fieldset', null, h('legend', null, 'Grade'), choices);
  return form('Set the grade', [about(seen), set], '', 'Set', () => {
    const value = set.querySelector<HTMLInputElement>('input:checked')?.value;
    return value === undefined ? 'Choose a grade.' : { kind: 'grade', target: seen.incident.id, grade: value, ...stampOf(seen) };
  });
}

/** Merges with an incident already at hand, or with one whose id is typed. */
export function merge(seen: Seen, other?: Incident): Promise<boolean> {
  const id = h('input', {
    type: 'text',
    name: 'with',
    value: other?.id ?? '',
    required: true,
    autofocus: !other,
    spellcheck: 'false',
    autocomplete: 'off',
  });
  const body = other
    ? [about(seen), h('p', null, 'and'), h('p', { class: 'about' }, said(other.title)), h('p', null, 'are one incident.')]
    : [
        about(seen),
        h('label', { class: 'field' }, h('span', null, 'Is one with the incident'), id),
        h('p', { class: 'hint' }, 'The id stands at the foot of each incident.'),
      ];
  return form('Merge two incidents', body, '', 'Merge', () => ({
    kind: 'merge',
    target: seen.incident.id,
    with: id.value.trim(),
    ...stampOf(seen),
  }));
}

/** Two incidents that look like one are two. */
export function apart(seen: Seen, other: Incident): Promise<boolean> {
  const body = [
    about(seen),
    h('p', null, 'and'),
    h('p', { class: 'about' }, said(other.title)),
    h('p', null, 'are two incidents. They are no longer proposed as one, and nothing joins them.'),
  ];
  return form('They are two', body, '', 'They are two', () => ({
    kind: 'apart',
    target: seen.incident.id,
    with: other.id,
    ...stampOf(seen),
  }));
}

export function split(seen: Seen): Promise<boolean> {
  const rows = seen.claims.map((claim) =>
    h(
      'label',
      { class: 'check' },
      h('input', { type: 'checkbox', name: 'claims', value: claim.id }),
      h('strong', null, said(speaker(claim.voice))),
      ' ',
      said(`“${claim.span.text}”`),
      ' ',
      h('span', { class: 'faint' }, claim.counts.map((count) => `${words(count.measure)} ${stated(count)}`).join(', ')),
    ),
  );
  const set = h('fieldset', { class: 'scroll' }, h('legend', null, 'Claims of another happening'), rows);
  return form('Split the incident', [about(seen), set], '', 'Split', () => {
    const claims = [...set.querySelectorAll<HTMLInputElement>('input:checked')].map((box) => box.value);
    if (claims.length === 0) return 'Choose the claims that are of another happening.';
    if (claims.length === seen.claims.length) return 'Some claims must stay.';
    return { kind: 'split', target: seen.incident.id, claims, ...stampOf(seen) };
  });
}

/** Corrects a cell of one of the claims; the cell may be chosen beforehand. */
export function correct(seen: Seen, claim?: Claim, cell?: string): Promise<boolean> {
  const claims = claim ? [claim] : seen.claims;
  const options = claims.flatMap((each) =>
    cells(each)
      .filter((one) => one.name !== null)
      .map((one) => ({ claim: each, cell: one })),
  );
  const select = h(
    'select',
    { name: 'cell', autofocus: cell === undefined },
    options.map(({ claim: each, cell: one }, index) =>
      h('option', { value: index, selected: one.name === cell }, `${speaker(each.voice)}: ${one.label} — ${one.value}`),
    ),
  );
  const value = h('input', { type: 'text', name: 'value', autofocus: cell !== undefined, autocomplete: 'off', spellcheck: 'false' });
  const quote = h('blockquote');
  const hint = h('p', { class: 'hint' });
  const show = () => {
    const chosen = options[Number(select.value)];
    if (!chosen) return;
    value.value = chosen.cell.written;
    fill(quote, said(chosen.cell.span?.text ?? chosen.claim.span.text));
    fill(hint, FORMS[chosen.cell.kind]);
  };
  select.addEventListener('change', show);
  show();
  const body = [
    h('label', { class: 'field' }, h('span', null, 'Cell'), select),
    quote,
    h('label', { class: 'field' }, h('span', null, 'Should say'), value),
    hint,
  ];
  return form('Correct a cell', body, '', 'Correct', () => {
    const chosen = options[Number(select.value)];
    if (!chosen || chosen.cell.name === null) return 'Choose a cell.';
    return {
      kind: 'correct',
      target: chosen.claim.id,
      cell: chosen.cell.name,
      value: value.value.trim() === '' ? 'none' : value.value.trim(),
      ...stampOf(seen),
    };
  });
}

const FORMS = {
  act: 'A word of the codebook: airstrike, shelling, clash … ; for the status happened, planned, denied …',
  who: 'A name, or none.',
  where: '“Tyre”, “Tyre, LBN”, “Tyre, South Governorate”, or none.',
  when: '2024-09-27, 2024-09-27..2024-09-28, or none.',
  count: '5, >=50, <=30, 12..19, or unknown.',
  voice: 'The organisation that speaks, or none.',
} as const;
