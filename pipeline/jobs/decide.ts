import type { Change } from '../catalogue/plan.ts';
import { ConfigError } from '../problems.ts';
import { insertAudit } from '../store/audit.ts';
import { readPlacements, readWorks } from '../store/catalogue.ts';
import { type InboxEntry, type InboxState, insertInbox, readInbox } from '../store/inbox.ts';
import type { App } from './app.ts';
import { alreadyPlaced, type Destination, type Placed, place } from './place.ts';

export class UnknownEntry extends Error {
  override readonly name = 'UnknownEntry';
}

/** What accepting an entry did: registered it, or found that it is a placement already. */
export type Accepted = { readonly entry: InboxEntry; readonly placed: Placed | null; readonly note: string };

/**
 * Registers an entry of the inbox where it was proposed, or where the decision says.
 * @throws UnknownEntry; ConfigError when nobody says where it belongs, or it was decided already.
 */
export const accept = async (app: App, id: string, decision: Destination = {}): Promise<Accepted> => {
  const entry = await waitingEntry(app, id, 'accepted');
  const { platform, externalId, metric, kind, url, accountId, title, publishedAt } = entry;
  const known = (await readPlacements(app.db)).find(
    each => each.platformId === platform && each.externalId === externalId,
  );
  if (known) {
    const note = alreadyPlaced(known, await readWorks(app.db));
    return { entry: await conclude(app, entry, 'accepted', known.id, decision.by), placed: null, note };
  }
  const item = { platform, externalId, metric, kind, url, accountId, title, publishedAt };
  const placed = await place(app, [item], destinationOf(entry, decision), { action: 'accept' });
  return { entry: await findEntry(app, id), placed, note: '' };
};

/**
 * Leaves an entry out for good: it is not proposed again.
 * @throws UnknownEntry; ConfigError when it is accepted already.
 */
export const ignore = async (app: App, id: string, by?: string): Promise<InboxEntry> =>
  conclude(app, await waitingEntry(app, id, 'ignored'), 'ignored', null, by);

/**
 * Lets an ignored entry wait again.
 * @throws UnknownEntry; ConfigError when it is not ignored.
 */
export const restore = async (app: App, id: string, by?: string): Promise<InboxEntry> => {
  const entry = await waitingEntry(app, id, 'restored');
  if (entry.state === 'waiting') {
    throw new ConfigError(
      `“${entry.title}” (${id}) waits in the inbox: only what was ignored can be restored.`,
      [],
      { told: { code: 'not-ignored', params: { title: entry.title } } },
    );
  }
  return conclude(app, entry, 'waiting', null, by);
};

const findEntry = async ({ db }: App, id: string): Promise<InboxEntry> => {
  const [entry] = await readInbox(db, { ids: [id] });
  if (entry) return entry;
  throw new UnknownEntry(`There is no entry "${id}" in the inbox. \`renci inbox list\` shows what waits.`);
};

/** What was ignored may be accepted after all; a placement stays one. */
const waitingEntry = async (
  app: App,
  id: string,
  wanted: 'accepted' | 'ignored' | 'restored',
): Promise<InboxEntry> => {
  const entry = await findEntry(app, id);
  if (entry.state === 'accepted') {
    throw new ConfigError(
      `“${entry.title}” (${id}) is accepted already, as placement ${entry.placementId}: it cannot be ${wanted} again.`,
      [],
      {
        told: {
          code: 'accepted-already',
          params: { title: entry.title, placement: String(entry.placementId) },
        },
      },
    );
  }
  return entry;
};

const destinationOf = ({ id, title, proposal }: InboxEntry, decision: Destination): Destination => {
  const isDecided = [decision.campaign, decision.episode, decision.work].some(part => part !== undefined);
  if (isDecided) return decision;
  if (proposal?.isConfident) {
    const { campaignId, episodeId, workId } = proposal;
    return {
      ...decision,
      campaign: campaignId,
      ...(episodeId !== null && { episode: episodeId }),
      ...(workId !== null && { work: workId }),
    };
  }
  const why = proposal ? proposal.doubt : 'no rule speaks for any campaign';
  throw new ConfigError(
    `Where “${title}” (${id}) belongs is not sure: ${why}. Name its episode or work, or the campaign alone.`,
    [],
    { told: { code: 'no-sure-place', params: { title, why } } },
  );
};

/** What an entry is about, in the words of a plan: nothing of the catalogue changes by it. */
const nothingOf = ({ platform, externalId, title }: InboxEntry): Change => ({
  ...({ entity: 'placement', action: 'keep', fields: [] } as const),
  ...{ id: `${platform}/${externalId}`, name: title },
});

const ACTIONS = { accepted: 'accept', ignored: 'ignore', waiting: 'restore' } as const;

const conclude = async (
  app: App,
  entry: InboxEntry,
  state: InboxState,
  placementId: number | null,
  by = '',
): Promise<InboxEntry> => {
  await insertAudit(app.db, {
    ...{ recordedAt: app.clock.now(), action: ACTIONS[state], author: by.trim(), reason: '', fileHash: '' },
    ...{ campaignId: entry.proposal?.campaignId ?? '', subject: entry.id, changes: [nothingOf(entry)] },
  });
  const updatedAt = Math.max(app.clock.now(), entry.updatedAt + 1);
  const concluded = { ...entry, state, placementId, updatedAt };
  await insertInbox(app.db, [concluded]);
  return concluded;
};
