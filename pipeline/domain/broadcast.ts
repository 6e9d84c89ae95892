import type { Instant } from './reading.ts';

/**
 * What panels and operators tell of a broadcast. None of these is a metric: they belong to no family, so no formula can
 * name them, and they are shown beside a total one by one, never added up or averaged.
 */
export const INDICATORS = {
  rating_percent: { unit: 'percent', zh: '收视率', en: 'Viewing rating' },
  listening_percent: { unit: 'percent', zh: '收听率', en: 'Listening rating' },
  share_percent: { unit: 'percent', zh: '市场份额', en: 'Market share' },
  reach_percent: { unit: 'percent', zh: '到达率', en: 'Reach' },
  loyalty_percent: { unit: 'percent', zh: '忠实度', en: 'Loyalty' },
  households: { unit: 'households', zh: '收视户数', en: 'Households' },
  viewers_thousand: { unit: 'thousand persons', zh: '观众规模', en: 'Audience' },
  listeners_thousand: { unit: 'thousand persons', zh: '听众规模', en: 'Listeners' },
  minutes_per_viewer: { unit: 'minutes', zh: '人均收视时长', en: 'Minutes per viewer' },
  minutes_per_listener: { unit: 'minutes', zh: '人均收听时长', en: 'Minutes per listener' },
  minutes_per_household: { unit: 'minutes', zh: '户均收视时长', en: 'Minutes per household' },
} as const;
export type Indicator = keyof typeof INDICATORS;
export const INDICATOR_IDS = Object.keys(INDICATORS) as [Indicator, ...Indicator[]];
export const UNITS = ['percent', 'households', 'thousand persons', 'minutes'] as const;
export type Unit = (typeof UNITS)[number];

/** How a figure was arrived at. Diaries and meters disagree by tens of percent: two methods are never chained. */
export const METHODS = ['panel', 'diary', 'meter', 'return-path'] as const;
export type Method = (typeof METHODS)[number];

/** One figure of one statement. */
export type BroadcastFigure = {
  readonly campaignId: string;
  /** Null for the campaign as a whole. */
  readonly episodeId: string | null;
  readonly platform: string;
  /** '' where the report names none that is known. */
  readonly accountId: string;
  /** Channel or frequency, programme and slot as the report writes them. */
  readonly channel: string;
  readonly programme: string;
  /** yyyy-MM-dd in the campaign's zone; null where it is not of one broadcast. */
  readonly airedOn: string | null;
  readonly slot: string;
  readonly indicator: Indicator;
  /** Decimal text in `unit`, at most four decimals: never a binary fraction. */
  readonly value: string;
  /** As the report writes it. */
  readonly text: string;
  readonly unit: Unit;
  /** First and last day it speaks of, yyyy-MM-dd. */
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly method: Method;
  readonly methodText: string;
  /** Of whom or what it is a share; '' where the report does not say. */
  readonly universe: string;
  readonly document: string;
  /** SHA-256 (hex) of the document, its payload. */
  readonly documentHash: string;
  /** Who states it: an institution or a role. */
  readonly author: string;
  readonly statedAt: Instant;
  readonly recordedAt: Instant;
  readonly runId: string;
};
