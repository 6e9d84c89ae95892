import type { campaignsZh } from './campaigns-zh.ts';

export const campaignsEn: typeof campaignsZh = {
  fresh: age => `updated ${age}`,
  never: 'nothing collected yet',
  incomplete: 'incomplete',
  complete: 'complete',
  spark: name => `Cumulative total of ${name}`,
  goal: (done, goal) => `${done} of the goal of ${goal}`,
  asOf: at => `as of ${at}`,
};
