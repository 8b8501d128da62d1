/** Cluster variables as codes over the sample's rows. */
import { Failure } from '../../errors/failure.ts';
import type { Text } from '../../results/text.ts';
import { isMissing } from '../data/column.ts';
import { type Frame, getColumn } from '../data/frame.ts';
import type { Fit } from '../estimators/estimator.ts';
import type { WholeSample } from './whole-sample.ts';

export interface Clusters {
  readonly variable: string;
  /** cluster of every sample row, 0..count-1 in order of first appearance; -1 for rows that no equation uses */
  readonly codes: Int32Array;
  readonly count: number;
}

/**
 * The clusters of the rows that a fit uses. E-VCOV-CLUSTERS when a row has no cluster, when there is only one cluster, or when
 * the rows of one unit of the fit (a person with a random intercept) are in several clusters.
 */
export function clustersOf(fit: Fit, variable: string, whole: WholeSample): Clusters {
  const column = getColumn(fit.sample, variable);
  const ids: ArrayLike<number> = column.kind === 'numeric' ? column.values : column.codes;
  const missing = whole.rows.reduce((count, row) => count + (isMissing(column, row) ? 1 : 0), 0);
  if (missing > 0) {
    throw new Failure('E-VCOV-CLUSTERS', {
      finding: `${missing} rows of the model have no value of the cluster variable "${variable}"`,
      remedy: 'leave these rows out of the sample',
    });
  }
  const clusters = coded(variable, fit.sample.rows, whole, (row) => ids[row]!);
  if (clusters.count < 2) {
    throw new Failure('E-VCOV-CLUSTERS', {
      finding: `the cluster variable "${variable}" has only one value in the rows of the model`,
      accepted: 'at least two clusters',
      remedy: 'cluster by another variable, or use a robust covariance',
    });
  }
  if (fit.unit !== undefined) requireNested(fit.sample, fit.unit.variable, clusters, whole);
  return clusters;
}

/** A unit has one score, which no two clusters can share (Stata: panels are not nested within clusters). */
function requireNested(sample: Frame, unit: string, { variable, codes }: Clusters, whole: WholeSample): void {
  if (unit === variable) return;
  const column = getColumn(sample, unit);
  const ids: ArrayLike<number> = column.kind === 'numeric' ? column.values : column.codes;
  const first = new Map<number, number>();
  const split = new Set<number>();
  for (const row of whole.rows) {
    const id = ids[row]!;
    const cluster = first.get(id);
    if (cluster === undefined) first.set(id, codes[row]!);
    else if (cluster !== codes[row]) split.add(id);
  }
  if (split.size === 0) return;
  throw new Failure('E-VCOV-CLUSTERS', {
    finding:
      `${split.size} of ${first.size} values of "${unit}" have rows in more than one cluster of "${variable}": the effect of ` +
      `"${unit}" ties their rows together, so that clusters would not be independent`,
    accepted: `clusters that contain every "${unit}" whole`,
    remedy: `cluster by "${unit}" (\`robust\`), or by a column that is constant for it, such as the first "${variable}"`,
  });
}

/** The clusters whose rows agree in both variables. */
export function intersectionOf(a: Clusters, b: Clusters, whole: WholeSample): Clusters {
  const variable = `${a.variable} x ${b.variable}`;
  return coded(variable, a.codes.length, whole, (row) => a.codes[row]! * b.count + b.codes[row]!);
}

function coded(variable: string, rows: number, whole: WholeSample, id: (row: number) => number): Clusters {
  const codes = new Int32Array(rows).fill(-1);
  const codeOf = new Map<number, number>();
  for (const row of whole.rows) {
    const key = id(row);
    let code = codeOf.get(key);
    if (code === undefined) {
      code = codeOf.size;
      codeOf.set(key, code);
    }
    codes[row] = code;
  }
  return { variable, codes, count: codeOf.size };
}

/** What a reader must know of a small number of clusters; empty when there is nothing to say. */
export function clusterNotes(groups: number, coefficients: number): Text[] {
  const notes: Text[] = [];
  if (groups < 40) {
    notes.push({
      en: `only ${groups} clusters (fewer than 40): clustered tests tend to reject too often`,
      zh: `只有${groups}个聚类（不足40）：聚类检验往往过度拒绝`,
    });
  }
  if (groups - 1 < coefficients) {
    const rank = groups - 1;
    notes.push({
      en: `${groups} clusters for ${coefficients} coefficients: the covariance has rank ${rank} at most, so that no more than ${rank} coefficients can be tested together`,
      zh: `${groups}个聚类、${coefficients}个系数：协方差的秩至多为${rank}，因此至多可联合检验${rank}个系数`,
    });
  }
  return notes;
}
