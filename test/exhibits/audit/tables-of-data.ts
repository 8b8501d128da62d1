/** Files of printed numbers made from data: a small survey is drawn, summarised and rounded as a paper would. */
import { formatFixed } from '../../../src/numerics/decimal.ts';
import { chiSquaredTail, fTail, normalTwoSided, tTwoSided } from '../../../src/numerics/distributions.ts';

/** What is drawn at random of a survey; everything else follows from `seed`. */
export interface Plan {
  readonly seed: number;
  readonly groups: readonly number[];
  /** decimals of means, SDs, percentages, p values, estimates */
  readonly decimals: readonly [number, number, number, number, number];
  readonly scale: readonly [number, number];
  readonly levels: number;
  readonly welch: boolean;
}

type Claims = {
  schema: string;
  paper: object;
  star_conventions: object[];
  variables: object[];
  // biome-ignore lint/suspicious/noExplicitAny: tests plant errors anywhere in it
  tables: any[];
  // biome-ignore lint/suspicious/noExplicitAny: the same
  facts: any[];
};

/** Park and Miller's generator, so that a seed is a survey. */
export function drawsOf(seed: number): () => number {
  let state = (Math.abs(seed) % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
const squares = (values: readonly number[]) => {
  const centre = mean(values);
  return sum(values.map((value) => (value - centre) ** 2));
};
const sd = (values: readonly number[]) => Math.sqrt(squares(values) / (values.length - 1));
const RULE = { '***': 0.01, '**': 0.05, '*': 0.1 };
const starsOf = (p: number) => (p < 0.01 ? '***' : p < 0.05 ? '**' : p < 0.1 ? '*' : '');

export function fileOf({ seed, groups, decimals, scale, levels, welch }: Plan): Claims {
  const random = drawsOf(seed);
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  const [dpMean, dpSd, dpPercent, dpP, dpEstimate] = decimals;
  const [low, high] = scale;
  const names = groups.map((_, k) => `g${k}`);
  const total = sum(groups);
  const perGroup = (draw: (k: number) => number) => groups.map((n, k) => Array.from({ length: n }, () => draw(k)));
  const shift = groups.map(() => normal());
  const data: Record<string, number[][]> = {
    smoker: perGroup((k) => (random() < 0.3 + 0.1 * k ? 1 : 0)),
    trust: perGroup((k) => Math.min(high, Math.max(low, Math.round((low + high) / 2 + shift[k]! + 1.2 * normal())))),
    cost: perGroup((k) => 100 * Math.exp(1 + 0.2 * k + normal())),
    ill: perGroup((k) => (random() < 0.5 - 0.08 * k ? 1 : 0)),
    school: perGroup(() => Math.floor(random() * levels)),
  };
  const all = (values: readonly number[][]) => [values.flat(), ...values];
  const columns = ['all', ...names];
  const cells = (texts: readonly string[]) => Object.fromEntries(texts.map((text, k) => [columns[k]!, text]));
  const meanSd = (values: readonly number[]) =>
    `${formatFixed(mean(values), dpMean)} (${formatFixed(sd(values), dpSd)})`;
  const counted = (n: number, of: number) => `${n} (${formatFixed((100 * n) / of, dpPercent)})`;
  const pText = (p: number) => (Number.isNaN(p) ? '-' : p < 0.001 ? '<0.001' : formatFixed(p, dpP));
  const meanRow = (key: string) => ({
    key,
    cells: { ...cells(all(data[key]!).map(meanSd)), p: pText(pOfMeans(data[key]!, welch)) },
  });
  const counts = data.ill!.map(sum);
  const few = Math.min(...groups) * Math.min(sum(counts), total - sum(counts)) < 5 * total;
  const descriptives = {
    id: 't1',
    p_value_test: 't test, analysis of variance, chi-squared',
    columns: [
      ...columns.map((id, k) => ({ id, reports: 'mean_sd', n: k === 0 ? total : groups[k - 1]! })),
      { id: 'p', reports: 'p_value' },
    ],
    rows: [meanRow('smoker'), meanRow('trust'), meanRow('cost')],
  };
  const shares = {
    id: 't2',
    p_value_test: 'chi-squared',
    columns: [
      ...columns.map((id, k) => ({ id, reports: 'n_percent', n: k === 0 ? total : groups[k - 1]! })),
      { id: 'p', reports: 'p_value' },
    ],
    groups: [{ id: 'school', label: 'School' }],
    rows: [
      {
        key: 'ill',
        cells: {
          ...cells(all(data.ill!).map((values) => counted(sum(values), values.length))),
          p: few ? '-' : pText(pOfCounts(counts, groups)),
        },
      },
      ...Array.from({ length: levels }, (_, level) => ({
        key: `school_${level}`,
        group: 'school',
        cells: cells(
          all(data.school!).map((values) => counted(values.filter((one) => one === level).length, values.length)),
        ),
      })),
    ],
  };
  const ratio = 0.05 + 0.15 * random();
  const estimates = {
    id: 't3',
    star_convention: 'usual',
    columns: [
      { id: 'b', reports: 'coefficient', outcome: 'y', sample: 's', estimator: 'ordered probit' },
      { id: 'm', reports: 'marginal_effect', outcome: 'y', sample: 's', estimator: 'ordered probit' },
    ],
    rows: Array.from({ length: 6 }, (_, k) => {
      const se = 0.02 + random() * 0.3;
      const b = se * 3 * normal();
      const text = (by: number) =>
        `${formatFixed(b * by, dpEstimate)}${starsOf(normalTwoSided(Math.abs(b) / se))} (${formatFixed(se * by, dpEstimate)})`;
      return { key: `x${k}`, cells: { b: text(1), m: text(ratio) } };
    }),
  };
  const two = data.cost!.slice(0, 2);
  const gap = mean(two[0]!) - mean(two[1]!);
  const comparison = {
    id: 't4',
    star_convention: 'usual',
    columns: [
      { id: 'a', reports: 'mean_sd', n: groups[0]! },
      { id: 'b', reports: 'mean_sd', n: groups[1]! },
      { id: 'd', reports: 'mean_difference' },
    ],
    rows: [
      {
        key: 'cost',
        cells: {
          a: meanSd(two[0]!),
          b: meanSd(two[1]!),
          d: `${formatFixed(gap, dpMean)}${starsOf(pOfMeans(two, welch))}`,
        },
      },
    ],
  };
  const quoted = shares.rows[0]!.cells as Record<string, string>;
  const percent = /\((.*)\)/.exec(quoted.all!)![1]!;
  return {
    schema: 'published-results/1',
    paper: { authors: 'A', year: 2000 },
    star_conventions: [{ id: 'usual', thresholds: RULE }],
    variables: [{ key: 'smoker', coding: '0/1' }],
    tables: [descriptives, shares, estimates, comparison],
    facts: [{ id: 'f_ill', printed: `${percent}%`, value: Number(percent), unit: 'percent', ref: 't2.ill.all' }],
  };
}

/** Analysis of variance; with two groups Student's t, or Welch's. */
function pOfMeans(groups: readonly number[][], welch: boolean): number {
  const rows = groups.flat().length;
  const within = sum(groups.map(squares));
  if (groups.length === 2 && welch) {
    const [a, b] = groups.map((values) => sd(values) ** 2 / values.length) as [number, number];
    const df = (a + b) ** 2 / (a ** 2 / (groups[0]!.length - 1) + b ** 2 / (groups[1]!.length - 1));
    return tTwoSided(Math.abs(mean(groups[0]!) - mean(groups[1]!)) / Math.sqrt(a + b), df);
  }
  const between = squares(groups.flat()) - within;
  const [d1, d2] = [groups.length - 1, rows - groups.length];
  return fTail(Math.max(between, 0) / d1 / (within / d2), d1, d2);
}

function pOfCounts(counts: readonly number[], n: readonly number[]): number {
  const share = sum(counts) / sum(n);
  const statistic = sum(counts.map((k, j) => (k - n[j]! * share) ** 2 / (n[j]! * share * (1 - share))));
  return chiSquaredTail(statistic, n.length - 1);
}
