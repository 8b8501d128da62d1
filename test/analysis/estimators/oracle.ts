/** Oracle cases for the tests of estimators: a case becomes a frame, an estimator and what it is asked. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Column } from '../../../src/analysis/data/column.ts';
import type { Frame } from '../../../src/analysis/data/frame.ts';
import type { RowCondition } from '../../../src/analysis/data/row-condition.ts';
import { buildDesign } from '../../../src/analysis/design/build-design.ts';
import type { WeightKind } from '../../../src/analysis/design/design.ts';
import type { Asked, Estimator, Fit } from '../../../src/analysis/estimators/estimator.ts';
import { glmEstimator } from '../../../src/analysis/estimators/glm.ts';
import { olsEstimator } from '../../../src/analysis/estimators/ols.ts';
import { factorTerm } from '../../../src/analysis/terms/factor.ts';
import { interactionTerm } from '../../../src/analysis/terms/interaction.ts';
import { powerTerm } from '../../../src/analysis/terms/power.ts';
import type { Term } from '../../../src/analysis/terms/term.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';

interface CaseTerm {
  readonly type: 'continuous' | 'power' | 'factor' | 'interaction';
  readonly var: string;
  readonly power?: number;
  readonly levels?: readonly string[];
  readonly reference?: string;
  readonly terms?: readonly CaseTerm[];
}

interface Filter {
  readonly var: string;
  readonly op: string;
  readonly value?: string | number | readonly string[];
}

export interface OracleCase {
  readonly id: string;
  readonly data: string;
  readonly model: {
    readonly estimator: string;
    readonly outcome: string;
    readonly terms: readonly CaseTerm[];
    readonly intercept?: boolean;
    readonly family?: string;
    readonly link?: string;
    readonly weights?: { readonly var: string; readonly kind: WeightKind };
    readonly cluster?: readonly string[];
    readonly fixed_effects?: readonly string[];
    readonly filter?: readonly Filter[];
  };
  // biome-ignore lint/suspicious/noExplicitAny: the shape of expected numbers differs from case to case
  readonly expected: any;
  readonly tolerance: { readonly rel: number; readonly abs: number };
}

const folders = ['../../golden', '../../../../shared/oracle'].map((path) => join(import.meta.dirname, path));

/** The case of that id, or undefined where its data are not beside the project. */
export function oracleCase(id: string): OracleCase | undefined {
  const path = find(join('cases', `${id}.json`));
  if (path === undefined) return undefined;
  const read = JSON.parse(readFileSync(path, 'utf8')) as OracleCase;
  return find(join('data', basename(read.data))) === undefined ? undefined : read;
}

function find(path: string): string | undefined {
  return folders.map((folder) => join(folder, path)).find((candidate) => existsSync(candidate));
}

/** The data of a case: columns of its factor terms categorical, everything else numeric. */
export function caseFrame({ data, model }: OracleCase): Frame {
  const text = readFileSync(find(join('data', basename(data)))!, 'utf8');
  const [header, ...lines] = text.trimEnd().split(/\r?\n/);
  const cells = lines.map((line) => line.split(','));
  const factors = new Map(
    flat(model.terms)
      .filter((term) => term.type === 'factor')
      .map((term) => [term.var, term]),
  );
  const columns = header!.split(',').map((quoted, j): Column => {
    const name = quoted.replaceAll('"', '');
    const words = cells.map((row) => (row[j] ?? '').replaceAll('"', ''));
    const info = { name, label: { en: name }, private: false };
    const factor = factors.get(name);
    if (factor !== undefined || !words.every((word) => word === '' || Number.isFinite(Number(word)))) {
      const levels = factor?.levels ?? [...new Set(words)].filter((word) => word !== '').sort();
      return {
        kind: 'categorical',
        info: { ...info, ...(factor?.reference !== undefined && { reference: factor.reference }) },
        codes: Int32Array.from(words, (word) => codeOf(word, levels, factor?.reference)),
        levels: levels.map((level) => ({ name: level, label: { en: level } })),
      };
    }
    const values = Float64Array.from(words, (word) => (word === '' ? Number.NaN : Number(word)));
    return { kind: 'numeric', info, values, low: Float64Array.from(words, (word, i) => rest(word, values[i]!)) };
  });
  return { rows: lines.length, columns: new Map(columns.map((column) => [column.info.name, column])) };
}

