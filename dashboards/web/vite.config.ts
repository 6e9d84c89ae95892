import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/**
 * The font package names a WOFF copy of each of its 101 subsets for browsers of before 2018;
 * without this the build would carry 7 MB that nothing asks for.
 */
const woff2Only = (): Plugin => ({
  name: 'woff2-only',
  enforce: 'pre',
  transform(code, id) {
    if (!/@fontsource\/.*\.css$/.test(id)) return null;
    return { code: code.replaceAll(/,\s*url\([^)]+\.woff\)\s*format\('woff'\)/g, ''), map: null };
  },
});

/** `vite dashboards/web` serves the sources themselves, over the API of a running `renci demo` or the address given. */
const API = process.env.RENCI_DASHBOARD ?? 'http://127.0.0.1:8420';

/** `vite build dashboards/web` → dashboards/web/dist: static files with hashed names, served by the API server. */
export default defineConfig({
  plugins: [woff2Only(), react()],
  server: { proxy: { '/api': API } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Phones that open the page inside WeChat carry engines some years behind.
    target: ['chrome100', 'edge100', 'firefox110', 'safari15.4'],
    cssTarget: ['chrome100', 'edge100', 'firefox110', 'safari15.4'],
    // Small font subsets would otherwise be inlined into the style sheet and always be loaded.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
});
