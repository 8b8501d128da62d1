/** A design of nothing but a constant over the rows of another one: the equation of a scale parameter. */
import { constantBlock, factorBlock } from '../../numerics/block.ts';
import type { Text } from '../../results/text.ts';
import type { Design } from '../design/design.ts';
import type { DesignColumn } from '../terms/term.ts';

/**
 * The rows, outcome and weights of a design with the column '(Intercept)' alone, or with no column where the parameter is on
 * the boundary of its space and has no estimate.
 */
export function constantDesign(design: Design, name: string, label: Text, estimated: boolean): Design {
  const columns: readonly DesignColumn[] = estimated ? [{ id: '(Intercept)', label, variables: [] }] : [];
  const again = (other: Design) => constantDesign(other, name, label, estimated);
  const blocks = (rows: number) => (estimated ? [constantBlock(rows)] : []);
  return {
    ...design,
    equation: { ...design.equation, name, label, terms: [], intercept: estimated },
    columns,
    blocks: blocks(design.rows.length),
    blocksFor: (frame) => blocks(frame.rows),
    derivativesFor: (frame) => (estimated ? [factorBlock(new Int32Array(frame.rows).fill(-1), 1)] : []),
    at: () => new Float64Array(columns.length).fill(1),
    derivativeAt: () => new Float64Array(columns.length),
    without: (_, rows, reason) =>
      again(
        design.without(
          design.columns.map(() => false),
          rows,
          reason,
        ),
      ),
    reweighted: (multiplier) => again(design.reweighted(multiplier)),
  };
}
