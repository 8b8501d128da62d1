/** The blocks of a design after some columns of its sample were exchanged; blocks that do not read them are the same objects. */
import type { Block } from '../../numerics/block.ts';
import { dropColumns } from '../../numerics/block-kernels.ts';
import type { Column } from '../data/column.ts';
import { type Frame, selectRows, withColumn } from '../data/frame.ts';
import type { BoundTerm, Term } from '../terms/term.ts';
import type { Design, Equation } from './design.ts';

/** What a design holds that an exchange reads. */
interface Exchangeable {
  readonly equation: Equation;
  readonly frame: Frame;
  readonly rows: Int32Array;
  readonly lost: Design['lost'];
  readonly terms: readonly BoundTerm[];
  readonly drop: readonly boolean[];
  readonly blocks: readonly Block[];
}

/**
 * Frame and blocks with the columns, given over the sample's rows, in place of those of the same names. Null where the rows
 * would not be the same: the outcome, the weights or `where` read a column, or a term that reads one lets rows leave.
 */
export function exchangedBlocks(
  design: Exchangeable,
  columns: readonly Column[],
): { readonly frame: Frame; readonly blocks: readonly Block[] } | null {
  const { equation, terms, drop } = design;
  const names = new Set(columns.map((column) => column.info.name));
  if (rowsRead(equation, names)) return null;
  const touched = equation.terms.map((term) => term.variables.some((name) => names.has(name)));
  const frame = exchangedFrame(
    design,
    columns,
    equation.terms.filter((_, t) => touched[t]),
  );
  if (frame === null) return null;
  const constant = equation.intercept ? 1 : 0;
  const blocks = design.blocks.slice(0, drop[0] ? 0 : constant);
  let next = blocks.length;
  let column = constant;
  terms.forEach((term, t) => {
    const own = drop.slice(column, column + term.columns.length);
    column += own.length;
    if (!own.includes(false)) return;
    const kept = design.blocks[next++]!;
    if (!touched[t]) blocks.push(kept);
    else blocks.push(...(own.includes(true) ? dropColumns([term.block(frame)], own) : [term.block(frame)]));
  });
  return { frame, blocks };
}

function rowsRead({ outcome, weights, where }: Equation, names: ReadonlySet<string>): boolean {
  const read = [outcome, ...(weights === undefined ? [] : [weights.variable]), ...(where?.variables ?? [])];
  return read.some((name) => names.has(name));
}

function exchangedFrame(
  { frame: before, rows, lost }: Exchangeable,
  columns: readonly Column[],
  terms: readonly Term[],
): Frame | null {
  const given = new Map(columns.map((column) => [column.info.name, column]));
  const exchanged = selectRows({ rows: rows.length, columns: given }, rows);
  let frame: Frame = { rows: before.rows, columns: new Map([...before.columns, ...exchanged.columns]) };
  for (const made of terms.flatMap((term) => term.makes ?? [])) {
    for (const { reason, rows: leaving } of made.leaving?.(frame) ?? []) {
      if (leaving.includes(1) || lost.some((loss) => loss.reason === reason)) return null;
    }
    frame = withColumn(frame, made.column(frame));
  }
  return frame;
}
