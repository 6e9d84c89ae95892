import { iso } from '../../pipeline/days.ts';
import type { Instant } from '../../pipeline/domain/reading.ts';
import type { Moment } from '../../pipeline/store/placement-counts.ts';
import type { ApiDeps } from './deps.ts';
import { ApiProblem } from './problem.ts';

type Asked = { readonly asOf?: string | undefined; readonly knownAt?: string | undefined };

/**
 * The two clocks asked for, each the present when left out.
 * @throws ApiProblem 400 for an instant to come: what will be known then, nobody can say.
 */
export const momentOf = async (deps: ApiDeps, asked: Asked): Promise<Moment> => {
  const now = await deps.now();
  const asOf = clockOf('asOf', asked.asOf, now.asOf);
  const knownAt = clockOf('knownAt', asked.knownAt, now.knownAt);
  return asOf === now.asOf && knownAt === now.knownAt ? now : { asOf, knownAt };
};

const clockOf = (name: string, asked: string | undefined, latest: Instant): Instant => {
  if (asked === undefined) return latest;
  const instant = Date.parse(asked);
  if (instant <= latest) return instant;
  throw new ApiProblem(
    400,
    'future',
    `Parameter "${name}": ${iso(instant)} is later than the last instant an answer can be given for, ${iso(latest)}.`,
    `参数“${name}”：${iso(instant)} 晚于目前能够回答的最后时刻 ${iso(latest)}。`,
  );
};

export const momentText = ({ asOf, knownAt }: Moment) => ({ asOf: iso(asOf), knownAt: iso(knownAt) });
