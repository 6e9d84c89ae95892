/** How far a platform's numbers can be relied on: the planner reads it, `renci collectors` lists it. */
export type Capabilities = {
  /** Of the facts this collector rests on: A the platform's own document, B public code agrees, C secondary, D assumed. */
  readonly strength: 'A' | 'B' | 'C' | 'D';
  /** Hours by which its numbers lag behind the platform's own; null where it does not say. */
  readonly delayHours: number | null;
  /** Days after publication for which it answers; null where it answers for ever. Later it says nothing, not zero. */
  readonly lookBackDays: number | null;
  /** What else somebody who relies on it should know, in one sentence each language. */
  readonly note: { readonly zh: string; readonly en: string };
};

/** Declared properties of a displayed count (counting rules for rounded texts and plus signs). */
export type Display = {
  readonly rounding: 'floor' | 'ceil' | 'round' | 'unknown';
  readonly plus: 'cap' | 'truncated' | 'band' | 'undeclared';
};
