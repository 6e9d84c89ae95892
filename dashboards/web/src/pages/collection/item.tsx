import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../components/icons.tsx';
import { useLocale } from '../../locales/use-locale.tsx';
import { useCollectionWords } from './words.ts';
import './repairs.css';

type ItemProps = {
  readonly icon: IconName;
  readonly tone: 'failed' | 'carried';
  readonly title: ReactNode;
  /** When, how many. */
  readonly note?: ReactNode;
  readonly what: string;
  readonly todo: string;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
};

/** One thing to do: what happened, what to do about it, and the button where there is one. */
export const Item = ({ icon, tone, title, note, what, todo, action, children }: ItemProps) => {
  const { words } = useLocale();
  const { repair } = useCollectionWords();
  return (
    <li className="repair">
      <div className="repair-text">
        <h3 className={`mark-${tone}`}>
          <Icon name={icon} />
          {title}
        </h3>
        {note && <p className="repair-note">{note}</p>}
        <p>{what}</p>
        <p>
          <b>
            {repair.do}
            {words.colon}
          </b>
          {todo}
        </p>
        {children}
      </div>
      {action && <div className="repair-action">{action}</div>}
    </li>
  );
};
