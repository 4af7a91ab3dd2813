// What the API sends, as far as the page reads it: version 1 of the wire format. Fields not named here are passed by.

export interface Span {
  start: number;
  end: number;
  text: string;
  document?: string;
}
export interface Words {
  span: Span;
  rule: string;
}
export interface Actor {
  role: string;
  name: string;
  id: string | null;
  country: string | null;
  sector: string | null;
  certainty: string;
  span: Span;
  rule: string;
}
export interface Place {
  name: string;
  geonames_id: number | null;
  country: string | null;
  admin1: string | null;
  admin2: string | null;
  lat: number | null;
  lon: number | null;
  precision: string;
  span: Span;
  rule: string;
  parent_geonames_id?: number;
  town?: string;
}
export interface Time {
  start: string;
  end: string;
  precision: string;
  written: string | null;
  inferred: boolean;
  span: Span | null;
  rule: string;
  clock?: string;
}
export interface Window {
  start: string | null;
  end: string | null;
  span: Span | null;
  rule: string;
}
export interface Count {
  measure: string;
  group: string;
  floor: number | null;
  ceiling: number | null;
  point: number | null;
  modifier: string;
  relation: string;
  subset_of: number | null;
  written: string;
  span: Span;
  rule: string;
  limited?: boolean;
  revised?: boolean;
}
export interface Voice {
  kind: string;
  name: string | null;
  role: string | null;
  organisation: string | null;
  via: string[];
  stance: string;
  span: Span | null;
  rule: string;
  country?: string;
}
export interface Weapon {
  name: string;
  span: Span;
  rule: string;
}
export interface Claim {
  id: string;
  kind: 'event' | 'tally';
  act: string | null;
  status: string;
  actors: Actor[];
  place: Place | null;
  time: Time | null;
  window: Window | null;
  counts: Count[];
  voice: Voice;
  span: Span;
  rule: string;
  confidence: number;
  act_words?: Words;
  status_words?: Words;
  weapons?: Weapon[];
}
export interface Toll {
  measure: string;
  group: string;
  low: number | null;
  best: number | null;
  high: number | null;
  claims: string[];
}
export interface Independence {
  outlets: number;
  publisher_families: number;
  wire_origins: number;
  voices: number;
}
export interface Problem {
  slug: string;
  message: string;
  span: Span | null;
}
export interface Incident {
  id: string;
  title: string;
  act: string;
  codes: Record<string, string | number | null>;
  place: Place | null;
  time: Time | null;
  perpetrators: Actor[];
  targets: Actor[];
  weapons: Weapon[];
  tolls: Toll[];
  independence: Independence;
  grade: string;
  status: string;
  claims: string[];
  event_clarity: number;
  reports?: string[];
  part_of?: string;
  problems?: Problem[];
}
export interface TallyPoint {
  claim: string;
  count: number;
  report: string;
  until: string | null;
  floor: number | null;
  ceiling: number | null;
  point: number | null;
  increment: number | null;
  span: Span;
}
export interface Tally {
  id: string;
  voice: Voice;
  measure: string;
  group: string;
  area: Place | null;
  since: string | null;
  points: TallyPoint[];
  covers: string[];
  problems: Problem[];
}
export interface Decision {
  id: string;
  at: string;
  who: string;
  why: string;
  action: string;
  target: string;
  claims?: string[];
  others?: string[];
  cell?: string;
  value?: string;
  blind?: boolean;
  in_force?: boolean;
}
export interface Report {
  id: string;
  title: string | null;
  outlet: string | null;
  published: string | null;
  language: string | null;
  url: string | null;
}
export interface Source {
  capture: number;
  report: Report;
  document: string;
  at: string;
  origin: string;
  extractor: string;
}
export interface Account {
  claim: Claim;
  sources: Source[];
}
export interface Moved {
  at: string;
  report: string;
  capture: number;
  measure: string;
  group: string;
  low: number | null;
  best: number | null;
  high: number | null;
}
export interface Proposed {
  a: string;
  b: string;
  why: string;
  other: Incident;
}
export interface IncidentPage {
  incident: Incident;
  claims: Account[];
  history: Moved[];
  decisions: Decision[];
  tallies: Tally[];
  proposals: Proposed[];
  proposals_total: number;
  stamp: string;
}
export interface ReportPage extends Source {
  text: string;
  claims: Claim[];
  problems: Problem[];
  incidents: string[];
  raw: { bytes: number; media: string };
}
export interface Change {
  id: string;
  title: string;
  cell: string;
  before: unknown;
  after: unknown;
  because: string[];
}
export interface ReportRow extends Source {
  incidents: string[];
}
/** A town that the map names. */
export interface Town {
  name: string;
  lat: number;
  lon: number;
  population: number;
}

export interface List<T> {
  items: T[];
  next: string | null;
  total: number;
}
/** A value of a facet: how many fit beside its own filter, and of how many. */
export interface Value {
  value: string;
  count: number;
  of: number;
}
/** Days on which incidents begin, as columns. */
export interface Days {
  day: string[];
  count: number[];
  of: number[];
  undated: number;
}
export interface Summary {
  total: number;
  act: Value[];
  grade: Value[];
  country: Value[];
  status: Value[];
  days: Days;
}
/** Spots of the map, as columns. */
export interface Spots {
  lat: number[];
  lon: number[];
  precision: string[];
  place: string[];
  country: (string | null)[];
  count: number[];
}
export interface Status {
  ledger: { name: string };
  engine: string;
  policy: { name: string; version: number | string };
  counts: { reports: number; documents: number; incidents: number; series: number; decisions: number };
  as_of: string | null;
  head: string;
  first: string | null;
  last: string | null;
  moments: { first: string | null; last: string | null };
  me: Me;
  profile: string;
  watching: boolean;
  basemap: { pmtiles?: string; tiles?: string } | null;
}
/** Who asks; `name` is null for nobody. Where there are no accounts, one reviewer is at this machine. */
export interface Me {
  name: string | null;
  role: string | null;
  csrf: string | null;
  accounts: boolean;
  /** Nobody signs in here: a name is enough. */
  local: boolean;
}
export interface QueueItem {
  kind: 'incident' | 'proposal' | 'problem';
  value: number;
  why: string[];
  incident?: Incident;
  proposal?: { a: Incident; b: Incident; why: string };
}
export interface Release {
  name: string;
  at: string;
  profile: string;
  note?: string | null;
  incidents: number;
  reports: number;
  decisions: number;
  output: string;
}
