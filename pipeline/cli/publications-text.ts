import { DateTime } from 'luxon';
import type { Change, ChangedLine, ReasonOfChange } from '../domain/comparison.ts';
import type { Count } from '../domain/count.ts';
import type { Instant } from '../domain/reading.ts';
import type { ComparedPublication } from '../jobs/compare-publication.ts';
import type { Verification } from '../jobs/publications.ts';
import type { Publication, StoredPublication } from '../store/publications.ts';
import { formatCount, table } from './output.ts';

const time = (instant: Instant, zone: string): string =>
  DateTime.fromMillis(instant, { zone }).toFormat('yyyy-MM-dd HH:mm');

const formulaOf = ({ formula }: Publication): string => `${formula.id}@${formula.version}`;

/** Frozen totals as a list. @param zones of the campaigns, in which their instants are told */
export const renderPublications = (
  publications: readonly Publication[],
  zones: ReadonlyMap<string, string>,
): string =>
  table(
    [
      { title: '发布 publication' },
      { title: '标题 title' },
      { title: '截至 as of' },
      { title: '口径 formula' },
      { title: '人次 view-times', align: 'right' },
      { title: '发布人 by' },
      { title: '发布于 published' },
    ],
    publications.map(publication => {
      const zone = zones.get(publication.campaignId) ?? 'UTC';
      return [
        publication.id,
        publication.title,
        time(publication.asOf, zone),
        formulaOf(publication),
        formatCount(publication),
        publication.author,
        time(publication.publishedAt, zone),
      ];
    }),
  );

/** One frozen total with its lines. */
export const renderPublication = (publication: StoredPublication, zone: string): string => {
  const { total, coverage } = publication;
  return [
    `${publication.title}  [${publication.id}]`,
    '',
    publication.wording.zh,
    publication.wording.en,
    '',
    `Bounds: ${formatCount(publication)}    Formula: ${formulaOf(publication)}`,
    `As of ${time(publication.asOf, zone)} ${zone}, known by ${time(publication.knownAt, zone)}`,
    `Coverage: ${coverage.fresh} of ${coverage.expected} placements fresh; ${publication.readings} readings behind it`,
    `Published by ${publication.author} at ${time(publication.publishedAt, zone)}`,
    ...(publication.note === '' ? [] : [`Note: ${publication.note}`]),
    `SHA-256: ${publication.hash}`,
    '',
    table(
      [
        { title: '平台 platform' },
        { title: '作品 work' },
        { title: '作品ID item' },
        { title: '状态 state' },
        { title: '读数时间 read at' },
        { title: '人次 view-times', align: 'right' },
      ],
      [
        ...total.lines.map(line => [
          line.platformId,
          line.title,
          line.externalId,
          line.apart ? '单列未计入 apart' : line.state,
          line.reading ? time(line.reading.observedAt, zone) : '—',
          line.count ? formatCount(line.count) : '—',
        ]),
        ...total.adjustments.map(({ author, reason, kind, effectiveAt, low, high }) => [
          '人工调整 by hand',
          reason,
          author,
          kind,
          time(effectiveAt, zone),
          signed({ low, high }),
        ]),
      ],
    ),
  ].join('\n');
};

const shown = (value: unknown): string => (value === null ? 'nothing' : JSON.stringify(value));

/** Whether a frozen total is what the database gives, and what is not. */
export const renderVerification = (verification: Verification): string => {
  const { publication, ok, recomputed, recordIntact, differences, payloads } = verification;
  const verdict = ok
    ? `${publication.id} is what the readings give, to the hash ${publication.hash}.`
    : `${publication.id} is NOT what is stored now.`;
  const proofs = `${payloads.named} payloads proved`;
  const gone = payloads.notKeptThen === 0 ? '' : `; ${payloads.notKeptThen} were gone when it was published`;
  return [
    verdict,
    ...(recordIntact ? [] : ['Its own rows no longer give its hash: somebody changed them in the database.']),
    ...(recomputed === publication.hash ? [] : [`Formed anew its hash is ${recomputed}.`]),
    ...differences.map(({ of, id, field, frozen, now }) => {
      const name = [of === 'line' ? 'placement' : of, id, field].filter(part => part !== '').join(' ');
      return `  ${name}: frozen ${shown(frozen)}, now ${shown(now)}`;
    }),
    ...payloads.broken.map(
      ({ payloadId, placementId, fault }) => `  payload ${payloadId} of placement ${placementId} is ${fault}`,
    ),
    ...(payloads.broken.length === 0 ? [`${proofs}${gone}.`] : []),
  ].join('\n');
};

const REASONS: Readonly<Record<ReasonOfChange, string>> = {
  'late-reading': '补采 late reading',
  decision: '裁定 decision',
  'judged-anew': '重新判定 judged anew',
  adjusted: '人工调整 adjusted',
  withdrawn: '调整撤回 withdrawn',
  grown: '增长 grown',
  fell: '回落 fell',
  removed: '下架 removed',
  'new-placement': '新分发 new placement',
  'no-longer-expected': '不再计入 no longer expected',
  'replay-rule': '回放规则 replay rule',
  moved: '改属 moved',
  'other-source': '换来源 other source',
};

const digits = new Intl.NumberFormat('en', { signDisplay: 'always' });

/** `+3,300`, or both ends where they differ; an open upper end has no change to tell. */
const signed = ({ low, high }: Change): string => {
  const from = digits.format(low);
  return high === null || high === low ? from : `${from} – ${digits.format(high)}`;
};

const countOr = (count: Count | null): string => (count ? formatCount(count) : '—');

const changes = (lines: readonly ChangedLine[]): string =>
  table(
    [
      { title: '平台 platform' },
      { title: '作品 work' },
      { title: '原 before', align: 'right' },
      { title: '现 after', align: 'right' },
      { title: '变化 change', align: 'right' },
      { title: '原因 why' },
    ],
    lines.map(line => [
      line.platformId ?? '—',
      line.title,
      countOr(line.before),
      countOr(line.after),
      signed(line.change),
      line.why.map(reason => REASONS[reason]).join(', '),
    ]),
  );

/** What became known of a frozen total since, and what came after. */
export const renderComparison = (comparison: ComparedPublication, zone: string): string => {
  const { publication, revision, growth, revisedText } = comparison;
  const other = comparison.with === null ? '' : ` (publication ${comparison.with})`;
  return [
    `${publication.title}  [${publication.id}]  ${formatCount(publication)} as of ${time(publication.asOf, zone)}`,
    `${formatCount(comparison)} as of ${time(comparison.asOf, zone)}, known by ${time(comparison.knownAt, zone)}${other}`,
    '',
    `${revisedText.zh}  ${revisedText.en}`,
    ...(revision.lines.length === 0 ? [] : [changes(revision.lines)]),
    '',
    `此后增长 grown by ${signed(growth.change)}`,
    ...(growth.lines.length === 0 ? [] : [changes(growth.lines)]),
  ].join('\n');
};
