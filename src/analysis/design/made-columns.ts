/** Columns that terms make of others (event time, treated and after adoption), over the rows that a model can use. */
import { Failure } from '../../errors/failure.ts';
import { type Frame, selectRows, withColumn } from '../data/frame.ts';
import type { Design, Equation } from './design.ts';

/** The usable rows of a sample: their frame, their indices in the sample, and what was lost before. */
interface Usable {
  readonly frame: Frame;
  readonly rows: Int32Array;
  readonly lost: Design['lost'];
}

/**
 * The frame with the columns that the equation's terms make, less the rows on which these cannot stand, which are lost for the
 * term's own reason. The first waves, cohorts and windows are thus those of the rows that the model uses.
 */
export function withMadeColumns(equation: Equation, usable: Usable): Usable {
  const made = equation.terms.flatMap((term) => term.makes ?? []);
  if (made.length === 0) return usable;
  checkNames(equation);
  let { frame } = usable;
  const reasons = made.flatMap((one) => one.leaving?.(usable.frame) ?? []);
  for (const one of made) frame = withColumn(frame, one.column(usable.frame));
  const gone = new Uint8Array(frame.rows);
  const lost = reasons.map(({ reason, rows }) => {
    let count = 0;
    for (let i = 0; i < gone.length; i++) {
      if (rows[i] === 0 || gone[i] === 1) continue;
      gone[i] = 1;
      count++;
    }
    return { reason, rows: count };
  });
  if (!gone.includes(1)) return { ...usable, frame };
  const stay: number[] = [];
  for (let i = 0; i < gone.length; i++) if (gone[i] === 0) stay.push(i);
  const rows = Int32Array.from(stay, (i) => usable.rows[i]!);
  return {
    frame: selectRows(frame, Int32Array.from(stay)),
    rows,
    lost: [...usable.lost, ...lost.filter((one) => one.rows > 0)],
  };
}

/**
 * The sample with the columns that designs made for their terms, missing in the rows that no design uses: what a
 * prediction of one equation on the rows of another reads.
 */
export function withDesignColumns(sample: Frame, designs: readonly Design[]): Frame {
  let frame = sample;
  for (const design of designs) {
    for (const { name } of design.equation.terms.flatMap((term) => term.makes ?? [])) {
      frame = withColumn(frame, scattered(frame, design, name));
    }
  }
  return frame;
}

/** A column of a design at the rows of the sample; what an earlier design said of other rows stays. */
function scattered(sample: Frame, { frame, rows }: Design, name: string) {
  const column = frame.columns.get(name)!;
  const before = sample.columns.get(name);
  if (column.kind === 'categorical') {
    const codes = before?.kind === 'categorical' ? before.codes.slice() : new Int32Array(sample.rows).fill(-1);
    rows.forEach((row, i) => {
      codes[row] = column.codes[i]!;
    });
    return { ...column, codes };
  }
  const values = before?.kind === 'numeric' ? before.values.slice() : new Float64Array(sample.rows).fill(Number.NaN);
  rows.forEach((row, i) => {
    values[row] = column.values[i]!;
  });
  return { ...column, values };
}

function checkNames({ name: path, terms }: Equation): void {
  const read = new Set(terms.filter((term) => term.makes === undefined).flatMap((term) => term.variables));
  const taken = terms.flatMap((term) => term.makes ?? []).find(({ name }) => read.has(name));
  if (taken === undefined) return;
  throw new Failure('E-SPEC-VALUE', {
    place: { path },
    finding: `"${taken.name}" is a column of the data and of a term that makes one`,
    remedy: 'give the term a name',
  });
}
