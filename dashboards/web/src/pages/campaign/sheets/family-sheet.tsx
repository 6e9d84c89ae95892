import { METRIC_FAMILY } from '../../../../../../pipeline/domain/metrics.ts';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { coverageWords } from '../../../format/coverage.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import { BesideParts } from './beside-parts.tsx';
import { Definitions } from './definitions.tsx';
import { Statement } from './statement.tsx';

/** A family that stands beside the total: its figure, what it counts, why it is not added, and its placements. */
export const FamilySheet = ({ id }: { id: string }) => {
  const { locale, words, say } = useLocale();
  const { campaign } = useCampaignContext();
  const part = campaign.beside.find(beside => beside.family === id);
  if (!part) return <p className="sheet-text">{words.sheet.unknown}</p>;
  const definitions = campaign.definitions.filter(d => METRIC_FAMILY[d.metric] === part.family);
  return (
    <>
      <Statement
        wording={say(part.wording)}
        value={part.low === null ? null : { low: part.low, high: part.high }}
      >
        <p>{coverageWords(part.coverage, locale)}</p>
      </Statement>
      <p className="sheet-text">
        {words.familyRules[part.family]}
        {locale === 'zh-CN' ? '。' : '. '}
        {words.family.how}
      </p>
      {definitions.length > 0 && (
        <>
          <h3>{words.formula.definitions}</h3>
          <Definitions definitions={definitions} />
        </>
      )}
      <BesideParts family={part.family} metric={null} label={say(part.label)} />
    </>
  );
};
