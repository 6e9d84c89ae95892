import { createContext, useContext } from 'react';
import type { CatalogueOverview, Current } from '../../../../api/contract.ts';
import { dayOf, formatMoment, formatMomentShort } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';

/** What every part of the page needs: the server's present and zone, and the names behind ids. */
type Collection = {
  readonly current: Current;
  readonly catalogue: CatalogueOverview | undefined;
  /** Tells the page of a run that it has begun. */
  readonly noteBegun: (run: string) => void;
};

const CollectionContext = createContext<Collection | null>(null);

export const CollectionProvider = CollectionContext.Provider;

export const useCollection = () => {
  const collection = useContext(CollectionContext);
  if (!collection) throw new Error('useCollection is used outside the collection page.');
  const { locale, say } = useLocale();
  const { current, catalogue } = collection;
  const { timeZone } = current;
  const yearOf = (instant: string): string => dayOf(Date.parse(instant), timeZone).slice(0, 4);
  const at = (instant: string): string =>
    (yearOf(instant) === yearOf(current.now) ? formatMomentShort : formatMoment)(
      Date.parse(instant),
      timeZone,
      locale,
    );
  return {
    ...collection,
    /** The server's present, ms UTC. */
    now: Date.parse(current.now),
    /** An instant as the page's zone has it; with its year where that is not the present one. */
    at,
    /** The name of a platform, or its id where the catalogue cannot be read. */
    platform: (id: string): string => {
      const found = catalogue?.platforms.find(platform => platform.id === id);
      return found ? say(found.name) : id;
    },
    account: (platform: string, id: string): string =>
      catalogue?.accounts.find(account => account.id === id && account.platform === platform)?.name ?? id,
  };
};
