import type { Refusal } from './contract.ts';
import type { ErrorKind } from './errors.ts';
import { numberAt, textAt } from './fields.ts';

/** Codes of both generations, by what they ask of us. */
const CODES: Readonly<Record<number, { readonly kind: ErrorKind; readonly transient?: true }>> = {
  28001003: { kind: 'auth' },
  28001008: { kind: 'auth' },
  28001012: { kind: 'auth' },
  2190002: { kind: 'auth' },
  2190008: { kind: 'auth' },
  10008: { kind: 'auth' },
  10010: { kind: 'auth' },
  28001015: { kind: 'config' },
  // The application lacks the interface, or it was taken offline: nothing of this account can be read by it.
  28001014: { kind: 'config' },
  28001018: { kind: 'config' },
  2190004: { kind: 'config' },
  28001016: { kind: 'config' },
  28001019: { kind: 'config' },
  28001056: { kind: 'config' },
  28001045: { kind: 'refused' },
  28001046: { kind: 'refused' },
  28001047: { kind: 'refused' },
  2100009: { kind: 'refused' },
  28001007: { kind: 'refused' },
  2100005: { kind: 'refused' },
  2100007: { kind: 'refused' },
  28003017: { kind: 'rate-limited' },
  28003018: { kind: 'rate-limited', transient: true },
  28001052: { kind: 'rate-limited' },
  2190001: { kind: 'rate-limited' },
  28001005: { kind: 'network', transient: true },
  28001006: { kind: 'network', transient: true },
  2100004: { kind: 'network', transient: true },
};

/** Where an error code may stand, in the order in which the platform says to look. */
const CODE_PATHS = [
  { code: ['err_no'], text: ['err_msg'] },
  { code: ['data', 'error_code'], text: ['data', 'description'] },
  { code: ['extra', 'error_code'], text: ['extra', 'description'] },
  { code: ['extra', 'sub_error_code'], text: ['extra', 'sub_description'] },
] as const;

/** The error in an answer of the Douyin open platform, whatever its HTTP status; null where there is none. */
export const douyinRefusal = (body: unknown): Refusal | null => {
  for (const { code: path, text } of CODE_PATHS) {
    const code = numberAt(body, ...path);
    if (code === null || code === 0) continue;
    const logId = textAt(body, 'extra', 'logid') || textAt(body, 'log_id');
    const message = `code ${code} ${textAt(body, ...text)}${logId === '' ? '' : ` (log ${logId})`}`;
    return { kind: 'refused', ...CODES[code], message };
  }
  return null;
};
