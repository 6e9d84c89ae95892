import { createHash, createHmac } from 'node:crypto';
import type { RequestSpec, Stamp } from './contract.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/**
 * A GET of Bilibili's open platform with the platform's own request signature, version 2.0: HMAC-SHA256, keyed with the
 * owner's client secret, of the six `x-bili-` headers in order of name, one a line. The platform takes a nonce once, so
 * a request that is sent again is signed again. Facts: the platform's own sample
 * (bilibili-openplatform/SignatureAlgorithm_DotnetDemo).
 */
export const signed = (spec: RequestSpec, { token, credentials, now, nonce }: Stamp): RequestSpec => {
  const accessToken = String(token?.accessToken);
  const headers = {
    'x-bili-accesskeyid': String(credentials.BILIBILI_CLIENT_ID),
    'x-bili-content-md5': md5(''),
    'x-bili-signature-method': 'HMAC-SHA256',
    'x-bili-signature-nonce': nonce,
    'x-bili-signature-version': '2.0',
    'x-bili-timestamp': String(Math.floor(now / 1000)),
  };
  const text = Object.entries(headers)
    .map(([name, value]) => `${name}:${value}`)
    .join('\n');
  const signature = createHmac('sha256', String(credentials.BILIBILI_CLIENT_SECRET)).update(text);
  return {
    ...spec,
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/json',
      'access-token': accessToken,
      ...headers,
      Authorization: signature.digest('hex'),
    },
  };
};
