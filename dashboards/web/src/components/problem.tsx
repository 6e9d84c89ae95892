import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ApiError } from '../api/client.ts';
import { useLocale } from '../locales/use-locale.tsx';
import type { Words } from '../locales/zh-CN.ts';
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
  const { words, say } = useLocale();
  const { state, href } = usePageState();
  const { problem } = words;
  const refused = error.status !== null && error.status >= 400 && error.status < 500;
  return (
    <div className="problem" role="alert">
      <h3>
        <Icon name="alert" />
        {problem.what(what)}
      </h3>
      <p>{error.said ? say(error.said) : own(error, problem)}</p>
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
          <Link href="/campaigns" className="text-link">
            {problem.list}
          </Link>
        )}
      </div>
      <p className="problem-reference">
        {problem.reference} <code className="mono">{error.reference}</code>
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
