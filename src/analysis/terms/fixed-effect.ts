/** A fixed effect: one indicator per level of a column that has rows, estimated and not reported. */
import { Failure } from '../../errors/failure.ts';
import { factorBlock } from '../../numerics/block.ts';
import { getColumn } from '../data/frame.ts';
import { bindFactor } from './factor.ts';
import type { Term } from './term.ts';

/**
 * Indicators `x=level` of the levels that the bound frame has rows of, against the codebook's reference, or against the
 * first of these levels where the reference has no rows. block() throws E-DATA-LEVEL for a level unseen when it was bound.
 */
export function fixedEffectTerm(variable: string): Term {
  return {
    name: `fixed effects of ${variable}`,
    variables: [variable],
    fixedEffect: true,
    bind(frame) {
      const column = getColumn(frame, variable);
      const present = column.kind === 'numeric' ? undefined : new Set(column.codes);
      const level = (code: number) => (column.kind === 'numeric' ? undefined : column.levels[code]?.name);
      const hasRows = (name: string | undefined) =>
        column.kind === 'numeric' || column.levels.some((one, code) => one.name === name && present!.has(code));
      const first = present === undefined ? undefined : level(Math.min(...[...present].filter((code) => code >= 0)));
      const { reference } = column.info;
      const bound = bindFactor(column, reference !== undefined && hasRows(reference) ? reference : first);
      const kept = bound.columns.map((one) => hasRows(one.level));
      let next = 0;
      const target = kept.map((keep) => (keep ? next++ : -1));
      const width = next;
      return {
        columns: bound.columns.filter((_, j) => kept[j]).map((one) => ({ ...one, fixedEffect: true })),
        block(source) {
          const { codes } = bound.block(source);
          const recoded = codes!.map((code) => {
            if (code < 0) return -1;
            if (target[code]! < 0) throw unseen(variable);
            return target[code]!;
          });
          return factorBlock(recoded, width);
        },
        derivative: () => null,
        at: (point) => bound.at(point).filter((_, j) => kept[j]),
        derivativeAt: () => new Float64Array(width),
      };
    },
  };
}

function unseen(variable: string): Failure {
  return new Failure('E-DATA-LEVEL', {
    finding: `"${variable}" has a level here that no row of the model has: its fixed effect is not estimated`,
  });
}
