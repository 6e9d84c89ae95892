import type { ReactNode } from 'react';

/** Line icons on a 16 px grid, drawn in the colour of the text beside them. Decoration: the word carries the meaning. */
const PATHS = {
  close: <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" />,
  back: <path d="M9.5 3L4.5 8l5 5" />,
  next: <path d="M6.5 3l5 5-5 5" />,
  calendar: <path d="M2.5 4.5h11v9h-11zM2.5 7.2h11M5.5 2.5v3M10.5 2.5v3" />,
  down: <path d="M4 6.2l4 4 4-4" />,
  download: <path d="M8 2.5v7.5M4.8 7L8 10.2 11.2 7M3 13h10" />,
  table: <path d="M2.5 3.5h11v9h-11zM2.5 6.8h11M2.5 9.8h11M6.5 6.8v5.7" />,
  chart: <path d="M2.5 13.5h11M3.5 10.5c4 0 3.5-6.5 9-7" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1" />
    </>
  ),
  moon: <path d="M13 9.6A5.6 5.6 0 0 1 6.4 3 5.6 5.6 0 1 0 13 9.6z" />,
  auto: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5v11" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" stroke="none" />
    </>
  ),
  flask: <path d="M6.3 2.5h3.4M6.9 2.5v4L3.2 12a1 1 0 0 0 .9 1.5h7.8a1 1 0 0 0 .9-1.5L9.1 6.5v-4M5 9.8h6" />,
  tick: <path d="M3 8.6l3.2 3.2L13 4.8" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 4.8V8l2.2 1.6" />
    </>
  ),
  gap: <path d="M2.5 8h2M7 8h2M11.5 8h2" />,
  question: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M6.3 6.4c.2-1.9 3.5-1.8 3.4.1 0 1.2-1.6 1.3-1.7 2.5M8 11.2v.1" />
    </>
  ),
  alert: <path d="M8 2.6l6 10.6H2zM8 6.6v3M8 11.3v.1" />,
  speech: <path d="M2.5 3.5h11v7.2H8L5 13.2v-2.5H2.5z" />,
  removed: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M4.2 11.8l7.6-7.6" />
    </>
  ),
  offline: <path d="M2.5 6.5a8 8 0 0 1 11 0M4.8 9a4.6 4.6 0 0 1 6.4 0M8 12v.1M2.5 2.5l11 11" />,
  sum: <path d="M12 3.5H4.5L8.5 8l-4 4.5H12" />,
  list: <path d="M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.1M2.5 8h.1M2.5 12h.1" />,
  bars: <path d="M3 3.5h9M3 8h6M3 12.5h3.5" />,
  link: <path d="M6.5 3.5h-3v9h9v-3M9 2.8h4.2V7M13 3L7.5 8.5" />,
  collect: <path d="M8 2.5v6.2M5.2 6.2L8 9l2.8-2.8M2.5 9.5v3.8h11V9.5" />,
  pin: <path d="M3.5 13.5v-11h8l-1.8 3 1.8 3h-8" />,
  settings: (
    <>
      <path d="M2.5 4.5h6M12 4.5h1.5M2.5 11.5H4M7.5 11.5h6" />
      <circle cx="10.2" cy="4.5" r="1.7" />
      <circle cx="5.8" cy="11.5" r="1.7" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.2" />
      <path d="M10.2 10.2l3.3 3.3" />
    </>
  ),
  columns: <path d="M2.5 3.5h11v9h-11zM6.2 3.5v9M9.8 3.5v9" />,
  copy: <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />,
  image: (
    <>
      <path d="M2.5 3.5h11v9h-11zM3 11.2l3.2-3.4 2.3 2.4 1.7-1.6 2.8 2.6" />
      <circle cx="10.6" cy="6.2" r="0.9" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name, size = 16 }: { name: IconName; size?: number }) => (
  <svg
    className="icon"
    width={size}
    height={size}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.4"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    {PATHS[name]}
  </svg>
);
