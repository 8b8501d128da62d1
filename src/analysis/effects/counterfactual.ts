/** The columns of a design as if everybody had one value of a variable. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { type Block, factorBlock } from '../../numerics/block.ts';
import type { Column } from '../data/column.ts';
import { type Frame, getColumn, withColumn } from '../data/frame.ts';
import type { Design } from '../design/design.ts';
import type { DesignColumn } from '../terms/term.ts';
import type { Setting } from './ground.ts';

/**
 * The blocks over `frame` with `variable` set to a value for every row; `own` are the blocks over the frame as it is, and
 * those that the variable does not enter are returned themselves. A factor that enters alone has only its codes replaced.
 */
export function counterfactualBlocks(
  design: Design,
  own: readonly Block[],
  frame: Frame,
  variable: string,
  value: Setting,
): readonly Block[] {
  const touched = touchedBlocks(design, own, variable);
  if (touched.size === 0) return own;
  const codes = [...touched].map(([b, columns]) => loneCode(own[b]!, columns, value));
  if (codes.length === 1 && codes[0] !== undefined) {
    const [code] = codes;
    return own.map((block, b) =>
      touched.has(b) ? factorBlock(new Int32Array(block.rows).fill(code), block.width) : block,
    );
  }
  const rebuilt = design.blocksFor(withColumn(frame, settledColumn(getColumn(frame, variable), value)));
  return own.map((block, b) => (touched.has(b) ? rebuilt[b]! : block));
}

/** The blocks with a column that a variable enters, by index, with all their columns. */
export function touchedBlocks(
  design: Design,
  blocks: readonly Block[],
  variable: string,
): ReadonlyMap<number, readonly DesignColumn[]> {
  const touched = new Map<number, readonly DesignColumn[]>();
  const offsets = columnOffsets(blocks);
  blocks.forEach(({ width }, b) => {
    const columns = design.columns.slice(offsets[b]!, offsets[b]! + width);
    if (columns.some((column) => column.variables.includes(variable))) touched.set(b, columns);
  });
  return touched;
}

/** Index of the first column of every block. */
export function columnOffsets(blocks: readonly Block[]): readonly number[] {
  let next = 0;
  return blocks.map(({ width }) => {
    next += width;
    return next - width;
  });
}

/** The code of a level in a block of nothing but the factor's indicators (-1: the reference); undefined in any other. */
function loneCode({ codes, values }: Block, columns: readonly DesignColumn[], value: Setting): number | undefined {
  const indicators = columns.every((column) => column.variables.length === 1 && column.level !== undefined);
  if (codes === null || values !== null || !indicators || typeof value !== 'string') return undefined;
  return columns.findIndex((column) => column.level === value);
}

/**
 * A column whose rows all have one value. E-SPEC-NAME for an unknown level, E-SPEC-VALUE for text in a numeric column.
 */
export function settledColumn(column: Column, value: Setting): Column {
  const { name } = column.info;
  if (column.kind === 'numeric') {
    const number = Number(value);
    if (value === '' || !Number.isFinite(number)) {
      throw new Failure('E-SPEC-VALUE', { finding: `the numeric variable "${name}" cannot be set to "${value}"` });
    }
    return { ...column, values: new Float64Array(column.values.length).fill(number), low: null };
  }
  return { ...column, codes: new Int32Array(column.codes.length).fill(levelCode(column, String(value))) };
}

/** The code of a level of a categorical column, or E-SPEC-NAME with the nearest name. */
export function levelCode(column: Column & { readonly kind: 'categorical' }, level: string): number {
  const names = column.levels.map(({ name }) => name);
  const code = names.indexOf(level);
  if (code >= 0) return code;
  throw new Failure('E-SPEC-NAME', {
    finding: `"${column.info.name}" has no level "${level}"`,
    accepted: nearestHint(level, names) ?? `levels: ${names.slice(0, 12).join(', ')}`,
  });
}
