/** A composite of several items by principal components, with the whole analysis on record. */

import { Failure } from '../../errors/failure.ts';
import { moments } from '../../numerics/moments.ts';
import {
  componentScores,
  type PcaMatrix,
  type PcaSign,
  type PrincipalComponents,
  principalComponents,
} from '../../numerics/pca.ts';
import type { ComponentAnalysis, Composite } from '../../results/components.ts';
import { type Frame, getNumeric } from '../data/frame.ts';
import { infoOf, type Naming, withCreated } from './created.ts';
import { compositeDefinition, pcaNotices, pcaWords } from './pca-words.ts';
import type { Step } from './step.ts';

export interface PcaComposite extends Naming {
  /** the items, at least two numeric columns */
  readonly of: readonly string[];
  readonly matrix: PcaMatrix;
  /** the first component, those with an eigenvalue above the mean, all, or the first n */
  readonly components: 'first' | 'retained' | 'all' | number;
  /** variance_share: sum of share_j x score_j over the sum of the shares used; none: sum of the scores */
  readonly weights: 'variance_share' | 'none';
  readonly sign: PcaSign;
  /**
   * scores: as they come, variance = eigenvalue; standardised: divided by the composite's SD; indicators: the raw items by
   * weights that add up to one, in the unit of the items
   */
  readonly scale: 'scores' | 'standardised' | 'indicators';
}

/**
 * Adds the composite; rows that lack an item are missing and do not count (listwise). With two items of a correlation matrix the
 * first component is their standardised sum whatever the data (eigenvalues 1 + r and 1 - r). E-SPEC-VALUE for more components
 * than items; E-FIT-EMPTY without two complete rows; E-FIT-IDENTIFICATION for an item that does not vary, or indicator weights
 * that cancel. R: prcomp; Stata: pca, then predict.
 */
export function pca(options: PcaComposite): Step {
  const { of, components, name } = options;
  if (typeof components === 'number' && components > of.length) {
    throw new Failure('E-SPEC-VALUE', { finding: `${components} components of ${of.length} items` });
  }
  const twice = of.find((item, index) => of.indexOf(item) !== index);
  if (twice !== undefined) throw new Failure('E-SPEC-VALUE', { finding: `the item "${twice}" is named twice` });
  return {
    reads: of,
    creates: [name],
    made: [
      {
        name,
        label: options.label ?? { en: name },
        ...(options.unit && { unit: options.unit }),
        ...(options.scale !== 'indicators' && {
          measure: { kind: options.scale === 'standardised' ? ('standardised' as const) : ('index' as const) },
        }),
      },
    ],
    words: [pcaWords(options)],
    run(frame) {
      const rows = completeRows(frame, of);
      if (rows.length < 2) {
        throw new Failure('E-FIT-EMPTY', {
          finding: `${rows.length} of ${frame.rows} rows have all items of "${name}"`,
          accepted: 'at least two rows',
        });
      }
      const columns = of.map((item) => {
        const { values } = getNumeric(frame, item);
        return Float64Array.from(rows, (row) => values[row]!);
      });
      refuseConstant(of, columns);
      const found = principalComponents(columns, options.matrix, options.sign);
      const composite = compositeOf(options, columns, found);
      const values = new Float64Array(frame.rows).fill(Number.NaN);
      rows.forEach((row, i) => {
        values[row] = composite.values[i]!;
      });
      const analysis = analysisOf(options, columns, found, composite.record, frame.rows - rows.length);
      const isPrivate = of.some((item) => frame.columns.get(item)!.info.private);
      const info = { ...infoOf(options), private: isPrivate };
      const made = withCreated(frame, { kind: 'numeric', info, values, low: null }, pcaNotices(analysis, found));
      return { frame: made.frame, flow: { ...made.flow, components: [analysis] } };
    },
  };
}

function completeRows(frame: Frame, items: readonly string[]): number[] {
  const columns = items.map((item) => getNumeric(frame, item).values);
  const rows: number[] = [];
  for (let row = 0; row < frame.rows; row++) {
    if (!columns.some((values) => Number.isNaN(values[row]!))) rows.push(row);
  }
  return rows;
}

function refuseConstant(items: readonly string[], columns: readonly Float64Array[]): void {
  const constant = items.find((_, v) => columns[v]!.every((value) => value === columns[v]![0]));
  if (constant === undefined) return;
  throw new Failure('E-FIT-IDENTIFICATION', {
    finding: `the item "${constant}" does not vary over the ${columns[0]!.length} rows that have all items`,
    remedy: 'leave it out',
  });
}

