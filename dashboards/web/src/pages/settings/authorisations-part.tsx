import { useMemo } from 'react';
import type { Authorisations, Collectors } from '../../../../api/contract.ts';
import { useGet } from '../../api/queries.ts';
import { Answered } from '../../components/answered.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Icon, type IconName } from '../../components/icons.tsx';
import { formatMoment } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { Part } from './part.tsx';
import { useSettingsWords } from './words.ts';

type Authorisation = Authorisations['authorisations'][number];

const MARKS: Readonly<Record<Authorisation['state'], { readonly tone: string; readonly icon: IconName }>> = {
  never: { tone: 'missing', icon: 'gap' },
  waiting: { tone: 'plain', icon: 'clock' },
  valid: { tone: 'plain', icon: 'tick' },
  ended: { tone: 'failed', icon: 'alert' },
};

/** Which accounts a person must authorise, and by when; what needs somebody stands first. */
export const AuthorisationsPart = ({ timeZone, days }: { timeZone: string; days: readonly number[] }) => {
  const own = useSettingsWords();
  const query = useGet<Authorisations>('/authorisations');
  const columns = useColumns(timeZone);
  return (
    <Part
      id="authorisations"
      note={own.authorisations.note(days.join(' / '))}
      change={own.authorisations.change}
    >
      <Answered query={query} what={own.authorisations.what} partial>
        {({ authorisations }) => (
          <DataTable
            caption={own.authorisations.what}
            columns={columns}
            rows={authorisations}
            rowKey={({ platform, account }) => `${platform}/${account}`}
            empty={own.authorisations.empty}
          />
        )}
      </Answered>
    </Part>
  );
};

const useColumns = (timeZone: string): Column<Authorisation>[] => {
  const { locale, say } = useLocale();
  const { authorisations: own } = useSettingsWords();
  const { data } = useGet<Collectors>('/collectors');
  return useMemo((): Column<Authorisation>[] => {
    const moment = (text: string | null): string | null =>
      text === null ? null : formatMoment(Date.parse(text), timeZone, locale);
    const nameOf = (platform: string): string => {
      const found = data?.collectors.find(collector => collector.platform === platform);
      return found ? say(found.name) : platform;
    };
    return [
      {
        key: 'account',
        header: own.account,
        value: ({ accountName, account }) => `${accountName} ${account}`,
        cell: ({ platform, account, accountName }) => (
          <span className="cell-title narrow">
            {accountName}
            <span className="cell-note">
              {nameOf(platform)} <code className="mono">{account}</code>
            </span>
          </span>
        ),
      },
      {
        key: 'state',
        header: own.state,
        value: ({ state }) => own.states[state],
        cell: ({ state, warning }) => (
          <>
            <span className={`mark mark-${MARKS[state].tone}`}>
              <Icon name={MARKS[state].icon} size={14} />
              {own.states[state]}
            </span>
            {warning !== null && state === 'valid' && (
              <span className="mark mark-carried authorisation-warning">
                <Icon name="alert" size={14} />
                {own.left(warning)}
              </span>
            )}
          </>
        ),
      },
      {
        key: 'consentBy',
        header: own.consentBy,
        value: ({ consentBy }) => moment(consentBy) ?? own.nothing,
      },
      {
        key: 'validUntil',
        header: own.validUntil,
        value: ({ validUntil }) => moment(validUntil),
        cell: ({ validUntil }) => (
          <span className="nowrap">
            {moment(validUntil) ?? '—'}
            {validUntil && <span className="cell-note">{own.validNote}</span>}
          </span>
        ),
      },
      { key: 'renewals', header: own.renewals, numeric: true, value: ({ renewalsLeft }) => renewalsLeft },
    ];
  }, [own, data, locale, say, timeZone]);
};
