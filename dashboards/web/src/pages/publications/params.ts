import { choiceParam, nullableText } from '../../url/params.ts';
import { useParams } from '../../url/use-params.ts';

const PARAMS = {
  /** Campaign whose total is about to be frozen; null while nothing is. */
  freeze: nullableText,
  /** Wall time in the campaign's zone; null is now. */
  asOf: nullableText,
  known: choiceParam(['now', 'then'], 'now'),
  formula: nullableText,
};

export const CLOSED = { freeze: null, asOf: null, known: 'now', formula: null } as const;

/** What is about to be frozen, in the address: a colleague can be asked to look at the same preview. */
export const useFreezeState = () => useParams(PARAMS);
