import { useCampaignContext } from '../../../components/campaign/context.ts';
import { useCampaignWords } from '../../../components/campaign/words.ts';
import { coverageWords } from '../../../format/coverage.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import { BesideParts } from './beside-parts.tsx';
import { Statement } from './statement.tsx';

/** Likes, comments …: the sum of one kind of act, how many placements state it at all, and each of them. */
export const ActSheet = ({ id }: { id: string }) => {
  const { locale, words, say } = useLocale();
  const { acts } = useCampaignWords();
  const { campaign } = useCampaignContext();
  const act = campaign.engagement.find(({ metric }) => metric === id);
  if (!act) return <p className="sheet-text">{words.sheet.unknown}</p>;
  return (
    <>
      <Statement
        wording={say(act.wording)}
        value={act.low === null ? null : { low: act.low, high: act.high }}
      >
        <p>{coverageWords(act.coverage, locale)}</p>
        <p>{acts.stated(act.coverage.expected, act.placements)}</p>
      </Statement>
      <p className="sheet-text">{acts.how}</p>
      <BesideParts family="engagement" metric={act.metric} label={say(act.label)} />
    </>
  );
};
