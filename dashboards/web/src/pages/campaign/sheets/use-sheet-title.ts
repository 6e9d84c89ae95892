import { useEpisodes, usePlatforms } from '../../../api/queries.ts';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { useCampaignWords } from '../../../components/campaign/words.ts';
import { organisationName } from '../../../format/names.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import type { SheetRef } from '../../../url/state.ts';
import { usePlacement } from './use-placement.ts';

/** What a sheet is called: the name of the thing it is about, its id until the name is known. */
export const useSheetTitle = (ref: SheetRef): string => {
  const { locale, words, say } = useLocale();
  const own = useCampaignWords();
  const { id, moment, campaign } = useCampaignContext();
  const episodes = useEpisodes(id, moment, { enabled: ref.kind === 'episode' });
  const platforms = usePlatforms(id, moment, { enabled: ref.kind === 'platform' });
  const placement = usePlacement(ref.kind === 'placement' ? ref.id : null);
  switch (ref.kind) {
    case 'total':
      return words.total.title;
    case 'missing':
      return words.missing.title;
    case 'formula':
      return words.formula.title;
    case 'runs':
      return words.runs.title;
    case 'adjustments':
      return own.adjusted.title;
    case 'episode': {
      const row = episodes.data?.episodes.find(e => e.id === ref.id);
      if (!row) return ref.id;
      return `${organisationName(row, locale)}${words.dot}${words.episodes.numberOf(row.number)}`;
    }
    case 'platform': {
      const row = platforms.data?.platforms.find(p => p.id === ref.id);
      return row ? say(row.name) : ref.id;
    }
    case 'own':
      return words.episodes.campaignLevel;
    case 'kind':
      return Object.hasOwn(words.kinds, ref.id) ? words.kinds[ref.id as keyof typeof words.kinds] : ref.id;
    case 'series':
      return ref.id;
    case 'act': {
      const act = campaign.engagement.find(({ metric }) => metric === ref.id);
      return act ? say(act.label) : ref.id;
    }
    case 'family': {
      const part = campaign.beside.find(b => b.family === ref.id);
      return part ? say(part.label) : ref.id;
    }
    case 'placement':
      return placement.row?.workTitle ?? `${words.placements.number} ${ref.id}`;
  }
};
