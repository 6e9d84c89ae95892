import { useMemo } from 'react';
import type { SettingsBody } from '../../../../api/contract.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { useTableView } from '../../components/table/use-table-view.ts';
import { formatDate } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { flagParam } from '../../url/params.ts';
import { useParams } from '../../url/use-params.ts';
import { Part } from './part.tsx';
import { useSettingsWords } from './words.ts';

type Definition = SettingsBody['definitions'][number];

const PARAMS = { all: flagParam };

/** What each number counts today, with its source and how sure that is, and every change of a meaning. */
export const DefinitionsPart = ({ settings }: { settings: SettingsBody }) => {
  const { locale } = useLocale();
  const { definitions: own } = useSettingsWords();
  const { state, go } = useParams(PARAMS);
  const view = useTableView();
  const columns = useColumns();
  const rows = settings.definitions.filter(({ isUsed }) => isUsed || state.all);
  const breaks = settings.breaks.filter(({ isUsed }) => isUsed || state.all);
  return (
    <Part id="definitions" note={own.note(formatDate(settings.today, locale))} change={own.change}>
      <label className="setting-choice no-print">
        <input type="checkbox" checked={state.all} onChange={event => go({ all: event.target.checked })} />
        {own.all}
      </label>
      <DataTable
        {...view}
        caption={own.rule}
        columns={columns}
        rows={rows}
        rowKey={({ platform, metric }) => `${platform}/${metric}`}
        filter
        empty={own.empty}
      />
      <h3>{own.breaks}</h3>
      <BreaksList breaks={breaks} />
    </Part>
  );
};

const useColumns = (): Column<Definition>[] => {
  const { locale, words, say } = useLocale();
  const { definitions: own } = useSettingsWords();
  return useMemo(
    (): Column<Definition>[] => [
      {
        key: 'platform',
        header: own.platform,
        value: ({ platformName, metric }) => `${say(platformName)} ${words.metrics[metric]}`,
        cell: ({ platformName, metric }) => (
          <span className="cell-title narrow">
            {say(platformName)}
            <span className="cell-note">{words.metrics[metric]}</span>
          </span>
        ),
      },
      {
        key: 'rule',
        header: own.rule,
        value: ({ rule }) => say(rule) || own.unpublished,
        cell: ({ rule, source }) => (
          <span className="definition-rule">
            {say(rule) || own.unpublished}
            {source && <span className="cell-note">{source}</span>}
          </span>
        ),
      },
      { key: 'source', header: own.source, csvOnly: true, value: ({ source }) => source },
      { key: 'strength', header: own.strength, value: ({ strength }) => words.strengths[strength] },
      {
        key: 'since',
        header: own.since,
        value: ({ validFrom }) => validFrom ?? '',
        cell: ({ validFrom, readOn }) => (
          <span className="definition-since">
            {validFrom ? formatDate(validFrom, locale) : own.always}
            <span className="cell-note">
              {own.readOn} {formatDate(readOn, locale)}
            </span>
          </span>
        ),
      },
    ],
    [own, words, locale, say],
  );
};

const BreaksList = ({ breaks }: Pick<SettingsBody, 'breaks'>) => {
  const { locale, words, say } = useLocale();
  const { definitions: own } = useSettingsWords();
  if (breaks.length === 0) return <p className="setting-note">{own.noBreaks}</p>;
  return (
    <>
      <p className="setting-note">{own.breaksNote}</p>
      <ol className="breaks">
        {breaks.map(({ date, platform, platformName, metric, before, after }) => (
          <li key={`${platform}/${metric}/${date}`}>
            <p className="break-title">
              <time dateTime={date}>{formatDate(date, locale)}</time>
              <span>
                {say(platformName)}
                {words.dot}
                {words.metrics[metric]}
              </span>
            </p>
            <dl>
              <dt>{own.before}</dt>
              <dd>{say(before) || own.unpublished}</dd>
              <dt>{own.after}</dt>
              <dd>{say(after) || own.unpublished}</dd>
            </dl>
          </li>
        ))}
      </ol>
    </>
  );
};
