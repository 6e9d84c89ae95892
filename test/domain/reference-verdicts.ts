import { isCumulative } from '../../pipeline/domain/metrics.ts';
import type { Decision, Reading } from '../../pipeline/domain/reading.ts';
import {
  ACCEPTED,
  type Entry,
  FALLS,
  type Jump,
  type ModelRow,
  rowOf,
  type Status,
} from './reference-counts.ts';

/**
 * A slow and obvious model of the verdicts, written from the rules' text alone, to check the real one against.
 * It keeps every status of every reading, looks everything up in the full list each time, forgets nothing and
 * amends nothing: counts are worked out at the end, from the final statuses.
 */
type Fall = { index: number; fromLow: number; settledBy: number };
export type ModelFall = { at: number; fromLow: number; toLow: number; confirmedAt: number };

const HOUR = 3600 * 1000;
const DAY = 24 * HOUR;

const waver = (size: number, of: number): boolean =>
  size / of <= 1 / 1000 || (size <= 200 && size / of <= 2 / 100) || size <= 5;

const UNIT: Record<string, number> = { '': 1, 万: 1e4, 亿: 1e8 };
/** Generated texts only: digits, at most two decimals, 万 or 亿, perhaps a plus. */
const printed = (text: string): number => {
  const [, digits = '', unit = ''] = /^([\d.]+)([万亿]?)\+?$/.exec(text) ?? [];
  return Math.round(Number(digits) * (UNIT[unit] ?? Number.NaN));
};

const unique = (readings: readonly Reading[]): Reading[] => {
  const rank = (r: Reading): number[] => [
    r.observedAt,
    r.recordedAt,
    r.low,
    r.high ?? Infinity,
    Number(r.othersPositive),
  ];
  const sorted = [...readings].sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    const at = x.findIndex((value, i) => value !== y[i]);
    return at < 0 ? 0 : x[at]! - y[at]!;
  });
  const same = (a: Reading, b: Reading) =>
    a.observedAt === b.observedAt && a.low === b.low && a.high === b.high;
  return sorted.filter((r, i) => !sorted.slice(0, i).some(before => same(before, r)));
};

const verdictOf = (r: Reading, decisions: readonly Decision[]): 'accept' | 'hold' | null => {
  const mine = decisions.filter(d => d.observedAt === r.observedAt && d.low === r.low && d.high === r.high);
  const latest = Math.max(...mine.map(d => d.recordedAt));
  const last = mine.filter(d => d.recordedAt === latest).map(d => d.decision);
  if (last.includes('hold')) return 'hold';
  return last.includes('accept') ? 'accept' : null;
};

