import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ApiError } from '../api/client.ts';
import { useLocale } from '../locales/use-locale.tsx';
import type { Words } from '../locales/zh-CN.ts';
import { useLinks } from '../url/links.ts';
import { usePageState } from '../url/use-state.ts';
import { Icon } from './icons.tsx';
import './problem.css';

type Props = {
  readonly error: ApiError;
  /** What could not be read, in words (“总量”). */
  readonly what: string;
  /** True where other figures of the page stand beside this message. */
  readonly partial?: boolean;
  readonly onRetry: () => void;
};

/** What failed, what still holds, what to do, and the reference to give to support. */
export const Problem = ({ error, what, partial = false, onRetry }: Props) => {
  const { words } = useLocale();
  const links = useLinks();
  const { state, href } = usePageState();
  const { problem } = words;
  const refused = error.status !== null && error.status >= 400 && error.status < 500;
  return (
    <div role="alert">
      <ErrorWords title={problem.what(what)} error={error}>
        {(partial || !refused) && <p>{partial ? problem.holds : problem.nothing}</p>}
        <div className="problem-actions">
          {!refused && (
            <button type="button" className="button" onClick={onRetry}>
              {problem.retry}
            </button>
          )}
          {refused && state.asOf !== null && (
            <Link href={href({ asOf: null, knownAt: null })} className="button">
              {words.asOf.nowHint}
            </Link>
          )}
          {refused && (
            <Link href={links.campaigns} className="text-link">
              {problem.list}
            </Link>
          )}
        </div>
      </ErrorWords>
    </div>
  );
};

type WordsProps = { readonly title: string; readonly error: ApiError; readonly children?: ReactNode };

/** What failed, in the server's words or ours, and the reference to give to support. */
export const ErrorWords = ({ title, error, children }: WordsProps) => {
  const { words, say } = useLocale();
  return (
    <div className="problem">
      <h3>
        <Icon name="alert" />
        {title}
      </h3>
      <p>{error.said ? say(error.said) : own(error, words.problem)}</p>
      {children}
      <p className="problem-reference">
        {words.problem.reference} <code className="mono">{error.reference}</code>
      </p>
    </div>
  );
};

/** Failures the server never saw: what happened and what to do. */
const own = (error: ApiError, problem: Words['problem']): string => {
  if (error.kind === 'network') return `${problem.network}${problem.doNetwork}`;
  return `${error.kind === 'timeout' ? problem.timeout : problem.shape}${problem.doServer}`;
};

/** Nothing here yet: what will appear and when, and the one thing to do. */
export const Empty = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className="empty">
    <h2>{title}</h2>
    {children}
  </div>
);
