// The map: incidents over the base map, and what a reader does with it.
//
// In: spots with their counts. Out: an element; it tells when a place is chosen or the part shown is to be the filter. The library is loaded when
// the map is first shown. Where the browser cannot draw it, the page says so: the table holds the same.

import type { ExpressionSpecification, GeoJSONSource, Map as MapLibre, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { fill, h, said } from '../dom.ts';
import { problem } from '../notice.ts';
import { line } from '../overview/ledger.ts';
import { status } from '../session.ts';
import { colour } from '../theme.ts';
import type { Incident, List, Spots } from '../wire.ts';
import { many, number, precision } from '../words.ts';
import { atlas, FONT, paints, style } from './base.ts';
import { coarseWhileMoved } from './coarse.ts';
import { marks, type Marks, type Spot } from './marks.ts';
import { inView, nameTowns, towns } from './places.ts';

export interface IncidentMap {
  node: HTMLElement;
  /** Something else is going to be shown. */
  awaits: () => void;
  show: (spots: Spots) => void;
  leave: () => void;
}

interface Told {
  box?: (box: string) => void;
  country?: (code: string) => void;
  /** The incidents at a place, and how many there are. */
  list?: (where: Record<string, string | string[] | null>) => Promise<List<Incident>>;
}

/** The spots that are named exactly: they reach no further. */
const EXACTLY: ExpressionSpecification = ['==', ['get', 'reach'], 0];

/** Calls `then` when what stands on the page now has been painted. */
function painted(then: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(then)));
}

/** A map that tells `told` what the reader chooses. */
export function incidentMap(told: Told, options: { small?: boolean } = {}): IncidentMap {
  const canvas = h('div', { class: 'map-canvas' });
  const panel = h('div', { class: 'map-panel', hidden: true });
  const node = h('section', { class: options.small ? 'map small' : 'map', 'aria-label': 'Map of incidents' }, canvas, panel);
  let map: MapLibre | null = null;
  let shown: Marks | null = null;
  let latest: Spots | null = null;
  let awaited = false;
  let due = false;
  let started = false;
  let fitted = false;
  let left = false;

  if (told.box) {
    const here = h('button', { type: 'button', class: 'map-here' }, 'Only what is in view');
    here.addEventListener('click', () => {
      if (map) told.box?.(inView(map, 3));
    });
    node.append(here);
  }

  /** Draws once the page has shown what it asks for first and has nothing else to do: a map is slow to draw, and the table says the same. */
  function soon(): void {
    painted(() => {
      if (left) return;
      if (!node.isConnected) return soon();
      due = false;
      if (latest) shown = marks(latest);
      if (started) return put();
      started = true;
      void start().catch((error: unknown) => {
        console.warn(error);
        fill(canvas, h('p', { class: 'map-absent' }, 'This browser cannot draw the map. The table holds the same incidents.'));
      });
    });
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
    const coarse = coarseWhileMoved(created);
    // Whether it shows what it was told to: for whoever waits for it.
    created.on('idle', () => {
      if (!awaited && !due && !coarse()) node.dataset['drawn'] = 'true';
    });
    created.on('load', () => {
      node.dataset['ready'] = 'true';
      put();
      nameTowns(created);
    });
    if (!options.small) {
      created.on('click', (event) => {
        const [found] = created.queryRenderedFeatures(event.point, { layers: ['points', 'areas', 'whole-countries'] });
        if (!found) return close();
        if (found.layer.id === 'whole-countries')
          return void openCountry(found.properties['name'] as string, found.properties['a3'] as string);
        const spot = shown?.all[found.properties['spot'] as number];
        if (spot) void openSpot(spot);
      });
      for (const layer of ['points', 'areas']) {
        created.on('mouseenter', layer, () => {
          created.getCanvas().style.cursor = 'pointer';
        });
        created.on('mouseleave', layer, () => {
          created.getCanvas().style.cursor = '';
        });
      }
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
      sources: { ...base.sources, spots: none, towns: none },
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
        towns,
        {
          id: 'areas',
          type: 'circle',
          source: 'spots',
          filter: ['>', ['get', 'reach'], 0],
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
          source: 'spots',
          filter: EXACTLY,
          paint: { 'circle-radius': grown(30), 'circle-opacity': 0.72, 'circle-stroke-width': 1.2 },
        },
        {
          id: 'point-counts',
          type: 'symbol',
          source: 'spots',
          filter: ['all', EXACTLY, ['>=', ['get', 'incidents'], 4]],
          layout: { 'text-field': ['to-string', ['get', 'incidents']], 'text-font': FONT, 'text-size': 11.5, 'text-allow-overlap': true },
        },
        {
          id: 'point-names',
          type: 'symbol',
          source: 'spots',
          filter: EXACTLY,
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
    ];
  }

  function repaint(): void {
    for (const [layer, property, value] of allPaints())
      if (map?.getLayer(layer)) map.setPaintProperty(layer, property as never, value as never);
  }

  function put(): void {
    if (!map?.getSource('spots') || shown === null) return;
    (map.getSource('spots') as GeoJSONSource).setData(shown.spots);
    map.setFilter('whole-countries', ['in', ['get', 'a3'], ['literal', [...shown.countries.keys()]]]);
    if (!fitted && shown.all.length > 0) {
      fitted = true;
      fit();
    }
  }

  /** Moves to where the incidents are; once, so that nothing moves under the reader afterwards. */
  function fit(): void {
    const spots = shown?.all ?? [];
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

  async function openSpot(spot: Spot): Promise<void> {
    const [lat, lon] = [String(spot.lat), String(spot.lon)];
    await open(spot.name, spot.precisions[0] ?? '', spot.incidents, { bbox: [lon, lat, lon, lat].join(','), precision: spot.precisions });
  }

  async function openCountry(name: string, code: string): Promise<void> {
    const only = h('button', { type: 'button' }, 'Only this country');
    only.addEventListener('click', () => told.country?.(code));
    const where = { bbox: null, country: [code], precision: ['P7'] };
    await open(name, 'P7', shown?.countries.get(code) ?? 0, where, told.country ? only : null);
  }

  async function open(
    name: string,
    how: string,
    incidents: number,
    where: Record<string, string | string[] | null>,
    only: HTMLElement | null = null,
  ): Promise<void> {
    const shut = h('button', { type: 'button', class: 'quiet', 'aria-label': 'Close' }, '×');
    shut.addEventListener('click', close);
    const list = h('ul');
    const more = h('p', { class: 'faint' });
    fill(
      panel,
      shut,
      h('h2', null, said(name)),
      h('p', { class: 'faint' }, `${many(incidents, 'incident')} · ${precision(how)}`),
      list,
      more,
      only,
    );
    panel.hidden = false;
    try {
      const found = await told.list?.(where);
      fill(
        list,
        found?.items.map((incident) => h('li', null, line(incident))),
      );
      const rest = (found?.total ?? 0) - (found?.items.length ?? 0);
      if (rest > 0) fill(more, `and ${number(rest)} more: see the table`);
    } catch (error) {
      fill(more, problem(error));
    }
  }

  function close(): void {
    panel.hidden = true;
  }

  return {
    node,
    awaits() {
      awaited = true;
      node.dataset['drawn'] = 'false';
    },
    show(spots) {
      latest = spots;
      awaited = false;
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
