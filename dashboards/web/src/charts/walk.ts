/** Where a key leads in a chart of `count` places read from `at` (null: not read yet); null for any other key. */
export const walkTo = (key: string, at: number | null, count: number): number | null => {
  const last = count - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, (at ?? count) - 1);
    case 'ArrowRight':
      return Math.min(last, (at ?? -1) + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
};
