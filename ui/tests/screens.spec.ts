// Pictures of every view for docs/guide, made only where UPDATE_SCREENS is set, so that a test run leaves the tree as it was.

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { serve, shown, test } from './served.ts';

const FOLDER = resolve(import.meta.dirname, '../../docs/guide/screens');

test('pictures of every view', async ({ browser }) => {
  test.skip(process.env['UPDATE_SCREENS'] !== '1', 'set UPDATE_SCREENS=1 to make them');
  test.setTimeout(180_000);
  mkdirSync(FOLDER, { recursive: true });
  const served = await serve([], (dateline, ledger) => {
    const by = (name: string, why: string, at: string) => ['--as', name, '--why', why, '--ledger', ledger, '--now', at];
    const found = (words: string) =>
      JSON.parse(dateline('incidents', '--search', words, '--format', 'json', '--ledger', ledger).split('\n')[0]!) as {
        id: string;
        claims: string[];
        accounts: { claim: { id: string; counts: { written: string }[] } }[];
      };
    const ariha = found('Ariha AND warplanes');
    const wounded = ariha.accounts.find((account) => account.claim.counts.some((count) => count.written.includes('30 others')));
    dateline('release', 'create', 'december', '--note', 'for the yearly bulletin', '--ledger', ledger, '--now', '2026-01-02T10:00:00Z');
    if (wounded) {
      const index = wounded.claim.counts.findIndex((count) => count.written.includes('30 others'));
      dateline(
        'review',
        'correct',
        wounded.claim.id,
        `counts.${index}`,
        '>=33',
        ...by('A. Reviewer', 'three more on the monitor’s list', '2026-01-03T09:12:00Z'),
      );
    }
    dateline('review', 'grade', ariha.id, 'contested', ...by('A. Reviewer', 'the government denies it', '2026-01-03T09:20:00Z'));
    dateline(
      'review',
      'grade',
      ariha.id,
      'fair',
      '--blind',
      ...by('B. Reviewer', 'a monitor and a rescue service', '2026-01-03T11:02:00Z'),
    );
    const mogadishu = found('Mogadishu AND hotel');
    dateline('review', 'accept', mogadishu.id, ...by('A. Reviewer', 'read against its sentences', '2026-01-03T09:31:00Z'));
    dateline('review', 'accept', mogadishu.id, '--blind', ...by('B. Reviewer', 'as it stands', '2026-01-03T11:10:00Z'));
    const analysis = found('Sévaré AND bus');
    dateline('review', 'reject', analysis.id, ...by('A. Reviewer', 'of no one day', '2026-01-03T09:40:00Z'));
    dateline('release', 'create', 'january', '--note', 'after review', '--ledger', ledger, '--now', '2026-01-04T10:00:00Z');
  });
  const api = async (path: string) =>
    (await (await fetch(`${served.url}/api/v1${path}`)).json()) as { items: { id: string; capture: number; points: unknown[] }[] };
  const incident = (await api('/incidents?q=Ariha%20AND%20warplanes')).items[0]!.id;
  const hotel = (await api('/incidents?q=Mogadishu%20AND%20hotel')).items[0]!.id;
  const report = (await api('/reports?q=Ariha%20AND%20warplanes')).items.at(-1)!.capture;
  const tally = (await api('/tallies')).items.find((each) => each.points.length > 3)!.id;
  const claim =
    (
      (await (await fetch(`${served.url}/api/v1/incidents/${incident}`)).json()) as {
        claims: { claim: { id: string; counts: unknown[] }; sources: { capture: number }[] }[];
      }
    ).claims.find((each) => each.sources.some((source) => source.capture === report) && each.claim.counts.length > 1)?.claim.id ?? '';
  const views: [name: string, address: string, options?: { width?: number; height?: number; dark?: boolean; act?: string }][] = [
    ['overview', '/'],
    ['overview-dark', '/?country=SYR&country=LBN', { dark: true }],
    ['overview-phone', '/', { width: 400, height: 860 }],
    ['incident', `/incidents/${incident}`, { height: 1500 }],
    ['incident-ranges', `/incidents/${hotel}`, { height: 1500 }],
    ['report', `/reports/${report}?claim=${claim}`, { width: 1680, height: 1000 }],
    ['tallies', '/tallies'],
    ['tally', `/tallies/${tally}`],
    ['review', '/review?kind=incident', { height: 1100 }],
    ['review-pair', '/review?kind=proposal'],
    ['as-of', '/?as_of=2025-03-08'],
    ['decisions', '/decisions', { height: 620 }],
    ['releases', '/releases', { height: 760 }],
    ['difference', '/releases/december/diff/january'],
    ['agreement', '/agreement', { height: 760 }],
    ['api', '/docs', { height: 900 }],
  ];
  try {
    for (const [name, address, options] of views) {
      const context = await browser.newContext({
        viewport: { width: options?.width ?? 1440, height: options?.height ?? 900 },
        colorScheme: options?.dark ? 'dark' : 'light',
        baseURL: served.url,
        locale: 'en-GB',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      await page.goto(address);
      await shown(page);
      if ((await page.locator('.map').count()) > 0) await page.waitForSelector('.map[data-ready]');
      if (name === 'report') await page.evaluate(() => scrollTo(0, 0));
      await page.waitForTimeout(900);
      await page.screenshot({ path: join(FOLDER, `${name}.png`) });
      await context.close();
    }
  } finally {
    await served.stop();
  }
});
