import { campaignName, organisationName } from '../../format/names.ts';
import { formatBounds } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import type { Found } from './find.ts';

type Result = { readonly key: string; readonly href: string; readonly name: string; readonly note: string };

/** How a thing found is called, what else tells it apart, and where it is. */
export const useResult = (): ((found: Found) => Result) => {
  const { locale, words, say } = useLocale();
  const links = useLinks();
  return found => {
    const { campaign } = found;
    const of = campaignName(campaign, locale);
    const join = (...parts: string[]) => parts.filter(part => part !== '').join(words.dot);
    switch (found.kind) {
      case 'campaign':
        return {
          key: `campaign/${campaign.id}`,
          href: links.campaign(campaign.id),
          name: of,
          note: join(campaign.organiser, campaign.startsOn.slice(0, 4)),
        };
      case 'episode':
        return {
          key: `episode/${campaign.id}/${found.episode.id}`,
          href: links.episode(campaign.id, found.episode.id),
          name: join(organisationName(found.episode, locale), words.episodes.numberOf(found.episode.number)),
          note: of,
        };
      case 'work':
        return {
          key: `work/${campaign.id}/${found.row.workId}`,
          href: links.work(campaign.id, found.row.workId),
          name: found.row.workTitle,
          note: join(words.kinds[found.row.kind], words.search.placements(found.placements), of),
        };
      case 'account': {
        const search = new URLSearchParams({ sheet: 'total', q: found.row.account });
        const campaignLink = links.campaign(campaign.id);
        return {
          key: `account/${campaign.id}/${found.row.platform}/${found.row.account}`,
          href: `${campaignLink}${campaignLink.includes('?') ? '&' : '?'}${search}`,
          name: join(found.row.account, say(found.row.platformName)),
          note: join(words.search.placements(found.placements), of),
        };
      }
      case 'placement':
        return {
          key: `placement/${found.row.placementId}`,
          href: links.placement(found.row.placementId),
          name: found.row.workTitle,
          note: join(
            say(found.row.platformName),
            found.row.account,
            found.row.low === null
              ? say(found.row.reasonText)
              : formatBounds({ low: found.row.low, high: found.row.high }, locale),
          ),
        };
    }
  };
};
