/** Frame + Equation -> Design. */
import { Failure } from '../../errors/failure.ts';
import { type Block, constantBlock } from '../../numerics/block.ts';
import { dropColumns, selectBlockRows } from '../../numerics/block-kernels.ts';
import { type Frame, getColumn, getNumeric, selectRows } from '../data/frame.ts';
import type { BoundTerm, DesignColumn, Point } from '../terms/term.ts';
import type { Design, Equation, WeightKind } from './design.ts';
import { exchangedBlocks } from './exchanged-blocks.ts';
import { withMadeColumns } from './made-columns.ts';
import { outcomeOf } from './outcome.ts';
import { usableRows } from './usable-rows.ts';

/** Beyond this many columns the k x k matrices of a fit do not fit a person's machine. */
const COLUMN_LIMIT = 4000;

const INTERCEPT: DesignColumn = {
  id: '(Intercept)',
  label: { en: 'Constant', zh: '常数项' },
  variables: [],
};

/**
 * The design of an equation over a sample: rows lost to `where`, missing values (listwise over outcome, terms, requires and
 * weights) and zero weights are counted by reason; terms are bound to the rows that stay; analytic weights get mean one.
 * Columns are '(Intercept)' first, then those of the terms in order, levels without rows included.
 * Throws E-FIT-EMPTY when no row is left, E-FIT-WEIGHTS, E-FIT-OUTCOME, E-SPEC-VALUE for a term given twice, E-DATA-COLUMN
 * for a missing column and E-RESOURCE above 4,000 columns.
 */
export function buildDesign(equation: Equation, sample: Frame): Design {
  const usable = usableRows(equation, sample);
  if (usable.rows.length === 0) throw emptyDesign(equation, sample.rows, usable.lost);
  const { frame, rows, lost } = withMadeColumns(equation, {
    ...usable,
    frame: rowsOf(sample, usable.rows, variablesOf(equation)),
  });
  if (rows.length === 0) throw emptyDesign(equation, sample.rows, lost);
  const terms = equation.terms.map((term) => term.bind(frame));
  const columns = [...(equation.intercept ? [INTERCEPT] : []), ...terms.flatMap((term) => term.columns)];
  checkColumns(equation, columns);
  const outcome = outcomeOf(equation, frame);
  return assemble({
    equation,
    frame,
    rows,
    lost,
    terms,
    allColumns: columns,
    drop: columns.map(() => false),
    outcome: outcome.values,
    outcomeLow: outcome.low,
    weights: equation.weights ? getNumeric(frame, equation.weights.variable).values : null,
    weightKind: equation.weights?.kind ?? null,
    blocks: null,
  });
}

/** What a design is made from; `drop` marks the columns that were left out of `allColumns`. */
interface Parts {
  readonly equation: Equation;
  readonly frame: Frame;
  readonly rows: Int32Array;
  readonly lost: Design['lost'];
  readonly terms: readonly BoundTerm[];
  readonly allColumns: readonly DesignColumn[];
  readonly drop: readonly boolean[];
  readonly outcome: Float64Array;
  readonly outcomeLow: Float64Array | null;
  readonly weights: Float64Array | null;
  readonly weightKind: WeightKind | null;
  /** null until the terms have been asked */
  readonly blocks: readonly Block[] | null;
}

type Assembled = Parts & { readonly blocks: readonly Block[] };

function assemble(given: Parts): Design {
  const { equation, terms, drop, rows, weightKind } = given;
  const weights = weightKind === 'analytic' && given.weights ? meanOne(given.weights) : given.weights;
  const blocksFor = (frame: Frame): readonly Block[] => {
    const blocks = terms.map((term) => term.block(frame)).filter((block) => block.width > 0);
    return trimmed(equation.intercept ? [constantBlock(frame.rows), ...blocks] : blocks, drop);
  };
  const pointwise = (intercept: number, part: (term: BoundTerm) => Float64Array): Float64Array => {
    const values = [...(equation.intercept ? [intercept] : []), ...terms.flatMap((term) => [...part(term)])];
    return Float64Array.from(values.filter((_, j) => !drop[j]));
  };
  const parts = { ...given, blocks: given.blocks ?? blocksFor(given.frame) };
  return {
    equation,
    frame: parts.frame,
    rows,
    nobs: weightKind === 'frequency' && weights ? weights.reduce((sum, weight) => sum + weight, 0) : rows.length,
    outcome: parts.outcome,
    outcomeLow: parts.outcomeLow,
    weights,
    weightKind,
    blocks: parts.blocks,
    columns: parts.allColumns.filter((_, j) => !drop[j]),
    lost: parts.lost,
    blocksFor,
    derivativesFor: (frame, variable) => derivatives(parts, frame, variable),
    at: (point: Point) => pointwise(1, (term) => term.at(point)),
    derivativeAt: (point, variable) => pointwise(0, (term) => term.derivativeAt(point, variable)),
    without: (columns, leaving, reason) => without(parts, columns, leaving, reason),
    exchanging(columns) {
      const exchanged = exchangedBlocks(parts, columns);
      return exchanged && assemble({ ...parts, ...exchanged });
    },
    reweighted(multiplier) {
      const products = multiplier.map((factor, i) => factor * (weights?.[i] ?? 1));
      const leaving = Uint8Array.from(products, (weight) => (weight === 0 ? 1 : 0));
      const none = parts.drop.filter((dropped) => !dropped).map(() => false);
      return without(
        { ...parts, weights: products, weightKind: weightKind ?? 'frequency' },
        none,
        leaving,
        'zero weight',
      );
    },
  };
}

