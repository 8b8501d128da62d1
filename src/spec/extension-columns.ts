/** The columns that mediations and splits read besides those of their models. */
import type { YamlPath } from '../yaml/document.ts';
import type { MediationSpec, SplitSpec } from './paper.ts';

interface ColumnUse {
  readonly column: string;
  /** where in the entry it is named */
  readonly path: YamlPath;
}

export function mediationColumns({ mediators, bootstrap }: MediationSpec): readonly ColumnUse[] {
  const resample = bootstrap?.resample ?? 'rows';
  return [
    ...mediators.map(({ variable }) => ({ column: variable, path: ['mediators', variable] })),
    ...(resample === 'rows' ? [] : [{ column: resample.cluster, path: ['bootstrap', 'resample', 'cluster'] }]),
  ];
}

export function splitColumns({ groups, permutation }: SplitSpec): readonly ColumnUse[] {
  const { exchange = 'rows', within } = permutation ?? {};
  return [
    ...groups.flatMap(({ name, where }) =>
      where.variables.map((column) => ({ column, path: ['groups', name, 'where'] })),
    ),
    ...(exchange === 'rows' ? [] : [{ column: exchange.cluster, path: ['permutation', 'exchange', 'cluster'] }]),
    ...(within === undefined ? [] : [{ column: within, path: ['permutation', 'within'] }]),
  ];
}
