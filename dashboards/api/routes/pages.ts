import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { html } from 'hono/html';
import { ApiProblem } from '../problem.ts';

/** Names under /assets carry a hash of their content: a new build never reuses one. */
const FOREVER = 'public, max-age=31536000, immutable';
const SHORT = 'public, max-age=3600';
/** The page names the hashed assets: it is asked for anew each time. */
const REVALIDATE = 'no-cache';

/**
 * The built pages of a folder. An address of the page itself (`/campaigns/x`) answers with the page, which then reads
 * the address; a missing asset stays missing.
 */
export const pageRoutes = (dir: string): Hono => {
  const router = new Hono();
  const index = join(dir, 'index.html');
  router.get('*', async c => {
    if (!existsSync(index)) return c.html(notBuilt, 503);
    const file = await found(serveStatic({ root: dir }), c);
    if (file)
      return kept(file, c.req.path.startsWith('/assets/') ? FOREVER : isPage(file) ? REVALIDATE : SHORT);
    const wantsPage = !c.req.path.startsWith('/assets/') && c.req.header('accept')?.includes('text/html');
    const page = wantsPage ? await found(serveStatic({ root: dir, path: 'index.html' }), c) : null;
    if (!page) throw notFound(c.req.path);
    return kept(page, REVALIDATE);
  });
  return router;
};

/** The answer of a middleware; null when it passed the request on. */
const found = async (middleware: MiddlewareHandler, c: Context): Promise<Response | null> =>
  (await middleware(c, async () => {})) ?? null;

const isPage = (file: Response): boolean =>
  file.headers.get('content-type')?.startsWith('text/html') ?? false;

const kept = (file: Response, cacheControl: string): Response => {
  file.headers.set('cache-control', cacheControl);
  return file;
};

export const notFound = (path: string): ApiProblem =>
  new ApiProblem(404, 'not-found', `There is nothing at ${path}.`, `${path} 处没有内容。`);

const notBuilt = html`<!doctype html>
<html lang="zh-CN">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>人次 Renci</title>
  <body style="max-width: 40em; margin: 4em auto; padding: 0 1em; font: 16px/1.6 sans-serif">
    <h1>页面还没有构建</h1>
    <p>在项目文件夹中运行 <code>npm run build</code>，然后刷新本页。数据接口已可使用：<a href="/api/v1/openapi.json">/api/v1</a>。</p>
    <h2 lang="en">The pages are not built yet</h2>
    <p lang="en">Run <code>npm run build</code> in the folder of the project and reload. The API already answers: <a href="/api/v1/openapi.json">/api/v1</a>.</p>
  </body>
</html>`;
