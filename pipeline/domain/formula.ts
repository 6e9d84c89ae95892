import { type Family, NEVER_ADDED } from './metrics.ts';

/** A named, versioned list of families that may be totalled. Without one there is no total. */
export type Formula = {
  readonly id: string;
  readonly version: number;
  readonly families: readonly Family[];
  readonly label: { readonly zh: string; readonly en: string };
};

export const FORMULAS: readonly Formula[] = [
  {
    id: 'video_view_times',
    version: 1,
    families: ['play', 'live_entry'],
    label: { zh: '视频观看总量', en: 'video view-times' },
  },
  {
    id: 'content_view_times',
    version: 1,
    families: ['play', 'live_entry', 'read'],
    label: { zh: '内容传播总量', en: 'content view-times' },
  },
];

export class FormulaError extends Error {
  override readonly name = 'FormulaError';
}

/** `video_view_times@1`: how a formula is named wherever a figure is printed. */
export const formulaName = (formula: Formula): string => `${formula.id}@${formula.version}`;

/**
 * The formula of a name (`video_view_times` for its newest version, or `video_view_times@1`).
 * @throws FormulaError when there is none: no formula, no total.
 */
export const findFormula = (name: string, formulas: readonly Formula[] = FORMULAS): Formula => {
  const [id, version] = name.split('@');
  const found = formulas
    .filter(f => f.id === id && (version === undefined || String(f.version) === version))
    .sort((a, b) => b.version - a.version)[0];
  if (!found) {
    throw new FormulaError(
      formulas.length === 0
        ? 'Nothing was known yet at that moment, not even a formula: ask as known at a later one.'
        : `There is no formula "${name}". Known: ${formulas.map(formulaName).join(', ')}.`,
    );
  }
  return found;
};

/**
 * The add-guard: refuses a formula with families that are no view-times, and an addend outside the formula.
 * @throws FormulaError naming the family.
 */
export const guard = (formula: Formula, families: Iterable<Family>): void => {
  for (const family of formula.families) {
    if (NEVER_ADDED.has(family)) {
      throw new FormulaError(`Formula ${formulaName(formula)} lists "${family}", which may never be added.`);
    }
  }
  for (const family of families) {
    if (!formula.families.includes(family)) {
      throw new FormulaError(
        `"${family}" is outside formula ${formulaName(formula)} (${formula.families.join(' + ')}) and cannot be added to it.`,
      );
    }
  }
};
