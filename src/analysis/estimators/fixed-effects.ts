/** The fixed effects of a model: which they are, and how many levels the rows have. */
import { toCategorical } from '../data/categorical.ts';
import { type Frame, getColumn } from '../data/frame.ts';
import type { Design } from '../design/design.ts';
import type { Term } from '../terms/term.ts';

/** A fixed effect of a fitted equation; absorbed = partialled out, so that it has no columns. */
export interface FixedEffect {
  readonly variable: string;
  /** levels that the rows of the equation have */
  readonly levels: number;
  readonly absorbed: boolean;
}

/** The codes 0..count-1 of a column's levels that rows have, in the order of the levels; no row is missing. */
export function levelsWithRows(frame: Frame, variable: string): { readonly codes: Int32Array; readonly count: number } {
  const { codes, levels } = toCategorical(getColumn(frame, variable));
  const present = new Uint8Array(levels.length);
  for (const code of codes) if (code >= 0) present[code] = 1;
  let count = 0;
  const target = Int32Array.from(present, (some) => (some === 1 ? count++ : -1));
  return { codes: codes.map((code) => target[code]!), count };
}

/** The fixed effects of a design, absorbed ones and indicators, in the order of the model. */
export function fixedEffectsOf({ equation, frame }: Design): readonly FixedEffect[] {
  const of = (terms: readonly Term[], absorbed: boolean) =>
    terms
      .filter((term) => term.fixedEffect)
      .flatMap((term) => term.variables)
      .map((variable) => ({ variable, levels: levelsWithRows(frame, variable).count, absorbed }));
  return [...of(equation.absorbed ?? [], true), ...of(equation.terms, false)];
}
