import type { Instant, Reading, SeriesKey } from './reading.ts';
import type { Bilingual } from './wording.ts';

/** Who told a figure, on what paper, and who took it in. The figure itself is a reading of the source `statement`. */
export type Statement = Pick<SeriesKey, 'placementId' | 'metric'> &
  Pick<Reading, 'observedAt' | 'low' | 'high' | 'payloadId' | 'runId'> & {
    /** Who states it. */
    readonly author: string;
    readonly importedBy: string;
    readonly recordedAt: Instant;
  };

/** What makes two statements speak of one reading. */
export const statementKey = ({
  placementId,
  metric,
  observedAt,
  low,
  high,
}: Pick<Statement, 'placementId' | 'metric' | 'observedAt' | 'low' | 'high'>): string =>
  `${placementId}/${metric}/${observedAt}/${low}/${high ?? ''}`;

const folded = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** Why a statement is not confirmed by somebody, as a code and as a sentence. */
type Unconfirmable = {
  readonly why: 'own-statement' | 'statement-without-proof';
  readonly sentence: string;
};

/**
 * Why a person may not confirm a statement; null where they may: it has an author, a proof and somebody who took it in, and
 * the person is none of them. As-of is the instant of its reading.
 */
export const whyNotConfirmed = (
  statements: readonly Pick<Statement, 'author' | 'importedBy' | 'payloadId'>[],
  by: string,
): Unconfirmable | null => {
  const whole = statements.filter(
    ({ author, importedBy, payloadId }) => author !== '' && importedBy !== '' && payloadId !== '',
  );
  if (whole.length === 0) {
    return {
      why: 'statement-without-proof',
      sentence:
        'This figure was taken in without its author or its proof, and cannot be confirmed. Take the file in again and say who ' +
        'states it: renci import FILE --statement --author NAME --by NAME.',
    };
  }
  const own = whole.find(({ author, importedBy }) => [author, importedBy].map(folded).includes(folded(by)));
  if (!own) return null;
  const role = folded(own.author) === folded(by) ? 'stated this figure' : 'took this figure in';
  return {
    why: 'own-statement',
    sentence: `${by} ${role}: a second person has to confirm it, under another name.`,
  };
};

/** What is to be done about a statement that nobody has confirmed. */
export const confirmText = (
  id: string,
  statement: (Statement & { readonly fileName: string }) | null,
): Bilingual => {
  if (statement === null) {
    return {
      zh: '缺少申报人或凭证，不能确认：请用 renci import --statement --author 重新导入原件。',
      en: 'Its author or proof is not known and it cannot be confirmed: take the file in again with renci import --statement --author.',
    };
  }
  const { author, importedBy, fileName, payloadId } = statement;
  const file = fileName === '' ? payloadId.slice(0, 12) : fileName;
  return {
    zh: `${author} 申报，${importedBy} 录入（${file}）；须由另一人核对原件后确认：renci doubts accept ${id}`,
    en: `Stated by ${author}, taken in by ${importedBy} (${file}); another person confirms it from the file: renci doubts accept ${id}`,
  };
};
