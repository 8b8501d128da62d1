/** One design column set to a value in every row, all other columns as they are: other levels of its factor too. */
import { type Block, constantBlock } from '../../numerics/block.ts';
import { columnOffsets } from './counterfactual.ts';
import type { Ground, Scene } from './ground.ts';

/** Whether a column is 0 or 1 in every row of every equation that has it. */
export function isIndicator(ground: Ground, id: string): boolean {
  return ground.equations.every(({ design }, e) => {
    const own = blockOf(
      ground.base.blocks[e]!,
      design.columns.findIndex((column) => column.id === id),
    );
    return own === null || own.block.values === null || own.block.values.every((value) => value === 0 || value === 1);
  });
}

/** The scene with the column of that id at 0 or 1 in every equation that has it. */
export function columnAt(ground: Ground, scene: Scene, id: string, value: 0 | 1): Scene {
  const moved = ground.equations.map((equation, e) => {
    const blocks = scene.blocks[e]!;
    const predictor = scene.predictors[e]!;
    const column = equation.design.columns.findIndex((one) => one.id === id);
    const own = blockOf(blocks, column);
    if (own === null) return { blocks, predictor };
    const { block, index, within } = own;
    const columns = singleColumns(block);
    const before = columns[within]!;
    columns[within] = value === 1 ? constantBlock(block.rows) : zeros(block.rows);
    const coefficient = ground.coefOf(equation)[column]!;
    return {
      blocks: [...blocks.slice(0, index), ...columns, ...blocks.slice(index + 1)],
      predictor: predictor.map((eta, i) => eta + coefficient * (value - entry(before, i))),
    };
  });
  return { blocks: moved.map(({ blocks }) => blocks), predictors: moved.map(({ predictor }) => predictor) };
}

function blockOf(blocks: readonly Block[], column: number) {
  if (column < 0) return null;
  const offsets = columnOffsets(blocks);
  const index = offsets.findLastIndex((offset) => offset <= column);
  return { block: blocks[index]!, index, within: column - offsets[index]! };
}

/** The columns of a block, each a block of its own. */
function singleColumns(block: Block): Block[] {
  if (block.width === 1) return [block];
  return Array.from({ length: block.width }, (_, j) => ({
    ...block,
    width: 1,
    codes: block.codes!.map((code) => (code === j ? 0 : -1)),
  }));
}

function entry({ codes, values }: Block, row: number): number {
  if (codes !== null && codes[row]! < 0) return 0;
  return values === null ? 1 : values[row]!;
}

function zeros(rows: number): Block {
  return { rows, width: 1, codes: new Int32Array(rows).fill(-1), values: null, low: null };
}
