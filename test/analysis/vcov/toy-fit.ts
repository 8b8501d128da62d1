/** Small fits for tests of covariances and effects: Fisher scoring on designs, apart from the estimators of the program. */
import type { Matrix } from 'ml-matrix';
import { Matrix as Mat } from 'ml-matrix';
import type { CategoricalColumn, Column, NumericColumn } from '../../../src/analysis/data/column.ts';
import type { Frame } from '../../../src/analysis/data/frame.ts';
import { buildDesign } from '../../../src/analysis/design/build-design.ts';
import type { Design, RowCondition, WeightKind } from '../../../src/analysis/design/design.ts';
import type { Expectation, Fit, FittedEquation, Moments } from '../../../src/analysis/estimators/estimator.ts';
import type { Term } from '../../../src/analysis/terms/term.ts';
import { crossVector, linearPredictor, weightedCross } from '../../../src/numerics/block-kernels.ts';
import { normalCdf, normalDensity } from '../../../src/numerics/special.ts';
import { inverseDefinite } from '../../../src/numerics/symmetric.ts';

export type ToyFamily = 'ols' | 'logit' | 'probit' | 'gamma_log';

interface Derivatives {
  readonly mean: number;
  readonly score: number;
  readonly observed: number;
  readonly expected: number;
}

const FAMILIES: Record<ToyFamily, (y: number, eta: number) => Derivatives> = {
  ols: (y, eta) => ({ mean: eta, score: y - eta, observed: 1, expected: 1 }),
  logit: (y, eta) => {
    const p = 1 / (1 + Math.exp(-eta));
    return { mean: p, score: y - p, observed: p * (1 - p), expected: p * (1 - p) };
  },
  probit: (y, eta) => {
    const q = 2 * y - 1;
    const ratio = (q * normalDensity(eta)) / normalCdf(q * eta);
    const expected = normalDensity(eta) ** 2 / (normalCdf(eta) * normalCdf(-eta));
    return { mean: normalCdf(eta), score: ratio, observed: ratio * (ratio + eta), expected };
  },
  gamma_log: (y, eta) => {
    const ratio = y * Math.exp(-eta);
    return { mean: Math.exp(eta), score: ratio - 1, observed: ratio, expected: 1 };
  },
};

/** Mean of a family with its first and second derivative by eta. */
const MEANS: Record<ToyFamily, (eta: number) => readonly [number, number, number]> = {
  ols: (eta) => [eta, 1, 0],
  logit: (eta) => {
    const p = 1 / (1 + Math.exp(-eta));
    return [p, p * (1 - p), p * (1 - p) * (1 - 2 * p)];
  },
  probit: (eta) => [normalCdf(eta), normalDensity(eta), -eta * normalDensity(eta)],
  gamma_log: (eta) => [Math.exp(eta), Math.exp(eta), Math.exp(eta)],
};

export interface ToyEquation {
  readonly name: string;
  readonly family: ToyFamily;
  readonly outcome: string;
  readonly terms: readonly Term[];
  readonly where?: RowCondition;
  readonly weights?: { readonly kind: WeightKind; readonly variable: string };
}

/**
 * Fits every equation and stacks them; `product` adds the expectation mean_1 x mean_2 over the first equation's rows.
 */
export function toyFit(sample: Frame, equations: readonly ToyEquation[], product = false): Fit {
  const designs = equations.map(({ family: _, ...asked }) =>
    buildDesign({ ...asked, label: { en: asked.name }, intercept: true, requires: [] }, sample),
  );
  return stacked(sample, equations, designs, product);
}

function stacked(sample: Frame, equations: readonly ToyEquation[], designs: readonly Design[], product: boolean): Fit {
  let offset = 0;
  const solved = designs.map((design, e) => {
    const { name, family } = equations[e]!;
    const solution = { ...scored(design, family), design, name, family, offset };
    offset += design.columns.length;
    return solution;
  });
  const coef = new Float64Array(offset);
  for (const { coef: own, offset: at } of solved) coef.set(own, at);
  const bread = (curvature: 'observed' | 'expected'): Matrix => {
    const all = Mat.zeros(offset, offset);
    for (const part of solved) all.setSubMatrix(inverseOf(part.design, part[curvature]), part.offset, part.offset);
    return all;
  };
  return {
    estimator: 'toy',
    sample,
    coef,
    equations: solved.map(fittedEquation),
    observedBread: bread('observed'),
    expectedBread: bread('expected'),
    expectations: expectationsOf(equations, product),
    refit(multiplier) {
      const again = designs.map((design) =>
        design.reweighted(Float64Array.from(design.rows, (row) => multiplier[row]!)),
      );
      return stacked(sample, equations, again, product).coef;
    },
  };
}

