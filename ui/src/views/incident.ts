// One incident: who, what, where, when; how many, by whose account; how that moved; how sure it is; what was decided.

import { address } from '../address.ts';
import { get } from '../api.ts';
import { h, said, type Child } from '../dom.ts';
import { accounts } from '../incident/accounts.ts';
import { tollSection, movedSection } from '../incident/toll.ts';
import { incidentMap } from '../map/map.ts';
import { accept, correct, grade, merge, reject, split, type Seen } from '../decide.ts';
import { decisionList } from './decisions.ts';
import { gradeWord, line, statusWord } from '../overview/ledger.ts';
import { mayDecide } from '../session.ts';
import type { View, Visit } from '../view.ts';
import type { Actor, Incident, IncidentPage } from '../wire.ts';
import {
  day,
  gradeMeans,
  number,
  ofWhom,
  precision,
  proposedBecause,
  speaker,
  speakers,
  stated,
  titled,
  toll,
  when,
  where,
  words,
} from '../words.ts';

export async function incident(visit: Visit): Promise<View> {
  const id = visit.parts[0] ?? '';
  const [page, may] = await Promise.all([get<IncidentPage>(`/incidents/${encodeURIComponent(id)}`, {}, visit.signal), mayDecide()]);
  const { incident: it, claims } = page;
  const seen: Seen = { incident: it, claims: claims.map((account) => account.claim), stamp: page.stamp };
  const map = placeMap(it);
  const node = h(
    'article',
    { class: 'page incident' },
    h('p', { class: 'crumbs' }, h('a', { href: address('/') }, 'Incidents'), ' / ', h('span', { class: 'code' }, it.id)),
    h('h1', null, said(it.title)),
    h(
      'p',
      { class: 'standing' },
      gradeWord(it.grade),
      h('span', { class: 'faint' }, gradeMeans(it.grade)),
      statusWord(it.status),
      h('span', { class: 'faint' }, it.status === 'reviewed' ? 'a person ruled on it' : 'no person has looked at it yet'),
    ),
    may ? actions(seen) : null,
    h(
      'div',
      { class: 'lead' },
      h('div', { class: 'facts-column' }, headline(it), facts(it, page)),
      map
        ? h(
            'div',
            { class: 'place-column' },
            map.node,
            h('p', { class: 'faint' }, said(where(it.place)), ` · ${precision(it.place?.precision)}`),
          )
        : null,
    ),
    (it.problems ?? []).length > 0
      ? h(
          'section',
          null,
          h('h2', null, 'What does not hold together'),
          h(
            'ul',
            { class: 'problems' },
            (it.problems ?? []).map((each) => h('li', null, said(each.message), ' ', h('span', { class: 'rule' }, each.slug))),
          ),
        )
      : null,
    tollSection(it, claims),
    movedSection(page),
    accounts(seen, claims, may),
    witnesses(it),
    page.proposals.length > 0
      ? h(
          'section',
          null,
          h('h2', null, 'May be one with'),
          h(
            'ul',
            { class: 'plain' },
            page.proposals.map((each) =>
              h(
                'li',
                null,
                line(each.other),
                h('span', { class: 'faint' }, ` ${proposedBecause(each.why)}`),
                may ? button('Merge', () => void merge(seen, each.other)) : null,
              ),
            ),
          ),
          page.proposals_total > page.proposals.length
            ? h('p', { class: 'hint' }, `and ${page.proposals_total - page.proposals.length} more`)
            : null,
        )
      : null,
    page.tallies.length > 0
      ? h(
          'section',
          null,
          h('h2', null, 'Running totals that cover it'),
          h('p', { class: 'hint' }, 'A total over days or areas is of no one incident; it is never added to one or spread over several.'),
          h(
            'ul',
            { class: 'plain' },
            page.tallies.map((tally) =>
              h(
                'li',
                null,
                h('a', { href: address(`/tallies/${tally.id}`) }, said(speaker(tally.voice)), `: ${ofWhom(tally.measure, tally.group)}`),
                h(
                  'span',
                  { class: 'faint' },
                  ` since ${day(tally.since)}; last ${tally.points.length > 0 ? stated(tally.points.at(-1)!) : '–'}`,
                ),
              ),
            ),
          ),
        )
      : null,
    h(
      'section',
      null,
      h('h2', null, 'Decisions'),
      page.decisions.length === 0 ? h('p', { class: 'faint' }, 'None yet.') : decisionList(page.decisions, may),
    ),
    codes(it),
  );
  return { title: it.title, node, entered: () => map?.start(), leave: () => map?.leave() };
}

function button(text: string, run: () => void, primary = false): HTMLElement {
  const made = h('button', { type: 'button', class: primary ? 'primary' : null }, text);
  made.addEventListener('click', run);
  return made;
}

