// Every incident's few numbers, and what is left of them when filters cross.
//
// In: the columns of /points, the filters of the address. Out: which rows pass, and for each filter how many would pass by its values if it
// were not set. A row fails a filter by a bit of its own, so that one pass over the rows answers for all filters at once.
// Knows nothing of words, actors and place names: those the server looks for, and sends only the rows that fit.

import { GRADES } from './words.ts';
import type { Points } from './wire.ts';

export interface Filters {
  from: number | null;
  to: number | null;
  acts: Set<string>;
  grades: Set<string>;
  countries: Set<string>;
  status: string | null;
  killed: number | null;
  box: [west: number, south: number, east: number, north: number] | null;
}

/** A day no row has: the row has none. */
export const NO_DAY = -2_000_000_000;
const MS = 86_400_000;
const TIME = 1,
  ACT = 2,
  GRADE = 4,
  COUNTRY = 8,
  STATUS = 16,
  KILLED = 32,
  BOX = 64;

/** Days since 1970, or null where the text is no day. */
export function dayNumber(text: string | null): number | null {
  const time = text === null ? NaN : Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) ? null : Math.round(time / MS);
}

/** Days since 1970 as "2025-02-11". */
export function dayText(day: number): string {
  return new Date(day * MS).toISOString().slice(0, 10);
}

/** The filters that stand in an address. */
export function filters(parameters: URLSearchParams): Filters {
  const box = (parameters.get('bbox') ?? '').split(',').map(Number);
  const killed = parameters.get('killed');
  return {
    from: dayNumber(parameters.get('from')),
    to: dayNumber(parameters.get('to')),
    acts: new Set(parameters.getAll('act')),
    grades: new Set(parameters.getAll('grade')),
    countries: new Set(parameters.getAll('country')),
    status: parameters.get('status'),
    killed: killed === null || killed === '' || Number.isNaN(Number(killed)) ? null : Number(killed),
    box: box.length === 4 && box.every(Number.isFinite) ? (box as [number, number, number, number]) : null,
  };
}

export class Columns {
  readonly size: number;
  readonly first: Int32Array;
  readonly last: Int32Array;

  constructor(readonly points: Points) {
    this.size = points.ids.length;
    this.first = Int32Array.from(points.first, (text) => dayNumber(text) ?? NO_DAY);
    this.last = Int32Array.from(points.last, (text, row) => dayNumber(text) ?? this.first[row] ?? NO_DAY);
  }

  /** Where every filter holds, and where all but one do. */
  cross(by: Filters): Crossed {
    const { points } = this;
    const fails = new Uint8Array(this.size);
    for (let row = 0; row < this.size; row += 1) {
      let bits = 0;
      const first = this.first[row] ?? NO_DAY;
      if (
        (by.from !== null && (first === NO_DAY || (this.last[row] ?? NO_DAY) < by.from)) ||
        (by.to !== null && (first === NO_DAY || first > by.to))
      )
        bits |= TIME;
      if (by.acts.size > 0 && !by.acts.has(points.act[row] ?? '')) bits |= ACT;
      if (by.grades.size > 0 && !by.grades.has(points.grade[row] ?? '')) bits |= GRADE;
      if (by.countries.size > 0 && !by.countries.has(points.country[row] ?? '')) bits |= COUNTRY;
      if (by.status !== null && by.status !== points.status[row]) bits |= STATUS;
      if (by.killed !== null && (points.best[row] ?? -1) < by.killed) bits |= KILLED;
      if (by.box !== null && !inside(by.box, points.lat[row] ?? null, points.lon[row] ?? null)) bits |= BOX;
      fails[row] = bits;
    }
    return new Crossed(this, fails);
  }
}

function inside([west, south, east, north]: [number, number, number, number], lat: number | null, lon: number | null): boolean {
  return lat !== null && lon !== null && lat >= south && lat <= north && lon >= west && lon <= east;
}

export class Crossed {
  constructor(
    readonly columns: Columns,
    private readonly fails: Uint8Array,
  ) {}

  /** Rows that pass every filter but those named. */
  rows(but = 0): number[] {
    const kept: number[] = [];
    const mask = ~but;
    for (let row = 0; row < this.fails.length; row += 1) if (((this.fails[row] ?? 0) & mask) === 0) kept.push(row);
    return kept;
  }

  /** What the timeline shows: rows of any day. */
  ofAnyDay(): number[] {
    return this.rows(TIME);
  }

  /** What the map shows: rows of any place. */
  ofAnyPlace(): number[] {
    return this.rows(BOX);
  }

  /** How many rows have each value of a column, the filter on that column aside; most first, grades in their own order. */
  counts(column: 'act' | 'grade' | 'country' | 'status'): [value: string, count: number][] {
    const bit = { act: ACT, grade: GRADE, country: COUNTRY, status: STATUS }[column];
    const values = this.columns.points[column];
    const counts = new Map<string, number>();
    for (const row of this.rows(bit)) counts.set(values[row] ?? '', (counts.get(values[row] ?? '') ?? 0) + 1);
    const order = (value: string) => (GRADES as readonly string[]).indexOf(value);
    return [...counts].sort((a, b) => (column === 'grade' ? order(a[0]) - order(b[0]) : b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
  }
}
