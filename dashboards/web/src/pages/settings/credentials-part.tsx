import { useMemo } from 'react';
import type { Collectors } from '../../../../api/contract.ts';
import { useGet } from '../../api/queries.ts';
import { Answered } from '../../components/answered.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Icon, type IconName } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { useLocale } from '../../locales/use-locale.tsx';
import { Part } from './part.tsx';
import { useSettingsWords } from './words.ts';

type Collector = Collectors['collectors'][number];

const STATES = ['lacking', 'complete', 'none', 'off'] as const;
type State = (typeof STATES)[number];

const MARKS: Readonly<Record<State, { readonly tone: string; readonly icon: IconName }>> = {
  lacking: { tone: 'carried', icon: 'alert' },
  complete: { tone: 'plain', icon: 'tick' },
  none: { tone: 'plain', icon: 'tick' },
  off: { tone: 'missing', icon: 'gap' },
};

const stateOf = ({ on, credentials }: Collector): State => {
  if (!on) return 'off';
  if (credentials.some(({ required, isSet }) => required && !isSet)) return 'lacking';
  return credentials.some(({ required }) => required) ? 'complete' : 'none';
};

/** Which credentials each collector needs and whether they are set; those that lack one first. */
export const CredentialsPart = () => {
  const own = useSettingsWords();
  const query = useGet<Collectors>('/collectors');
  return (
    <Part id="credentials" note={own.credentials.note} change={own.credentials.change}>
      <Answered query={query} what={own.credentials.what} partial>
        {({ collectors }) => <CollectorTable collectors={collectors} />}
      </Answered>
    </Part>
  );
};

const CollectorTable = ({ collectors }: Collectors) => {
  const { credentials } = useSettingsWords();
  const columns = useColumns();
  const rows = useMemo(
    () => collectors.toSorted((a, b) => STATES.indexOf(stateOf(a)) - STATES.indexOf(stateOf(b))),
    [collectors],
  );
  const lacking = rows.filter(row => stateOf(row) === 'lacking').length;
  return (
    <>
      {lacking > 0 && <Notice icon="alert">{credentials.lacking(lacking)}</Notice>}
      <DataTable
        caption={credentials.what}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        empty={credentials.empty}
      />
    </>
  );
};

const useColumns = (): Column<Collector>[] => {
  const { words, say } = useLocale();
  const { credentials: own } = useSettingsWords();
  return useMemo(
    (): Column<Collector>[] => [
      {
        key: 'collector',
        header: own.collector,
        value: ({ name }) => say(name),
        cell: ({ name, id }) => (
          <span className="cell-title narrow">
            {say(name)}
            <span className="cell-note">
              <code className="mono">{id}</code>
            </span>
          </span>
        ),
      },
      {
        key: 'state',
        header: own.state,
        value: collector => own.states[stateOf(collector)],
        cell: collector => {
          const state = stateOf(collector);
          return (
            <span className={`mark mark-${MARKS[state].tone}`}>
              <Icon name={MARKS[state].icon} size={14} />
              {own.states[state]}
            </span>
          );
        },
      },
      {
        key: 'names',
        header: own.names,
        value: ({ credentials }) =>
          credentials.map(({ name, isSet }) => `${name} ${isSet ? own.set : own.unset}`).join('\n'),
        cell: ({ credentials }) => <Names credentials={credentials} />,
      },
      {
        key: 'kind',
        header: own.kind,
        value: ({ source, official }) =>
          `${words.sources[source]}${words.dot}${official ? own.official : own.unofficial}`,
      },
      { key: 'strength', header: own.strength, value: ({ strength }) => words.strengths[strength] },
    ],
    [words, own, say],
  );
};

const Names = ({ credentials }: Pick<Collector, 'credentials'>) => {
  const { credentials: own } = useSettingsWords();
  if (credentials.length === 0) return '—';
  return (
    <ul className="credential-names">
      {credentials.map(({ name, required, isSet }) => (
        <li key={name}>
          <code className="mono">{name}</code>
          <span className={isSet || !required ? 'credential-state' : 'credential-state lacking'}>
            {isSet ? own.set : own.unset}
            {!required && ` (${own.optional})`}
          </span>
        </li>
      ))}
    </ul>
  );
};
