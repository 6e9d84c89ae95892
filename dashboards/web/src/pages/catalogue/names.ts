import type { CampaignCatalogue, CatalogueOverview, InboxRow } from '../../../../api/contract.ts';
import { useGet } from '../../api/queries.ts';
import { campaignName } from '../../format/names.ts';
import { useLocale } from '../../locales/use-locale.tsx';

/** What the parts of the page say ids by: the names of the catalogue, or the id where it has none. */
export const useNames = (overview: CatalogueOverview) => {
  const { locale, say } = useLocale();
  return {
    platform: (id: string): string => {
      const found = overview.platforms.find(platform => platform.id === id);
      return found ? say(found.name) : id;
    },
    account: (id: string): string => overview.accounts.find(account => account.id === id)?.name ?? id,
    campaign: (id: string): string => {
      const found = overview.campaigns.find(campaign => campaign.id === id);
      return found ? campaignName(found, locale) : id;
    },
    zone: (campaign: string | undefined): string =>
      (overview.campaigns.find(({ id }) => id === campaign) ?? overview.campaigns.at(-1))?.timeZone ?? 'UTC',
  };
};

/** A campaign's episodes, works and placements; asked for once a campaign is chosen. */
export const useCampaignCatalogue = (id: string) =>
  useGet<CampaignCatalogue>(`/campaigns/${encodeURIComponent(id)}/catalogue`, { enabled: id !== '' });

/** The campaigns that entries of the inbox seem to belong to, for the titles of their episodes. */
export const proposedCampaigns = (entries: readonly InboxRow[]): string[] => [
  ...new Set(entries.flatMap(({ proposal }) => proposal?.campaign ?? [])),
];
