// A test's own server, on a copy of the ledger. Every page it opens is held to what the page promises: nothing asked of any other host,
// nothing against the content security policy, no error.

import { test as base, type Page } from '@playwright/test';
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATELINE } from './ledger.ts';

export interface Served {
  url: string;
  ledger: string;
  dateline: (...args: string[]) => string;
  stop: () => Promise<void>;
}

/** The moment the servers of the tests stand at. */
export const NOW = '2026-01-05T09:00:00Z';

/** Serves a copy of the examples' ledger, on any free port. */
export async function serve(
  args: readonly string[] = [],
  prepare: (dateline: Served['dateline'], ledger: string) => void = () => {},
): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-served-'));
  const ledger = join(folder, 'dateline.db');
  copyFileSync(process.env['PAGE_LEDGER'] ?? '', ledger);
  const dateline = (...given: string[]) => execFileSync(DATELINE, given, { encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
  prepare(dateline, ledger);
  const server = spawn(
    DATELINE,
    ['serve', '--ledger', ledger, '--listen', '127.0.0.1:0', '--reviewer', 'A. Reviewer', '--now', NOW, ...args],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let told = '';
    server.stderr.on('data', (bytes: Buffer) => {
      told += bytes.toString();
      const found = /listening on (http:\/\/\S+?);/.exec(told);
      if (found?.[1]) resolve(found[1]);
    });
    server.once('exit', () => reject(new Error(`dateline serve ended: ${told}`)));
  });
  return {
    url,
    ledger,
    dateline,
    async stop() {
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Notes whatever a page should not do. */
function hold(page: Page, origin: string, faults: string[]): void {
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) faults.push(`asked of elsewhere: ${request.url()}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|Refused to/i.test(text) || (message.type() === 'error' && !/Failed to load resource/.test(text)))
      faults.push(`console: ${text}`);
  });
}

export const test = base.extend<{ served: Served; faults: string[] }>({
  faults: async ({}, use) => {
    const faults: string[] = [];
    await use(faults);
    if (faults.length > 0) throw new Error(faults.join('\n'));
  },
  served: async ({}, use) => {
    const served = await serve();
    await use(served);
    await served.stop();
  },
  baseURL: async ({ served }, use) => use(served.url),
  page: async ({ page, served, faults }, use) => {
    hold(page, served.url, faults);
    await use(page);
  },
});

export { expect } from '@playwright/test';

/** A view is there: its heading stands, nothing is still being read. */
export async function shown(page: Page): Promise<void> {
  await page.waitForSelector('main:not([aria-busy]) h1');
}

/** The map has drawn itself. */
export async function mapDrawn(page: Page): Promise<void> {
  await page.waitForSelector('.map[data-ready]');
}

/** Opens the incident that a search for words finds first. */
export async function open(page: Page, words: string): Promise<void> {
  await page.goto(`/?q=${encodeURIComponent(words)}`);
  await page.locator('.ledger tbody a').first().click();
  await page.waitForURL(/\/incidents\//);
  await shown(page);
}
