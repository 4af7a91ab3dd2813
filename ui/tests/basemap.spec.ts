// A base map of the reader's own: an archive on this machine, asked for in ranges, from this server alone.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, serve, test } from './served.ts';

/** A whole number as protobuf and PMTiles write it. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left];
    bytes.push((left % 128) + 128);
  }
}

/** A field of bytes. */
const field = (number: number, bytes: number[]) => [number * 8 + 2, ...varint(bytes.length), ...bytes];
const text = (words: string) => [...new TextEncoder().encode(words)];

/** A vector tile that is land all over. */
function tile(): number[] {
  const [across, back] = [varint(8192), varint(8191)];
  const square = [9, 0, 0, 26, ...across, 0, 0, ...across, ...back, 0, 15];
  const feature = [24, 3, ...field(4, square)];
  return field(3, [...field(1, text('earth')), ...field(2, feature), 40, ...varint(4096), 120, 2]);
}

/** An archive of one tile, the whole world, by the third version of PMTiles. */
function archive(): Uint8Array {
  const data = tile();
  const directory = [1, 0, 1, ...varint(data.length), 1];
  const about = text(JSON.stringify({ vector_layers: ['earth', 'water', 'roads'].map((id) => ({ id, fields: {} })) }));
  const header = new DataView(new ArrayBuffer(127));
  [...text('PMTiles'), 3].forEach((byte, at) => header.setUint8(at, byte));
  const [root, meta, tiles] = [127, 127 + directory.length, 127 + directory.length + about.length];
  [root, directory.length, meta, about.length, tiles, 0, tiles, data.length, 1, 1, 1].forEach((value, at) =>
    header.setBigUint64(8 + 8 * at, BigInt(value), true),
  );
  [1, 1, 1, 1, 0, 0].forEach((byte, at) => header.setUint8(96 + at, byte));
  [-180, -85, 180, 85].forEach((degrees, at) => header.setInt32(102 + 4 * at, degrees * 1e7, true));
  return Uint8Array.from([...new Uint8Array(header.buffer), ...directory, ...about, ...data]);
}

test('an archive of one’s own lies beneath the incidents', async ({ browser }) => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-basemap-'));
  const file = join(folder, 'world.pmtiles');
  writeFileSync(file, archive());
  const served = await serve(['--basemap', file]);
  try {
    const page = await browser.newPage();
    const [asked, elsewhere, wrong]: [number[], string[], string[]] = [[], [], []];
    page.on('response', (response) => {
      if (response.url().endsWith('/basemap.pmtiles')) asked.push(response.status());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(served.url) && !/^(data|blob):/.test(request.url())) elsewhere.push(request.url());
    });
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text());
    });
    await page.goto(served.url);
    await page.waitForSelector('.map[data-drawn="true"]');
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every((status) => status === 206)).toBe(true);
    expect({ elsewhere, wrong }).toEqual({ elsewhere: [], wrong: [] });
  } finally {
    await served.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