function actions(seen: Seen): HTMLElement {
  return h(
    'p',
    { class: 'actions', role: 'group', 'aria-label': 'Decide' },
    button('Accept', () => void accept(seen), true),
    button('Correct', () => void correct(seen)),
    button('Grade', () => void grade(seen)),
    button('Merge', () => void merge(seen)),
    seen.claims.length > 1 ? button('Split', () => void split(seen)) : null,
    button('Reject', () => void reject(seen)),
  );
}

/** The figures that are asked for first. */
function headline(it: Incident): HTMLElement {
  const one = (measure: string) => {
    const found = toll(it, measure);
    const figure = (name: string, value: number | null | undefined, missing: string) =>
      h('div', null, h('dt', null, name), h('dd', null, value === null || value === undefined ? missing : number(value)));
    return h(
      'div',
      { class: 'headline' },
      h('h2', null, titled(measure)),
      found
        ? h('dl', null, figure('low', found.low, '–'), figure('best', found.best, '?'), figure('high', found.high, 'none stated'))
        : h('p', { class: 'nothing' }, '–', h('span', { class: 'faint' }, ' no figure')),
    );
  };
  return h('div', { class: 'headlines' }, one('killed'), one('injured'));
}

function facts(it: Incident, page: IncidentPage): HTMLElement {
  const row = (name: string, ...value: Child[]) => h('div', null, h('dt', null, name), h('dd', null, value));
  const people = (actors: readonly Actor[]) =>
    actors.length === 0
      ? '?'
      : h(
          'ul',
          { class: 'plain' },
          actors.map((actor) =>
            h(
              'li',
              null,
              said(actor.name),
              h(
                'span',
                { class: 'faint' },
                ` ${[actor.sector === 'unknown' ? null : actor.sector, actor.country, actor.certainty === 'stated' ? null : actor.certainty]
                  .filter((part): part is string => !!part)
                  .map(words)
                  .join(' · ')}`,
              ),
            ),
          ),
        );
  return h(
    'dl',
    { class: 'facts' },
    row(
      'What',
      titled(it.act),
      it.weapons.length > 0
        ? h('span', { class: 'faint' }, ` with ${[...new Set(it.weapons.map((weapon) => words(weapon.name)))].join(', ')}`)
        : null,
    ),
    row(
      'By whom',
      it.grade === 'confirmed' || it.grade === 'fair'
        ? null
        : it.perpetrators.length > 0
          ? h('span', { class: 'faint' }, 'reported: ')
          : null,
      people(it.perpetrators),
    ),
    row('To whom', people(it.targets)),
    row('Where', said(where(it.place)), it.place ? h('span', { class: 'faint' }, ` · ${precision(it.place.precision)}`) : null),
    row(
      'When',
      when(it.time),
      it.time
        ? h(
            'span',
            { class: 'faint' },
            ` · ${precision(it.time.precision)}${it.time.inferred ? ', inferred from the day of publication' : ''}`,
          )
        : null,
    ),
    row('According to', said(speakers(page.claims.map((account) => account.claim.voice)))),
    it.part_of ? row('Part of', h('a', { href: address(`/incidents/${it.part_of}`) }, it.part_of)) : null,
  );
}

function witnesses(it: Incident): HTMLElement {
  const { outlets, publisher_families, wire_origins, voices } = it.independence;
  const one = (count: number, name: string, means: string) =>
    h('div', null, h('dt', null, name), h('dd', null, number(count)), h('dd', { class: 'faint' }, means));
  return h(
    'section',
    null,
    h('h2', null, 'Who tells of it'),
    h(
      'dl',
      { class: 'counts' },
      one(outlets, 'outlets', 'published it'),
      one(publisher_families, 'publisher families', 'own them'),
      one(wire_origins, 'origins', 'of the text: a copy is no second witness'),
      one(voices, 'voices', 'speak in them'),
    ),
  );
}

function codes(it: Incident): HTMLElement {
  const told = Object.entries(it.codes).filter(([, value]) => value !== null);
  return h(
    'section',
    null,
    h('h2', null, 'The same in other codes'),
    h(
      'dl',
      { class: 'facts' },
      told.map(([name, value]) => h('div', null, h('dt', null, name.replaceAll('_', ' ')), h('dd', null, String(value)))),
      h(
        'div',
        null,
        h('dt', null, 'event clarity'),
        h(
          'dd',
          null,
          String(it.event_clarity),
          h('span', { class: 'faint' }, it.event_clarity === 1 ? ' a clear event' : ' told only as part of a wider account'),
        ),
      ),
    ),
  );
}

/** A small map of the place, drawn as unsure as the place is. */
function placeMap(it: Incident): { node: HTMLElement; start: () => void; leave: () => void } | null {
  const { place } = it;
  if (place === null || place.lat === null || place.lon === null) return null;
  const map = incidentMap({}, { small: true });
  const spots = {
    lat: [place.lat],
    lon: [place.lon],
    precision: [place.precision],
    place: [place.name],
    country: [place.country],
    count: [1],
  };
  return { node: map.node, start: () => map.show(spots), leave: () => map.leave() };
}
