import { type ReactNode, useEffect, useRef, useState } from 'react';

type Props = { readonly height: number; readonly fallback: ReactNode; readonly children: ReactNode };

/** Keeps a place of a fixed height and fills it once it comes near the window. */
export const Seen = ({ height, fallback, children }: Props) => {
  const ref = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const node = ref.current;
    if (!node || seen) return;
    const observer = new IntersectionObserver(
      entries => {
        if (entries.some(entry => entry.isIntersecting)) setSeen(true);
      },
      { rootMargin: '240px' },
    );
    observer.observe(node);
    return () => observer.disconnect();
  }, [seen]);
  return (
    <div ref={ref} style={{ minHeight: height }}>
      {seen ? children : fallback}
    </div>
  );
};
