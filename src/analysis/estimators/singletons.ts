/** Rows that are alone at a level of a fixed effect: they fit perfectly and say nothing of the coefficients. */
import type { Grouping } from '../../numerics/demean.ts';
import type { Design } from '../design/design.ts';

/** `keep` them as fixest does, or `drop` them as reghdfe does; the coefficients are the same. */
export type SingletonPolicy = 'keep' | 'drop';

/**
 * 1 for every row that is alone at a level of some factor, also after the others found so have left (Correia 2015). Rows
 * count, not frequency weights: a row that stands for several is not alone in the sample, but as good as alone here.
 */
export function singletonRows(factors: readonly Grouping[]): Uint8Array {
  const rows = factors[0]?.codes.length ?? 0;
  const gone = new Uint8Array(rows);
  const sizes = factors.map(({ codes, count }) => {
    const size = new Int32Array(count);
    for (const code of codes) size[code]!++;
    return size;
  });
  for (let found = true; found; ) {
    found = false;
    for (let i = 0; i < rows; i++) {
      if (gone[i] === 1 || !factors.some(({ codes }, f) => sizes[f]![codes[i]!] === 1)) continue;
      gone[i] = 1;
      found = true;
      for (const [f, { codes }] of factors.entries()) sizes[f]![codes[i]!]!--;
    }
  }
  return gone;
}

/** The design without its singletons. */
export function dropSingletons(design: Design, singletons: Uint8Array): Design {
  if (!singletons.includes(1)) return design;
  const none = design.columns.map(() => false);
  return design.without(none, singletons, 'alone at a level of a fixed effect');
}
