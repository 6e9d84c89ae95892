import type { Campaign } from '../../../../../api/contract.ts';
import { formatDate } from '../../../format/dates.ts';
import { useLocale } from '../../../locales/use-locale.tsx';

/** What each platform says its number counts, with source and strength; not published is said, not filled in. */
export const Definitions = ({ definitions }: { definitions: Campaign['definitions'] }) => {
  const { locale, words, say } = useLocale();
  return (
    <dl className="definitions">
      {definitions.map(definition => (
        <div key={`${definition.platform}/${definition.metric}/${definition.validFrom}`}>
          <dt>
            {say(definition.platformName)}
            <span className="cell-note">{words.metrics[definition.metric]}</span>
          </dt>
          <dd>
            <p>{say(definition.rule) || words.formula.unpublished}</p>
            <p className="definition-source">
              {words.strengths[definition.strength]}
              {definition.validFrom &&
                `${words.dot}${words.formula.since} ${formatDate(definition.validFrom, locale)}`}
              {definition.source && `${words.dot}${definition.source}`}
            </p>
          </dd>
        </div>
      ))}
    </dl>
  );
};
