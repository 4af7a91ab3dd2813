// Ruling: correct a cell and undo it, merge two incidents and split them again, review by keyboard, two people who disagree.

import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { DATELINE } from './ledger.ts';
import { expect, open, serve, shown, test } from './served.ts';

/** low, best and high of the killed, as the headline has them. */
async function killed(page: Page): Promise<string[]> {
  return await page.locator('.headline', { hasText: 'Killed' }).locator('dd').allTextContents();
}

test('a cell is corrected, the toll follows, and undoing brings it back', async ({ page }) => {
  await open(page, 'Ariha AND warplanes');
  const before = await killed(page);
  expect(before).toEqual(['12', '15', '15']);
  const account = page.locator('.account', { hasText: '15 civilians' }).last();
  await account
    .locator('[data-cell^="counts."]', { hasText: '15 civilians' })
    .first()
    .getByRole('button', { name: /Correct/ })
    .click();
  await page.getByLabel('Should say').fill('19');
  await page.getByLabel('Why').fill('four more on its list');
  await page.getByRole('dialog').getByRole('button', { name: 'Correct' }).click();
  await expect(page.locator('.notice')).toContainText('Correct recorded as d');
  await expect.poll(() => killed(page)).not.toEqual(before);
  await expect(page.locator('.decisions')).toContainText('four more on its list');
  await page.locator('.notice').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => killed(page)).toEqual(before);
  await expect(page.locator('.decisions li')).toHaveCount(2);
  await expect(page.locator('.decisions li').first()).toContainText('not in force');
});

test('what cannot be read as a value is refused in words', async ({ page }) => {
  await open(page, 'Ariha AND warplanes');
  await page.getByRole('button', { name: 'Correct', exact: true }).click();
  await page.getByRole('combobox', { name: 'Cell' }).selectOption({ index: 0 });
  await page.getByLabel('Should say').fill('flood');
  await page.getByLabel('Why').fill('to see');
  await page.getByRole('dialog').getByRole('button', { name: 'Correct' }).click();
  await expect(page.getByRole('alert')).toContainText('flood');
});

test('two incidents are merged, and split again', async ({ page, request }) => {
  const { items } = await (await request.get('/api/v1/incidents?q=Ariha')).json();
  const denial = items.find((each: { act: string }) => each.act === 'armed-attack');
  await open(page, 'Ariha AND warplanes');
  const before = await killed(page);
  const outlets = page.locator('.counts div', { hasText: 'published it' }).locator('dd').first();
  const told = Number(await outlets.textContent());
  await page.getByRole('button', { name: 'Merge' }).first().click();
  await page.getByLabel('Is one with the incident').fill(denial.id);
  await page.getByLabel('Why').fill('two accounts of one morning');
  await page.getByRole('dialog').getByRole('button', { name: 'Merge' }).click();
  await expect(outlets).toHaveText(String(told + 1));
  await page.getByRole('button', { name: 'Split', exact: true }).click();
  const claims: string[] = denial.claims;
  for (const claim of claims) await page.getByRole('dialog').locator(`input[value="${claim}"]`).check();
  await page.getByLabel('Why').fill('it tells of another cause');
  await page.getByRole('dialog').getByRole('button', { name: 'Split' }).click();
  await expect(outlets).toHaveText(String(told));
  expect(await killed(page)).toEqual(before);
});

test('the queue is worked by keyboard', async ({ page }) => {
  await page.goto('/review?kind=incident');
  await shown(page);
  const count = async () => Number(/^\d+/.exec((await page.locator('.result-count').textContent())!)![0]);
  const before = await count();
  const second = (await page.locator('.queue-item').nth(1).textContent())!;
  await page.keyboard.press('j');
  await expect(page.locator('.queue-item[aria-current="true"]')).toHaveText(second);
  await page.keyboard.press('k');
  await expect(page.locator('.review-detail h2').first()).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.getByRole('dialog')).toContainText('Accept');
  await page.keyboard.press('Enter');
  await expect.poll(count).toBe(before - 1);
  await page.keyboard.press('u');
  await expect.poll(count).toBe(before);
  await page.keyboard.press('?');
  await expect(page.locator('.keys dl')).toBeVisible();
});

