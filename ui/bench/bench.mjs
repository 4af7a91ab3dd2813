// How quick the page is on a ledger, in headless Chromium: the first view, each filter, the map while it is panned.
//
// In: the address of a running server (argument). Out: a line a measure. The first view is from asking for the page to the frame in which
// table, timeline, filters and counts stand, the map follows; a filter, from the change to the frame in which timeline, counts and table
// say the new thing, on a page that has come to rest, the map again following.
// Each is measured several times; the median and the worst are printed. The browser has no graphics card here: it draws the page as it does
// on any machine without one, and the map by software, which has a floor of its own: an empty map, measured beside ours.
// WITHOUT_MAP=1 measures the rest alone, as in a browser that cannot draw the map.

import { chromium } from '@playwright/test';
import { readFileSync } from 'node:fs';

const url = process.argv[2];
const map = process.env.WITHOUT_MAP !== '1';
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', map ? '--enable-unsafe-swiftshader' : '--disable-3d-apis'],
});

const told = (name, all, target) => {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  console.log(
    `${name.padEnd(34)} median ${at(0.5).toFixed(0).padStart(5)} ms   worst ${sorted.at(-1).toFixed(0).padStart(5)} ms   n ${all.length}${target ? `   wanted < ${target} ms` : ''}`,
  );
};

const status = await (await fetch(`${url}/api/v1/status`)).json();
console.log(`${status.counts.incidents} incidents from ${status.counts.reports} reports, at 1440 × 900, ${browser.version()}`);

const there = () =>
  document.querySelector('.ledger tbody tr[data-id]') !== null &&
  document.querySelector('.timeline .bar') !== null &&
  document.querySelector('.facet-row') !== null;

/** The map stands and nothing of it moves. */
const atRest = async (page) => {
  if (map) await page.waitForSelector('.map[data-drawn="true"]');
  await page.waitForTimeout(60);
};

const first = [];
const mapped = [];
for (let run = 0; run < 7; run += 1) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(
    `(() => { const there = ${there}; const look = () => there() ? requestAnimationFrame(() => { window.firstView = performance.now(); }) : requestAnimationFrame(look); requestAnimationFrame(look); })()`,
  );
  await page.goto(url);
  await page.waitForFunction(() => window.firstView !== undefined);
  first.push(await page.evaluate(() => window.firstView));
  if (map) await page.waitForSelector('.map[data-drawn="true"]');
  if (map) mapped.push(await page.evaluate(() => performance.now()));
  await context.close();
}
told('first view, nothing in the cache', first, 1000);
if (map) told('the map drawn', mapped);

const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
await page.goto(url);
await page.waitForFunction(there);
await atRest(page);

/** Milliseconds from a change of the address to the frame in which everything says what it asks. */
const filter = (values) =>
  page.evaluate(async (given) => {
    const from = performance.now();
    const parameters = new URLSearchParams(given);
    history.pushState({}, '', `/${given === '' ? '' : `?${parameters}`}`);
    dispatchEvent(new Event('dateline:address'));
    const wanted = (name) => parameters.getAll(name).join(',');
    for (;;) {
      await new Promise(requestAnimationFrame);
      const query = JSON.parse(document.querySelector('.ledger').dataset.query ?? '{}');
      const done = ['act', 'grade', 'country', 'status', 'killed', 'from', 'to', 'q', 'place'].every(
        (name) => [query[name] ?? ''].flat().join(',') === wanted(name),
      );
      if (done && document.querySelector('.overview').dataset.of === location.search) return performance.now() - from;
    }
  }, values);

const facets = await (await fetch(`${url}/api/v1/facets`)).json();
const [act, other] = facets.act.map((each) => each.value),
  grade = facets.grade[0].value,
  country = facets.country[0].value;
const middle = facets.month[Math.floor(facets.month.length / 2)].value;
const filters = {
  act: [`act=${act}`, `act=${other}`],
  grade: [`grade=${grade}`],
  country: [`country=${country}`],
  status: ['status=machine', 'status=reviewed'],
  'killed, at least': ['killed=5', 'killed=20'],
  days: [`from=${middle}-01&to=${middle}-28`],
  'act, grade and country': [`act=${act}&grade=${grade}&country=${country}`],
  words: ['q=market', 'q=hospital'],
  place: ['place=Aleppo', 'place=Kharkiv'],
};
const follows = [];
for (const [name, values] of Object.entries(filters)) {
  const times = [];
  for (let run = 0; run < 5; run += 1)
    for (const value of values) {
      times.push(await filter(value));
      const from = performance.now();
      await atRest(page);
      follows.push(performance.now() - from);
      await filter('');
      await atRest(page);
    }
  told(`filter: ${name}`, times, 150);
}
if (map) told('the map follows a filter after', follows);

if (map) {
  await pan(page, 'map, panned', page.locator('.map canvas'));
  await emptyMap();
}
await browser.close();

/** A map of one colour, with nothing on it: what drawing by software costs at the least. */
async function emptyMap() {
  const { width, height } = await page.locator('.map canvas').boundingBox();
  const bare = await context.newPage();
  const html = `<!doctype html><div id="map" style="width:${width}px;height:${height}px"></div><script type="module">
    import { Map, setWorkerUrl } from '/maplibre-gl.mjs';
    setWorkerUrl('/maplibre-gl-worker.mjs');
    const layers = [{ id: 'sea', type: 'background', paint: { 'background-color': '#ddd' } }];
    new Map({ container: 'map', style: { version: 8, sources: {}, layers }, center: [30, 25], zoom: 4 }).on('load', () => { document.title = 'there'; });
  </script>`;
  await bare.route('http://bare.test/**', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    const file = new URL(`../node_modules/maplibre-gl/dist${pathname}`, import.meta.url);
    return route.fulfill({ contentType: 'text/javascript', body: readFileSync(file) });
  });
  await bare.goto('http://bare.test/');
  await bare.waitForFunction(() => document.title === 'there');
  await pan(bare, 'an empty map, panned', bare.locator('canvas'));
}

/** Pans a map in circles and tells how long its frames took. */
async function pan(page, name, canvas) {
  const box = await canvas.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let step = 0; step < 3; step += 1) {
    await page.mouse.wheel(0, -300);
    await page.waitForTimeout(400);
  }
  await page.waitForTimeout(800);
  await page.evaluate(() => {
    window.frames_ = [];
    let last = performance.now();
    const note = (now) => {
      window.frames_.push(now - last);
      last = now;
      window.panning = requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  const before = await canvas.screenshot();
  await page.mouse.down();
  for (let turn = 0; turn < 4; turn += 1)
    for (let step = 0; step < 30; step += 1) {
      await page.mouse.move(
        box.x + box.width / 2 + 260 * Math.sin((turn * 30 + step) / 14),
        box.y + box.height / 2 + 90 * Math.cos((turn * 30 + step) / 11),
      );
      await page.waitForTimeout(16);
    }
  if ((await canvas.screenshot()).equals(before) && name.startsWith('map')) throw new Error('the map does not follow the hand');
  await page.mouse.up();
  const frames = await page.evaluate(() => {
    cancelAnimationFrame(window.panning);
    return window.frames_.slice(2);
  });
  const sorted = [...frames].sort((a, b) => a - b);
  console.log(
    `${`${name}, ${frames.length} frames`.padEnd(34)} median ${sorted[sorted.length >> 1].toFixed(0)} ms   95 % within ${sorted[Math.floor(sorted.length * 0.95)].toFixed(0)} ms   worst ${sorted.at(-1).toFixed(0)} ms`,
  );
}
