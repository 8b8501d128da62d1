/** Golden cases: reading them, flattening what they expect, and the tolerance of each number. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface CaseTerm {
  readonly type: 'continuous' | 'power' | 'factor' | 'interaction';
  readonly var: string;
  readonly power?: number;
  readonly levels?: readonly string[];
  readonly reference?: string;
  readonly terms?: readonly CaseTerm[];
}

export interface CaseModel {
  readonly estimator: string;
  readonly outcome: string;
  readonly terms?: readonly CaseTerm[];
  readonly intercept?: boolean;
  readonly family?: string;
  readonly link?: string;
  readonly part1?: { readonly estimator: string };
  readonly part2?: { readonly estimator: string; readonly family: string; readonly link: string };
  readonly weights?: { readonly var: string; readonly kind: 'frequency' | 'probability' | 'analytic' };
  readonly cluster?: readonly string[];
  readonly filter?: readonly { readonly var: string; readonly op: string; readonly value?: unknown }[];
  readonly group?: string;
  readonly levels?: readonly string[];
  readonly row?: string;
  readonly column?: string;
  readonly fixed_effects?: readonly string[];
  readonly fixed_effects_as?: 'dummies';
  readonly time?: string;
  readonly cohort?: string;
  readonly window?: readonly [number, number];
  readonly reference?: number;
  readonly endpoints?: 'binned' | 'left_in_reference' | 'rows_dropped';
  readonly random_intercept?: string;
}

export interface Case {
  readonly id: string;
  readonly data: string;
  readonly model: CaseModel;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly tolerance: {
    readonly rel?: number;
    readonly abs?: number;
    /** of the ends of intervals */
    readonly ci_rel?: number;
    readonly min_correct_digits?: Readonly<Record<string, number | null>>;
  };
}

const here = import.meta.dirname;
const shared = join(here, '../../../shared/oracle/data');

export function readCases(): Case[] {
  return readdirSync(join(here, 'cases'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(here, 'cases', name), 'utf8')) as Case);
}

/** The data file of a case: the copy here, else the one beside the project; undefined where neither is. */
export function dataFile(golden: Case): string | undefined {
  const name = basename(golden.data);
  return [join(here, 'data', name), join(shared, name)].find((path) => existsSync(path));
}

export type Leaf = number | string | boolean | null;

/** Every number, word and truth value that a case expects, by path: `se/oim/age`. Explanatory notes are left out. */
export function expectedLeaves(golden: Case): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  const walk = (value: unknown, path: string) => {
    if (Array.isArray(value)) for (const [i, item] of value.entries()) walk(item, `${path}/${i}`);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value))
        if (key !== 'note') walk(part, path === '' ? key : `${path}/${key}`);
    } else leaves.set(path, value as Leaf);
  };
  walk(golden.expected, '');
  return leaves;
}

/** Why ours is not the expected value, or undefined when it is. */
export function differs(golden: Case, path: string, expected: Leaf, ours: Leaf | undefined): string | undefined {
  if (ours === undefined) return `${path}: expected ${expected}, not found in the results`;
  if (expected === null)
    return ours === null || Number.isNaN(ours) ? undefined : `${path}: expected undefined, got ${ours}`;
  if (expected === 'Infinity') return Number(ours) > 1e20 ? undefined : `${path}: expected infinity, got ${ours}`;
  if (typeof expected !== 'number')
    return Object.is(ours, expected) ? undefined : `${path}: expected ${expected}, got ${ours}`;
  if (typeof ours !== 'number') return `${path}: expected ${expected}, got ${ours}`;
  const digits = requiredDigits(golden, path);
  if (digits !== undefined) {
    const correct = correctDigits(ours, expected);
    return correct >= digits
      ? undefined
      : `${path}: expected ${expected}, got ${ours}: ${correct.toFixed(1)} of ${digits} digits`;
  }
  const { rel = 1e-6, abs = 1e-9, ci_rel = rel } = golden.tolerance;
  const allowed = (/\/ci(95)?_/.test(path) ? ci_rel : rel) * Math.abs(expected) + abs;
  return Math.abs(ours - expected) <= allowed ? undefined : `${path}: expected ${expected}, got ${ours}`;
}

/**
 * Digits that a NIST case asks for. Statistics that the case does not name are held to the digits of rmse, or of f; a null says
 * that the certified value is an exact zero.
 */
function requiredDigits(golden: Case, path: string): number | undefined {
  const required = golden.tolerance.min_correct_digits;
  if (required === undefined) return undefined;
  const named = required[path.split('/')[0]!];
  if (typeof named === 'number') return named;
  return required.rmse ?? required.f ?? 9;
}

/** -log10 of the relative error, at most 15; of the absolute error when zero is certified. */
export function correctDigits(ours: number, certified: number): number {
  if (ours === certified) return 15;
  const error = certified === 0 ? Math.abs(ours) : Math.abs((ours - certified) / certified);
  return Math.min(15, -Math.log10(error));
}
