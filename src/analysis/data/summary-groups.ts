/** The groups of a descriptive table: which rows belong to each, and the coding that a test between them uses. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { Text } from '../../results/text.ts';
import { toCategorical } from './categorical.ts';
import { type Frame, getColumn } from './frame.ts';
import type { SummaryGroupsRequest } from './summary-request.ts';

const TOTAL = { key: 'total', label: { en: 'Total', zh: '合计' } };

export interface SampleGroup {
  readonly key: string;
  readonly label: Text;
  readonly rows: Int32Array;
}

export interface SampleGroups {
  readonly groups: readonly SampleGroup[];
  /** the number of groups that a test compares: the total is none of them */
  readonly tested: number;
  /** Which of these a row is in, -1 for none. E-SPEC-VALUE when there are fewer than two, or a row is in several. */
  codes(): Int32Array;
}

/** Resolves the groups over a frame. E-SPEC-NAME: a level that the column does not have. */
export function sampleGroups(frame: Frame, request: SummaryGroupsRequest | undefined): SampleGroups {
  if (request === undefined) return { groups: [{ ...TOTAL, rows: everyRow(frame) }], tested: 0, codes: tooFew };
  return request.by === 'levels' ? byLevels(frame, request) : byConditions(frame, request);
}

function tooFew(): never {
  throw new Failure('E-SPEC-VALUE', {
    finding: 'a test between groups without two groups',
    remedy: 'give the summary groups: by',
  });
}

function everyRow(frame: Frame): Int32Array {
  return Int32Array.from({ length: frame.rows }, (_, row) => row);
}

function byLevels(
  frame: Frame,
  { variable, levels, total }: Extract<SummaryGroupsRequest, { by: 'levels' }>,
): SampleGroups {
  const column = toCategorical(getColumn(frame, variable));
  if (column.info.private) {
    throw new Failure('E-SPEC-VALUE', {
      finding: `groups by the private column "${variable}"`,
      remedy: 'group by a column that is not private',
    });
  }
  const names = column.levels.map((level) => level.name);
  const shown = levels ?? names;
  const indexOf = shown.map((name) => {
    const index = names.indexOf(name);
    if (index !== -1) return index;
    const accepted = nearestHint(name, names) ?? `levels: ${names.slice(0, 12).join(', ')}`;
    throw new Failure('E-SPEC-NAME', { finding: `column "${variable}" has no level "${name}"`, accepted });
  });
  const groupOfLevel = names.map((_, level) => indexOf.indexOf(level));
  const codes = column.codes.map((code) => (code === -1 ? -1 : groupOfLevel[code]!));
  const groups = indexOf.map((level, group) => ({
    key: names[level]!,
    label: column.levels[level]!.label,
    rows: rowsWhere(codes, (code) => code === group),
  }));
  const all = { ...TOTAL, rows: everyRow(frame) };
  return {
    groups: total === 'first' ? [all, ...groups] : total === 'last' ? [...groups, all] : groups,
    tested: groups.length,
    codes: () => (groups.length < 2 ? tooFew() : codes),
  };
}

function byConditions(frame: Frame, request: Extract<SummaryGroupsRequest, { by: 'conditions' }>): SampleGroups {
  const groups = request.groups.map(({ key, label, where }) => {
    const holds = where?.holds(frame);
    return {
      key,
      label,
      rows: holds === undefined ? everyRow(frame) : rowsWhere(holds, (held) => held === 1),
      total: where === undefined,
    };
  });
  const compared = groups.filter((group) => !group.total);
  const codes = () => {
    if (compared.length < 2) tooFew();
    const coded = new Int32Array(frame.rows).fill(-1);
    for (const [group, { key, rows }] of compared.entries()) {
      for (const row of rows) {
        if (coded[row] !== -1) {
          const other = compared[coded[row]!]!.key;
          throw new Failure('E-SPEC-VALUE', {
            finding: `the groups "${other}" and "${key}" overlap, so no test can compare them`,
          });
        }
        coded[row] = group;
      }
    }
    return coded;
  };
  return { groups, tested: compared.length, codes };
}

function rowsWhere(codes: Int32Array | Uint8Array, wanted: (code: number) => boolean): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < codes.length; row++) if (wanted(codes[row]!)) rows.push(row);
  return Int32Array.from(rows);
}
