import { Figure } from '../../components/figure.tsx';
import { gapWords } from '../../format/coverage.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePageState } from '../../url/use-state.ts';
import { useCampaignContext } from './context.ts';
import './beside.css';

/** Families outside the formula: beside the total, never in it. */
export const Beside = () => {
  const { locale, words, say } = useLocale();
  const { campaign } = useCampaignContext();
  const { sheetHref } = usePageState();
  if (campaign.beside.length === 0) return null;
  return (
    <section className="beside" aria-labelledby="beside-title">
      <h2 id="beside-title" data-hint={words.beside.note}>
        {words.beside.title}
      </h2>
      <dl>
        {campaign.beside.map(part => (
          <div key={part.family}>
            <dt>
              {say(part.label)}
              {!part.added && part.low !== null && (
                <span className="beside-highest">{words.beside.highest}</span>
              )}
            </dt>
            <dd>
              <Figure
                value={part.low === null ? null : { low: part.low, high: part.high }}
                reason={say(part.wording)}
                of={say(part.label)}
                href={sheetHref({ kind: 'family', id: part.family }, [])}
              />
              <span className="beside-gap">{gapWords(part.coverage, locale)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