function scored(design: Design, family: ToyFamily) {
  const { blocks, outcome, weights } = design;
  let coef = new Float64Array(design.columns.length);
  if (family === 'gamma_log') coef[0] = Math.log(outcome.reduce((sum, y) => sum + y, 0) / outcome.length);
  for (let iteration = 0; iteration < 200; iteration++) {
    const at = derivatives(design, family, coef);
    const score = at.score.map((s, i) => s * (weights?.[i] ?? 1));
    const step = inverseOf(design, at.expected).mmul(Mat.columnVector(crossVector(blocks, score)));
    coef = coef.map((b, j) => b + step.get(j, 0));
    if (step.clone().abs().max() < 1e-14 * Math.max(1, ...coef.map(Math.abs))) break;
  }
  const final = derivatives(design, family, coef);
  const n = design.nobs;
  const squares = final.residual.reduce((sum, r, i) => {
    const scale = family === 'gamma_log' ? final.mean[i]! : 1;
    return sum + (weights?.[i] ?? 1) * (r / scale) ** 2;
  }, 0);
  const dispersion = family === 'ols' || family === 'gamma_log' ? squares / (n - coef.length) : 1;
  return { coef, ...final, dispersion, eta: linearPredictor(blocks, coef) };
}

function derivatives(design: Design, family: ToyFamily, coef: Float64Array) {
  const eta = linearPredictor(design.blocks, coef);
  const rows = Array.from(eta, (value, i) => FAMILIES[family](design.outcome[i]!, value));
  return {
    mean: Float64Array.from(rows, ({ mean }) => mean),
    residual: Float64Array.from(rows, ({ mean }, i) => design.outcome[i]! - mean),
    score: Float64Array.from(rows, ({ score }) => score),
    observed: Float64Array.from(rows, ({ observed }) => observed),
    expected: Float64Array.from(rows, ({ expected }) => expected),
  };
}

function inverseOf(design: Design, curvature: Float64Array): Matrix {
  const { weights } = design;
  return inverseDefinite(
    weightedCross(
      design.blocks,
      curvature.map((c, i) => c * (weights?.[i] ?? 1)),
    ),
  ).inverse;
}

function fittedEquation(
  part: ReturnType<typeof scored> & { design: Design; name: string; family: ToyFamily; offset: number },
): FittedEquation {
  return {
    name: part.name,
    label: { en: part.name },
    estimator: part.family,
    design: part.design,
    offset: part.offset,
    linearPredictor: part.eta,
    residual: part.residual,
    scoreResidual: part.score,
    observedCurvature: part.observed,
    expectedCurvature: part.expected,
    dispersion: part.dispersion,
    dfResidual: part.design.nobs - part.coef.length,
    exactTests: part.family === 'ols',
    statistics: {},
    convergence: { converged: true, iterations: 1, scaledGradient: 0, definite: true, logLik: 0 },
    omitted: [],
  };
}

function expectationsOf(equations: readonly ToyEquation[], product: boolean): Expectation[] {
  const single = equations.map(
    ({ name, family }, e): Expectation => ({
      name,
      label: { en: name },
      equations: [e],
      over: e,
      evaluate: ([eta]) => momentsOf(eta!, family),
    }),
  );
  if (!product) return single;
  const [first, second] = equations;
  const combined: Expectation = {
    name: 'combined',
    label: { en: 'combined' },
    equations: [0, 1],
    over: 0,
    evaluate([a, b]) {
      const p = momentsOf(a!, first!.family);
      const m = momentsOf(b!, second!.family);
      const times = (x: Float64Array, y: Float64Array) => x.map((value, i) => value * y[i]!);
      const cross = times(p.gradient[0]!, m.gradient[0]!);
      return {
        mean: times(p.mean, m.mean),
        gradient: [times(p.gradient[0]!, m.mean), times(p.mean, m.gradient[0]!)],
        hessian: [
          [times(p.hessian[0]![0]!, m.mean), cross],
          [cross, times(p.mean, m.hessian[0]![0]!)],
        ],
      };
    },
  };
  return [...single, combined];
}

