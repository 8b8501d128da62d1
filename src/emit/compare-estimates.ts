/** The estimates that a script wrote, held against those of a run, number by number. */
import { formatAddress, parseAddress } from '../results/address.ts';
import type { AddressedNumber } from '../results/addressed-number.ts';

export interface ComparedNumber {
  readonly address: string;
  readonly ours: number;
  readonly theirs: number;
  /** |theirs - ours| over |ours|, over the standard error where that is larger; Infinity where one of them is missing */
  readonly difference: number;
}

export interface Agreement {
  readonly compared: readonly ComparedNumber[];
  /** addresses of estimates, standard errors and cells of ours that the script did not write */
  readonly uncovered: readonly string[];
  /** addresses of the script that are none of ours */
  readonly unknown: readonly string[];
}

/** One line that a script wrote. */
interface Line {
  readonly address: string;
  readonly estimate: number;
  readonly stdError: number;
  readonly rows: number;
}

/**
 * Compares every number of a script's file (address, estimate, std_error, rows). A number that only one side has, and is not
 * missing there, differs without limit. Relative to |ours|; an estimate near zero beside its standard error is held to the
 * standard error instead, as digits beyond it say nothing.
 */
export function compareEstimates(numbers: ReadonlyMap<string, AddressedNumber>, csv: string): Agreement {
  const compared: ComparedNumber[] = [];
  const unknown: string[] = [];
  const met = new Set<string>();
  const put = (address: string, theirs: number, scale = 0): boolean => {
    const ours = numbers.get(address)?.value;
    if (ours === undefined || met.has(address)) return ours !== undefined;
    met.add(address);
    compared.push({ address, ours, theirs, difference: relativeDifference(ours, theirs, scale) });
    return true;
  };
  for (const { address: written, estimate, stdError, rows } of linesOf(csv)) {
    const path = parseAddress(written);
    const address = path === undefined ? written : formatAddress(path);
    if (put(address, estimate)) continue;
    const scale = numbers.get(`${address}.stdError`)?.value ?? 0;
    if (!put(`${address}.estimate`, estimate, scale)) {
      unknown.push(address);
      continue;
    }
    put(`${address}.stdError`, stdError);
    for (const where of containers(numbers, address)) if (put(`${where}.rows`, rows)) break;
  }
  const uncovered = [...numbers].flatMap(([address, { path, value }]) =>
    isComparable(path) && !Number.isNaN(value) && !met.has(address) ? [address] : [],
  );
  return { compared, uncovered, unknown };
}

/** Where the rows behind an estimate are counted: with its effect, else with its equation. */
function containers(numbers: ReadonlyMap<string, AddressedNumber>, address: string): readonly string[] {
  const path = numbers.get(`${address}.estimate`)!.path.slice(0, -2);
  return [path, path.slice(0, -1)].map(formatAddress);
}

const FITTED = new Set<string | number | undefined>(['models', 'splits', 'mediations']);
const DRAWN = new Set<string | number | undefined>(['bootstrap', 'permutation', 'khb']);

/** Estimates, standard errors and tests of fits, cells and tests of summaries: what scripts write, or could. */
function isComparable(path: readonly (string | number)[]): boolean {
  const field = String(path.at(-1));
  if (FITTED.has(path[0])) {
    if (path[0] !== 'models' && path.some((name) => DRAWN.has(name))) return false;
    const test = path.at(-3) === 'tests' || path.at(-2) === 'joint';
    return field === 'estimate' || field === 'stdError' || (test && (field === 'statistic' || field === 'pValue'));
  }
  return (
    path[0] === 'summaries' &&
    (path.at(-2) !== 'test' || field === 'statistic' || field === 'pValue') &&
    path[2] !== 'groups'
  );
}

function relativeDifference(ours: number, theirs: number, scale: number): number {
  if (Number.isNaN(ours) && Number.isNaN(theirs)) return 0;
  if (Number.isNaN(ours) || Number.isNaN(theirs)) return Number.POSITIVE_INFINITY;
  if (ours === theirs) return 0;
  return Math.abs(theirs - ours) / Math.max(Math.abs(ours), scale, Number.MIN_VALUE);
}

function linesOf(csv: string): readonly Line[] {
  const [, ...lines] = csv.split(/\r?\n/).filter((line) => line !== '');
  return lines.map((line) => {
    const fields = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
      ([, quoted, plain]) => quoted?.replace(/""/g, '"') ?? plain ?? '',
    );
    const [address = '', ...rest] = fields;
    const [estimate, stdError, rows] = rest.map(numberOf) as [number, number, number];
    return { address, estimate, stdError, rows };
  });
}

function numberOf(text: string): number {
  const plain = text.trim();
  if (/^[+-]?inf(?:inity)?$/i.test(plain)) return plain.startsWith('-') ? -Infinity : Infinity;
  return plain === '' ? Number.NaN : Number(plain.replace(/^(?:NA|nan)$/i, 'NaN'));
}
