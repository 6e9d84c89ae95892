import { createFamilyMember } from './douyin-family.ts';
import type { PlatformOptions, PlatformSimulator } from './platform.ts';
import { hex } from './random.ts';

/**
 * Douyin's open platform for website apps: the token in a header, a refresh token renewable five times at most, counts
 * by POST /api/douyin/v1/video/video_data/ and the account's list beside it.
 */
export const createDouyin = (options: PlatformOptions): PlatformSimulator =>
  createFamilyMember(
    {
      platform: 'douyin',
      key: 'DOUYIN_CLIENT_KEY',
      secret: 'DOUYIN_CLIENT_SECRET',
      scope: 'user_info,video.list.bind,video.data.bind',
      maxRenewals: 5,
      paths: { data: '/api/douyin/v1/video/video_data/', list: '/api/douyin/v1/video/video_list/' },
      codes: { foreignOpenId: 28001015, quota: 28003017 },
      tokenOf: call => call.header('access-token'),
      extras: ({ externalId, url }, isPrivate) => ({
        cover: `https://p3.douyinpic.example/${hex(externalId, 16)}.jpeg`,
        share_url: url,
        is_top: false,
        is_reviewed: true,
        video_status: isPrivate ? 2 : 5,
        media_type: 4,
      }),
      idle: ['forward_count', 'download_count'],
    },
    options,
  );
