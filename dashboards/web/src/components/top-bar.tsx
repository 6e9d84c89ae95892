import { Link } from 'wouter';
import { useLocale } from '../locales/use-locale.tsx';
import { setTheme, THEMES, useTheme } from '../theme/theme.ts';
import { usePageState } from '../url/use-state.ts';
import { Icon } from './icons.tsx';
import './top-bar.css';

const THEME_ICONS = { auto: 'auto', light: 'sun', dark: 'moon' } as const;

/** Brand, pages, language and light: the same on every page. */
export const TopBar = () => {
  const { locale, words } = useLocale();
  const { href } = usePageState();
  const theme = useTheme();
  const nextTheme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto';
  const other = locale === 'zh-CN' ? 'en' : 'zh-CN';
  return (
    <header className="top-bar">
      <a className="skip-link" href="#content">
        {words.skip}
      </a>
      <div className="top-bar-inner">
        <Link href="/campaigns" className="brand">
          <Brand />
          <span className="brand-name">{words.brand}</span>
          <span className="brand-note">{words.brandNote}</span>
        </Link>
        <nav aria-label={words.nav.label} className="top-nav">
          <Link href="/campaigns">{words.nav.campaigns}</Link>
        </nav>
        <div className="top-tools">
          <Link
            href={href({ lang: other })}
            replace
            className="tool"
            lang={other}
            hrefLang={other}
            aria-label={words.switchLanguage}
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
