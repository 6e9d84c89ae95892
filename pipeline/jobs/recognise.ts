import { addressesIn } from '../../collectors/links.ts';
import type { Work } from '../domain/catalogue.ts';
import type { WorkKind } from '../domain/reading.ts';
import { ConfigError, type Told } from '../problems.ts';
import { CatalogueConflict } from '../store/apply-catalogue.ts';
import { readPlacements, readWorks, type StoredPlacement } from '../store/catalogue.ts';
import { EitherLink, itemOf } from './add.ts';
import type { App } from './app.ts';
import type { Item } from './place.ts';

/** The most links that are looked at together: each short one is a question to a platform. */
const MOST_LINKS = 50;

type Refused = { readonly message: string; readonly told: Told | null };

/** What one address of a pasted text leads to. */
export type Recognised = {
  /** As it was pasted. */
  readonly address: string;
  /** What it leads to, in the words of the catalogue; null where that cannot be told, or is told by a placement alone. */
  readonly item: Item | null;
  /** The placement it is already; null: none. */
  readonly placement: (StoredPlacement & { readonly work: Work | null }) | null;
  /** An address before it leads to the same item. */
  readonly isRepeated: boolean;
  /** What it may be, where the link does not tell and a person has to; `item` is the first of these. Else empty. */
  readonly either: readonly WorkKind[];
  /** Why it leads to no item; null where it does. */
  readonly problem: Refused | null;
};

/**
 * What the addresses of a text lead to, in order. A text without any gives one answer that says so.
 * @throws ConfigError for more than {@link MOST_LINKS}, QueryError
 */
export const recognise = async (app: App, text: string): Promise<Recognised[]> => {
  const found = addressesIn(text, app.collectors);
  if (found.length > MOST_LINKS) {
    throw new ConfigError(
      `There are ${found.length} links in this text; at most ${MOST_LINKS} are taken at a time. Paste them in parts.`,
      [],
      { told: { code: 'too-many-links', params: { count: String(found.length), most: String(MOST_LINKS) } } },
    );
  }
  const addresses = found.length === 0 ? [text.trim()] : found;
  const [stored, works] = await Promise.all([readPlacements(app.db), readWorks(app.db)]);
  const seen = new Set<string>();
  const recognised: Recognised[] = [];
  for (const address of addresses) {
    const answer = await lookAt(app, address, stored);
    const key = answer.item ? `${answer.item.platform} ${answer.item.externalId}` : null;
    const { placement } = answer;
    const work = works.find(
      ({ id, campaignId }) => id === placement?.workId && campaignId === placement.campaignId,
    );
    recognised.push({
      address,
      ...answer,
      placement: placement && { ...placement, work: work ?? null },
      isRepeated: key !== null && seen.has(key),
    });
    if (key !== null) seen.add(key);
  }
  return recognised;
};

type Answer = Pick<Recognised, 'item' | 'either' | 'problem'> & {
  readonly placement: StoredPlacement | null;
};

const lookAt = async (
  app: App,
  address: string,
  stored: readonly StoredPlacement[],
  either: readonly WorkKind[] = [],
): Promise<Answer> => {
  try {
    const item = await itemOf(app, address, null, either[0]);
    const placement = stored.find(
      each => each.platformId === item.platform && each.externalId === item.externalId,
    );
    // What is a placement already was told apart when it was registered.
    return { item, either: placement ? [] : either, placement: placement ?? null, problem: null };
  } catch (error) {
    if (error instanceof EitherLink) return lookAt(app, address, stored, error.kinds);
    if (error instanceof CatalogueConflict) {
      const placement = stored.find(({ id }) => id === error.placementId);
      const problem = placement ? null : { message: error.message, told: null };
      return { item: null, either: [], placement: placement ?? null, problem };
    }
    if (error instanceof ConfigError) {
      const { message, told } = error;
      return { item: null, either: [], placement: null, problem: { message, told } };
    }
    throw error;
  }
};
