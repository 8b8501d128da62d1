/** What refits with exchanged columns share: which columns change, the scale of those that do not, and the way back. */
import { Matrix } from 'ml-matrix';
import type { Block } from '../../numerics/block.ts';
import { dropColumns } from '../../numerics/block-kernels.ts';
import type { Design } from '../design/design.ts';
import { standardise } from './standardise.ts';

/** True for every column of a design that reads one of the exchanged columns of the sample. */
export function changingColumns(design: Design, exchanged: readonly string[]): boolean[] {
  const names = new Set(exchanged);
  for (const { variables, makes } of design.equation.terms) {
    if (variables.some((name) => exchanged.includes(name))) for (const made of makes ?? []) names.add(made.name);
  }
  return design.columns.map(({ variables }) => variables.some((name) => names.has(name)));
}

/** The columns of a design in two parts: those that stay, standardised once, and those that change, as they come. */
export interface Parted {
  readonly staying: readonly Block[];
  readonly stayingCount: number;
  readonly changingCount: number;
  changing(design: Design): readonly Block[];
  /** coefficients in the order and unit of the design, from those of (staying, changing) */
  coefBack(theta: Float64Array): Float64Array;
  /** an inverse information likewise, row-major in and a matrix out */
  breadBack(bread: Float64Array): Matrix;
}

/** The parts of a design; `alone` is the design of its staying columns, on the same rows. */
export function partedColumns(design: Design, alone: Design, exchanged: readonly string[]): Parted {
  const changes = changingColumns(design, exchanged);
  const stays = changes.map((change) => !change);
  const scaled = standardise(alone);
  const kept = alone.columns.length;
  const k = design.columns.length;
  // where each of (staying, changing) stands in the design
  const position = [...stays.keys()].filter((j) => stays[j]).concat([...stays.keys()].filter((j) => changes[j]));
  // standardising scales every column and lets the first, the constant, take up the shifts
  const scale = new Float64Array(k).fill(1);
  const shift = new Float64Array(k);
  for (let j = 0; j < kept; j++) {
    const unit = scaled.coefBack(Float64Array.from({ length: kept }, (_, i) => (i === j ? 1 : 0)));
    scale[j] = unit[j]!;
    if (j > 0) shift[j] = unit[0]!;
  }
  return {
    staying: scaled.blocks,
    stayingCount: kept,
    changingCount: k - kept,
    changing: (other) => dropColumns(other.blocks, stays),
    coefBack(theta) {
      const coef = new Float64Array(k);
      let first = scale[0]! * theta[0]!;
      for (let j = 1; j < k; j++) {
        coef[position[j]!] = scale[j]! * theta[j]!;
        first += shift[j]! * theta[j]!;
      }
      coef[position[0]!] = first;
      return coef;
    },
    breadBack(bread) {
      const back = Float64Array.from(bread);
      // P B P' with P = diag(scale), plus the shifts in row 0: rows first, then columns
      for (let c = 0; c < k; c++) {
        let first = scale[0]! * bread[c]!;
        for (let j = 1; j < k; j++) {
          back[j * k + c] = scale[j]! * bread[j * k + c]!;
          first += shift[j]! * bread[j * k + c]!;
        }
        back[c] = first;
      }
      const matrix = Matrix.zeros(k, k);
      for (let r = 0; r < k; r++) {
        let first = scale[0]! * back[r * k]!;
        for (let j = 1; j < k; j++) {
          matrix.set(position[r]!, position[j]!, scale[j]! * back[r * k + j]!);
          first += shift[j]! * back[r * k + j]!;
        }
        matrix.set(position[r]!, position[0]!, first);
      }
      return matrix;
    },
  };
}

/** The design with the columns and on the rows of a reduced design of its staying columns. */
export function reducedLike(design: Design, alone: Design, exchanged: readonly string[]): Design {
  const changes = changingColumns(design, exchanged);
  const kept = new Set(alone.columns.map(({ id }) => id));
  const drop = design.columns.map(({ id }, j) => !changes[j] && !kept.has(id));
  const used = new Set(alone.rows);
  const leaving = Uint8Array.from(design.rows, (row) => (used.has(row) ? 0 : 1));
  return design.without(drop, leaving);
}
