import { Link } from 'wouter';
import { useLocale } from '../locales/use-locale.tsx';
import { Icon } from './icons.tsx';
import { useDestinations } from './navigation.ts';
import './bottom-bar.css';

/** On a phone: the pages within the thumb's reach. */
export const BottomBar = () => {
  const { words } = useLocale();
  const destinations = useDestinations();
  return (
    <nav className="bottom-bar" aria-label={words.nav.label}>
      {destinations.map(({ key, href, icon, label, current }) => (
        <Link key={key} href={href} aria-current={current}>
          <Icon name={icon} size={20} />
          {label}
        </Link>
      ))}
    </nav>
  );
};
