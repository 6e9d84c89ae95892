import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useLocale } from '../locales/use-locale.tsx';
import { useLinks } from '../url/links.ts';
import { Icon } from './icons.tsx';
import { Content } from './page.tsx';
import './problem.css';

type Props = { readonly children: ReactNode };
type State = { readonly error: Error | null; readonly at: number };

/** Keeps a fault of one page within it. Give it the path as `key`: another page is another try. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, at: 0 };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)), at: Date.now() };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    const { error, at } = this.state;
    return error ? <Failure error={error} at={at} /> : this.props.children;
  }
}

/** Browsers say it in their own words when a chunk of the page cannot be fetched. */
const CHUNK = /dynamically imported module|module script failed|preload CSS|Loading chunk/i;

const Failure = ({ error, at }: { error: Error; at: number }) => {
  const { words } = useLocale();
  const links = useLinks();
  const { failure, problem } = words;
  return (
    <Content>
      <div className="problem problem-page" role="alert">
        <h1>
          <Icon name="alert" size={20} />
          {failure.title}
        </h1>
        <p>{CHUNK.test(error.message) ? failure.old : failure.text}</p>
        <div className="problem-actions">
          <button type="button" className="button" onClick={() => location.reload()}>
            {failure.reload}
          </button>
          <a href={links.campaigns} className="text-link">
            {problem.list}
          </a>
        </div>
        <p className="problem-reference">
          {problem.reference} <code className="mono">{`${new Date(at).toISOString()} ${error.message}`}</code>
        </p>
      </div>
    </Content>
  );
};
