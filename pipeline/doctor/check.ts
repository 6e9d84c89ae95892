/** What was looked at. */
export type CheckId =
  | 'configuration'
  | 'data'
  | 'disk'
  | 'tokens'
  | 'database'
  | 'rules'
  | 'clock'
  | 'credentials'
  | 'collectors'
  | 'authorisation'
  | 'spool';

/** `warning`: it works, and will not for ever. `problem`: something is not counted until it is put right. */
export type CheckLevel = 'ok' | 'warning' | 'problem';

/** One line of the doctor's answer. */
export type Check = {
  readonly check: CheckId;
  readonly level: CheckLevel;
  /** What was found, in one sentence. */
  readonly text: string;
  /** What to do about it; empty when it is well. */
  readonly fix: string;
};

export const well = (check: CheckId, text: string): Check => ({ check, level: 'ok', text, fix: '' });
export const warning = (check: CheckId, text: string, fix: string): Check => ({
  ...{ check, level: 'warning', text, fix },
});
export const problem = (check: CheckId, text: string, fix: string): Check => ({
  ...{ check, level: 'problem', text, fix },
});

/** The worst of them. */
export const levelOf = (checks: readonly Check[]): CheckLevel => {
  if (checks.some(({ level }) => level === 'problem')) return 'problem';
  return checks.some(({ level }) => level === 'warning') ? 'warning' : 'ok';
};
