// Incidents as marks on a map: those of one spot together, and none more exact than its report.
//
// In: spots with their counts. Out: points (a named place), areas (a district, a region, "near"), countries. How wide an area is drawn says how
// coarse the place is; it is no measurement.

import type { Feature, FeatureCollection, Point } from 'geojson';
import type { Spots } from '../wire.ts';

/** Half the width an area is drawn with, in kilometres. */
export const REACH: Record<string, number> = { P3: 12, P4: 30, P5: 70, P6: 120, P8: 150 };

/** Precisions of a place that is named exactly. */
const EXACT = ['P0', 'P1', 'P2'];

export interface Spot {
  lat: number;
  lon: number;
  name: string;
  /** Those of the incidents here. */
  precisions: string[];
  incidents: number;
}
export interface Marks {
  spots: FeatureCollection<Point>;
  /** Incidents known to be in a country only, by its code. */
  countries: Map<string, number>;
  all: Spot[];
}

/** The marks of some spots. */
export function marks(told: Spots): Marks {
  const countries = new Map<string, number>();
  const exact = new Map<string, Spot>();
  const all: Spot[] = [];
  told.count.forEach((incidents, index) => {
    const precision = told.precision[index] ?? '',
      lat = told.lat[index] ?? 0,
      lon = told.lon[index] ?? 0;
    if (precision === 'P7') {
      const country = told.country[index] ?? '';
      countries.set(country, (countries.get(country) ?? 0) + incidents);
      return;
    }
    const here = EXACT.includes(precision) ? exact.get(`${lat} ${lon}`) : undefined;
    if (here) {
      here.incidents += incidents;
      return;
    }
    const spot = { lat, lon, name: told.place[index] ?? '', precisions: precision in REACH ? [precision] : EXACT, incidents };
    if (!(precision in REACH)) exact.set(`${lat} ${lon}`, spot);
    all.push(spot);
  });
  const feature = (spot: Spot, index: number): Feature<Point> => ({
    type: 'Feature',
    id: index,
    geometry: { type: 'Point', coordinates: [spot.lon, spot.lat] },
    properties: { spot: index, name: spot.name, incidents: spot.incidents, reach: pixels(REACH[spot.precisions[0] ?? ''] ?? 0, spot.lat) },
  });
  return { spots: { type: 'FeatureCollection', features: all.map(feature) }, countries, all };
}

/** So many kilometres in pixels, at zoom 0 and a latitude. */
function pixels(kilometres: number, lat: number): number {
  return (kilometres * 1000 * 512) / (40_075_016 * Math.cos((lat * Math.PI) / 180));
}
