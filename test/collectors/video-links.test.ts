import { describe, expect, test } from 'vitest';
import type { Links, LinkTarget } from '../../collectors/contract.ts';
import bilibili from '../../collectors/platforms/bilibili.ts';
import toutiao from '../../collectors/platforms/toutiao.ts';
import youtube from '../../collectors/platforms/youtube.ts';

/** Only links of the platform's own hosts reach it. */
const recognise = (links: Links | undefined, address: string): LinkTarget | null => {
  const url = new URL(address);
  expect(links!.hosts).toContain(url.hostname.replace(/^www\./, ''));
  return links!.recognise(url);
};

describe('YouTube', () => {
  const clip = { externalId: 'dQ-_4w9WgXQ', metric: 'plays', kind: 'clip' };
  test.each([
    'https://www.youtube.com/watch?v=dQ-_4w9WgXQ',
    'https://youtube.com/watch?list=PL1&index=3&v=dQ-_4w9WgXQ&t=30s',
    'https://m.youtube.com/watch?app=desktop&v=dQ-_4w9WgXQ',
    'https://music.youtube.com/watch?v=dQ-_4w9WgXQ',
    'https://youtu.be/dQ-_4w9WgXQ?si=abc',
    'https://www.youtube.com/shorts/dQ-_4w9WgXQ/',
    'https://www.youtube.com/embed/dQ-_4w9WgXQ?rel=0',
    'https://www.youtube.com/v/dQ-_4w9WgXQ',
    'https://www.youtube-nocookie.com/embed/dQ-_4w9WgXQ',
  ])('%s', address => {
    expect(recognise(youtube.links, address)).toEqual(clip);
  });
  test('a live link is a broadcast', () => {
    expect(recognise(youtube.links, 'https://www.youtube.com/live/dQ-_4w9WgXQ?feature=share')).toEqual({
      ...clip,
      kind: 'live',
    });
  });
  test.each([
    'https://www.youtube.com/',
    'https://www.youtube.com/watch?v=short',
    'https://www.youtube.com/watch?v=dQ-_4w9WgXQtoolong',
    'https://www.youtube.com/playlist?list=PL1',
    'https://www.youtube.com/channel/UC0123456789abcdefghijkl',
    'https://www.youtube.com/@handle11chr',
    // Players that are named like ids.
    'https://www.youtube.com/embed/live_stream?channel=UC0123456789abcdefghijkl',
    'https://www.youtube.com/embed/videoseries?list=PL1',
    'https://youtu.be/',
  ])('no item: %s', address => {
    expect(recognise(youtube.links, address)).toBeNull();
  });
  test('the canonical address', () => {
    expect(youtube.links?.url('dQ-_4w9WgXQ')).toBe('https://www.youtube.com/watch?v=dQ-_4w9WgXQ');
  });
});

describe('Bilibili', () => {
  test.each([
    'https://www.bilibili.com/video/BV1xx411c7mD',
    'https://www.bilibili.com/video/BV1xx411c7mD/?p=2&vd_source=0123&share_source=copy_web',
    'https://m.bilibili.com/video/BV1xx411c7mD?spmid=1',
    'https://b23.tv/BV1xx411c7mD',
  ])('%s', address => {
    expect(recognise(bilibili.links, address)).toEqual({
      externalId: 'BV1xx411c7mD',
      metric: 'plays',
      kind: 'clip',
    });
  });
  test.each(['https://b23.tv/a1B2c3D', 'https://www.bilibili.com/video/av1856655535'])(
    'to be followed: %s',
    address => {
      expect(recognise(bilibili.links, address)).toEqual({ follow: true });
    },
  );
  test.each([
    'https://www.bilibili.com/',
    'https://www.bilibili.com/video/bv1xx411c7md',
    'https://www.bilibili.com/video/BV1xx411c7mDx',
    'https://www.bilibili.com/read/cv12345',
    'https://b23.tv/',
  ])('no item: %s', address => {
    expect(recognise(bilibili.links, address)).toBeNull();
  });
  test('the canonical address', () => {
    expect(bilibili.links?.url('BV1xx411c7mD')).toBe('https://www.bilibili.com/video/BV1xx411c7mD');
  });
});

describe('Toutiao', () => {
  /** Beyond 2^53. */
  const id = '7412345678901022798';
  test('a video is called otherwise by the interface', () => {
    expect(recognise(toutiao.links, `https://www.toutiao.com/video/${id}/?log_from=1`)).toEqual({
      externalId: id,
      metric: 'plays',
      kind: 'clip',
      isWebId: true,
    });
  });
  test.each([
    `https://www.toutiao.com/item/${id}/`,
    `https://www.toutiao.com/group/${id}/`,
    `https://www.toutiao.com/i${id}/`,
    `https://www.toutiao.com/a${id}`,
    `https://m.toutiao.com/i${id}/?share_token=1`,
    `https://m.toutiaoimg.cn/a${id}`,
  ])('an article or a video, which it does not tell: %s', address => {
    expect(recognise(toutiao.links, address)).toEqual({
      ...{ externalId: id, metric: 'reads', kind: 'article' },
      either: { metric: 'plays', kind: 'clip', isWebId: true },
    });
  });
  test.each([`https://www.toutiao.com/article/${id}/`, `https://www.toutiao.com/w/${id}/`])(
    'an article: %s',
    address => {
      expect(recognise(toutiao.links, address)).toEqual({ externalId: id, metric: 'reads', kind: 'article' });
    },
  );
  test.each(['https://m.toutiao.com/is/iJhFk_3x/', 'https://m.toutiao.com/isJhFk3x'])(
    'to be followed: %s',
    address => {
      expect(recognise(toutiao.links, address)).toEqual({ follow: true });
    },
  );
  test.each([
    'https://www.toutiao.com/',
    'https://www.toutiao.com/c/user/token/MS4w/',
    `https://www.toutiao.com/video/${id}x/`,
    'https://www.toutiao.com/hot-event/hot-board/',
  ])('no item: %s', address => {
    expect(recognise(toutiao.links, address)).toBeNull();
  });
  test('the canonical address, where there is one', () => {
    expect(toutiao.links?.url(id)).toBe(`https://www.toutiao.com/i${id}/`);
    expect(toutiao.links?.url('@9VxX==')).toBe('');
  });
});
