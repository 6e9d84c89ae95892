/**
 * Few errors, each with a kind, so that "the site said no" and "our code is wrong" differ:
 * `network` no usable answer (timeouts, resets, 5xx) · `rate-limited` asked too often or the day's quota is spent ·
 * `auth` a token or consent is missing, expired or revoked · `refused` the platform will not answer this ·
 * `shape` an answer our schema does not know · `config` a setting or credential is missing or wrong.
 */
export const ERROR_KINDS = ['network', 'rate-limited', 'auth', 'refused', 'shape', 'config'] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

export class CollectorError extends Error {
  readonly kind: ErrorKind;
  constructor(kind: ErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CollectorError';
    this.kind = kind;
  }
}
