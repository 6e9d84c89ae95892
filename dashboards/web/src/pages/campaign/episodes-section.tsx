import { lazy, Suspense } from 'react';
import { usePageState } from '../../url/use-state.ts';
import { ageOf } from './age-choice.tsx';
import { EpisodesPanel } from './episodes-panel.tsx';

const AgedPanel = lazy(() => import('./aged-panel.tsx'));

/** The episodes as they stand, or at equal age where the address asks for one. */
export const EpisodesSection = () => {
  const age = ageOf(usePageState().state.age);
  if (age === null) return <EpisodesPanel />;
  return (
    <Suspense fallback={<EpisodesPanel />}>
      <AgedPanel age={age} />
    </Suspense>
  );
};
