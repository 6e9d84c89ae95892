import { useMemo } from 'react';
import type { Daily } from '../../../../api/contract.ts';
import type { NamedPin } from '../../charts/growth-pins.ts';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { useCampaignWords } from '../../components/campaign/words.ts';
import { dayOf, wallOf } from '../../format/dates.ts';
import { formatRound } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useMilestones, usePublications } from './queries.ts';

/** Milestones of the campaign's own total, changes of definition and publications, on the days of the curve. */
export const useGrowthPins = (daily: Daily | undefined): readonly NamedPin[] => {
  const { locale, words, say } = useLocale();
  const own = useCampaignWords();
  const { id, campaign } = useCampaignContext();
  const milestones = useMilestones().data?.milestones;
  const publications = usePublications().data?.publications;
  const { growth } = own;
  return useMemo(() => {
    if (!daily) return [];
    const { days, breaks, timeZone } = daily;
    const indexOf = new Map(days.map(({ date }, index) => [date, index]));
    const pins = [
      ...(milestones ?? [])
        .filter(
          ({ scope, scopeId, basis }) => scope === 'campaign' && scopeId === id && basis === daily.formula,
        )
        .map(({ asOf, threshold, isGoal, kind, wording }) => ({
          kind: 'milestone' as const,
          key: `milestone/${kind}/${threshold}/${asOf}`,
          date: dayOf(Date.parse(asOf), timeZone),
          short: kind === 'lost' ? '' : formatRound(threshold, locale),
          text: say(wording),
          note: [isGoal ? growth.goal : '', kind === 'lost' ? growth.lost : '']
            .filter(Boolean)
            .join(words.dot),
          to: { asOf: wallOf(Date.parse(asOf), timeZone) },
        })),
      ...breaks.map(({ date, platform, platformName, metric, before, after }) => ({
        kind: 'break' as const,
        key: `break/${platform}/${metric}/${date}`,
        date,
        short: `${growth.pinKinds.break}${words.colon}${say(platformName)}`,
        text: growth.break(say(platformName), words.metrics[metric]),
        note: growth.fromTo(say(before), say(after)),
        to: 'formula' as const,
      })),
      ...(publications ?? [])
        .filter(({ publishedAt }) => publishedAt <= campaign.knownAt)
        .map(publication => ({
          kind: 'publication' as const,
          key: `publication/${publication.id}`,
          date: dayOf(Date.parse(publication.asOf), timeZone),
          short: growth.pinKinds.publication,
          text: growth.published(publication.title, say(publication.wording)),
          note: '',
          to: { publication: publication.id },
        })),
    ];
    return pins
      .flatMap((pin): NamedPin[] => {
        const index = indexOf.get(pin.date);
        return index === undefined ? [] : [{ ...pin, index }];
      })
      .sort((a, b) => a.index - b.index);
  }, [daily, milestones, publications, campaign, id, locale, words, growth, say]);
};
