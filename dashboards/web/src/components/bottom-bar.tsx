import { Icon, type IconName } from './icons.tsx';
import './bottom-bar.css';

export type BottomItem = { readonly target: string; readonly icon: IconName; readonly label: string };

/** On a phone: the parts of the page within the thumb's reach. */
export const BottomBar = ({ items, label }: { items: readonly BottomItem[]; label: string }) => (
  <nav className="bottom-bar" aria-label={label}>
    {items.map(item => (
      <button
        key={item.target}
        type="button"
        onClick={() => document.getElementById(item.target)?.scrollIntoView()}
      >
        <Icon name={item.icon} size={20} />
        {item.label}
      </button>
    ))}
  </nav>
);