test('a pair that may be one is merged side by side', async ({ page }) => {
  await page.goto('/review?kind=proposal');
  await expect(page.locator('.pair-table')).toBeVisible();
  await expect(page.locator('.pair-table tr', { hasText: 'where' })).toContainText('same');
  const pairs = await page.locator('.queue-item').count();
  await page.keyboard.press('m');
  await page.getByLabel('Why').fill('one building, one night');
  await page.getByRole('dialog').getByRole('button', { name: 'Merge' }).click();
  await expect.poll(() => page.locator('.queue-item').count()).toBeLessThan(pairs);
});

test('a pair that looks like one is ruled to be two, and no longer waits', async ({ page }) => {
  await page.goto('/review?kind=proposal');
  await expect(page.locator('.pair-table')).toBeVisible();
  const pairs = await page.locator('.queue-item').count();
  await page.keyboard.press('r');
  await page.getByLabel('Why').fill('two buildings, two nights');
  await page.getByRole('dialog').getByRole('button', { name: 'They are two' }).click();
  await expect.poll(() => page.locator('.queue-item').count()).toBeLessThan(pairs);
  await page.keyboard.press('u');
  await expect.poll(() => page.locator('.queue-item').count()).toBe(pairs);
});

test('a decision on what has changed meanwhile is refused', async ({ page, served }) => {
  await open(page, 'Ariha AND warplanes');
  const id = (await page.locator('.crumbs .code').textContent())!;
  served.dateline(
    'review',
    'grade',
    id,
    'contested',
    '--as',
    'B. Reviewer',
    '--why',
    'each side gives its own cause',
    '--ledger',
    served.ledger,
  );
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('What changed meanwhile');
});

test('two people disagree, and the agreement page says on what', async ({ browser }) => {
  const served = await serve(['--accounts-only'], (_, ledger) => {
    for (const name of ['Amal', 'Bo'])
      execFileSync(DATELINE, ['serve', 'accounts', 'add', name, '--role', 'coder', '--ledger', ledger], {
        input: 'a long invented password\n',
      });
  });
  try {
    for (const [name, grade] of [
      ['Amal', 'Fair'],
      ['Bo', 'Contested'],
    ] as const) {
      const context = await browser.newContext({ baseURL: served.url });
      const page = await context.newPage();
      await page.goto('/');
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.getByLabel('Name').fill(name);
      await page.getByLabel('Password').fill('a long invented password');
      await page.getByRole('button', { name: 'Continue' }).click();
      await expect(page.locator('.person')).toContainText(name);
      await open(page, 'Ariha AND warplanes');
      await page.getByRole('button', { name: 'Grade' }).click();
      await page.getByRole('dialog').getByLabel(grade).check();
      await page.getByLabel('Why').fill('as I read it');
      await page.getByRole('dialog').getByRole('button', { name: 'Set' }).click();
      await expect(page.locator('.notice')).toContainText('recorded');
      await expect(page.locator('.standing .grade').first()).toHaveText(grade);
      if (name === 'Bo') {
        await page.goto('/agreement');
        await expect(page.locator('.differ')).toContainText('Amal');
        await expect(page.locator('.differ')).toContainText('contested');
        await expect(page.getByRole('row', { name: /Grades/ })).toContainText('0.0 %');
      }
      await context.close();
    }
  } finally {
    await served.stop();
  }
});

test('two people at one machine name themselves', async ({ page, request }) => {
  await page.goto('/review');
  await page.locator('.person button').click();
  await page.getByLabel('Name').fill('B. Reviewer');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.locator('.person')).toHaveText('B. Reviewer');
  await open(page, 'Ariha AND warplanes');
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Accept' }).click();
  await expect(page.locator('.decisions')).toContainText('B. Reviewer');
  expect((await (await request.get('/api/v1/decisions')).json()).items[0].who).toBe('B. Reviewer');
});

test('a state is named, and two are compared', async ({ page }) => {
  await page.goto('/releases');
  await page.getByLabel('Name', { exact: true }).fill('march');
  await page.getByRole('button', { name: 'Name it' }).click();
  await expect(page.locator('tbody tr')).toHaveCount(1);
  await open(page, 'Ariha AND warplanes');
  await page.getByRole('button', { name: 'Reject' }).click();
  await page.getByLabel('Why').fill('to see what a diff says');
  await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
  await expect(page.locator('.notice')).toContainText('recorded');
  await page.goto('/releases');
  await page.getByLabel('Name', { exact: true }).fill('april');
  await page.getByRole('button', { name: 'Name it' }).click();
  await expect(page.locator('tbody tr')).toHaveCount(2);
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page).toHaveURL(/\/releases\/march\/diff\/april/);
  await expect(page.locator('.change').first()).toContainText('d1');
});
