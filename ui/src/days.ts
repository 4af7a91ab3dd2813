// Days as numbers, so that they can be counted and drawn.

const MS = 86_400_000;

/** Days since 1970, or null where the text is no day. */
export function dayNumber(text: string | null): number | null {
  const time = text === null ? NaN : Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) ? null : Math.round(time / MS);
}

/** Days since 1970 as "2025-02-11". */
export function dayText(day: number): string {
  return new Date(day * MS).toISOString().slice(0, 10);
}
