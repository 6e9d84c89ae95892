import { FAMILIES } from '../../../../../../pipeline/domain/metrics.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import { useCampaignContext } from '../context.ts';
import { Definitions } from './definitions.tsx';

/** 口径说明: what is added, what is not and why, and what each platform counts. */
export const FormulaSheet = () => {
  const { words, say } = useLocale();
  const { campaign } = useCampaignContext();
  const { formula, definitions } = campaign;
  const never = FAMILIES.filter(family => !formula.families.includes(family));
  return (
    <>
      <p className="sheet-lead">
        {say(formula.label)} <code className="mono">{formula.name}</code>
      </p>
      <p className="sheet-text">{words.formula.viewTimes}</p>
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
    </>
  );
};
