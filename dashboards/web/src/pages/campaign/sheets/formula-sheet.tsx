import { FAMILIES } from '../../../../../../pipeline/domain/metrics.ts';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { useCampaignWords } from '../../../components/campaign/words.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import { Definitions } from './definitions.tsx';
import { PlacementTable } from './placement-table.tsx';

/** 口径说明: what is added, what is not and why, and what each platform counts. */
export const FormulaSheet = () => {
  const { words, say } = useLocale();
  const { campaign } = useCampaignContext();
  const { formula, definitions, notes, apart } = campaign;
  const own = useCampaignWords();
  const never = FAMILIES.filter(family => !formula.families.includes(family));
  return (
    <>
      <p className="sheet-lead">
        {say(formula.label)} <code className="mono">{formula.name}</code>
      </p>
      <p className="sheet-text">{words.formula.viewTimes}</p>
      {notes.length > 0 && (
        <>
          <h3>{own.notes.title}</h3>
          <ul className="sheet-notes">
            {notes.map(note => (
              <li key={note.zh}>{say(note)}</li>
            ))}
          </ul>
        </>
      )}
      <h3>{words.formula.adds}</h3>
      <dl className="rules">
        {formula.families.map(family => (
          <div key={family}>
            <dt>{words.families[family]}</dt>
            <dd>{words.familyRules[family]}</dd>
          </div>
        ))}
      </dl>
      <h3>{words.formula.never}</h3>
      <p className="sheet-text">{words.formula.neverNote}</p>
      <dl className="rules">
        {never.map(family => (
          <div key={family}>
            <dt>{words.families[family]}</dt>
            <dd>{words.familyRules[family]}</dd>
          </div>
        ))}
      </dl>
      <h3>{words.formula.definitions}</h3>
      {definitions.length === 0 ? (
        <p className="sheet-text">{words.formula.none}</p>
      ) : (
        <Definitions definitions={definitions} />
      )}
      {apart.map(({ why, placements }) => (
        <section key={why}>
          <h3>{own.notes.apart(placements.length)}</h3>
          <p className="sheet-text">{own.notes.why[why]}</p>
          <PlacementTable
            caption={own.notes.apart(placements.length)}
            rows={placements}
            what={`apart-${why}`}
            counting={words.placements.count}
          />
        </section>
      ))}
    </>
  );
};
