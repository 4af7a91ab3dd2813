// The cells of a claim: each value with its words, its rule and the name a correction calls it by.

import type { Claim, Span } from './wire.ts';
import { days, ofWhom, precision, speaker, stated, titled, when, where, words } from './words.ts';

export type CellKind = 'act' | 'who' | 'where' | 'when' | 'count' | 'voice';

export interface Cell {
  /** What `correct` calls it; null where it cannot be corrected by itself. */
  name: string | null;
  kind: CellKind;
  label: string;
  value: string;
  /** What a correction starts from. */
  written: string;
  span: Span | null;
  rule: string;
}

/** Every cell of a claim, in the order a reader asks: what, who, where, when, how many, by whose account. */
export function cells(claim: Claim): Cell[] {
  const all: Cell[] = [];
  if (claim.act !== null) {
    all.push({
      name: 'act',
      kind: 'act',
      label: 'Act',
      value: words(claim.act),
      written: claim.act,
      span: claim.act_words?.span ?? claim.span,
      rule: claim.act_words?.rule ?? claim.rule,
    });
  }
  all.push({
    name: 'status',
    kind: 'act',
    label: 'Status',
    value: words(claim.status),
    written: claim.status,
    span: claim.status_words?.span ?? null,
    rule: claim.status_words?.rule ?? claim.rule,
  });
  claim.actors.forEach((actor, index) => {
    const more = [actor.sector === 'unknown' ? null : actor.sector, actor.country, actor.certainty === 'stated' ? null : actor.certainty]
      .filter((part): part is string => !!part)
      .map(words);
    all.push({
      name: `actors.${index}`,
      kind: 'who',
      label: titled(actor.role),
      value: [actor.name, ...more].join(' · '),
      written: actor.name,
      span: actor.span,
      rule: actor.rule,
    });
  });
  for (const weapon of claim.weapons ?? []) {
    all.push({
      name: null,
      kind: 'act',
      label: 'Weapon',
      value: words(weapon.name),
      written: weapon.name,
      span: weapon.span,
      rule: weapon.rule,
    });
  }
  if (claim.place !== null) {
    all.push({
      name: 'place',
      kind: 'where',
      label: 'Place',
      value: `${where(claim.place)} · ${precision(claim.place.precision)}`,
      written: [claim.place.name, claim.place.country].filter((part) => part).join(', '),
      span: claim.place.span,
      rule: claim.place.rule,
    });
  } else if (claim.kind === 'event')
    all.push({ name: 'place', kind: 'where', label: 'Place', value: '?', written: '', span: null, rule: '' });
  if (claim.time !== null) {
    const { time } = claim;
    all.push({
      name: 'time',
      kind: 'when',
      label: 'Time',
      value: `${when(time)} · ${precision(time.precision)}${time.inferred ? ' · inferred from publication' : ''}`,
      written: time.start === time.end ? time.start : `${time.start}..${time.end}`,
      span: time.span,
      rule: time.rule,
    });
  } else if (claim.kind === 'event') all.push({ name: 'time', kind: 'when', label: 'Time', value: '?', written: '', span: null, rule: '' });
  if (claim.window !== null) {
    all.push({
      name: null,
      kind: 'when',
      label: 'Window',
      value: days(claim.window.start, claim.window.end),
      written: '',
      span: claim.window.span,
      rule: claim.window.rule,
    });
  }
  claim.counts.forEach((count, index) => {
    const whole = count.subset_of === null ? null : claim.counts[count.subset_of];
    const more = [
      whole ? `of the ${stated(whole)}` : null,
      count.relation === 'incident' || count.relation === 'subset-of' ? null : words(count.relation),
      count.modifier === 'exact' ? null : words(count.modifier),
    ];
    all.push({
      name: `counts.${index}`,
      kind: 'count',
      label: titled(ofWhom(count.measure, count.group)),
      value: [stated(count), ...more.filter((part): part is string => part !== null)].join(' · '),
      written: asWritten(count),
      span: count.span,
      rule: count.rule,
    });
  });
  all.push({
    name: 'voice.organisation',
    kind: 'voice',
    label: 'Voice',
    value: [speaker(claim.voice), words(claim.voice.kind), claim.voice.stance === 'asserts' ? null : claim.voice.stance]
      .filter((part) => part !== null)
      .join(' · '),
    written: claim.voice.organisation ?? '',
    span: claim.voice.span,
    rule: claim.voice.rule,
  });
  return all;
}

/** A count as a correction writes it: 5, >=50, <=30, 12..19, unknown. */
function asWritten({ floor, ceiling, point }: { floor: number | null; ceiling: number | null; point: number | null }): string {
  if (floor !== null && ceiling !== null) return floor === ceiling ? String(floor) : `${floor}..${ceiling}`;
  if (floor !== null) return `>=${floor}`;
  if (ceiling !== null) return `<=${ceiling}`;
  return point === null ? 'unknown' : String(point);
}
