import type { Locale } from '../locales/locale.ts';

/** A campaign's name in the reader's language; Chinese where there is no English one. */
export const campaignName = (
  campaign: { readonly name: string; readonly nameEn: string },
  locale: Locale,
): string => (locale === 'zh-CN' || campaign.nameEn === '' ? campaign.name : campaign.nameEn);

/** Whose episode it is, in the reader's language. */
export const organisationName = (
  episode: { readonly organisation: string; readonly organisationEn: string },
  locale: Locale,
): string =>
  locale === 'zh-CN' || episode.organisationEn === '' ? episode.organisation : episode.organisationEn;