export const model = (
  readings: readonly Reading[],
  decisions: readonly Decision[],
): { rows: ModelRow[]; falls: ModelFall[] } => {
  const entries: Entry[] = [];
  const jumps: Jump[] = [];
  const falls: Fall[] = [];
  const starts: number[] = [];

  const accepted = () =>
    entries.flatMap((e, index) =>
      ACCEPTED.includes(e.status) ? [{ ...e, index, at: e.reading.observedAt }] : [],
    );
  const known = () => accepted().at(-1) ?? null;
  const reference = (at: number) => {
    const start = Math.max(0, ...starts);
    const candidates = accepted().filter(a => a.index >= start && a.at >= at - 7 * DAY);
    const best = Math.max(...candidates.map(a => a.count.low));
    return candidates.find(a => a.count.low === best) ?? known();
  };
  const waitingIndex = () => entries.findIndex(e => e.status === 'waiting');
  const setFallsSinceLastAccepted = (status: Status) => {
    const since = known()?.index ?? -1;
    for (const [i, e] of entries.entries()) if (i > since && FALLS.includes(e.status)) e.status = status;
  };
  const isLarge = (r: Reading) => {
    const ref = reference(r.observedAt);
    if (!ref || r.high === null) return false;
    const size = ref.count.low - r.high;
    return size > 0 && !waver(size, ref.count.low);
  };
  const doesConfirm = (r: Reading) => {
    const c = entries[waitingIndex()]?.reading;
    const ref = reference(r.observedAt);
    if (!c || !ref || c.high === null || r.high === null || r.observedAt <= c.observedAt) return false;
    const fromC = r.low - c.high;
    const fromRef = ref.count.low - r.high;
    return fromC <= 0 || waver(fromC, c.low) || fromC < fromRef;
  };
  const fallAt = (index: number, fromLow: number, settledBy: number) => {
    falls.push({ index, fromLow, settledBy });
    starts.push(index);
    for (const jump of jumps) if (jump.end === null) Object.assign(jump, { end: index, undone: true });
  };
  const fellFrom = new Map<number, number>();
  const confirm = (by: number) => {
    const c = waitingIndex();
    entries[c]!.status = 'confirmed';
    fallAt(c, fellFrom.get(c)!, by);
  };
  const usual = (r: Reading): number => {
    const k = known()!;
    if (r.publishedAt !== null && r.observedAt - r.publishedAt < 2 * DAY) return k.count.low;
    const pairsOf = (list: ReturnType<typeof accepted>) =>
      list.slice(1).flatMap((b, i) => {
        const ms = b.at - list[i]!.at;
        return ms > 0 ? [{ ms, speed: ((b.count.low - list[i]!.count.low) * DAY) / ms }] : [];
      });
    const pairs = pairsOf(accepted().filter(a => a.at >= r.observedAt - 7 * DAY));
    const time = (below: number) => pairs.filter(p => p.speed <= below).reduce((t, p) => t + p.ms, 0);
    const speeds = pairs.map(p => p.speed).filter(speed => time(speed) * 2 >= time(Infinity));
    if (speeds.length > 0) return Math.min(...speeds);
    return pairsOf(accepted()).at(-1)?.speed ?? k.count.low;
  };
  const isJump = (r: Reading): boolean => {
    const k = known()!;
    if (k.count.high === null) return false;
    const days = Math.max(1, (r.observedAt - k.at) / DAY);
    const rise = (r.low - k.count.high) / days;
    return rise > 100_000 && rise > 10 * usual(r);
  };
  const settle = (r: Reading, index: number) => {
    for (const jump of jumps) {
      const reach = entries[jump.index]!.reading.low;
      if (jump.end === null && (r.low >= reach || waver(reach - r.low, reach))) jump.end = index;
    }
  };

  for (const r of unique(readings)) {
    const index = entries.length;
    const asStated = { low: r.low, high: r.high };
    const push = (status: Status, count = asStated) => entries.push({ reading: r, status, count });
    const decided = verdictOf(r, decisions);
    const asRead = !isCumulative(r.metric) || r.source === 'statement';
    if (decided === 'hold') {
      push('decided-hold');
      continue;
    }
    if (decided === 'accept') {
      if (!asRead && known()) {
        if (!isLarge(r)) setFallsSinceLastAccepted('dismissed');
        else if (doesConfirm(r)) confirm(index);
        else setFallsSinceLastAccepted('replaced');
        const ref = reference(r.observedAt)!;
        if (r.high !== null && r.high < ref.count.low) fallAt(index, ref.count.low, index);
        for (const jump of jumps) if (jump.end === null) jump.end = index;
      }
      push('decided-accept');
      continue;
    }
    if (asRead) {
      push(r.source === 'statement' ? 'unconfirmed' : 'accepted');
      continue;
    }
    if (r.low === 0) {
      const isYoung = r.publishedAt !== null && r.observedAt - r.publishedAt < 12 * HOUR;
      const believed = (known()?.count.low ?? 0) === 0 && (r.othersPositive || isYoung);
      if (believed) setFallsSinceLastAccepted('dismissed');
      push(believed ? 'accepted' : 'zero');
      continue;
    }
    if (!known()) {
      push('accepted');
      continue;
    }
    if (isLarge(r) && doesConfirm(r)) confirm(index);
    if (isLarge(r)) {
      const from = reference(r.observedAt)!.count.low;
      const c = waitingIndex();
      if (c >= 0) entries[c]!.status = 'replaced';
      fellFrom.set(index, from);
      push('waiting');
      continue;
    }
    setFallsSinceLastAccepted('dismissed');
    const ref = reference(r.observedAt)!;
    if (r.high !== null && r.high < ref.count.low) {
      settle(r, index);
      push('waver');
      continue;
    }
    const k = known()!;
    const sameField = accepted()
      .filter(a => a.reading.step === r.step)
      .at(-1);
    const smaller = sameField !== undefined && printed(r.text) < printed(sameField.reading.text);
    const jumped = isJump(r);
    settle(r, index);
    if (smaller) starts.push(index);
    if (jumped) jumps.push({ index, floor: k.count.low, end: null, undone: false });
    const plain = smaller ? 'new-reference' : 'accepted';
    push(jumped ? 'jump' : plain, smaller ? asStated : { low: Math.max(k.count.low, r.low), high: r.high });
  }

  return {
    rows: entries.map((entry, index) => rowOf(entries, jumps, entry, index)),
    falls: falls.map(({ index, fromLow, settledBy }) => ({
      at: entries[index]!.reading.observedAt,
      fromLow,
      toLow: entries[index]!.reading.low,
      confirmedAt: entries[settledBy]!.reading.observedAt,
    })),
  };
};
