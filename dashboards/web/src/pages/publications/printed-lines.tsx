import { usePrinting } from '../../components/use-printing.ts';
import { formatBoundsFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePublication } from './context.ts';
import { usePublicationsWords } from './words.ts';

/** All lines in full digits, on paper only: the table of the page draws those in sight, and sorts as the reader likes. */
export const PrintedLines = () => {
  const { locale, words } = useLocale();
  const { lines } = usePublicationsWords();
  const { publication, platformName } = usePublication();
  const isPrinting = usePrinting();
  if (!isPrinting) return null;
  return (
    <table className="printed">
      <caption className="visually-hidden">{lines.title}</caption>
      <thead>
        <tr>
          {[lines.number, lines.work, lines.platform, lines.externalId, lines.state, lines.count].map(
            name => (
              <th key={name} scope="col">
                {name}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {publication.lines.map(line => (
          <tr key={line.placementId}>
            <td>{line.placementId}</td>
            <td>{line.title}</td>
            <td>{platformName(line.platform)}</td>
            <td>{line.externalId}</td>
            <td>{words.states[line.state]}</td>
            <td className="numeric">
              {line.low === null ? '—' : formatBoundsFull({ low: line.low, high: line.high }, locale)}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={5}>{lines.total}</td>
          <td className="numeric">{formatBoundsFull(publication, locale)}</td>
        </tr>
      </tfoot>
    </table>
  );
};
