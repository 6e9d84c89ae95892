import { iso } from '../days.ts';
import type { Recounted } from '../jobs/recount.ts';
import { table } from './output.ts';

/** What a recount did, or what a check found. */
export const renderRecount = (of: Recounted, seconds: number, isCheck: boolean): string => {
  const {
    readings,
    series,
    repaired,
    rejudged,
    totals,
    milestones,
    examples,
    rulesSince,
    rulesWait,
    resumed,
  } = of;
  const lines = [
    `Judged ${readings} readings of ${series} series anew in ${seconds} s${resumed ? ', going on where it was cut off' : ''}.`,
  ];
  if (repaired + totals + milestones === 0) lines.push('What was stored is what the rules in force say.');
  else {
    lines.push(
      `${repaired} verdicts, falls and rollup rows, ${totals} totals of runs and ${milestones} milestones were not what the rules in force say` +
        `${isCheck ? '. `renci recount` puts them right.' : ': they are put right.'}`,
    );
  }
  if (rulesSince !== null)
    lines.push(
      `The rules of renci.yaml are in force since ${iso(rulesSince)}: ${rejudged} readings are judged otherwise.`,
    );
  if (rulesWait)
    lines.push('The rules in renci.yaml are not those in force; `renci recount` brings them into force.');
  if (examples.length > 0) {
    lines.push(
      '',
      table(
        [
          { title: 'Placement', align: 'right' },
          { title: 'Metric' },
          { title: 'Source' },
          { title: 'Observed' },
          { title: 'What' },
        ],
        examples.map(each => [
          String(each.placementId),
          each.metric,
          each.source,
          iso(each.observedAt),
          `${each.of} ${each.kind}`,
        ]),
      ),
    );
    const more = repaired + rejudged - examples.length;
    if (more > 0) lines.push(`… and ${more} more.`);
  }
  return lines.join('\n');
};
