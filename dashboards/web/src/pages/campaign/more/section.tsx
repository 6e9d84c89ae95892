import type { ReactNode } from 'react';

type Props = {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly children: ReactNode;
};

/** A part of the page that is a list or a table, headed as the charts are. */
export const Section = ({ id, title, note, children }: Props) => (
  <section className="panel" id={id} aria-labelledby={`${id}-title`}>
    <header className="panel-head">
      <div>
        <h2 id={`${id}-title`}>{title}</h2>
        <p className="panel-subtitle">{note}</p>
      </div>
    </header>
    {children}
  </section>
);
