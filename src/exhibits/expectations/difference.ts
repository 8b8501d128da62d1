/** Two runs, cell by cell and input by input: what moved, and what was changed. */
import { type AddressPath, formatAddress } from '../../results/address.ts';
import type { AddressedNumber } from '../../results/addressed-number.ts';
import type { CellChange, CellChangeKind, DiffedNumber, Difference, InputChange } from '../../results/difference.ts';
import type { DataSource, Provenance } from '../../results/results.ts';
import { starsOf } from './judge.ts';

type Numbers = ReadonlyMap<string, AddressedNumber>;

export interface Run {
  readonly provenance: Provenance;
  readonly numbers: Numbers;
}

const THRESHOLDS = { '*': 0.1, '**': 0.05, '***': 0.01 };

/** Numbers count as the same up to `tolerance` times the larger of the two; missing ones are the same as missing ones. */
export function differenceOf(before: Run, after: Run, tolerance: number): Difference {
  const [first, second] = [cellsOf(before.numbers), cellsOf(after.numbers)];
  const names = [...new Set([...first.keys(), ...second.keys()])];
  const both = names.filter((name) => first.has(name) && second.has(name));
  const cells = names.flatMap((name) => changeOf(name, first.get(name), second.get(name), tolerance) ?? []);
  const moved = cells.filter(({ kind }) => kind !== 'appeared' && kind !== 'vanished').length;
  return {
    inputs: inputChanges(before.provenance, after.provenance),
    cells: cells.sort(byWeight),
    compared: both.length,
    same: both.length - moved,
    tolerance,
  };
}

type Fields = ReadonlyMap<string, number>;

/** Fields by cell: an estimate with what stands beside it is one cell, any other number is one of its own. */
function cellsOf(numbers: Numbers): ReadonlyMap<string, Fields> {
  const cells = new Map<string, Map<string, number>>();
  for (const [address, { path, value }] of numbers) {
    const [owner, field] = [formatAddress(path.slice(0, -1)), String(path.at(-1))];
    const isPart = isOfEstimate(path, numbers);
    const name = isPart ? owner : address;
    const fields = cells.get(name) ?? new Map<string, number>();
    fields.set(isPart ? field : 'value', value);
    cells.set(name, fields);
  }
  return cells;
}

const PARTS = new Set(['estimate', 'stdError', 'statistic', 'pValue', 'confLow', 'confHigh', 'df']);

function isOfEstimate(path: AddressPath, numbers: Numbers): boolean {
  return PARTS.has(String(path.at(-1))) && numbers.has(formatAddress([...path.slice(0, -1), 'estimate']));
}

function changeOf(
  cell: string,
  before: Fields | undefined,
  after: Fields | undefined,
  tolerance: number,
): CellChange | undefined {
  if (before === undefined) return { cell, kind: 'appeared', after: numberIn(after!), fields: [...after!.keys()] };
  if (after === undefined) return { cell, kind: 'vanished', before: numberIn(before), fields: [...before.keys()] };
  const all = [...new Set([...before.keys(), ...after.keys()])];
  const fields = all.filter((field) => !isSame(before.get(field), after.get(field), tolerance));
  if (fields.length === 0) return undefined;
  const [old, now] = [numberIn(before), numberIn(after)];
  const change = now.value - old.value;
  const relative = change / Math.abs(old.value);
  const inStdErrors = change / (old.stdError ?? Number.NaN);
  return {
    cell,
    kind: kindOf(old, now),
    before: old,
    after: now,
    ...(!Number.isNaN(change) && { change }),
    ...(Number.isFinite(relative) && { relative }),
    ...(Number.isFinite(inStdErrors) && { inStdErrors }),
    fields,
  };
}

