/** The columns of a design as if everybody had one value of a variable. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { type Block, factorBlock } from '../../numerics/block.ts';
import type { Column } from '../data/column.ts';
import { type Frame, getColumn, withColumn } from '../data/frame.ts';
import type { Design } from '../design/design.ts';
import type { Setting } from './ground.ts';

/**
 * The blocks over `frame` with `variable` set to a value for every row; `own` are the blocks over the frame as it is,
 * and are returned themselves when the variable enters nowhere. A factor that enters alone has only its codes replaced.
 */
export function counterfactualBlocks(
  design: Design,
  own: readonly Block[],
  frame: Frame,
  variable: string,
  value: Setting,
): readonly Block[] {
  const touched = design.columns.filter((column) => column.variables.includes(variable));
  if (touched.length === 0) return own;
  const alone = blockOfItsOwn(design, own, variable);
  if (alone === undefined || typeof value !== 'string') {
    return design.blocksFor(withColumn(frame, settledColumn(getColumn(frame, variable), value)));
  }
  const code = touched.findIndex((column) => column.level === value);
  return own.map((block, b) => (b === alone ? factorBlock(new Int32Array(block.rows).fill(code), block.width) : block));
}

/** Index of the block that holds all columns of a variable and nothing else, all of them indicators. */
function blockOfItsOwn(design: Design, blocks: readonly Block[], variable: string): number | undefined {
  let offset = 0;
  let found: number | undefined;
  for (let b = 0; b < blocks.length; b++) {
    const { width, codes, values } = blocks[b]!;
    const columns = design.columns.slice(offset, offset + width);
    offset += width;
    if (!columns.some((column) => column.variables.includes(variable))) continue;
    const indicators = columns.every((column) => column.variables.length === 1 && column.level !== undefined);
    if (found !== undefined || codes === null || values !== null || !indicators) return undefined;
    found = b;
  }
  return found;
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
