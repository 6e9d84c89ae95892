import { iso } from '../days.ts';
import type { Instant } from '../domain/reading.ts';
import type { Authorisation } from '../jobs/authorisations.ts';
import { table } from './output.ts';

/** The authorisation calendar as a table, what needs a person first. */
export const authorisationTable = (calendar: readonly Authorisation[]): string =>
  table(
    [
      { title: 'platform' },
      { title: 'account' },
      { title: 'authorisation' },
      { title: 'valid until' },
      { title: 'refresh until' },
      { title: 'renewals left', align: 'right' },
      { title: 'consent by' },
    ],
    calendar.map(each => [
      each.platform,
      each.accountName,
      each.warning === null ? each.state : `${each.state}, ${each.warning} d`,
      moment(each.validUntil),
      moment(each.refreshUntil),
      each.renewalsLeft === null ? '–' : String(each.renewalsLeft),
      moment(each.consentBy),
    ]),
  );

const moment = (instant: Instant | null): string =>
  instant === null ? '–' : `${iso(instant).slice(0, 16).replace('T', ' ')}Z`;
