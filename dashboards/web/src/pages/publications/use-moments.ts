import { formatMoment, wallOf } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePublication } from './context.ts';

/** Instants of the API in the zone of the publication's campaign. */
export const useMoments = () => {
  const { locale } = useLocale();
  const { publication, timeZone } = usePublication();
  const wall = (text: string): string => wallOf(Date.parse(text), timeZone);
  return {
    /** “2022年12月30日 18:00”. */
    moment: (text: string): string => formatMoment(Date.parse(text), timeZone, locale),
    wall,
    /** What links to other pages carry on, so that they tell the frozen moment. */
    frozen: { asOf: wall(publication.asOf), knownAt: wall(publication.knownAt) },
  };
};
