import { lazy, Suspense } from 'react';
import { useEpisodes } from '../../api/queries.ts';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { useCampaignWords } from '../../components/campaign/words.ts';
import { hasCount } from '../../format/coverage.ts';
import { organisationName } from '../../format/names.ts';
import { formatBounds } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePageState } from '../../url/use-state.ts';
import { ageOf } from './age-choice.tsx';
import { EpisodesPanel } from './episodes-panel.tsx';
import { Fold } from './fold.tsx';

const AgedPanel = lazy(() => import('./aged-panel.tsx'));

/** The episodes as they stand, or at equal age where the address asks for one; in one line the largest. */
export const EpisodesSection = () => {
  const { locale, words } = useLocale();
  const { age: ages, fold } = useCampaignWords();
  const age = ageOf(usePageState().state.age);
  const { id, moment } = useCampaignContext();
  const query = useEpisodes(id, moment);
  const { data } = query;
  const first = data?.episodes.find(({ coverage }) => hasCount(coverage));
  return (
    <Fold
      id="episodes"
      title={age === null ? words.episodes.title : ages.title}
      query={query}
      summary={
        data && (
          <span>
            {first
              ? [
                  fold.most(organisationName(first, locale), formatBounds(first, locale)),
                  fold.episodes(data.episodes.length),
                ].join(words.dot)
              : words.episodes.empty}
          </span>
        )
      }
    >
      {age === null ? (
        <EpisodesPanel />
      ) : (
        <Suspense fallback={<EpisodesPanel />}>
          <AgedPanel age={age} />
        </Suspense>
      )}
    </Fold>
  );
};
