/** Which rows belong to which group of a split, and labels dealt anew. */
import { Failure } from '../../errors/failure.ts';
import { randomStream } from '../../numerics/philox.ts';
import { toCategorical } from '../data/categorical.ts';
import { isMissing } from '../data/column.ts';
import { type Frame, getColumn } from '../data/frame.ts';
import type { PermutationPlan, SplitGroupPlan } from './split.ts';

export interface Grouped {
  /** group of every row of the sample, -1 for none */
  readonly labels: Int32Array;
  /** rows in no group, and those of them on which a condition misses a value */
  readonly outside: number;
  readonly undecided: number;
}

/** E-SPEC-VALUE when a row is in two groups. */
export function groupRows(groups: readonly SplitGroupPlan[], frame: Frame): Grouped {
  const labels = new Int32Array(frame.rows).fill(-1);
  for (const [g, { name, where }] of groups.entries()) {
    const holds = where.holds(frame);
    const other = labels.find((label, row) => label >= 0 && holds[row] === 1);
    if (other !== undefined) {
      const rows = labels.reduce((count, label, row) => count + (label >= 0 && holds[row] === 1 ? 1 : 0), 0);
      throw new Failure('E-SPEC-VALUE', {
        place: { path: `groups.${name}` },
        finding: `${rows} rows are in "${groups[other]!.name}" too`,
        accepted: 'groups that do not overlap',
        remedy: 'write conditions that exclude each other',
      });
    }
    for (let row = 0; row < labels.length; row++) if (holds[row] === 1) labels[row] = g;
  }
  const columns = [...new Set(groups.flatMap(({ where }) => where.variables))].map((name) => getColumn(frame, name));
  let [outside, undecided] = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    if (labels[row]! >= 0) continue;
    outside++;
    if (columns.some((column) => isMissing(column, row))) undecided++;
  }
  return { labels, outside, undecided };
}

/** What carries labels, and inside which strata labels are exchanged. */
export interface Exchange {
  /** rows of each unit that has a label */
  readonly units: readonly (readonly number[])[];
  /** label of each unit as observed */
  readonly observed: Int32Array;
  /** units by stratum */
  readonly strata: readonly (readonly number[])[];
}

/**
 * E-SPEC-VALUE when the rows of a unit carry several labels or lie in several strata, so that they cannot move together; rows
 * without a value of either variable are E-VCOV-CLUSTERS.
 */
export function exchangeOf({ exchange, within }: PermutationPlan, { labels }: Grouped, frame: Frame): Exchange {
  const rows: number[] = [];
  for (let row = 0; row < labels.length; row++) if (labels[row]! >= 0) rows.push(row);
  const unitOf = exchange === 'rows' ? (row: number) => row : codesOf(frame, exchange.cluster, rows);
  const stratumOf = within === undefined ? () => 0 : codesOf(frame, within, rows);
  const members = new Map<number, number[]>();
  for (const row of rows) {
    const unit = members.get(unitOf(row));
    if (unit === undefined) members.set(unitOf(row), [row]);
    else unit.push(row);
  }
  const units = [...members.values()];
  const mixed = (of: (row: number) => number) =>
    units.filter((unit) => unit.some((row) => of(row) !== of(unit[0]!))).length;
  const several = mixed((row) => labels[row]!);
  if (exchange !== 'rows' && several > 0) {
    throw new Failure('E-SPEC-VALUE', {
      finding: `${several} of ${units.length} values of "${exchange.cluster}" have rows in several groups`,
      remedy: 'exchange rows within that column, or split by something that does not change inside it',
    });
  }
  const cut = mixed(stratumOf);
  if (cut > 0) {
    throw new Failure('E-SPEC-VALUE', {
      finding: `${cut} of ${units.length} units have rows in several values of "${within}"`,
      remedy: 'exchange labels within something that holds every unit whole',
    });
  }
  const strata = new Map<number, number[]>();
  units.forEach((unit, u) => {
    const stratum = stratumOf(unit[0]!);
    strata.set(stratum, [...(strata.get(stratum) ?? []), u]);
  });
  return { units, observed: Int32Array.from(units, (unit) => labels[unit[0]!]!), strata: [...strata.values()] };
}

/** The labels of one draw: those of the units of every stratum shuffled, so that groups keep their number of units. */
export function dealtLabels(
  { units, observed, strata }: Exchange,
  rows: number,
  seed: number,
  name: string,
  draw: number,
): Int32Array {
  const stream = randomStream(seed, `permutation of ${name}`, draw);
  const labels = new Int32Array(rows).fill(-1);
  for (const stratum of strata) {
    const shuffled = stream.shuffle(Int32Array.from(stratum, (u) => observed[u]!));
    stratum.forEach((u, i) => {
      for (const row of units[u]!) labels[row] = shuffled[i]!;
    });
  }
  return labels;
}

function codesOf(frame: Frame, variable: string, rows: readonly number[]): (row: number) => number {
  const { codes } = toCategorical(getColumn(frame, variable));
  const missing = rows.filter((row) => codes[row] === -1).length;
  if (missing > 0) {
    throw new Failure('E-VCOV-CLUSTERS', {
      finding: `${missing} rows of the groups have no value of "${variable}"`,
      remedy: 'leave these rows out of the sample',
    });
  }
  return (row) => codes[row]!;
}
