import { type ReactNode, useEffect, useRef } from 'react';
import { useCampaignWords } from '../../components/campaign/words.ts';
import { Icon } from '../../components/icons.tsx';
import { useNarrow } from '../../components/use-narrow.ts';
import { usePrinting } from '../../components/use-printing.ts';
import { useFolds } from './folds.ts';
import './fold.css';

type Props = {
  /** Id of the part, whether it is open or not. */
  readonly id: string;
  readonly title: string;
  /** Where its figures come from. */
  readonly query: { readonly data: unknown; readonly error: unknown };
  /** What it says in one line, once that is read. */
  readonly summary: ReactNode;
  readonly children: ReactNode;
};

/** A part of the page: on a phone its title and one line until it is tapped, elsewhere and on paper the part itself. */
export const Fold = ({ id, title, query, summary, children }: Props) => {
  const narrow = useNarrow();
  const printing = usePrinting();
  const { fold } = useCampaignWords();
  const { opened, toggle } = useFolds();
  const open = opened.has(id);
  const button = useRef<HTMLButtonElement>(null);
  const before = useRef(open);
  useEffect(() => {
    if (before.current === open) return;
    before.current = open;
    if (!open) {
      button.current?.focus({ preventScroll: true });
      button.current?.scrollIntoView({ block: 'nearest' });
      return;
    }
    const heading = document.getElementById(`${id}-title`);
    if (heading) heading.tabIndex = -1;
    heading?.focus({ preventScroll: true });
  }, [open, id]);
  const busy = query.data === undefined && !query.error;
  if (!narrow || printing) return children;
  if (!open) {
    return (
      <section className="panel fold" id={id} aria-labelledby={`${id}-title`} aria-busy={busy}>
        <h2 id={`${id}-title`}>
          <button ref={button} type="button" aria-expanded={false} onClick={() => toggle(id, true)}>
            {title}
            <Icon name="down" />
          </button>
        </h2>
        <div className="fold-summary">
          {query.data !== undefined && summary}
          {busy && <span aria-hidden="true">…</span>}
          {query.data === undefined && Boolean(query.error) && <span>{fold.failed}</span>}
        </div>
      </section>
    );
  }
  return (
    <div className="fold-open">
      {children}
      <button
        type="button"
        className="fold-close"
        aria-expanded
        aria-label={`${fold.close} ${title}`}
        onClick={() => toggle(id, false)}
      >
        <Icon name="down" />
        {fold.close}
      </button>
    </div>
  );
};
