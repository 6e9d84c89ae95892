// Before the components' own sheets, which may then differ from the base.
import './theme/tokens.css';
import './theme/base.css';

import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/queries.ts';
import { App } from './app.tsx';
import { followHistory } from './url/history.ts';

// After them: paper overrules the screen.
import './theme/print.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root element.');

followHistory();

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);

/**
 * Phones, Windows and macOS carry a Chinese font; asking them for ours would cost hundreds of kilobytes for nothing.
 * The rest gets it after first paint: text stands at once in whatever the machine has.
 */
const HAS_CHINESE_FONT = /Android|HarmonyOS|iPhone|iPad|Macintosh|Windows/;
if (!HAS_CHINESE_FONT.test(navigator.userAgent)) requestAnimationFrame(() => void import('./theme/fonts.ts'));