/** The composite over the complete rows, linear in the items: constant + sum of coefficient x item. */
function compositeOf(
  options: PcaComposite,
  columns: readonly Float64Array[],
  found: PrincipalComponents,
): { readonly values: Float64Array; readonly record: Composite } {
  const { of, scale, name, label } = options;
  const count = numberOf(options.components, found);
  const weights = weightsOf(options, found, count);
  const direction = Float64Array.from(of, (_, v) =>
    weights.reduce((sum, weight, c) => sum + weight * found.vectors[c]![v]!, 0),
  );
  const total = direction.reduce((sum, entry) => sum + entry, 0);
  const size = direction.reduce((sum, entry) => sum + Math.abs(entry), 0);
  const cancels = Math.abs(total) <= 1e-9 * size;
  const indicatorWeights = direction.map((entry) => (cancels ? Number.NaN : entry / total));
  if (scale === 'indicators' && cancels) {
    throw new Failure('E-FIT-IDENTIFICATION', {
      finding: `the weights of the items of "${name}" add up to zero`,
      remedy: 'turn the items that are keyed the other way round, or use scale: scores',
    });
  }
  const scores = new Float64Array(columns[0]!.length);
  weights.forEach((weight, c) => {
    const component = componentScores(columns, found, c);
    for (let i = 0; i < scores.length; i++) scores[i]! += weight * component[i]!;
  });
  const sd = moments({ values: scores }).standardDeviation;
  const divisor = scale === 'standardised' ? sd : 1;
  const values = scale === 'indicators' ? weighted(columns, indicatorWeights) : scores.map((score) => score / divisor);
  const coefficients =
    scale === 'indicators' ? indicatorWeights : direction.map((entry, v) => entry / found.scales[v]! / divisor);
  const constant =
    scale === 'indicators' ? 0 : -coefficients.reduce((sum, entry, v) => sum + entry * found.means[v]!, 0);
  const made = moments({ values });
  return {
    values,
    record: {
      name,
      label: label ?? { en: name },
      definition: compositeDefinition(options, count),
      components: count,
      weights,
      constant,
      coefficients: byItem(of, coefficients),
      indicatorWeights: byItem(of, indicatorWeights),
      mean: made.mean,
      sd: made.standardDeviation,
    },
  };
}

function numberOf(components: PcaComposite['components'], found: PrincipalComponents): number {
  if (components === 'first') return 1;
  if (components === 'all') return found.eigenvalues.length;
  // with equal eigenvalues none is above the mean; the first stands for them
  return components === 'retained' ? Math.max(found.aboveMean, 1) : components;
}

function weightsOf({ weights }: PcaComposite, { variances }: PrincipalComponents, count: number): number[] {
  const shares = Array.from(variances.share.subarray(0, count));
  if (weights === 'none') return shares.map(() => 1);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

function weighted(columns: readonly Float64Array[], weights: Float64Array): Float64Array {
  const values = new Float64Array(columns[0]!.length);
  for (const [v, column] of columns.entries()) {
    for (let i = 0; i < values.length; i++) values[i]! += weights[v]! * column[i]!;
  }
  return values;
}

function analysisOf(
  { of, matrix, sign }: PcaComposite,
  columns: readonly Float64Array[],
  found: PrincipalComponents,
  composite: Composite,
  excluded: number,
): ComponentAnalysis {
  const { eigenvalues, variances, vectors, loadings } = found;
  const sds = Float64Array.from(columns, (values) => moments({ values }).standardDeviation);
  return {
    items: of,
    matrix,
    sign,
    rows: found.rows,
    excluded,
    means: byItem(of, found.means),
    sds: byItem(of, sds),
    components: Array.from(eigenvalues, (eigenvalue, c) => ({
      eigenvalue,
      sd: Math.sqrt(eigenvalue),
      share: variances.share[c]!,
      cumulativeShare: variances.cumulative[c]!,
      vector: byItem(of, vectors[c]!),
      loadings: byItem(of, loadings[c]!),
    })),
    retained: found.aboveMean,
    composite,
    residual: found.residual,
  };
}

function byItem(items: readonly string[], values: Float64Array): Record<string, number> {
  return Object.fromEntries(items.map((item, v) => [item, values[v]!]));
}
