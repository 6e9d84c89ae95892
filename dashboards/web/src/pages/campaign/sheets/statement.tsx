import type { ReactNode } from 'react';
import { Unbroken } from '../../../components/unbroken.tsx';
import { type Bounds, formatBoundsFull } from '../../../format/numbers.ts';
import { useLocale } from '../../../locales/use-locale.tsx';

/** The figure a sheet is about: its wording, its interval in full, and what is to be said of it. */
export const Statement = ({
  wording,
  value,
  children,
}: {
  wording: string | null;
  /** Null where nothing has a count yet. */
  value: Bounds | null;
  children: ReactNode;
}) => {
  const { locale } = useLocale();
  const full = value ? formatBoundsFull(value, locale) : '—';
  return (
    <div className="statement">
      <p className="statement-wording">
        <Unbroken text={wording ?? full} />
      </p>
      <div className="statement-notes">
        {wording !== null && value && <p className="number">{full}</p>}
        {children}
      </div>
    </div>
  );
};
