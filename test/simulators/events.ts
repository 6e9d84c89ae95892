import type { Instant } from '../../pipeline/domain/reading.ts';

/** One counter, named as in the catalogue. */
type On = { readonly work: string; readonly account: string };

/** What happens beside growth. Shares are of the count at that moment; `times` multiplies the item's final audience. */
export type ScriptedEvent =
  /** Taken down for good: its count stops, and the platform no longer shows it. */
  | (On & { readonly kind: 'removed'; readonly at: Instant })
  /** The platform takes back views it found invalid, once; the count grows on from there. */
  | (On & { readonly kind: 'purge'; readonly at: Instant; readonly share: number })
  /** A second life within hours: a subject comes up again and the item with it. */
  | (On & { readonly kind: 'surge'; readonly at: Instant; readonly hours: number; readonly times: number })
  /** Counters of big platforms step back a little for some hours and come again. */
  | (On & { readonly kind: 'waver'; readonly from: Instant; readonly to: Instant; readonly share: number })
  /** Private for a while: the platform states no count, the views stay. */
  | (On & { readonly kind: 'private'; readonly from: Instant; readonly to: Instant })
  /** The platform answers 0 for the item's own count and goes on counting: its likes and comments are right. */
  | (On & { readonly kind: 'blank'; readonly from: Instant; readonly to: Instant })
  /** The partner's sheet has "--" in place of the figure. */
  | (On & { readonly kind: 'unreported'; readonly from: Instant; readonly to: Instant })
  /** The platform answers nothing but 503. */
  | { readonly kind: 'outage'; readonly platform: string; readonly from: Instant; readonly to: Instant };

const at = (beijing: string): Instant => Date.parse(`${beijing}:00+08:00`);

/**
 * What happens to the reference campaign and to last year's: about what a month of collecting meets, each kind at least
 * once, and at its end two readings that a person has to judge. Neither is in the reference campaign's total.
 */
export const SCRIPT: readonly ScriptedEvent[] = [
  // Small steps back, under 0.1 %: to be accepted without a word.
  {
    kind: 'waver',
    work: 'education-clip-1',
    account: 'douyin-jinyun',
    from: at('2022-12-10T04:30'),
    to: at('2022-12-10T09:30'),
    share: 0.0008,
  },
  {
    kind: 'waver',
    work: 'civil-affairs-clip-1',
    account: 'kuaishou-jinyun',
    from: at('2022-12-11T01:00'),
    to: at('2022-12-11T06:30'),
    share: 0.0009,
  },
  {
    kind: 'waver',
    work: 'transport-clip-1',
    account: 'douyin-jinyun',
    from: at('2022-12-19T01:00'),
    to: at('2022-12-19T07:00'),
    share: 0.0009,
  },
  // A night without Kuaishou; the next morning it is back with the night's growth.
  { kind: 'outage', platform: 'kuaishou', from: at('2022-12-14T20:00'), to: at('2022-12-15T07:00') },
  // A large fall that stays.
  {
    kind: 'purge',
    work: 'human-resources-clip-1',
    account: 'douyin-jinyun',
    at: at('2022-12-16T04:00'),
    share: 0.34,
  },
  // The editors made a clip private to correct a caption and published it again two days later.
  {
    kind: 'private',
    work: 'housing-clip-3',
    account: 'douyin-radio',
    from: at('2022-12-19T10:00'),
    to: at('2022-12-21T10:00'),
  },
  // A cold wave: people ask about heating again, eleven days after the programme.
  {
    kind: 'surge',
    work: 'urban-management-clip-1',
    account: 'douyin-jinyun',
    at: at('2022-12-20T18:00'),
    hours: 5,
    times: 1.35,
  },
  // A clip is replaced on the client by a corrected version elsewhere and goes offline.
  { kind: 'removed', work: 'water-clip-2', account: 'jinyun-app', at: at('2022-12-24T10:00') },
  // A partner's desk has no figure: for two evenings, and on the last day.
  {
    kind: 'unreported',
    work: 'transport-replay',
    account: 'netease-jinyun',
    from: at('2022-12-18T12:00'),
    to: at('2022-12-20T12:00'),
  },
  {
    kind: 'unreported',
    work: 'human-resources-replay',
    account: 'cnr-tj',
    from: at('2022-12-30T00:00'),
    to: at('2022-12-31T00:00'),
  },
  // The client shows nobody as a reader of an article that had more than 100,000: the last reading is a zero in doubt.
  {
    kind: 'blank',
    work: 'education-article',
    account: 'jinyun-app',
    from: at('2022-12-30T12:00'),
    to: at('2022-12-31T12:00'),
  },
  // A clip of last year loses a third on the last day: a large fall that no second reading has confirmed yet.
  {
    kind: 'purge',
    work: 'education-clip-2021',
    account: 'kuaishou-jinyun',
    at: at('2022-12-30T12:00'),
    share: 0.35,
  },
];
