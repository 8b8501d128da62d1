/** The rows that at least one equation of a fit uses: what n and the clusters of a stacked fit are counted on. */
import type { Fit } from '../estimators/estimator.ts';

export interface WholeSample {
  /** sample rows used by any equation, ascending */
  readonly rows: Int32Array;
  /** number of these rows, or the sum of their frequency weights */
  readonly nobs: number;
  /** coefficients of all equations together, and what absorbed fixed effects take besides */
  readonly coefficients: number;
}

/** The union of the equations' rows. A row's frequency weight is that of the first equation that uses it. */
export function wholeSample(fit: Fit): WholeSample {
  const used = new Uint8Array(fit.sample.rows);
  let count = 0;
  let nobs = 0;
  for (const { design } of fit.equations) {
    const frequency = design.weightKind === 'frequency' ? design.weights : null;
    for (let i = 0; i < design.rows.length; i++) {
      const row = design.rows[i]!;
      if (used[row] === 1) continue;
      used[row] = 1;
      count++;
      nobs += frequency === null ? 1 : frequency[i]!;
    }
  }
  const rows = new Int32Array(count);
  let next = 0;
  for (let row = 0; row < used.length; row++) if (used[row] === 1) rows[next++] = row;
  return { rows, nobs, coefficients: fit.coef.length + absorbedBesides(fit) };
}

/** Degrees of freedom of absorbed effects beyond the constant, which is a coefficient. */
function absorbedBesides(fit: Fit): number {
  return fit.equations.reduce((sum, { absorbed }) => sum + (absorbed === undefined ? 0 : absorbed.df - 1), 0);
}
