import { formatMoment } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useCampaignContext } from './context.ts';

/** What every chart ends with: as-of, formula, source, and that it is simulated where it is. */
export const useSourceLine = (): string => {
  const { locale, words } = useLocale();
  const { campaign, asOf, timeZone } = useCampaignContext();
  const said = words.panel.source(formatMoment(asOf, timeZone, locale), campaign.formula.name);
  const simulated = campaign.campaign.simulated
    ? ` ${words.simulated}${locale === 'zh-CN' ? '。' : '.'}`
    : '';
  return `${said}${simulated}`;
};
