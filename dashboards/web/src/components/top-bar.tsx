import { Link } from 'wouter';
import { useLocale } from '../locales/use-locale.tsx';
import { setTheme, THEMES, useTheme } from '../theme/theme.ts';
import { useLinks } from '../url/links.ts';
import { useAddress } from '../url/use-params.ts';
import { Icon } from './icons.tsx';
import { useDestinations } from './navigation.ts';
import { openSearch, SEARCH_KEYS } from './search/search-state.ts';
import './top-bar.css';

const THEME_ICONS = { auto: 'auto', light: 'sun', dark: 'moon' } as const;

/** Brand, pages, search, language and light: the same on every page. */
export const TopBar = () => {
  const { locale, words } = useLocale();
  const links = useLinks();
  const destinations = useDestinations();
  const address = useAddress();
  const theme = useTheme();
  const nextTheme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto';
  const other = locale === 'zh-CN' ? 'en' : 'zh-CN';
  return (
    <header className="top-bar">
      <a className="skip-link" href="#content">
        {words.skip}
      </a>
      <div className="top-bar-inner">
        <Link href={links.campaigns} className="brand">
          <Brand />
          <span className="brand-name">{words.brand}</span>
          <span className="brand-note">{words.brandNote}</span>
        </Link>
        <nav aria-label={words.nav.label} className="top-nav">
          {destinations.map(({ key, href, label, current }) => (
            <Link key={key} href={href} aria-current={current}>
              {label}
            </Link>
          ))}
        </nav>
        <div className="top-tools">
          <button type="button" className="tool search-open" onClick={openSearch}>
            <Icon name="search" />
            <span className="tool-word">{words.search.open}</span>
            <span className="search-keys" aria-hidden="true">
              {SEARCH_KEYS}
            </span>
          </button>
          <Link
            href={address({ lang: other })}
            replace
            className="tool"
            lang={other}
            hrefLang={other}
            aria-label={`${words.otherLanguage}${words.colon}${words.switchLanguage}`}
          >
            {words.otherLanguage}
          </Link>
          <button
            type="button"
            className="tool"
            onClick={() => setTheme(nextTheme)}
            aria-label={`${words.theme.label}${words.colon}${words.theme[theme]}`}
            data-hint={`${words.theme.label}${words.colon}${words.theme[theme]}`}
          >
            <Icon name={THEME_ICONS[theme]} />
          </button>
        </div>
      </div>
    </header>
  );
};

/** The mark: one growing line and where it stands now. */
const Brand = () => (
  <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="7" fill="var(--accent)" />
    <path
      d="M7 24.5C13 24.5 12 9 25 8"
      fill="none"
      stroke="var(--on-accent)"
      strokeWidth="2.8"
      strokeLinecap="round"
    />
    <circle cx="25" cy="8" r="3.2" fill="var(--on-accent)" />
  </svg>
);
