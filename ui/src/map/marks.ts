// Incidents as marks on a map: those of one spot together, and none more exact than its report.
//
// In: rows of the columns. Out: points (a named place), areas (a district, a region, "near"), countries. How wide an area is drawn says how
// coarse the place is; it is no measurement.

import type { Feature, FeatureCollection, Point } from 'geojson';
import type { Columns } from '../columns.ts';

/** Half the width an area is drawn with, in kilometres. */
export const REACH: Record<string, number> = { P3: 12, P4: 30, P5: 70, P6: 120, P8: 150 };

export interface Spot {
  lat: number;
  lon: number;
  name: string;
  rows: number[];
  precision: string;
  country: string | null;
}
export interface Marks {
  points: FeatureCollection<Point>;
  areas: FeatureCollection<Point>;
  countries: Map<string, number[]>;
  spots: Spot[];
}

/** The marks of some rows. */
export function marks(columns: Columns, rows: readonly number[]): Marks {
  const { points } = columns;
  const spots = new Map<string, Spot>();
  const countries = new Map<string, number[]>();
  for (const row of rows) {
    const precision = points.precision[row] ?? '';
    const country = points.country[row] ?? null;
    if (precision === 'P7') {
      if (country !== null) countries.set(country, [...(countries.get(country) ?? []), row]);
      continue;
    }
    const lat = points.lat[row] ?? null,
      lon = points.lon[row] ?? null;
    if (lat === null || lon === null) continue;
    const area = precision in REACH;
    const key = `${area ? precision : 'P2'} ${lat} ${lon}`;
    const spot = spots.get(key);
    if (spot) spot.rows.push(row);
    else spots.set(key, { lat, lon, name: points.place[row] ?? '', rows: [row], precision, country });
  }
  const all = [...spots.values()];
  const feature = (spot: Spot, index: number): Feature<Point> => ({
    type: 'Feature',
    id: index,
    geometry: { type: 'Point', coordinates: [spot.lon, spot.lat] },
    properties: { spot: index, name: spot.name, incidents: spot.rows.length, reach: pixels(REACH[spot.precision] ?? 0, spot.lat) },
  });
  const some = (area: boolean): FeatureCollection<Point> => ({
    type: 'FeatureCollection',
    features: all.map(feature).filter((_, index) => all[index]!.precision in REACH === area),
  });
  return { points: some(false), areas: some(true), countries, spots: all };
}

/** So many kilometres in pixels, at zoom 0 and a latitude. */
function pixels(kilometres: number, lat: number): number {
  return (kilometres * 1000 * 512) / (40_075_016 * Math.cos((lat * Math.PI) / 180));
}
