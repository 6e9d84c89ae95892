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
/** From here on a value is nobody else's, and is removed even where it stands glued to other text. */
const UNIQUE_LENGTH = 16;
/** A form in a URL in a JSON text: no platform has been seen to wrap a value more often. */
const MOST_WRAPPINGS = 3;

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

const WRAPPINGS: readonly ((value: string) => string)[] = [
  value => JSON.stringify(value).slice(1, -1),
  encodeURIComponent,
  value => new URLSearchParams({ '': value }).toString().slice(1),
  value => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;'),
];

/** The ways in which a platform may repeat a value. A plain one has one form, however it is wrapped. */
const formsOf = (value: string): Set<string> => {
  const forms = new Set([value]);
  for (let depth = 0; depth < MOST_WRAPPINGS; depth += 1) {
    for (const form of [...forms]) for (const wrap of WRAPPINGS) forms.add(wrap(form));
  }
  return forms.add(Buffer.from(value).toString('base64'));
};

const pattern = (form: string): string => {
  const text = form.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return form.length >= UNIQUE_LENGTH ? text : `(?<![A-Za-z0-9])${text}(?![A-Za-z0-9])`;
};

/**
 * A function that removes secrets from a text: fields and parameters with a secret's name, and the given values
 * wherever they stand whole, also encoded (a platform may echo a token, or a whole request, in an error message).
 */
export const createMask = (values: readonly string[]): Mask => {
  const forms = values
    .filter(value => value.length >= MIN_VALUE_LENGTH)
    .flatMap(value => [...formsOf(value)]);
  // The longest first: a value may be a part of another.
  const known = forms.sort((a, b) => b.length - a.length).map(pattern);
  const inText = known.length === 0 ? null : new RegExp(known.join('|'), 'g');
  return text => {
    const values = inText === null ? text : text.replace(inText, MASK);
    return values.replace(IN_JSON, `$1"${MASK}"`).replace(IN_QUERY, `$1${MASK}`);
  };
};