function without(
  parts: Assembled,
  columns: readonly boolean[],
  leaving: Uint8Array | null,
  reason = 'left out',
): Design {
  let next = 0;
  const drop = parts.drop.map((dropped) => dropped || columns[next++] === true);
  const blocks = trimmed(parts.blocks, columns);
  const stay: number[] = [];
  if (leaving !== null) for (let i = 0; i < leaving.length; i++) if (leaving[i] === 0) stay.push(i);
  if (leaving === null || stay.length === leaving.length) return assemble({ ...parts, drop, blocks });
  const rows = Int32Array.from(stay);
  const pick = (values: Float64Array): Float64Array => Float64Array.from(stay, (i) => values[i]!);
  return assemble({
    ...parts,
    drop,
    frame: selectRows(parts.frame, rows),
    rows: Int32Array.from(stay, (i) => parts.rows[i]!),
    outcome: pick(parts.outcome),
    outcomeLow: parts.outcomeLow && pick(parts.outcomeLow),
    weights: parts.weights && pick(parts.weights),
    blocks: selectBlockRows(blocks, rows),
    lost: [...parts.lost, { reason, rows: parts.rows.length - rows.length }],
  });
}

function derivatives(parts: Parts, frame: Frame, variable: string): readonly Block[] {
  const nowhere = new Int32Array(frame.rows).fill(-1);
  const zeros = (width: number): Block => ({ rows: frame.rows, width, codes: nowhere, values: null, low: null });
  const blocks = parts.terms
    .filter((term) => term.columns.length > 0)
    .map((term) => term.derivative(frame, variable) ?? zeros(term.columns.length));
  return trimmed(parts.equation.intercept ? [zeros(1), ...blocks] : blocks, parts.drop);
}

function trimmed(blocks: readonly Block[], drop: readonly boolean[]): readonly Block[] {
  return drop.includes(true) ? dropColumns(blocks, drop) : blocks;
}

/** The columns that an equation names, each once. */
function variablesOf(equation: Equation): ReadonlySet<string> {
  const { outcome, terms, where, weights, requires } = equation;
  const names = [outcome, ...terms.flatMap((term) => term.variables), ...(where?.variables ?? []), ...requires];
  return new Set(weights ? [...names, weights.variable] : names);
}

/** The named columns at some rows; shared with the sample, not copied, when every row stays. */
function rowsOf(sample: Frame, rows: Int32Array, names: ReadonlySet<string>): Frame {
  if (rows.length < sample.rows) return selectRows(sample, rows, names);
  return { rows: sample.rows, columns: new Map([...names].map((name) => [name, getColumn(sample, name)])) };
}

function meanOne(weights: Float64Array): Float64Array {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return weights.map((weight) => weight / mean);
}

function checkColumns(equation: Equation, columns: readonly DesignColumn[]): void {
  const place = { path: equation.name };
  const seen = new Set<string>();
  for (const { id } of columns) {
    if (seen.has(id)) {
      throw new Failure('E-SPEC-VALUE', {
        place,
        finding: `the column "${id}" comes from two terms`,
        remedy: 'name each term once',
      });
    }
    seen.add(id);
  }
  if (columns.length > COLUMN_LIMIT) {
    throw new Failure('E-RESOURCE', {
      place,
      finding: `${columns.length} columns, the limit is ${COLUMN_LIMIT}`,
      remedy: 'an id or text column may be among the terms',
    });
  }
}

function emptyDesign(equation: Equation, rows: number, lost: Design['lost']): Failure {
  const reasons = lost.map((loss) => `${loss.reason} ${loss.rows}`).join(', ');
  return new Failure('E-FIT-EMPTY', {
    place: { path: equation.name },
    finding: rows === 0 ? 'the sample has no rows' : `none of the ${rows} rows can be used: ${reasons}`,
    remedy: 'the sample flow shows where they went',
  });
}
