import type { ReactNode } from 'react';
import type { ApiError } from '../api/client.ts';
import { useLocale } from '../locales/use-locale.tsx';
import { Problem } from './problem.tsx';
import { BoneRows } from './skeleton.tsx';

/** A question to the API: an Answer, or one that is answered page by page. */
type Asked<T> = {
  readonly data: T | undefined;
  readonly error: ApiError | null;
  readonly refetch: () => unknown;
};

type Props<T> = {
  readonly query: Asked<T>;
  /** What is read, for the message when it fails (“总量”). */
  readonly what: string;
  /** The final layout in blanks; left out: rows. Shown from 150 ms on. */
  readonly skeleton?: ReactNode;
  /** Says what will appear here and when; null while there is something to show. */
  readonly empty?: (data: T) => ReactNode;
  /** True where other figures of the page stand beside this. */
  readonly partial?: boolean;
  readonly children: (data: T) => ReactNode;
};

/**
 * What every reading of the API comes to: on its way, failed, empty, or there. Data that could not be brought up to
 * date stays; the line above the page says how old it is.
 */
export const Answered = <T,>({ query, what, skeleton, empty, partial = false, children }: Props<T>) => {
  const { words } = useLocale();
  const { data, error, refetch } = query;
  if (data !== undefined) {
    const nothing = empty?.(data);
    return nothing === undefined || nothing === null || nothing === false ? children(data) : nothing;
  }
  if (error) return <Problem error={error} what={what} partial={partial} onRetry={() => void refetch()} />;
  return (
    <div aria-busy="true">
      <p className="visually-hidden" role="status">
        {`${words.loading}${words.colon}${what}`}
      </p>
      {skeleton ?? <BoneRows rows={6} height={48} />}
    </div>
  );
};