function isSame(a: number | undefined, b: number | undefined, tolerance: number): boolean {
  if (a === undefined || b === undefined) return false;
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

function numberIn(fields: Fields): DiffedNumber {
  const stdError = fields.get('stdError');
  const pValue = fields.get('pValue');
  return {
    value: fields.get('estimate') ?? fields.get('value') ?? Number.NaN,
    ...(stdError !== undefined && { stdError }),
    ...(pValue !== undefined && { pValue }),
  };
}

function kindOf(before: DiffedNumber, after: DiffedNumber): CellChangeKind {
  const isEstimate = before.stdError !== undefined && after.stdError !== undefined;
  if (isEstimate && before.value * after.value < 0) return 'sign';
  return starsIn(before) === starsIn(after) ? 'moved' : 'significance';
}

/** The stars of a p value, where there is one. */
export function starsIn({ pValue }: DiffedNumber): string {
  return pValue === undefined ? '' : starsOf(pValue, THRESHOLDS);
}

const WEIGHT: Readonly<Record<CellChangeKind, number>> = {
  sign: 0,
  significance: 1,
  vanished: 2,
  appeared: 3,
  moved: 4,
};

function byWeight(a: CellChange, b: CellChange): number {
  // without a standard error, or from zero: below whatever has a size
  const size = (change: CellChange, of: 'inStdErrors' | 'relative') => {
    const known = change[of];
    return known === undefined ? -1 : Math.abs(known);
  };
  return (
    WEIGHT[a.kind] - WEIGHT[b.kind] ||
    size(b, 'inStdErrors') - size(a, 'inStdErrors') ||
    size(b, 'relative') - size(a, 'relative') ||
    (a.cell < b.cell ? -1 : 1)
  );
}

/** Program and version, paper, spec (key by key where both runs recorded keys), settings, seed, and data by their place. */
export function inputChanges(before: Provenance, after: Provenance): readonly InputChange[] {
  const changes: InputChange[] = [];
  const add = (input: string, old: string | undefined, now: string | undefined): void => {
    if (old !== now) changes.push({ input, before: old ?? '', after: now ?? '' });
  };
  add('program', before.program, after.program);
  add('version', before.version, after.version);
  add('paper', before.paper, after.paper);
  for (let index = 0; index < Math.max(before.data.length, after.data.length); index++) {
    const [old, now] = [before.data[index], after.data[index]];
    if (old?.sha256 === now?.sha256 && old?.synthetic === now?.synthetic) continue;
    changes.push({ input: 'data', before: dataText(old), after: dataText(now) });
  }
  add('settings', before.settings.join('; '), after.settings.join('; '));
  add('seed', before.seed?.toString(), after.seed?.toString());
  add('spec text', specText(before, after), specText(after, before));
  const [old, now] = [before.specKeys, after.specKeys];
  if (old === undefined || now === undefined) return changes;
  return [...changes, ...keyChanges(old, now)];
}

type Keys = Readonly<Record<string, string>>;

/** A word in place of a mapping is one change of the key above: `estimator: logit_re.group: pid -> logit`. */
function keyChanges(before: Keys, after: Keys): readonly InputChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => before[name] !== after[name]);
  const isBelow = (name: string, above: string) => name.startsWith(`${above}.`) || name.startsWith(`${above}[`);
  const below = (keys: Keys, above: string) =>
    changed
      .filter((name) => isBelow(name, above) && keys[name] !== undefined)
      .map((name) => `${name.slice(above.length).replace(/^\./, '')}: ${keys[name]}`)
      .join(', ');
  return changed
    .filter((name) => !changed.some((above) => isBelow(name, above)))
    .map((name) => ({
      input: name,
      before: before[name] ?? below(before, name),
      after: after[name] ?? below(after, name),
    }));
}

function dataText(source: DataSource | undefined): string {
  if (source === undefined) return '';
  const { name, rows, sha256, synthetic } = source;
  return `${name}, ${rows} rows, ${shortHash(sha256)}${synthetic ? ', synthetic' : ''}`;
}

/** Of specs that differ it says which run, a record of an older version, left the keys out. */
function specText({ specSha256, specKeys }: Provenance, other: Provenance): string {
  const isSilent = specKeys === undefined && specSha256 !== other.specSha256;
  return `${shortHash(specSha256)}${isSilent ? ', keys not recorded' : ''}`;
}

function shortHash(sha256: string): string {
  return `sha256 ${sha256.slice(0, 12)}`;
}
