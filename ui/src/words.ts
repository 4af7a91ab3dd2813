// How values are put into words: figures, days, slugs, voices.
//
// What is not known has a sign of its own: "?" was not read for sure, "–" is no figure at all. Zero is only ever a stated zero.

import type { Actor, Count, Incident, Place, Time, Toll, Voice } from './wire.ts';

interface Ends {
  low: number | null;
  best: number | null;
  high: number | null;
}

/** 46310 as "46,310". */
export function number(value: number): string {
  return value.toLocaleString('en');
}

/** "3", "3–4–7", "≥50", "≤30", "–": the ends that are known. */
export function ends({ low, best, high }: Ends): string {
  if (low !== null && high !== null) {
    if (low === high) return number(low);
    return best === null ? `${number(low)}–${number(high)}` : `${number(low)}–${number(best)}–${number(high)}`;
  }
  if (low !== null) return best !== null && best !== low ? `≥${number(low)} (best ${number(best)})` : `≥${number(low)}`;
  if (high !== null) return best !== null && best !== high ? `≤${number(high)} (best ${number(best)})` : `≤${number(high)}`;
  return best === null ? '–' : number(best);
}

/** The same in words, for those who hear the page. */
export function endsSpoken({ low, best, high }: Ends): string {
  if (low === null && best === null && high === null) return 'no figure';
  if (low !== null && low === high) return number(low);
  const parts = [
    low === null ? 'no least' : `least ${number(low)}`,
    best === null ? null : `best ${number(best)}`,
    high === null ? 'no most' : `most ${number(high)}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

/** What a source states: "50", "≥50", "12–19", "?" where it gives no figure. */
export function stated({ floor, ceiling, point }: Pick<Count, 'floor' | 'ceiling' | 'point'>): string {
  if (floor === null && ceiling === null && point === null) return '?';
  if (floor === null && ceiling === null && point !== null) return `~${number(point)}`;
  return ends({ low: floor, best: null, high: ceiling });
}

/** The toll of an incident for a measure, of everybody. */
export function toll(incident: Incident, measure: string): Toll | null {
  return incident.tolls.find((each) => each.measure === measure && each.group === 'all') ?? null;
}

/** "drone-strike" as "drone strike". */
export function words(slug: string | null | undefined): string {
  return slug === null || slug === undefined || slug === '' ? '?' : slug.replaceAll('-', ' ');
}

/** "drone-strike" as "Drone strike". */
export function titled(slug: string | null | undefined): string {
  const text = words(slug);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "killed, people", "killed, civilian women", "buildings destroyed". */
export function ofWhom(measure: string, group: string): string {
  if (group !== 'all') return `${words(measure)}, ${words(group)}`;
  return measure.startsWith('buildings') ? words(measure) : `${words(measure)}, people`;
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const MOMENT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** "2025-02-11" as "11 Feb 2025". */
export function day(text: string | null | undefined): string {
  if (!text) return '?';
  const date = new Date(text.length === 10 ? `${text}T00:00:00Z` : text);
  return Number.isNaN(date.getTime()) ? text : DAY.format(date);
}

/** An RFC 3339 moment as "14 Mar 2025, 09:17 UTC"; a day as a day. */
export function moment(text: string | null | undefined): string {
  if (!text) return '?';
  if (text.length === 10) return day(text);
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : `${MOMENT.format(date)} UTC`;
}

/** One day, or the first and the last of several. */
export function days(first: string | null | undefined, last: string | null | undefined): string {
  if (!first && !last) return '?';
  return first === last || !last ? day(first) : `${day(first)} – ${day(last)}`;
}

/** When an incident was, and how that is known. */
export function when(time: Time | null): string {
  return time === null ? '?' : days(time.start, time.end) + (time.clock ? `, ${time.clock}` : '');
}

const WHERE: Record<string, string> = {
  P0: 'a published address',
  P1: 'a named building or street',
  P2: 'a named town or neighbourhood',
  P3: 'near a named place',
  P4: 'a district',
  P5: 'a province',
  P6: 'a region',
  P7: 'a country',
  P8: 'a sea or airspace',
};
const WHEN: Record<string, string> = {
  D0: 'to the minute',
  D1: 'to the day',
  D2: 'within 2–6 days',
  D3: 'within a week',
  D4: 'within a month',
  D5: 'within a year',
};

/** What a precision code means. */
export function precision(code: string | null | undefined): string {
  return WHERE[code ?? ''] ?? WHEN[code ?? ''] ?? '?';
}

/** "Ariha, Idlib, SYR": a place and what it lies in, each name once. */
export function where(place: Place | null): string {
  if (place === null) return '?';
  return [...new Set([place.name, place.admin2, place.admin1, place.country].filter((name): name is string => !!name))].join(', ');
}

/** Names of actors, each once. */
export function names(actors: readonly Actor[]): string {
  return actors.length === 0 ? '?' : [...new Set(actors.map((actor) => actor.name))].join(', ');
}

/** Voices by name, each once whatever its capitals. */
export function speakers(voices: readonly Voice[]): string {
  const all = new Map(voices.map((voice) => [speaker(voice).toLowerCase(), speaker(voice)]));
  return [...all.values()].join('; ');
}

/** Who speaks. */
export function speaker(voice: Voice): string {
  const who = [voice.name, voice.organisation].filter((name): name is string => !!name);
  if (who.length > 0) return who.join(', ');
  if (voice.kind === 'report') return 'The report itself';
  return voice.role ?? voice.span?.text ?? titled(voice.kind);
}

export const GRADES = ['confirmed', 'fair', 'weak', 'contested', 'discounted', 'ungraded'] as const;
const GRADE: Record<string, string> = {
  confirmed: 'a belligerent accepts responsibility',
  fair: 'two independent sources report it, and likely near actions by a belligerent',
  weak: 'a single source claims it',
  contested: 'claims of who is responsible compete',
  discounted: 'other explanations are more likely',
  ungraded: 'no grade is given yet',
};

/** What a grade means. */
export function gradeMeans(grade: string): string {
  return GRADE[grade] ?? words(grade);
}

const PROPOSED: Record<string, string> = {
  'same-place': 'both are of one place and time',
  'same-victim': 'both name the same victim or target',
  'same-wire': 'both come from one wire story',
};

/** Why two incidents may be one. */
export function proposedBecause(why: string): string {
  return PROPOSED[why] ?? words(why);
}

/** "1 report", "2 reports". */
export function many(count: number, one: string, several = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : several}`;
}
