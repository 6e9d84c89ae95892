import { createFamilyMember } from './douyin-family.ts';
import type { PlatformOptions, PlatformSimulator } from './platform.ts';
import { hex } from './random.ts';

/** Toutiao in the Douyin family of 2020: the token in the query, and no longer life for a refresh token. */
export const createToutiao = (options: PlatformOptions): PlatformSimulator =>
  createFamilyMember(
    {
      platform: 'toutiao',
      key: 'TOUTIAO_CLIENT_KEY',
      secret: 'TOUTIAO_CLIENT_SECRET',
      scope: 'toutiao.video.data',
      maxRenewals: 0,
      paths: { data: '/toutiao/video/data/', list: '/toutiao/video/list/' },
      codes: { foreignOpenId: 2190002, quota: 2190001 },
      tokenOf: call => call.query.get('access_token'),
      extras: ({ externalId }) => ({ cover: `https://p3.toutiaoimg.example/${hex(externalId, 16)}.jpeg` }),
      idle: ['forward_count'],
    },
    options,
  );
