import type { SettingsBody } from '../../../../api/contract.ts';
import { formatRound } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { FactList, Part } from './part.tsx';
import { useSettingsWords } from './words.ts';

/** When something is a milestone, and when a hit. */
export const ThresholdsPart = ({ settings }: { settings: SettingsBody }) => {
  const { locale, words } = useLocale();
  const { thresholds: own } = useSettingsWords();
  const { milestones, hits } = settings;
  const hit = ({ atLeast, withinDays }: { atLeast: number; withinDays: number }): string =>
    own.hit(formatRound(atLeast, locale), String(withinDays));
  return (
    <Part id="thresholds" note={own.note} change={own.change}>
      <FactList
        facts={[
          [own.milestones, milestones.map(each => formatRound(each, locale)).join(words.dot)],
          [own.hits, hit(hits)],
          ...hits.families.map(
            rule => [`${own.hits}${words.dot}${words.families[rule.family]}`, hit(rule)] as const,
          ),
        ]}
      />
    </Part>
  );
};
