import type { SettingsBody } from '../../../../api/contract.ts';
import { Notice } from '../../components/notice.tsx';
import { formatMoment } from '../../format/dates.ts';
import { formatFull, formatShare } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { Part } from './part.tsx';
import { useSettingsWords } from './words.ts';

type Rules = SettingsBody['rules']['inForce'];

const TEN_THOUSAND = 10_000;

/** The numbers by which readings are believed or doubted, those that wait, and all there ever were. */
export const RulesPart = ({ rules, timeZone }: { rules: SettingsBody['rules']; timeZone: string }) => {
  const { locale } = useLocale();
  const own = useSettingsWords();
  const { inForce, waiting, since, history } = rules;
  const [rows, waitingRows] = [useRows(inForce), useRows(waiting ?? inForce)];
  const sinceText = (at: string | null): string =>
    at === null ? own.rules.beginning : own.rules.since(formatMoment(Date.parse(at), timeZone, locale));
  return (
    <Part id="rules" note={`${own.rules.note} ${sinceText(since)}`} change={own.rules.change}>
      {waiting && <Notice icon="alert">{own.rules.waiting}</Notice>}
      <div className="rules-scroll">
        <table className="rule-table">
          <thead>
            <tr>
              <th scope="col">{own.rules.rule}</th>
              <th scope="col">{own.rules.value}</th>
              {waiting && <th scope="col">{own.rules.waitingValue}</th>}
              <th scope="col">{own.rules.key}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, note, value, keys }, index) => (
              <tr key={name}>
                <th scope="row">
                  {name}
                  <span className="cell-note">{note}</span>
                </th>
                <td>{value}</td>
                {waiting && (
                  <td className={waitingRows[index]?.value === value ? undefined : 'rule-waiting'}>
                    {waitingRows[index]?.value}
                  </td>
                )}
                <td>
                  <code className="mono">{keys}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {history.length > 1 && (
        <>
          <h3>{own.rules.history}</h3>
          <ol className="breaks">
            {history.map(dated => (
              <li key={dated.since ?? ''}>
                <p className="break-title">{sinceText(dated.since)}</p>
                <DatedRules rules={dated.rules} />
              </li>
            ))}
          </ol>
        </>
      )}
    </Part>
  );
};

const DatedRules = ({ rules }: { rules: Rules }) => (
  <dl>
    {useRows(rules).map(({ name, value }) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

const useRows = ({ windowDays, zeroHours, waver, jump }: Rules) => {
  const { rules: own } = useSettingsWords();
  const share = (tenThousandths: number): string => formatShare(tenThousandths, TEN_THOUSAND);
  return [
    {
      ...{ name: own.window, note: own.windowNote, keys: 'window_days' },
      value: own.days(String(windowDays)),
    },
    { ...{ name: own.zero, note: own.zeroNote, keys: 'zero_hours' }, value: own.hours(String(zeroHours)) },
    {
      ...{
        name: own.waver,
        note: own.waverNote,
        keys: 'waver: { share_e4, small, small_share_e4, tiny }',
      },
      value: own.waverText(
        share(waver.share),
        formatFull(waver.small),
        share(waver.smallShare),
        formatFull(waver.tiny),
      ),
    },
    {
      ...{ name: own.jump, note: own.jumpNote, keys: 'jump: { over, factor }' },
      value: own.jumpText(formatFull(jump.over), formatFull(jump.factor)),
    },
    {
      ...{ name: own.young, note: own.youngNote, keys: 'jump.young_days' },
      value: own.days(String(jump.youngDays)),
    },
  ];
};
