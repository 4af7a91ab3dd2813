// Where an axis is marked: round figures, round days.

/** About `most` round figures from 0 to `top`. */
export function figures(top: number, most = 4): number[] {
  if (top <= 0) return [0];
  const rough = top / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? power * 10);
  const marks: number[] = [];
  for (let mark = 0; mark <= top + step * 0.001; mark += step) marks.push(mark);
  return marks;
}

const MS = 86_400_000;
const LABELS = {
  day: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  month: new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  year: new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone: 'UTC' }),
};

/** At most `most` round days between two days since 1970, with what is written at them. */
export function calendar(first: number, last: number, most: number): { day: number; label: string }[] {
  const span = Math.max(1, last - first);
  for (const step of [1, 2, 7, 14])
    if (span / step <= most) return range(first, last, step).map((day) => ({ day, label: LABELS.day.format(day * MS) }));
  const start = new Date(first * MS);
  for (const months of [1, 2, 3, 6, 12, 24, 60, 120, 240, 600]) {
    if (span / (months * 30.4) > most) continue;
    const marks: { day: number; label: string }[] = [];
    const base = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
    for (let month = base; ; month += months) {
      const day = Math.round(Date.UTC(Math.floor(month / 12), month % 12, 1) / MS);
      if (day > last) return marks;
      if (day >= first) marks.push({ day, label: (months >= 12 ? LABELS.year : LABELS.month).format(day * MS) });
    }
  }
  return [];
}

function range(first: number, last: number, step: number): number[] {
  const days: number[] = [];
  for (let day = Math.ceil(first / step) * step; day <= last; day += step) days.push(day);
  return days;
}
