import type { RefObject } from 'react';
import type { CataloguePlanned } from '../../../../api/contract.ts';
import { Icon } from '../../components/icons.tsx';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useCatalogueWords } from './words.ts';

type Props = {
  readonly problems: CataloguePlanned['problems'];
  readonly area: RefObject<HTMLTextAreaElement | null>;
};

/** Selects a line of the text and brings it into sight. */
const show = (area: HTMLTextAreaElement, line: number, column: number): void => {
  const lines = area.value.split('\n');
  const before = lines.slice(0, line - 1).reduce((length, text) => length + text.length + 1, 0);
  const start = before + Math.max(0, column - 1);
  area.focus();
  area.setSelectionRange(start, before + (lines[line - 1]?.length ?? 0));
  const height = Number.parseFloat(getComputedStyle(area).lineHeight);
  area.scrollTop = Math.max(0, (line - 4) * height);
};

/** Every mistake of a file by line and column, as the command line says it. */
export const Mistakes = ({ problems, area }: Props) => {
  const { file: own } = useCatalogueWords();
  const { say } = useLocale();
  return (
    <section className="part mistakes" role="alert">
      <h2>
        <Icon name="alert" />
        {own.mistakes(formatFull(problems.length))}
      </h2>
      <ol>
        {problems.map(({ line, column, field, message, messageZh }) => (
          <li key={`${line}:${column}:${field}:${message}`}>
            {line === 0 ? (
              <span>{own.whole}</span>
            ) : (
              <button
                type="button"
                className="text-link nowrap"
                onClick={() => area.current && show(area.current, line, column)}
              >
                {own.at(line, column)}
              </button>
            )}
            <span>
              {field !== '' && <code className="mono">{field} </code>}
              {say({ zh: messageZh, en: message })}
            </span>
          </li>
        ))}
      </ol>
      <p className="field-note">{own.mistakesNote}</p>
    </section>
  );
};
