import type { ReactNode } from 'react';
import { Icon } from '../../components/icons.tsx';
import { usePlacementWords } from './words.ts';

type Props = {
  readonly title: string;
  readonly before: ReactNode;
  readonly after: ReactNode;
  readonly note?: string;
  readonly onClose: () => void;
};

/** What a decision changed, once it is on record. */
export const BeforeAfter = ({ title, before, after, note, onClose }: Props) => {
  const own = usePlacementWords().decide;
  return (
    <div className="decided" role="status">
      <p className="decided-title">
        <Icon name="tick" />
        {title}
      </p>
      <dl className="facts-list">
        <div>
          <dt>{own.before}</dt>
          <dd>{before}</dd>
        </div>
        <div>
          <dt>{own.after}</dt>
          <dd>{after}</dd>
        </div>
      </dl>
      {note !== undefined && <p className="sheet-text">{note}</p>}
      <button type="button" className="button primary" onClick={onClose}>
        {own.close}
      </button>
    </div>
  );
};
