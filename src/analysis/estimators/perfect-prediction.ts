/** Rows that covariates predict perfectly: found by proof, then left out, refused or kept as the spec says. */
import { Failure } from '../../errors/failure.ts';
import type { Block } from '../../numerics/block.ts';
import { denseColumns, dropColumns, selectBlockRows } from '../../numerics/block-kernels.ts';
import { certifiesOverlap, detectSeparation, type Separation } from '../../numerics/separation.ts';
import type { Omitted } from '../../results/estimates.ts';
import type { Design } from '../design/design.ts';
import type { RowModel } from './row-model.ts';

/** `drop` leaves out columns and rows as Stata does; `error` refuses; `keep` fits as R does, with a warning. */
export type SeparationPolicy = 'drop' | 'error' | 'keep';

/** The design after separated columns and rows left, or null when nothing is separated. */
export interface Cleared {
  readonly design: Design;
  readonly omitted: readonly Omitted[];
  readonly warnings: readonly string[];
}

/**
 * Looks for perfect prediction in a binary, fractional or count outcome. A fit whose score residuals prove overlap ends the
 * search; otherwise a linear programme decides (Santos Silva and Tenreyro 2010; Correia, Guimaraes and Zylkin 2021). An
 * interior outcome (a fraction, a positive count) can never be separated: it enters as one success and one failure.
 * Throws E-FIT-SEPARATED when no finite estimate exists at all, or when the policy is `error`.
 */
export function clearSeparation(
  design: Design,
  model: RowModel,
  policy: SeparationPolicy,
  scoreResidual: Float64Array | null,
): Cleared | null {
  if (!canSeparate(model)) return null;
  const doubled = asBinary(design, model);
  if (scoreResidual !== null && certifiesOverlap(doubled, doubled.scores(scoreResidual))) return null;
  const found = detectSeparation(doubled);
  if (found.kind === 'none') return null;
  const separation = { ...found, rows: doubled.rowsBack(found.rows) };
  const count = separation.rows.reduce((sum, row) => sum + row, 0);
  if (found.kind === 'complete' || count === design.rows.length) throw separated(design, separation, count, 'complete');
  if (policy === 'error') throw separated(design, separation, count, 'quasi-complete');
  const columns = design.columns.filter((_, j) => separation.columns[j]).map((column) => column.id);
  if (policy === 'keep') {
    const warning = `${columns.join(', ')}: no finite estimate exists (${count} rows predicted perfectly, kept as asked)`;
    return { design, omitted: [], warnings: [warning] };
  }
  return {
    design: design.without(separation.drop, separation.rows, 'perfectly predicted'),
    omitted: omissions(design, separation),
    warnings: [],
  };
}

function canSeparate({ family, link }: RowModel): boolean {
  if (family.name === 'bernoulli') return link.name !== 'identity' && link.name !== 'log';
  return family.name === 'poisson' && link.name === 'log';
}

interface AsBinary {
  readonly blocks: readonly Block[];
  readonly outcome01: Uint8Array;
  /** score residuals of the rows as shares of the doubled rows, each of its row's sign */
  scores(scoreResidual: Float64Array): Float64Array;
  /** per row of the design, from per doubled row */
  rowsBack(rows: Uint8Array): Uint8Array;
}

function asBinary(design: Design, { family }: RowModel): AsBinary {
  const { outcome, blocks } = design;
  const interior = family.name === 'bernoulli' ? (y: number) => y > 0 && y < 1 : (y: number) => y > 0;
  const source: number[] = [];
  const outcome01: number[] = [];
  outcome.forEach((y, i) => {
    if (interior(y)) {
      source.push(i, i);
      outcome01.push(1, 0);
    } else {
      source.push(i);
      outcome01.push(y);
    }
  });
  const direct = source.length === outcome.length;
  return {
    blocks: direct ? blocks : selectBlockRows(blocks, Int32Array.from(source)),
    outcome01: Uint8Array.from(outcome01),
    scores: (residual) =>
      direct
        ? residual
        : Float64Array.from(source, (i, d) => share(residual[i]!, interior(outcome[i]!), outcome01[d]!)),
    rowsBack(rows) {
      const back = new Uint8Array(outcome.length);
      for (let d = 0; d < source.length; d++) back[source[d]!]! |= rows[d]!;
      return back;
    },
  };
}

/** A positive part for the success and a negative part for the failure of a doubled row, which add to its score. */
function share(score: number, doubled: boolean, success: number): number {
  if (!doubled) return score;
  return success === 1 ? Math.max(score, 0) + 1 : Math.min(score, 0) - 1;
}

function omissions(design: Design, separation: Separation): Omitted[] {
  const leaving = denseColumns(
    dropColumns(
      design.blocks,
      separation.drop.map((drop) => !drop),
    ),
  );
  const outcome = design.equation.outcomeRule?.text ?? design.equation.outcome;
  let next = 0;
  return design.columns.flatMap(({ id }, j): Omitted[] => {
    if (!separation.drop[j]) return [];
    const column = leaving[next++]!;
    let rows = 0;
    let ones = 0;
    separation.rows.forEach((perfect, i) => {
      if (perfect === 0 || column[i] === 0) return;
      rows++;
      if (design.outcome[i]! > 0) ones++;
    });
    const alone = separation.columns.filter(Boolean).length === 1;
    const detail =
      alone && (ones === 0 || ones === rows)
        ? `predicts ${outcome} = ${ones === 0 ? 0 : 1} perfectly (${rows} rows); dropped with its rows as Stata does`
        : `part of a combination that predicts ${outcome} perfectly (${rows} rows); dropped with its rows as Stata does`;
    return [{ term: id, reason: 'separated', rows, detail: `${detail}; \`separation: error | keep\` to choose` }];
  });
}

function separated(design: Design, separation: Separation, rows: number, kind: string): Failure {
  const columns = design.columns.filter((_, j) => separation.columns[j]).map((column) => column.id);
  return new Failure('E-FIT-SEPARATED', {
    place: { path: design.equation.name },
    finding: `${kind} separation: ${columns.join(', ')} predict ${design.equation.outcome} perfectly in ${rows} of ${design.rows.length} rows`,
    remedy:
      kind === 'complete'
        ? 'no finite estimate exists: leave out a term, or merge levels'
        : '`separation: drop` leaves out the columns and their rows, `keep` fits all the same',
  });
}