function momentsOf(eta: Float64Array, family: ToyFamily): Moments {
  const parts = Array.from(eta, MEANS[family]);
  const part = (j: 0 | 1 | 2) => Float64Array.from(parts, (values) => values[j]);
  return { mean: part(0), gradient: [part(1)], hessian: [[part(2)]] };
}

export function numeric(name: string, values: ArrayLike<number>): NumericColumn {
  const info = { name, label: { en: name }, private: false };
  return { kind: 'numeric', info, values: Float64Array.from(values), low: null };
}

/** A factor whose first level is the reference. */
export function category(name: string, levels: readonly string[], codes: ArrayLike<number>): CategoricalColumn {
  const info = { name, label: { en: name }, private: false, reference: levels[0]! };
  return {
    kind: 'categorical',
    info,
    codes: Int32Array.from(codes),
    levels: levels.map((l) => ({ name: l, label: { en: l } })),
  };
}

export function frameOf(...columns: readonly Column[]): Frame {
  const [first] = columns;
  const rows = first!.kind === 'numeric' ? first!.values.length : first!.codes.length;
  return { rows, columns: new Map(columns.map((column) => [column.info.name, column])) };
}

/** Rows repeated as often as a weight says. */
export function expanded(frame: Frame, weight: string): Frame {
  const column = frame.columns.get(weight) as NumericColumn;
  const rows = Array.from(column.values, (count, i) => new Array<number>(count).fill(i)).flat();
  const columns = [...frame.columns.values()].map(
    (c): Column =>
      c.kind === 'numeric'
        ? { ...c, values: Float64Array.from(rows, (i) => c.values[i]!) }
        : { ...c, codes: Int32Array.from(rows, (i) => c.codes[i]!) },
  );
  return frameOf(...columns);
}

/**
 * Deterministic survey-like data: 90 rows, two numbers, a three-level factor, a binary and a positive outcome with
 * zeros.
 */
export function toyData(): Frame {
  const n = 90;
  const wave = (i: number, a: number, b: number) => Math.sin(a * (i + 1)) + 0.6 * Math.cos(b * (i + 1) ** 1.3);
  const rows = Array.from({ length: n }, (_, i) => i);
  const age = rows.map((i) => 40 + 11 * wave(i, 1.7, 0.9));
  const income = rows.map((i) => wave(i, 2.3, 1.1));
  const region = rows.map((i) => Math.floor(Math.abs(7 * wave(i, 3.1, 0.4))) % 3);
  const female = rows.map((i) => (wave(i, 0.7, 2.9) > 0 ? 1 : 0));
  const index = rows.map((i) => 0.04 * (age[i]! - 40) + 0.5 * income[i]! - 0.4 * region[i]! + 0.3 * female[i]! + 0.3);
  const any = rows.map((i) => (index[i]! + 1.1 * wave(i, 5.3, 3.7) > 0 ? 1 : 0));
  const amount = rows.map((i) => (any[i] === 1 ? Math.exp(1 + 0.5 * index[i]! + 0.7 * wave(i, 4.1, 1.9)) : 0));
  return frameOf(
    numeric('age', age),
    numeric('income', income),
    category('region', ['north', 'middle', 'south'], region),
    category('female', ['0', '1'], female),
    numeric('dummy', female),
    numeric('any', any),
    numeric('amount', amount),
    numeric(
      'village',
      rows.map((i) => Math.floor(i / 6)),
    ),
    numeric(
      'year',
      rows.map((i) => i % 5),
    ),
    numeric('row', rows),
    numeric(
      'count',
      rows.map((i) => 1 + (i % 3)),
    ),
    numeric(
      'pw',
      rows.map((i) => 0.5 + Math.abs(wave(i, 1.3, 0.8))),
    ),
  );
}

export const POSITIVE: RowCondition = {
  text: 'amount > 0',
  variables: ['amount'],
  holds: (frame) => Uint8Array.from((frame.columns.get('amount') as NumericColumn).values, (v) => (v > 0 ? 1 : 0)),
};
