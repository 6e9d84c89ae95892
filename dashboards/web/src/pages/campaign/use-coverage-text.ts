import { useCampaignContext } from '../../components/campaign/context.ts';
import { carriedFromYesterday, coverageWords } from '../../format/coverage.ts';
import { useLocale } from '../../locales/use-locale.tsx';

/** The coverage of the whole total in words, the same wherever it is said. */
export const useCoverageText = (): string => {
  const { locale } = useLocale();
  const { campaign, asOf, timeZone } = useCampaignContext();
  const yesterday = carriedFromYesterday(campaign.missing, asOf, timeZone);
  return coverageWords(campaign.coverage, locale, { yesterday });
};