/** A value outside the case's levels is in none of its indicator columns: it joins the reference. */
function codeOf(word: string, levels: readonly string[], reference: string | undefined): number {
  if (word === '') return -1;
  const code = levels.indexOf(word);
  return code >= 0 || reference === undefined ? code : levels.indexOf(reference);
}

/** What the double lost of a decimal: decimal - value, from integers. */
function rest(word: string, value: number): number {
  const match = /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(word);
  if (match === null || !Number.isFinite(value)) return 0;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const scale = fraction.length - Number(exponent);
  if (scale <= 0 || scale > 22) return 0;
  const digits = BigInt(`${whole}${fraction}` || '0') * (sign === '-' ? -1n : 1n);
  // value = mantissa x 2^shift exactly
  const shift = Math.max(0, 60 - Math.floor(Math.log2(Math.abs(value) || 1)));
  const scaled = BigInt(value * 2 ** Math.min(shift, 900));
  const difference = (digits << BigInt(shift)) - scaled * 10n ** BigInt(scale);
  return Number(difference) / 2 ** shift / 10 ** scale;
}

function flat(terms: readonly CaseTerm[]): CaseTerm[] {
  return terms.flatMap((term) => (term.terms === undefined ? [term] : flat(term.terms)));
}

function toTerm(term: CaseTerm): Term {
  if (term.type === 'power') return powerTerm(term.var, term.power!);
  if (term.type === 'interaction') return interactionTerm(term.terms!.map(toTerm));
  return variableTerm(term.var);
}

function toCondition(filters: readonly Filter[]): RowCondition {
  return {
    text: filters.map((filter) => `${filter.var} ${filter.op} ${filter.value ?? ''}`.trim()).join(' and '),
    variables: filters.map((filter) => filter.var),
    holds: (frame) =>
      Uint8Array.from({ length: frame.rows }, (_, row) =>
        filters.every((filter) => passes(frame, filter, row)) ? 1 : 0,
      ),
  };
}

function passes(frame: Frame, { var: name, op, value }: Filter, row: number): boolean {
  const column = frame.columns.get(name)!;
  const cell =
    column.kind === 'numeric' ? column.values[row]! : (column.levels[column.codes[row]!]?.name ?? Number.NaN);
  if (Number.isNaN(cell)) return false;
  const other = column.kind === 'numeric' ? Number(value) : value;
  if (op === '==') return cell === other;
  if (op === '!=') return cell !== other;
  if (op === '>') return cell > other!;
  if (op === '>=') return cell >= other!;
  if (op === 'not missing') return true;
  throw new Error(`no operator ${op}`);
}

export function toEstimator({
  estimator,
  family,
  link,
}: {
  estimator: string;
  family?: string;
  link?: string;
}): Estimator {
  if (estimator === 'ols') return olsEstimator();
  if (estimator === 'glm') return glmEstimator({ family: family as 'gamma', link: link as 'log', name: `${family}` });
  return glmEstimator({ family: 'bernoulli', link: estimator as 'logit', name: estimator });
}

export function toAsked({ model }: OracleCase): Asked {
  return {
    label: { en: model.outcome },
    outcome: model.outcome,
    terms: [...model.terms.map(toTerm), ...(model.fixed_effects ?? []).map((name) => factorTerm(name))],
    intercept: model.intercept ?? true,
    requires: model.cluster ?? [],
    ...(model.filter && { where: toCondition(model.filter) }),
    ...(model.weights && { weights: { kind: model.weights.kind, variable: model.weights.var } }),
  };
}

/** An estimator's fit of what is asked, over a frame. */
export function fitOf(estimator: Estimator, asked: Asked, frame: Frame): Fit {
  return estimator.fit(
    estimator.equations(asked).map((equation) => buildDesign(equation, frame)),
    frame,
  );
}

export function fitCase(given: OracleCase): Fit {
  return fitOf(toEstimator(given.model), toAsked(given), caseFrame(given));
}

/** Coefficients by column of one equation. */
export function coefOf(fit: Fit, equation = 0): Record<string, number> {
  const { design, offset } = fit.equations[equation]!;
  return Object.fromEntries(design.columns.map(({ id }, j) => [id, fit.coef[offset + j]!]));
}
