import { ApiProblem } from './problem.ts';

/** A filter that names nothing would show an empty list, as if nothing were missing. @throws ApiProblem 400 */
export const requireKnown = (
  name: 'episode' | 'work' | 'platform' | 'series',
  value: string,
  known: ReadonlySet<string>,
): void => {
  if (known.has(value)) return;
  const all = [...known].join(', ');
  throw new ApiProblem(
    400,
    'bad-parameter',
    `Parameter "${name}": there is no ${name} "${value}". There are: ${all}.`,
    `参数“${name}”：没有“${value}”。现有：${all}。`,
  );
};
