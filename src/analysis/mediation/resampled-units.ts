/** Rows that are drawn together, and the frame that a draw of them makes. */
import { Failure } from '../../errors/failure.ts';
import { toCategorical } from '../data/categorical.ts';
import type { NumericColumn } from '../data/column.ts';
import { type Frame, getColumn, selectRows, withColumn } from '../data/frame.ts';

/** Single rows, or the rows of a value of a variable together. */
export type Resample = 'rows' | { readonly cluster: string };

/** The units that are drawn with replacement: rows of the frame by unit. */
export interface Units {
  readonly members: readonly Int32Array[];
  readonly resample: string;
}

/**
 * The units of a frame. `unit` is the variable of a random effect, whose rows cannot be drawn apart: E-SPEC-VALUE; E-VCOV-CLUSTERS for
 * clusters that number fewer than two or cut through units.
 */
export function unitsOf(resample: Resample, frame: Frame, unit: string | undefined): Units {
  if (resample === 'rows') {
    if (unit !== undefined) {
      throw new Failure('E-SPEC-VALUE', {
        finding: `rows that share a random effect of "${unit}" cannot be drawn apart`,
        remedy: `resample: { cluster: ${unit} }, or a variable that holds its units whole`,
      });
    }
    return { resample, members: Array.from({ length: frame.rows }, (_, row) => Int32Array.of(row)) };
  }
  const members = groupsOf(frame, resample.cluster);
  if (members.length < 2) {
    throw new Failure('E-VCOV-CLUSTERS', {
      finding: `"${resample.cluster}" has one value in the rows of the mediation`,
    });
  }
  if (unit !== undefined) checkWhole(frame, unit, resample.cluster, members);
  return { resample: resample.cluster, members };
}

/** Rows by value of a variable, in order of first appearance. */
function groupsOf(frame: Frame, variable: string): Int32Array[] {
  const { codes } = toCategorical(getColumn(frame, variable));
  const groups = new Map<number, number[]>();
  for (let row = 0; row < frame.rows; row++) {
    const group = groups.get(codes[row]!);
    if (group === undefined) groups.set(codes[row]!, [row]);
    else group.push(row);
  }
  return [...groups.values()].map((rows) => Int32Array.from(rows));
}

function checkWhole(frame: Frame, unit: string, cluster: string, members: readonly Int32Array[]): void {
  const { codes } = toCategorical(getColumn(frame, unit));
  const home = new Map<number, number>();
  let cut = 0;
  for (const [group, rows] of members.entries()) {
    for (const code of new Set(Array.from(rows, (row) => codes[row]!))) {
      if (home.has(code)) cut++;
      home.set(code, group);
    }
  }
  if (cut === 0) return;
  throw new Failure('E-VCOV-CLUSTERS', {
    finding: `${cut} units of "${unit}" have rows in several values of "${cluster}"`,
    remedy: `resample by a variable that holds every unit of "${unit}" whole`,
  });
}

/** The rows of the drawn units; every copy of a unit gets random effects of its own. */
export function resampled(frame: Frame, { members }: Units, drawn: readonly number[], unit: string | undefined): Frame {
  const rows = Int32Array.from(drawn.flatMap((u) => [...members[u]!]));
  const selected = selectRows(frame, rows);
  if (unit === undefined) return selected;
  const { codes, levels } = toCategorical(getColumn(selected, unit));
  const values = new Float64Array(rows.length);
  let row = 0;
  for (const [copy, u] of drawn.entries()) {
    for (let i = 0; i < members[u]!.length; i++, row++) values[row] = copy * levels.length + codes[row]!;
  }
  const { info } = getColumn(selected, unit);
  const column: NumericColumn = {
    kind: 'numeric',
    info: { name: unit, label: info.label, private: true },
    values,
    low: null,
  };
  return withColumn(selected, column);
}
