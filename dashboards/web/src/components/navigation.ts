import { useLocation } from 'wouter';
import { useLocale } from '../locales/use-locale.tsx';
import { useLinks } from '../url/links.ts';
import type { IconName } from './icons.tsx';

export type Destination = {
  readonly key: string;
  readonly href: string;
  readonly icon: IconName;
  readonly label: string;
  /** The page shown is this one (`page`) or part of it (`true`). */
  readonly current: 'page' | 'true' | undefined;
};

/** Where each page belongs, by the beginning of its path. */
const PLACES = [
  ['campaigns', 'chart', ['/campaigns', '/placements']],
  ['collection', 'collect', ['/collection']],
  ['catalogue', 'list', ['/catalogue']],
  ['publications', 'pin', ['/publications']],
  ['settings', 'settings', ['/settings']],
] as const;

/** The pages of the navigation, in order. */
export const useDestinations = (): Destination[] => {
  const { words } = useLocale();
  const links = useLinks();
  const [path] = useLocation();
  return PLACES.map(([key, icon, roots]) => ({
    key,
    href: links[key],
    icon,
    label: words.nav[key],
    current:
      path === roots[0] ? 'page' : roots.some(root => path.startsWith(`${root}/`)) ? 'true' : undefined,
  }));
};
