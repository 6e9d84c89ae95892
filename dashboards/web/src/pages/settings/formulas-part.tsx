import { FAMILIES } from '../../../../../pipeline/domain/metrics.ts';
import type { SettingsBody } from '../../../../api/contract.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { Part } from './part.tsx';
import { useSettingsWords } from './words.ts';

/** Every formula with what it adds, and the families that no formula of these adds. */
export const FormulasPart = ({ formulas }: Pick<SettingsBody, 'formulas'>) => {
  const { words, say } = useLocale();
  const own = useSettingsWords();
  const never = FAMILIES.filter(family => !formulas.some(({ families }) => families.includes(family)));
  return (
    <Part id="formulas" note={own.formulas.note} change={own.formulas.change}>
      <ul className="formulas">
        {formulas.map(({ name, label, families }) => (
          <li key={name}>
            <h3>
              {say(label)} <code className="mono formula-name">{name}</code>
            </h3>
            <Families title={own.formulas.adds} families={families} />
          </li>
        ))}
        <li>
          <h3>{own.formulas.never}</h3>
          <p className="setting-note">{words.formula.neverNote}</p>
          <Families title={own.formulas.never} families={never} />
        </li>
      </ul>
    </Part>
  );
};

type Families = { readonly title: string; readonly families: SettingsBody['formulas'][number]['families'] };

const Families = ({ title, families }: Families) => {
  const { words } = useLocale();
  return (
    <dl className="families" aria-label={title}>
      {families.map(family => (
        <div key={family}>
          <dt>{words.families[family]}</dt>
          <dd>{words.familyRules[family]}</dd>
        </div>
      ))}
    </dl>
  );
};
