/** Names under which platforms carry secrets in queries, forms and answers. Compared in lower case. */
const SECRET_NAMES = [
  'access_token',
  'access-token',
  'accesstoken',
  'refresh_token',
  'refreshtoken',
  'client_secret',
  'client_key',
  'app_secret',
  'appsecret',
  'api_key',
  'apikey',
  'x-api-key',
  'authorization',
  'cookie',
  'password',
  'secret',
  'session_id',
  'sessionid',
  'sign',
  'signature',
  'token',
];

/** Only in a query or a form: in an answer `code` is an error number. */
const SECRET_PARAMETERS: ReadonlySet<string> = new Set([...SECRET_NAMES, 'code']);

const MASK = '***';

const IN_JSON = new RegExp(`("(?:${SECRET_NAMES.join('|')})"\\s*:\\s*)"[^"]*"`, 'gi');
const IN_QUERY = new RegExp(`([?&](?:${[...SECRET_PARAMETERS].join('|')})=)[^&\\s"'<>]+`, 'gi');

/** Values shorter than this are too common to be told from ordinary text. */
const MIN_VALUE_LENGTH = 8;

/** The URL with the values of its secret parameters (and of a user:password part) masked. */
export const maskUrl = (url: URL): string => {
  const masked = new URL(url);
  if (masked.username !== '') masked.username = MASK;
  if (masked.password !== '') masked.password = MASK;
  for (const name of [...masked.searchParams.keys()]) {
    if (SECRET_PARAMETERS.has(name.toLowerCase())) masked.searchParams.set(name, MASK);
  }
  return masked.href;
};

export type Mask = (text: string) => string;

/**
 * A function that removes secrets from a text: fields and parameters with a secret's name, and the given values
 * wherever they stand whole (a platform may echo a token in an error message).
 */
export const createMask = (values: readonly string[]): Mask => {
  const known = values
    .filter(value => value.length >= MIN_VALUE_LENGTH)
    .map(value => value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const inText =
    known.length === 0 ? null : new RegExp(`(?<![A-Za-z0-9])(?:${known.join('|')})(?![A-Za-z0-9])`, 'g');
  return text => {
    const named = text.replace(IN_JSON, `$1"${MASK}"`).replace(IN_QUERY, `$1${MASK}`);
    return inText === null ? named : named.replace(inText, MASK);
  };
};
