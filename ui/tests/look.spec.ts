// Looking: find the strike, open its toll to the sentence, filter, brush, look back, take a file away.

import { readFileSync } from 'node:fs';
import { expect, mapDrawn, shown, test } from './served.ts';

test('a search finds the strike, and its toll opens to the sentence', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Words').fill('market AND "air strike"');
  await page.getByLabel('Words').press('Enter');
  await expect(page.locator('.ledger tbody tr').first()).toContainText('Ariha');
  await page.locator('.ledger tbody tr', { hasText: 'warplanes' }).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ariha');
  const best = page.locator('.tolls tbody tr').first().locator('[data-label="Best"]');
  await expect(best.locator('strong')).toHaveText('15');
  await best.getByRole('link', { name: '15 civilians' }).first().click();
  await expect(page).toHaveURL(/\/reports\/\d+\?claim=/);
  await expect.poll(async () => (await page.locator('mark.lit').allTextContents()).join('')).toContain('15 civilians');
  await expect(page.locator('.original pre')).toContainText('the killing of 15 civilians');
  await page.locator('mark', { hasText: /^15 / }).focus();
  await expect(page.locator('.cell-detail')).toContainText('Killed, civilian 15');
  await expect(page.locator('.cell-detail .rule').first()).not.toBeEmpty();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ariha');
  await page.goBack();
  await expect(page).toHaveURL(/q=market/);
  await expect(page.getByLabel('Words')).toHaveValue('market AND "air strike"');
});

test('filters cross one another and stand in the address', async ({ page }) => {
  await page.goto('/');
  await shown(page);
  const all = Number(await page.locator('.overview').getAttribute('data-shown', { timeout: 8000 }));
  await page.getByLabel('Shelling', { exact: false }).check();
  await expect(page).toHaveURL(/act=shelling/);
  await expect(page.locator('.overview')).not.toHaveAttribute('data-shown', String(all));
  const shelling = Number(await page.locator('.overview').getAttribute('data-shown'));
  await expect(page.locator('.result-count')).toHaveText(`${shelling} of ${all}`);
  await expect(page.locator('.ledger tbody tr')).toHaveCount(shelling);
  await page.locator('#filter-from').fill('2025-07-01');
  await page.locator('#filter-from').blur();
  await expect(page).toHaveURL(/from=2025-07-01/);
  const within = async () => Number(await page.locator('.overview').getAttribute('data-shown'));
  await expect.poll(within).toBeLessThan(shelling);
  const later = await within();
  await page.goBack();
  await expect(page.locator('.result-count')).toHaveText(`${shelling} of ${all}`);
  await page.goForward();
  await expect(page.locator('.result-count')).toHaveText(`${later} of ${all}`);
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await expect(page.locator('.result-count')).toHaveText(String(all));
});

test('brushing the timeline filters the table, and the map follows', async ({ page }) => {
  await page.goto('/');
  await mapDrawn(page);
  const all = await page.locator('.overview').getAttribute('data-shown');
  const area = page.locator('.brush-area');
  const box = (await area.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.1, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.2, box.y + 40, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d/);
  const from = new URL(page.url()).searchParams.get('from')!;
  await expect(page.locator('.overview')).not.toHaveAttribute('data-shown', all!);
  const rows = Number(await page.locator('.overview').getAttribute('data-shown'));
  await expect(page.locator('.ledger tbody tr')).toHaveCount(rows);
  await expect(page.locator('#filter-from')).toHaveValue(from);
  await page.getByText('As a table', { exact: true }).click();
  await expect(page.locator('.timeline tbody tr').first()).toBeVisible();
  await page.getByRole('button', { name: 'All days' }).click();
  await expect(page).not.toHaveURL(/from=/);
  await page.getByRole('button', { name: 'Only what is in view' }).click();
  await expect(page).toHaveURL(/bbox=/);
});

test('the map opens a place', async ({ page }) => {
  await page.goto('/?q=Ariha&place=Ariha');
  await mapDrawn(page);
  await page.waitForTimeout(400);
  const box = (await page.locator('.map canvas').boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page.locator('.map-panel')).toContainText('Ariha');
  await expect(page.locator('.map-panel a').first()).toHaveAttribute('href', /\/incidents\/i/);
});

test('a file of what is filtered can be taken away', async ({ page }) => {
  await page.goto('/?act=shelling');
  await shown(page);
  await page.getByText('Export').click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^CSV/ }).click()]);
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\n');
  expect(lines[0]).toContain('act');
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.slice(1).every((line) => line.includes('shelling'))).toBe(true);
});

test('the page can be seen as it was known on any day', async ({ page }) => {
  await page.goto('/');
  await shown(page);
  const now = Number((await page.locator('.result-count').textContent())!.split(' ').at(-1));
  await page.getByRole('button', { name: 'As known now' }).click();
  await page.getByRole('slider', { name: 'As known on' }).focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('PageDown');
  await expect(page).toHaveURL(/as_of=2025-/);
  await expect(page.locator('.result-count')).not.toHaveText(String(now));
  await page.locator('#as-of-date').fill('2025-02-12');
  await expect(page).toHaveURL(/as_of=2025-02-12/);
  await expect(page.getByRole('button', { name: 'As known on 12 Feb 2025' })).toBeVisible();
  await expect.poll(async () => Number((await page.locator('.result-count').textContent())!)).toBeLessThan(now);
  await page
    .locator('.ledger tbody a', { hasText: /airstrike.*Ariha/ })
    .first()
    .click();
  await expect(page).toHaveURL(/incidents.*as_of=2025-02-12/);
  await expect(page.getByRole('button', { name: 'Accept' })).toHaveCount(0);
  const injured = page.locator('.headline', { hasText: 'Injured' });
  await expect(injured).toContainText('31');
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect(page).not.toHaveURL(/as_of/);
  await expect(page.getByRole('button', { name: 'Accept' })).toBeVisible();
});

test('a running total is a step chart with its revision marked', async ({ page }) => {
  await page.goto('/tallies');
  await page.locator('tr', { hasText: 'Lebanon' }).filter({ hasText: '455' }).getByRole('link').click();
  await expect(page.locator('.step-revised')).toHaveCount(1);
  await page.getByText('As a table (4)').click();
  await expect(page.locator('.twin tr', { hasText: 'revised down' })).toContainText('388');
  await expect(page.locator('.lines')).toContainText('Tyre');
});

test('how a toll moved is drawn, and stands in a table', async ({ page }) => {
  await page.goto('/?q=Kharkiv&act=shelling');
  await page.locator('.ledger tbody a', { hasText: 'Ukrainian soldiers, Kharkiv' }).first().click();
  const chart = page.locator('.chart', { hasText: 'Killed, by day of report' });
  await expect(chart.locator('path.step-best')).toHaveAttribute('d', /M.*H/);
  await chart.getByText(/As a table/).click();
  await expect(chart.locator('tbody tr').first()).toContainText('6 Mar 2025');
});
