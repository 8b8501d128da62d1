/** Fixed effects that are nested in the clusters, so that clustering already answers for what they cost. */

import type { Text } from '../../results/text.ts';
import type { Fit, FittedEquation } from '../estimators/estimator.ts';
import { fixedEffectsOf, levelsWithRows } from '../estimators/fixed-effects.ts';
import type { Clusters } from './clusters.ts';

export interface NestedEffects {
  /** degrees of freedom that are not counted: levels less one of every nested effect */
  readonly df: number;
  readonly notes: readonly Text[];
}

export const NONE_NESTED: NestedEffects = { df: 0, notes: [] };

/**
 * The fixed effects, absorbed or as indicators, every level of which lies within one cluster of some cluster variable. Their
 * levels less one are left out of k (R's fixest: ssc(fixef.K = "nested"); Stata's reghdfe), because their number grows
 * with the clusters.
 */
export function nestedEffects(fit: Fit, clusters: readonly Clusters[]): NestedEffects {
  const nested = fit.equations.flatMap((equation) =>
    fixedEffectsOf(equation.design).filter(({ variable }) =>
      clusters.some((cluster) => isNested(equation, variable, cluster)),
    ),
  );
  if (nested.length === 0) return NONE_NESTED;
  const names = [...new Set(nested.map(({ variable }) => variable))].join(', ');
  return {
    df: nested.reduce((sum, { levels }) => sum + levels - 1, 0),
    notes: [
      {
        en: `fixed effects nested in the clusters are not counted in k: ${names}`,
        zh: `嵌套于聚类之内的固定效应不计入k：${names}`,
      },
    ],
  };
}

function isNested({ design }: FittedEquation, variable: string, { codes }: Clusters): boolean {
  const levels = levelsWithRows(design.frame, variable);
  const clusterOf = new Int32Array(levels.count).fill(-1);
  for (let i = 0; i < design.rows.length; i++) {
    const cluster = codes[design.rows[i]!]!;
    const level = levels.codes[i]!;
    if (clusterOf[level] === -1) clusterOf[level] = cluster;
    else if (clusterOf[level] !== cluster) return false;
  }
  return true;
}
