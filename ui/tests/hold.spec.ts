// What must hold whatever is shown: hostile reports stay text, nothing moves under the reader, every view fits and is accessible.

import AxeBuilder from '@axe-core/playwright';
import type { APIRequestContext, Page } from '@playwright/test';
import { expect, mapDrawn, open, shown, test } from './served.ts';

async function take(request: APIRequestContext, report: Record<string, string>): Promise<{ captures: number[] }> {
  const { csrf } = await (await request.get('/api/v1/me')).json();
  const answer = await request.post('/api/v1/reports', { data: report, headers: { 'x-csrf-token': csrf ?? '' } });
  expect(answer.ok()).toBe(true);
  return await answer.json();
}

const TOKEN = 'A'.repeat(4000);
const HOSTILE = {
  id: 'hostile',
  title: '<script>window.taken = 1</script><img src=x onerror="window.taken=2"> strike \u202Ekcatta',
  outlet: '\u202E<b>Bold Post',
  published: '2025-12-30',
  language: 'en',
  url: 'javascript:window.taken=3',
  text: `TYRE, Lebanon - An air strike on <script>window.taken = 4</script> Tyre killed five people\u202E on Monday, officials said. ${TOKEN}\n\n</mark><iframe srcdoc="<script>top.taken=5</script>"></iframe> \u2067مرحبا\u2069 {{7*7}}`,
};

test('a hostile report is text, on every view it reaches', async ({ page, request }) => {
  const { captures } = await take(request, HOSTILE);
  for (const address of [`/reports/${captures[0]}`, '/reports', '/?q=Tyre', '/review']) {
    await page.goto(address);
    await shown(page);
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => (window as { taken?: number }).taken)).toBeUndefined();
    expect(await page.locator('main iframe, main script, main img').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
  await page.goto(`/reports/${captures[0]}`);
  await expect(page.locator('h1')).toContainText('<script>window.taken = 1</script>');
  await expect(page.locator('.report-text')).toContainText('<iframe srcdoc=');
  await expect(page.locator('.report-text .control-character').first()).toHaveText('RLO');
  expect(await page.locator('.report-text').evaluate((text) => /[\u202a-\u202e\u2066-\u2069]/.test(text.textContent ?? ''))).toBe(false);
  await expect(page.locator('a[href^="javascript:"]')).toHaveCount(0);
  await expect(page.locator('mark', { hasText: 'five people' }).first()).toBeVisible();
});

test('what comes in is a quiet note, and nothing moves until it is asked for', async ({ page, request }) => {
  await page.goto('/');
  await mapDrawn(page);
  const rows = await page.locator('.ledger tbody tr').evaluateAll((all) => all.map((row) => row.getAttribute('data-id')));
  const count = await page.locator('.result-count').textContent();
  await take(request, {
    id: 'new',
    title: 'Shelling in Taiz',
    outlet: 'Cedar Post',
    published: '2025-12-31',
    text: 'TAIZ, Yemen - Shelling killed four people in Taiz on Tuesday, doctors said.',
  });
  await expect(page.locator('.live')).toContainText('1 new report');
  expect(await page.locator('.ledger tbody tr').evaluateAll((all) => all.map((row) => row.getAttribute('data-id')))).toEqual(rows);
  await expect(page.locator('.result-count')).toHaveText(count!);
  await page.locator('.live').getByRole('button', { name: 'Show' }).click();
  await expect(page.locator('.result-count')).not.toHaveText(count!);
  await expect(page.locator('.live')).toBeEmpty();
});

test('an unknown incident and a bad filter are told in words', async ({ page }) => {
  await page.goto('/incidents/nothing');
  await expect(page.getByRole('alert')).toContainText('nothing');
  await page.goto('/?q=drive-by');
  await expect(page.getByRole('alert').first()).toContainText('drive-by');
});

/** Every view, by name. */
async function views(page: Page): Promise<[name: string, address: string][]> {
  const ask = async (path: string) => await (await page.request.get(`/api/v1${path}`)).json();
  const incident = (await ask('/incidents?q=Ariha%20AND%20warplanes')).items[0].id;
  const report = (await ask('/reports?q=Ariha%20AND%20warplanes')).items[0].capture;
  const tally = (await ask('/tallies')).items.find((each: { points: unknown[] }) => each.points.length > 3).id;
  return [
    ['overview', '/'],
    ['incident', `/incidents/${incident}`],
    ['report', `/reports/${report}`],
    ['reports', '/reports'],
    ['tallies', '/tallies'],
    ['tally', `/tallies/${tally}`],
    ['review', '/review'],
    ['as-of', '/?as_of=2025-03-08'],
    ['decisions', '/decisions'],
    ['releases', '/releases'],
    ['agreement', '/agreement'],
    ['docs', '/docs'],
  ];
}

for (const scheme of ['light', 'dark'] as const) {
  test(`every view is accessible, ${scheme}`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const [name, address] of await views(page)) {
      await page.goto(address);
      await shown(page);
      await page.waitForTimeout(250);
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect(
        violations.map(
          (each) =>
            `${name}: ${each.id}: ${each.nodes
              .map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`)
              .slice(0, 3)
              .join(' | ')}`,
        ),
      ).toEqual([]);
    }
    await open(page, 'Ariha AND warplanes');
    await page.getByRole('button', { name: 'Grade' }).click();
    const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
    expect(violations.map((each) => each.id)).toEqual([]);
  });
}

for (const [name, width, height] of [
  ['a telephone', 400, 800],
  ['a 4K screen', 3840, 2160],
] as const) {
  test(`every view fits ${name}`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height });
    for (const [view, address] of await views(page)) {
      await page.goto(address);
      await shown(page);
      await page.waitForTimeout(250);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(`${view} ${over}`).toBe(`${view} ${Math.min(0, over)}`);
    }
  });
}

test('a page printed is its content alone', async ({ page }) => {
  await open(page, 'Ariha AND warplanes');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('header nav')).toBeHidden();
  await expect(page.locator('.tolls')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Accept' })).toBeHidden();
});

test('the theme is kept', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Dark colours' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
