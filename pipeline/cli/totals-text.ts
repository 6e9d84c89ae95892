import { DateTime } from 'luxon';
import type { TotalsDocument } from '../jobs/totals-document.ts';
import { KIND_NAMES, scopeText } from './adjustments-text.ts';
import { formatCount, formatSigned, table } from './output.ts';

const FAMILY_NAMES: Readonly<Record<string, string>> = {
  read: '阅读 reads',
  page_view: '浏览 page views',
  exposure: '展现 exposures',
  play: '播放 plays',
  live_entry: '场观 live entries',
};

const STATE_NAMES = {
  carried: '沿用 carried',
  removed: '已下架 removed',
  held: '待确认 held',
  never: '未读到 never read',
} as const;

const MOST_NAMED = 20;

const missingLines = ({ missing, timeZone }: TotalsDocument): string[] => {
  const lines = missing.slice(0, MOST_NAMED).map(item => {
    const at = item.observedAt === null ? '' : ` (${shortTime(item.observedAt, timeZone)})`;
    const why = item.reason === '' ? '' : `: ${item.reason}`;
    return `  ${STATE_NAMES[item.state]}${at}  ${item.platform} · ${item.account} · ${item.title}${why}`;
  });
  const more = missing.length - lines.length;
  return more > 0 ? [...lines, `  … and ${more} more; --json names them all`] : lines;
};

const shortTime = (instant: string, zone: string): string =>
  DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd HH:mm');

const coverageLine = ({ coverage }: TotalsDocument): string => {
  const { expected, fresh, ...others } = coverage;
  const rest = Object.entries(others).filter(([, count]) => count > 0);
  const parts = rest.map(([state, count]) => `${count} ${state}`);
  return [`Coverage: ${fresh} of ${expected} placements fresh`, ...parts].join(', ');
};

const adjustmentLines = ({ adjustments, timeZone }: TotalsDocument): string[] =>
  adjustments.map(({ id, kind, author, reason, effectiveAt, ...adjustment }) => {
    const by = `${author}: ${reason}`;
    const when = shortTime(effectiveAt, timeZone);
    return `  ${formatSigned(adjustment)}  ${KIND_NAMES[kind]} · ${scopeText(adjustment.placementId, adjustment.episode)} · from ${when} · ${by} (${id})`;
  });

const definitionLines = ({ definitions, breaks }: TotalsDocument): string[] => [
  ...(definitions.length === 0 ? [] : ['', '口径说明 what the numbers count:']),
  ...definitions.map(({ platformName, metric, strength, rule, from, to }) => {
    const isBroken = definitions.some(
      other => other.platformName === platformName && other.metric === metric && other.from !== from,
    );
    const days = isBroken ? ` (${from} – ${to})` : '';
    return `  ${platformName} · ${metric} [${strength}]${days}  ${rule.zh}`;
  }),
  ...breaks.map(
    ({ date, platform, metric }) =>
      `  口径变更 definition break: ${platform} · ${metric} on ${date}; both are named above`,
  ),
];

/** What is listed apart, with its figures, and whatever else a reader would not guess. */
const noteLines = ({ apart, notes }: TotalsDocument): string[] => {
  const shown = apart.flatMap(({ placements }) => placements).slice(0, MOST_NAMED);
  const all = apart.reduce((sum, { placements }) => sum + placements.length, 0);
  return [
    ...(notes.length === 0 ? [] : ['口径说明 notes:']),
    ...notes.flatMap(({ zh, en }) => [`  ${zh}`, `  ${en}`]),
    ...(shown.length === 0 ? [] : ['单列未计入 listed apart, not added:']),
    ...shown.map(
      ({ platform, account, title, low, high }) =>
        `  ${low === null ? '—' : formatCount({ low, high })}  ${platform} · ${account} · ${title}`,
    ),
    ...(all > shown.length ? [`  … and ${all - shown.length} more; --json names them all`] : []),
  ];
};

const panelLine = ({ broadcastFigures }: TotalsDocument): string[] =>
  broadcastFigures === 0 ? [] : [`广播收视 broadcast panel: ${broadcastFigures} figures (not added)`];

/** A part of which nothing was ever read shows no number: missing is not zero. */
const formatPart = ({ counted, adjusted, low, high }: TotalsDocument['campaignLevel']): string =>
  counted === 0 && adjusted === null ? '—' : formatCount({ low, high });

/** A campaign's totals for a person: the sentence in both languages, bounds, coverage, episodes, platforms. */
export const renderTotals = (document: TotalsDocument): string => {
  const { campaign, total, timeZone, formula } = document;
  const counts = { align: 'right', title: '人次 view-times' } as const;
  const sum = [['合计 total', '', formatCount(total)]];
  const level = document.campaignLevel;
  const shown = document.episodes.map(({ title, organisation, ...count }) => [
    organisation,
    title,
    formatPart(count),
  ]);
  const alone =
    level.counted === 0 && level.adjusted === null
      ? []
      : [['活动作品 campaign-level works', '', formatCount(level)]];
  const platforms = [...document.platforms].sort((a, b) => b.low - a.low);
  const beside = document.beside.map(
    ({ family, placements, added, low, high }) =>
      `Beside it, not added: ${FAMILY_NAMES[family] ?? family} ${low === null ? '—' : formatCount({ low, high })} ` +
      `(${added ? '' : 'highest of '}${placements} placements)`,
  );
  return [
    `${campaign.name}${document.simulated ? '  [模拟数据 simulated partners]' : ''}`,
    '',
    total.wording.zh,
    total.wording.en,
    '',
    `Bounds: ${formatCount(total)}    Formula: ${formula}`,
    `As of ${shortTime(document.asOf, timeZone)} ${timeZone}, known by ${shortTime(document.knownAt, timeZone)}`,
    coverageLine(document),
    ...(document.adjustments.length === 0 ? [] : ['人工调整 adjusted by hand, in the total:']),
    ...adjustmentLines(document),
    ...missingLines(document),
    ...beside,
    ...noteLines(document),
    ...panelLine(document),
    '',
    table([{ title: '单位 organisation' }, { title: '节目 episode' }, counts], [...shown, ...alone, ...sum]),
    '',
    table(
      [{ title: '平台 platform' }, counts],
      platforms.map(({ name, ...count }) => [name, formatPart(count)]),
    ),
    ...definitionLines(document),
  ].join('\n');
};
