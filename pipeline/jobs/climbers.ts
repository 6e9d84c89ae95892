import { isAdded } from '../aggregate/beside.ts';
import { type Count, sum } from '../domain/count.ts';
import { formulaName } from '../domain/formula.ts';
import { type Climber, THRESHOLDS } from '../domain/milestones.ts';
import type { CountedPlacement } from '../store/placement-counts.ts';
import type { Summed } from './figures.ts';

/** What may reach a milestone, with the placements it is the sum of. */
export type Climbing = Climber & { readonly members: readonly CountedPlacement[] };

/** Campaign, episodes and works by the formula; each placement by the family of its own counter. */
export const climbersOf = ({ campaign, formula, figures }: Summed<CountedPlacement>): Climbing[] => {
  const { counted, total, episodes, beside } = figures;
  const basis = formulaName(formula);
  const { goal } = campaign;
  const goals = goal === null || THRESHOLDS.includes(goal) ? THRESHOLDS : [...THRESHOLDS, goal];
  const climber = (
    scope: Climbing['scope'],
    scopeId: string,
    count: Count,
    members: readonly CountedPlacement[],
  ): Climbing => ({ scope, scopeId, basis, count, members, thresholds: THRESHOLDS });
  const ofEpisode = Map.groupBy(counted, ({ episodeId }) => episodeId);
  const all = [
    ...counted,
    ...beside.flatMap(({ family, placements }) => (isAdded(family) ? placements : [])),
  ];
  return [
    { ...climber('campaign', campaign.id, total, counted), thresholds: goals.toSorted((a, b) => a - b) },
    ...[...episodes].map(([id, count]) => climber('episode', id, count, ofEpisode.get(id) ?? [])),
    ...[...Map.groupBy(counted, ({ workId }) => workId)].map(([id, members]) =>
      climber('work', id, sum(members.flatMap(({ count }) => count ?? [])), members),
    ),
    ...all.flatMap(placement =>
      placement.count === null
        ? []
        : [
            {
              ...climber('placement', String(placement.placementId), placement.count, [placement]),
              basis: placement.family,
            },
          ],
    ),
  ];
};
