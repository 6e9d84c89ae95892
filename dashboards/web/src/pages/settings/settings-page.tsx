import type { SettingsBody } from '../../../../api/contract.ts';
import { useGet } from '../../api/queries.ts';
import { Answered } from '../../components/answered.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { SectionBar } from '../../components/section-bar.tsx';
import { formatOffset } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { AuthorisationsPart } from './authorisations-part.tsx';
import { CredentialsPart } from './credentials-part.tsx';
import { DefinitionsPart } from './definitions-part.tsx';
import { FormulasPart } from './formulas-part.tsx';
import { RulesPart } from './rules-part.tsx';
import { SchedulePart } from './schedule-part.tsx';
import { ThresholdsPart } from './thresholds-part.tsx';
import { useSettingsWords } from './words.ts';
import '../../components/state-mark.css';
import './settings.css';

const PARTS = [
  'credentials',
  'authorisations',
  'formulas',
  'definitions',
  'rules',
  'thresholds',
  'schedule',
] as const;

/** By what it is counted and collected here. Nothing can be changed on this page; each part says where it can. */
export const SettingsPage = () => {
  const { words } = useLocale();
  const own = useSettingsWords();
  const query = useGet<SettingsBody>('/settings');
  const timeZone = query.data?.schedule?.timeZone ?? 'UTC';
  return (
    <Page title={words.nav.settings} lead={own.lead}>
      {query.data && !query.data.mayChange && <Notice icon="alert">{own.readOnly}</Notice>}
      <SectionBar
        label={words.nav.sections}
        sections={PARTS.map(target => ({ target, label: own.sections[target] }))}
      />
      <nav className="setting-index no-print" aria-label={words.nav.sections}>
        {PARTS.map(target => (
          <a key={target} href={`#${target}`} className="text-link">
            {own.sections[target]}
          </a>
        ))}
      </nav>
      <CredentialsPart />
      <AuthorisationsPart timeZone={timeZone} days={query.data?.authorisationWarningDays ?? []} />
      <Answered query={query} what={own.what} partial>
        {data => (
          <>
            <FormulasPart formulas={data.formulas} />
            <DefinitionsPart settings={data} />
            <RulesPart rules={data.rules} timeZone={timeZone} />
            <ThresholdsPart settings={data} />
            <SchedulePart settings={data} />
            <p className="setting-foot">
              {own.version(data.version)}
              {words.dot}
              {words.asOf.zone(timeZone, formatOffset(Date.parse(data.today), timeZone))}
            </p>
          </>
        )}
      </Answered>
    </Page>
  );
};
