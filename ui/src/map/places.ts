// The towns under the incidents, named from the engine's own gazetteer: the greatest of what is in view, asked for when the map comes to rest.

import type { Feature } from 'geojson';
import type { GeoJSONSource, LayerSpecification, Map as MapLibre } from 'maplibre-gl';
import { get } from '../api.ts';
import type { List, Town } from '../wire.ts';
import { FONT } from './base.ts';

/** The zoom from which towns are named: further out there is room for countries alone. */
const FROM = 3.5;

/** How many are asked for: about as many as find room. */
const MOST = 80;

/** The layer of their names; its source is `towns`. */
export const towns: LayerSpecification = {
  id: 'towns',
  type: 'symbol',
  source: 'towns',
  minzoom: FROM,
  layout: {
    'text-field': ['get', 'name'],
    'text-font': FONT,
    'text-size': 11,
    'text-max-width': 8,
    'symbol-sort-key': ['-', 0, ['get', 'population']],
  },
  paint: { 'text-halo-width': 1.2 },
};

/** What a map shows: west,south,east,north, to so many decimals of a degree. */
export function inView(map: MapLibre, decimals: number): string {
  const bounds = map.getBounds();
  const within = (degree: number, most: number) => Math.max(-most, Math.min(most, degree)).toFixed(decimals);
  return [within(bounds.getWest(), 180), within(bounds.getSouth(), 90), within(bounds.getEast(), 180), within(bounds.getNorth(), 90)].join(
    ',',
  );
}

/** Names the towns of what is in view, whenever the map has come to rest. */
export function nameTowns(map: MapLibre): void {
  let last: AbortController | null = null;
  const ask = async () => {
    last?.abort();
    if (map.getZoom() < FROM) return;
    last = new AbortController();
    try {
      const found = await get<List<Town>>('/places', { bbox: inView(map, 2), limit: String(MOST), as_of: null }, last.signal);
      const features = found.items.map((town): Feature => ({
        type: 'Feature',
        properties: { name: town.name, population: town.population },
        geometry: { type: 'Point', coordinates: [town.lon, town.lat] },
      }));
      (map.getSource('towns') as GeoJSONSource | undefined)?.setData({ type: 'FeatureCollection', features });
    } catch (error) {
      // The map says as much without them.
      if (!(error instanceof DOMException && error.name === 'AbortError')) console.warn(error);
    }
  };
  map.on('moveend', () => void ask());
  void ask();
}
