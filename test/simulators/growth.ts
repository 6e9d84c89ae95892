import type { Instant, WorkKind } from '../../pipeline/domain/reading.ts';
import { beijingHours } from './beijing.ts';

/**
 * How a counter grows: how much of its final audience an item has reached. Age is measured in waking hours: the hours
 * since publication, weighted by how many people are awake and looking, so that curves are steep in the evening and
 * flat before dawn. All of it is closed form: one call costs well under a microsecond at any instant.
 */
const DAY = (2 * Math.PI) / 24;
/** One swing a day with its peak at 16:00, and one twice a day with peaks at 8:30 and 20:30; least at about 3:00. */
const DAILY = { swing: 0.62, peak: 16 };
const TWICE = { swing: 0.28, peak: 20.5 };

/** Waking hours up to an instant: the integral of 1 + both swings. It never falls; 24 pass in a day. */
const wakingHours = (instant: Instant): number => {
  const hours = beijingHours(instant);
  return (
    hours +
    (DAILY.swing / DAY) * Math.sin(DAY * (hours - DAILY.peak)) +
    (TWICE.swing / (2 * DAY)) * Math.sin(2 * DAY * (hours - TWICE.peak))
  );
};

export const wakingAge = (publishedAt: Instant, instant: Instant): number =>
  Math.max(0, wakingHours(instant) - wakingHours(publishedAt));

/** Audience that comes at once, in a day or two, and late: each a share of the whole and the hours in which it decays. */
type Decay = readonly { readonly share: number; readonly hours: number }[];

const DECAYS: Readonly<Record<Exclude<WorkKind, 'live'>, Decay>> = {
  clip: [
    { share: 0.58, hours: 4 },
    { share: 0.36, hours: 17 },
    { share: 0.06, hours: 90 },
  ],
  trailer: [
    { share: 0.5, hours: 6 },
    { share: 0.5, hours: 30 },
  ],
  replay: [
    { share: 0.42, hours: 6 },
    { share: 0.5, hours: 20 },
    { share: 0.08, hours: 100 },
  ],
  article: [
    { share: 0.62, hours: 4 },
    { share: 0.28, hours: 20 },
    { share: 0.1, hours: 110 },
  ],
  audio: [
    { share: 0.5, hours: 24 },
    { share: 0.5, hours: 120 },
  ],
};

/** A show of one hour: people enter fastest at its start; the room then closes and nobody enters any more. */
const SHOW_MS = 3_600_000;
const showShare = (age: number): number => {
  const part = Math.min(1, age / SHOW_MS);
  return part * (1.7 - 0.7 * part);
};

/** The part of its final audience, 0 to 1, that an item of a kind has had by an instant. */
export const shareReached = (kind: WorkKind, publishedAt: Instant, instant: Instant): number => {
  if (instant <= publishedAt) return 0;
  if (kind === 'live') return showShare(instant - publishedAt);
  const age = wakingAge(publishedAt, instant);
  let share = 0;
  for (const part of DECAYS[kind]) share += part.share * (1 - Math.exp(-age / part.hours));
  return share;
};

/** A wave that starts at `age` waking hours, is half over after about `hours` and never takes anything back. */
export const waveReached = (age: number, start: number, hours: number): number => {
  if (age <= start) return 0;
  const part = (age - start) / hours;
  return 1 - Math.exp(-0.7 * part * part);
};
