import { type Query, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { formatAge, formatMomentShort } from '../format/dates.ts';
import { useLocale } from '../locales/use-locale.tsx';
import { Notice, useOnline } from './notice.tsx';
import './connection.css';

const TICK_MS = 30_000;

/** The time, good to half a minute, for ages that must not stand still. */
const useNow = (running: boolean): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [running]);
  return now;
};

const shown = (query: Query): boolean => query.getObserversCount() > 0 && query.state.dataUpdatedAt > 0;

/** The oldest data on the page, and whether any of it could not be brought up to date. */
const useFreshness = (): { failed: boolean; fetchedAt: number | null } => {
  const cache = useQueryClient().getQueryCache();
  const text = useSyncExternalStore(
    listener => cache.subscribe(listener),
    () => {
      const queries = cache.getAll().filter(shown);
      const failed = queries.filter(query => query.state.status === 'error');
      const of = failed.length > 0 ? failed : queries;
      const oldest = Math.min(...of.map(query => query.state.dataUpdatedAt));
      return `${failed.length > 0 ? 'failed' : 'fine'} ${of.length > 0 ? oldest : ''}`;
    },
  );
  const [state, at] = text.split(' ');
  return { failed: state === 'failed', fetchedAt: at ? Number(at) : null };
};

/** One line above every page while it cannot be brought up to date: why, and how old what is shown is. */
export const Connection = () => {
  const { locale, words } = useLocale();
  const online = useOnline();
  const { failed, fetchedAt } = useFreshness();
  const troubled = !online || failed;
  const now = useNow(troubled);
  if (!troubled) return null;
  // When the page fetched is a time of the reader's own clock.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const age =
    fetchedAt === null
      ? ''
      : words.dataOf(formatMomentShort(fetchedAt, zone, locale), formatAge(fetchedAt, now, locale));
  return (
    <div className="connection">
      <Notice icon={online ? 'alert' : 'offline'}>
        {online ? words.refetchFailed : fetchedAt === null ? words.offlineEmpty : words.offline}
        {age !== '' && ` ${age}`}
      </Notice>
    </div>
  );
};
