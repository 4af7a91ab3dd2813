// The ledger the tests start from: the invented reports of examples/reports and of tests/reports, taken in over a year, so that there is
// something to look back on. Each test gets a copy.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
export const DATELINE = process.env['DATELINE'] ?? join(ROOT, 'target/debug/dateline');

/** What is published by a day is taken in on that day. */
const DAYS = ['2025-02-12', '2025-02-14', '2025-03-06', '2025-03-08', '2025-04-30', '2025-06-30', '2025-08-31', '2025-12-31'];

export function published(path: string): string {
  return /^published: "?(\d{4}-\d{2}-\d{2})/m.exec(readFileSync(path, 'utf8'))?.[1] ?? '2025-01-01';
}

export default function make(): () => void {
  if (!existsSync(DATELINE)) throw new Error(`there is no ${DATELINE}; scripts/test-ui builds it`);
  const folder = mkdtempSync(join(tmpdir(), 'dateline-page-'));
  const ledger = join(folder, 'examples.db');
  const reports = [join(ROOT, 'examples/reports'), join(import.meta.dirname, 'reports')].flatMap((each) =>
    readdirSync(each)
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => join(each, name)),
  );
  let before = '';
  for (const day of DAYS) {
    const then = reports.filter((path) => published(path) > before && published(path) <= day);
    execFileSync(DATELINE, ['run', ...then.map((path) => relative(ROOT, path)), '--ledger', ledger, '--now', `${day}T18:00:00Z`], {
      cwd: ROOT,
      stdio: 'ignore',
    });
    before = day;
  }
  process.env['PAGE_LEDGER'] = ledger;
  return () => rmSync(folder, { recursive: true, force: true });
}
