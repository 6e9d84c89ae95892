import { type ReactNode, useState } from 'react';

type Props = {
  readonly summary: ReactNode;
  readonly className?: string;
  /** Open from the start; what is inside is drawn only while it is open. */
  readonly open?: boolean;
  readonly children: () => ReactNode;
};

/** Something that opens in place. Thousands of lines cost nothing while they are closed. */
export const Fold = ({ summary, className, open: from = false, children }: Props) => {
  const [open, setOpen] = useState(from);
  return (
    <details className={className} open={open} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && children()}
    </details>
  );
};
