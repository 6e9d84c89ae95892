import { randomUUID } from 'node:crypto';
import type { HotList } from '../../collectors/hot-list.ts';
import { APPLICATION, type HotSample, sampleHotList } from '../../collectors/sample-hot-list.ts';
import { platformSettings } from '../config/platform-settings.ts';
import type { Config } from '../config.ts';
import { localDate } from '../days.ts';
import type { Campaign } from '../domain/catalogue.ts';
import { matchTopic, type TopicTerms } from '../domain/keywords.ts';
import type { Instant } from '../domain/reading.ts';
import { ConfigError, didYouMean } from '../problems.ts';
import { nextSlot } from '../scheduler.ts';
import { readCampaigns, readWorks } from '../store/catalogue.ts';
import type { HotRank } from '../store/hot-ranks.ts';
import type { App } from './app.ts';

/** How one look at a list ended. */
export type Look = {
  readonly listId: string;
  readonly platform: string;
  /** Lines on the list; null when it could not be read. */
  readonly entries: number | null;
  readonly ranks: readonly HotRank[];
  readonly error: string | null;
};

/**
 * How to look once at every list that is switched on, while a campaign runs that has words to be recognised by, and to
 * note where its topics stand. A list that cannot be read does not stop the others, and is a gap, not an absence. The
 * ranks go through the spool: with the database away they wait, and campaigns are those it told of last.
 * The look is empty when no campaign runs or no list is switched on.
 * @throws ConfigError for a list of the configuration that does not exist.
 */
export const createHotLooks = (app: App, lists: readonly HotList[]): (() => Promise<Look[]>) => {
  const chosen = chooseLists(app.config, lists);
  let known: readonly Recognised[] | null = null;
  return async () => {
    if (chosen.length === 0) return [];
    try {
      known = await recognised(app);
    } catch (error) {
      if (!known) throw error;
      app.log.debug({ err: error }, 'the database is away: going by the campaigns as they were last seen');
    }
    const terms = known.filter(({ campaign }) => isRunning(campaign, app.clock.now()));
    if (terms.length === 0) return [];
    const looks = await Promise.all(chosen.map(list => look(app, list, terms)));
    const ranks = looks.flatMap(each => each.ranks);
    if (ranks.length > 0) await app.spool.append({ ranks });
    await app.drain();
    return looks;
  };
};

/**
 * The lists to read: those the configuration switches on, and the platforms' own interfaces where their credentials
 * are set.
 */
export const chooseLists = (
  { hotLists, secret }: Pick<Config, 'hotLists' | 'secret'>,
  lists: readonly HotList[],
): HotList[] => {
  const ids = lists.map(({ id }) => id);
  for (const id of Object.keys(hotLists)) {
    if (ids.includes(id)) continue;
    const hint = didYouMean(id, ids) || ` There are: ${ids.join(', ')}.`;
    throw new ConfigError(`hot_lists of renci.yaml names "${id}", which is no hot list.${hint}`);
  }
  return lists.filter(
    ({ id, official, needs }) =>
      hotLists[id]?.enabled ?? (official && needs.every(name => secret(name) !== null)),
  );
};

type Recognised = TopicTerms & { readonly campaign: Campaign };

const isRunning = ({ startsOn, endsOn, timeZone }: Campaign, now: Instant): boolean => {
  const today = localDate(now, timeZone);
  return startsOn <= today && today <= endsOn;
};

/** What each campaign is recognised by; one without a word is left out. */
const recognised = async (app: App): Promise<Recognised[]> => {
  const all = await Promise.all(
    (await readCampaigns(app.db)).map(async campaign => {
      const keywords = app.config.campaigns[campaign.id]?.keywords ?? [];
      // Titles count only where no keyword is declared.
      const works = keywords.length > 0 ? [] : await readWorks(app.db, campaign.id);
      return {
        campaign,
        campaignId: campaign.id,
        keywords,
        titles: [...new Set(works.map(({ title }) => title))],
      };
    }),
  );
  return all.filter(({ keywords, titles }) => keywords.length + titles.length > 0);
};

const look = async (app: App, list: HotList, terms: readonly TopicTerms[]): Promise<Look> => {
  const sampledAt = app.clock.now();
  const sample = await sampleHotList(list, contextOf(app, list));
  const about = { listId: list.id, platform: list.platform };
  if ('error' in sample) {
    app.log.warn({ ...about, kind: sample.error.kind }, sample.error.message);
    await keep(app, sample, false);
    return { ...about, entries: null, ranks: [], error: sample.error.message };
  }
  const { listedAt, entries } = sample.board;
  const intervalS = grainOf(app, sampledAt);
  const ranks = entries.flatMap(({ rank, title, url, heat }) =>
    terms.flatMap((term): HotRank[] => {
      const matched = matchTopic(title, term);
      if (matched === null) return [];
      return [
        {
          campaignId: term.campaignId,
          ...about,
          topic: title,
          matched,
          sampledAt,
          intervalS,
          rank,
          heat,
          url,
          listedAt,
          payloadId: sample.payload?.id ?? '',
        },
      ];
    }),
  );
  await keep(app, sample, ranks.length > 0);
  return { ...about, entries: entries.length, ranks, error: null };
};

/** Every request is noted; the list itself only where a topic of ours stood on it. */
const keep = async (app: App, { attempts, payload }: HotSample, isProof: boolean): Promise<void> => {
  if (attempts.length === 0) return;
  const payloads = isProof && payload ? [payload] : [];
  await app.spool.append({ batch: { readings: [], misses: [], rejects: [], attempts, payloads } });
};

/** The schedule's own interval at this hour, in seconds. */
const grainOf = ({ config }: App, at: Instant): number => {
  const next = nextSlot(config.hotListSchedule, config.timeZone, at);
  return Math.round((nextSlot(config.hotListSchedule, config.timeZone, next) - next) / 1000);
};

const contextOf = (app: App, list: HotList) => {
  const [any] = app.collectors;
  if (!any) throw new ConfigError('There is no collector here.');
  const { baseUrl, ...settings } = platformSettings(app.config, list, []);
  // An official list is on the host of the platform's interface, so it goes where that was sent; the others are not.
  const address = app.config.hotLists[list.id]?.baseUrl ?? (list.official ? baseUrl : undefined);
  return {
    ...app.context(any, `hot-${randomUUID()}`),
    settings: {
      credentials: settings.credentials,
      codes: { [APPLICATION]: 'client_credential' },
      ...(address !== undefined && { baseUrl: address }),
    },
  };
};
