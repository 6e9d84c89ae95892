import { DateTime } from 'luxon';
import type { AdjustmentRecord } from '../domain/adjustment.ts';
import { formatSigned, table } from './output.ts';

export const KIND_NAMES = { correction: '更正 correction', exclusion: '剔除 exclusion' } as const;

/** Adjustments for a person: amount, where, since when, who and why; withdrawn ones say so. */
export const renderAdjustments = (records: readonly AdjustmentRecord[], timeZone: string): string => {
  const time = (instant: number): string =>
    DateTime.fromMillis(instant, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm');
  return table(
    [
      { title: 'id' },
      { title: '类别 kind' },
      { align: 'right', title: '数量 amount' },
      { title: '对象 of' },
      { title: '生效 effective' },
      { title: '记录 recorded' },
      { title: '签署 by' },
      { title: '原因 reason' },
    ],
    records.map(({ withdrawal, ...record }) => [
      record.id,
      KIND_NAMES[record.kind],
      formatSigned(record),
      `${scopeText(record.placementId, record.episodeId)} · ${record.family}`,
      time(record.effectiveAt),
      time(record.recordedAt),
      record.author,
      withdrawal === null
        ? record.reason
        : `${record.reason} [已撤回 withdrawn ${time(withdrawal.recordedAt)} ${withdrawal.author}: ${withdrawal.reason}]`,
    ]),
  );
};

/** What an adjustment is of. */
export const scopeText = (placement: number | null, episode: string | null): string => {
  if (placement !== null) return `placement ${placement}`;
  return episode === null ? 'the campaign alone' : `episode ${episode}`;
};
