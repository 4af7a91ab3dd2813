// The map: incidents over the base map, and what a reader does with it.
//
// In: rows of the columns. Out: an element; it tells when a place is chosen or the part shown is to be the filter. The library is loaded when
// the map is first shown. Where the browser cannot draw it, the page says so: the table holds the same.

import type { GeoJSONSource, Map as MapLibre, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { address } from '../address.ts';
import { get } from '../api.ts';
import type { Columns } from '../columns.ts';
import { fill, h, said } from '../dom.ts';
import { status } from '../session.ts';
import { colour } from '../theme.ts';
import { day, ends, many, precision, words } from '../words.ts';
import { atlas, FONT, paints, style } from './base.ts';
import { marks, type Marks } from './marks.ts';

export interface IncidentMap {
  node: HTMLElement;
  show: (columns: Columns, rows: readonly number[]) => void;
  leave: () => void;
}

interface Told {
  box?: (box: string) => void;
  country?: (code: string) => void;
}

/** A map that tells `told` what the reader chooses. */
export function incidentMap(told: Told, options: { small?: boolean } = {}): IncidentMap {
  const canvas = h('div', { class: 'map-canvas' });
  const panel = h('div', { class: 'map-panel', hidden: true });
  const node = h('section', { class: options.small ? 'map small' : 'map', 'aria-label': 'Map of incidents' }, canvas, panel);
  let map: MapLibre | null = null;
  let shown: { columns: Columns; marks: Marks } | null = null;
  let latest: { columns: Columns; rows: readonly number[] } | null = null;
  let due = false;
  let started = false;
  let fitted = false;
  let left = false;

  if (told.box) {
    const here = h('button', { type: 'button', class: 'map-here' }, 'Only what is in view');
    here.addEventListener('click', () => {
      const bounds = map?.getBounds();
      if (!bounds) return;
      const within = (degree: number, most: number) => Math.max(-most, Math.min(most, degree)).toFixed(3);
      told.box?.(
        [within(bounds.getWest(), 180), within(bounds.getSouth(), 90), within(bounds.getEast(), 180), within(bounds.getNorth(), 90)].join(
          ',',
        ),
      );
    });
    node.append(here);
  }

  /** Draws once the page has shown what it asks for first: a map is slow to draw, and the table says the same. */
  function soon(): void {
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (left) return;
        if (!node.isConnected) return soon();
        due = false;
        if (latest) shown = { columns: latest.columns, marks: marks(latest.columns, latest.rows) };
        if (started) return put();
        started = true;
        void start().catch((error: unknown) => {
          console.warn(error);
          fill(canvas, h('p', { class: 'map-absent' }, 'This browser cannot draw the map. The table holds the same incidents.'));
        });
      }),
    );
  }

  async function start(): Promise<void> {
    const [{ Map: MapOf, NavigationControl, setWorkerUrl, addProtocol }, { default: worker }, own, now] = await Promise.all([
      import('maplibre-gl'),
      import('maplibre-gl/dist/maplibre-gl-worker.mjs?url'),
      atlas(),
      status(),
      import('maplibre-gl/dist/maplibre-gl.css'),
    ]);
    if (left) return;
    setWorkerUrl(worker);
    if (now.basemap?.pmtiles) {
      const { Protocol } = await import('pmtiles');
      addProtocol('pmtiles', new Protocol().tile);
    }
    const base = style(own, now.basemap);
    const created = new MapOf({
      container: canvas,
      style: dressed(base),
      center: [30, 25],
      zoom: 1.2,
      minZoom: widest(canvas),
      attributionControl: now.basemap === null ? false : { compact: true },
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      maxZoom: 16,
      renderWorldCopies: false,
      ...(options.small ? { interactive: false } : {}),
    });
    if (!options.small) created.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    map = created;
    created.on('load', () => {
      node.dataset['ready'] = 'true';
      put();
      if (!options.small) void placeNames(created);
    });
    if (!options.small) {
      created.on('click', (event) => {
        const [found] = created.queryRenderedFeatures(event.point, { layers: ['points', 'areas', 'whole-countries'] });
        if (!found) return close();
        if (found.layer.id === 'whole-countries')
          return open(
            (found.properties['name'] as string | undefined) ?? '',
            shown?.marks.countries.get(found.properties['a3'] as string) ?? [],
            'P7',
            found.properties['a3'] as string,
          );
        const spot = shown?.marks.spots[found.properties['spot'] as number];
        if (spot) open(spot.name, spot.rows, spot.precision, null);
      });
      for (const layer of ['points', 'areas']) {
        created.on('mouseenter', layer, () => {
          created.getCanvas().style.cursor = 'pointer';
        });
        created.on('mouseleave', layer, () => {
          created.getCanvas().style.cursor = '';
        });
      }
      created.on('moveend', () => void placeNames(created));
    }
    created
      .getCanvas()
      .setAttribute('aria-label', 'Map; arrow keys move it, plus and minus zoom. The table below holds the same incidents.');
    addEventListener('dateline:theme', repaint);
  }

  /** The zoom at which the world is as wide as the map. */
  function widest(box: HTMLElement): number {
    return options.small ? 0 : Math.log2(Math.max(256, box.clientWidth) / 512);
  }

  function dressed(base: StyleSpecification): StyleSpecification {
    const none: SourceSpecification = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };
    const grown = (most: number) => ['interpolate', ['linear'], ['sqrt', ['get', 'incidents']], 1, 5.5, 3, 10, 10, 20, 40, most] as never;
    const below = base.layers.filter((layer) => layer.id !== 'names');
    const names = base.layers.filter((layer) => layer.id === 'names');
    const all: StyleSpecification = {
      ...base,
      sources: { ...base.sources, points: none, areas: none, places: none },
      layers: [
        ...below,
        {
          id: 'whole-countries',
          type: 'fill',
          source: 'countries',
          filter: ['in', ['get', 'a3'], ['literal', []]],
          paint: { 'fill-opacity': 0.11 },
        },
        ...names,
        {
          id: 'place-names',
          type: 'symbol',
          source: 'places',
          minzoom: 4,
          layout: {
            'text-field': ['get', 'name'],
            'text-font': FONT,
            'text-size': 12,
            'text-anchor': 'bottom',
            'text-offset': [0, -0.8],
            'symbol-sort-key': ['get', 'order'],
          },
          paint: { 'text-halo-width': 1.4 },
        },
        {
          id: 'areas',
          type: 'circle',
          source: 'areas',
          paint: {
            'circle-radius': [
              'interpolate',
              ['exponential', 2],
              ['zoom'],
              2,
              ['max', 11, ['*', 4, ['get', 'reach']]],
              22,
              ['*', 4_194_304, ['get', 'reach']],
            ],
            'circle-blur': 0.65,
            'circle-opacity': 0.42,
          },
        },
        {
          id: 'points',
          type: 'circle',
          source: 'points',
          paint: { 'circle-radius': grown(30), 'circle-opacity': 0.72, 'circle-stroke-width': 1.2 },
        },
        {
          id: 'point-counts',
          type: 'symbol',
          source: 'points',
          filter: ['>=', ['get', 'incidents'], 4],
          layout: { 'text-field': ['to-string', ['get', 'incidents']], 'text-font': FONT, 'text-size': 11.5, 'text-allow-overlap': true },
        },
        {
          id: 'point-names',
          type: 'symbol',
          source: 'points',
          minzoom: 3.2,
          layout: {
            'text-field': ['get', 'name'],
            'text-font': FONT,
            'text-size': 12.5,
            'text-anchor': 'top',
            'text-offset': [0, 0.75],
            'symbol-sort-key': ['-', 0, ['get', 'incidents']],
            'text-optional': true,
          },
          paint: { 'text-halo-width': 1.6 },
        },
      ],
    };
    for (const [id, property, value] of allPaints()) {
      const layer = all.layers.find((each) => each.id === id);
      if (layer) layer.paint = { ...layer.paint, [property]: value } as never;
    }
    return all;
  }

  function allPaints(): [string, string, string][] {
    const mark = colour('accent'),
      ink = colour('ink'),
      paper = colour('map-land');
    return [
      ...paints(),
      ['points', 'circle-color', mark],
      ['points', 'circle-stroke-color', paper],
      ['areas', 'circle-color', mark],
      ['whole-countries', 'fill-color', mark],
      ['point-counts', 'text-color', colour('on-accent')],
      ['point-names', 'text-color', ink],
      ['point-names', 'text-halo-color', paper],
      ['place-names', 'text-color', colour('map-name')],
      ['place-names', 'text-halo-color', paper],
    ];
  }

  function repaint(): void {
    for (const [layer, property, value] of allPaints())
      if (map?.getLayer(layer)) map.setPaintProperty(layer, property as never, value as never);
  }

  function put(): void {
    if (!map?.getSource('points') || shown === null) return;
    (map.getSource('points') as GeoJSONSource).setData(shown.marks.points);
    (map.getSource('areas') as GeoJSONSource).setData(shown.marks.areas);
    map.setFilter('whole-countries', ['in', ['get', 'a3'], ['literal', [...shown.marks.countries.keys()]]]);
    if (!fitted && shown.marks.spots.length > 0) {
      fitted = true;
      fit();
    }
  }

  /** Moves to where the incidents are; once, so that nothing moves under the reader afterwards. */
  function fit(): void {
    const spots = shown?.marks.spots ?? [];
    const lons = spots.map((spot) => spot.lon),
      lats = spots.map((spot) => spot.lat);
    const reach = options.small ? 3 : 2;
    map?.fitBounds(
      [
        [Math.min(...lons) - reach, Math.max(-65, Math.min(...lats) - reach)],
        [Math.max(...lons) + reach, Math.min(78, Math.max(...lats) + reach)],
      ],
      { animate: false, padding: 12, maxZoom: 7 },
    );
  }

  async function placeNames(on: MapLibre): Promise<void> {
    if (on.getZoom() < 4 || left) return;
    const bounds = on.getBounds();
    const bbox = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((degree) => degree.toFixed(2)).join(',');
    const found = await get<{ name: string; lat: number; lon: number }[] | { items: { name: string; lat: number; lon: number }[] }>(
      '/places',
      { bbox, limit: '60' },
    ).catch(() => []);
    const places = Array.isArray(found) ? found : found.items;
    if (left) return;
    (on.getSource('places') as GeoJSONSource | undefined)?.setData({
      type: 'FeatureCollection',
      features: places.map((place, order) => ({
        type: 'Feature',
        properties: { name: place.name, order },
        geometry: { type: 'Point', coordinates: [place.lon, place.lat] },
      })),
    });
  }

  function open(name: string, rows: readonly number[], how: string, country: string | null): void {
    const columns = shown?.columns;
    if (!columns) return;
    const { points } = columns;
    const shut = h('button', { type: 'button', class: 'quiet', 'aria-label': 'Close' }, '×');
    shut.addEventListener('click', close);
    const only = country !== null && told.country ? h('button', { type: 'button' }, 'Only this country') : null;
    only?.addEventListener('click', () => told.country?.(country ?? ''));
    fill(
      panel,
      shut,
      h('h2', null, said(name)),
      h('p', { class: 'faint' }, `${many(rows.length, 'incident')} · ${precision(how)}`),
      h(
        'ul',
        null,
        rows
          .slice(0, 12)
          .map((row) =>
            h(
              'li',
              null,
              h('a', { href: address(`/incidents/${points.ids[row] ?? ''}`) }, `${words(points.act[row])}, ${day(points.first[row])}`),
              h(
                'span',
                { class: 'faint' },
                ` killed ${ends({ low: points.low[row] ?? null, best: points.best[row] ?? null, high: points.high[row] ?? null })}`,
              ),
            ),
          ),
      ),
      rows.length > 12 ? h('p', { class: 'faint' }, `and ${rows.length - 12} more: see the table`) : null,
      only,
    );
    panel.hidden = false;
  }

  function close(): void {
    panel.hidden = true;
  }

  return {
    node,
    show(columns, rows) {
      latest = { columns, rows };
      if (!due) soon();
      due = true;
    },
    leave() {
      left = true;
      removeEventListener('dateline:theme', repaint);
      map?.remove();
      map = null;
    },
  };
}
