import { type Bounds, formatGrowth } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';

/** A signed change as an interval, both ends only where they differ: "−1.2万", "+800 – +900", open ends as "+800 …". */
export const useSigned = (): ((change: Bounds) => string) => {
  const { locale } = useLocale();
  return ({ low, high }) => {
    const from = formatGrowth(low, locale);
    if (high === null) return `${from} …`;
    const to = formatGrowth(high, locale);
    return from === to ? from : `${from} – ${to}`;
  };
};
