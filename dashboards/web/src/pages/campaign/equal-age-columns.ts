import type { EqualAge } from '../../../../api/contract.ts';
import { useCampaignWords } from '../../components/campaign/words.ts';
import type { Column } from '../../components/data-table.tsx';
import { organisationName } from '../../format/names.ts';
import { useLocale } from '../../locales/use-locale.tsx';

type Row = EqualAge['episodes'][number];

/** The table of one age: the estimate at the instant itself, and what had been read by then. */
export const useAgedColumns = (age: string): Column<Row>[] => {
  const { locale, words } = useLocale();
  const own = useCampaignWords();
  return [
    { key: 'organisation', header: words.episodes.organisation, value: row => organisationName(row, locale) },
    { key: 'number', header: words.episodes.number, numeric: true, value: row => row.number },
    { key: 'title', header: words.episodes.name, csvOnly: true, value: row => row.title },
    {
      key: 'moment',
      header: `${own.age.moment} (UTC)`,
      csvOnly: true,
      value: row => row.at[age]?.at ?? null,
    },
    { key: 'low', header: own.age.low, numeric: true, value: row => row.at[age]?.estimate.low ?? null },
    { key: 'high', header: own.age.high, numeric: true, value: row => row.at[age]?.estimate.high ?? null },
    { key: 'read', header: own.age.read, numeric: true, value: row => row.at[age]?.low ?? null },
    { key: 'readHigh', header: own.age.readHigh, numeric: true, value: row => row.at[age]?.high ?? null },
    {
      key: 'expected',
      header: words.growth.expected,
      csvOnly: true,
      value: row => row.at[age]?.expected ?? null,
    },
  ];
};
