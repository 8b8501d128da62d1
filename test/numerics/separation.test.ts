/** Separation: golden cases, designs that are separated by construction, and clean draws without a false alarm. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Block, constantBlock, factorBlock, numericBlock } from '../../src/numerics/block.ts';
import { denseColumns, linearPredictor, productBlock } from '../../src/numerics/block-kernels.ts';
import { maximize } from '../../src/numerics/newton.ts';
import { certifiesOverlap, detectSeparation, type Separation } from '../../src/numerics/separation.ts';
import { goldenDesign } from './golden-design.ts';
import { logit } from './logit-likelihood.ts';
import { uniforms } from './uniforms.ts';

function found(separation: Separation, ids: readonly string[]): Record<string, number> {
  return Object.fromEntries(ids.flatMap((id, j) => (separation.columns[j] ? [[id, separation.direction[j]!]] : [])));
}

/** The residuals of a logit fit, however far it got. */
function logitResiduals(blocks: readonly Block[], outcome01: Float64Array, maxIterations: number): Float64Array {
  const width = denseColumns(blocks).length;
  const { theta } = maximize(logit(blocks, outcome01), new Float64Array(width), {
    nobs: outcome01.length,
    maxIterations,
  });
  return linearPredictor(blocks, theta).map((eta, i) => outcome01[i]! - 1 / (1 + Math.exp(-eta)));
}

function indicesOf(rows: Uint8Array): number[] {
  return Array.from(rows).flatMap((mark, i) => (mark ? [i] : []));
}

describe('separation, golden cases', () => {
  it('by a level with one row', () => {
    const { ids, blocks, outcome, expected } = goldenDesign('lbw-logit-separation');
    const separation = detectSeparation({ blocks, outcome01: outcome });
    expect(separation.kind).toBe(expected.separation);
    expect(found(separation, ids)).toEqual({ 'ptl=3': -1 });
    expect(separation.drop).toEqual(separation.columns);
    expect(separation.rowCount).toBe(expected.n_perfectly_predicted);
    expect(outcome.length - separation.rowCount).toBe(expected.after_dropping.n);
    expect(separation.certain).toBe(true);
  });

  it('by a level with twenty rows', () => {
    const { ids, blocks, outcome, expected } = goldenDesign('separation-quasi-logit');
    const separation = detectSeparation({ blocks, outcome01: outcome });
    expect(separation.kind).toBe(expected.separation);
    expect(found(separation, ids)).toEqual({ 'x2=1': 1 });
    expect(separation.rowCount).toBe(expected.n_perfectly_predicted);
  });

  it('complete', () => {
    const { blocks, outcome } = goldenDesign('separation-complete-probit');
    const separation = detectSeparation({ blocks, outcome01: outcome });
    expect(separation.kind).toBe('complete');
    expect(separation.rowCount).toBe(40);
    expect(separation.drop).toEqual([true, true, true]);
  });

  it('none in fits that exist', () => {
    for (const id of ['lbw-logit-collinear', 'lbw-logit', 'mroz-logit', 'mroz-probit-scaled']) {
      const { blocks, outcome } = goldenDesign(id);
      expect(detectSeparation({ blocks, outcome01: outcome }).kind, id).toBe('none');
    }
  });
});

interface Constructed {
  readonly name: string;
  readonly blocks: readonly Block[];
  readonly outcome01: Float64Array;
  readonly kind: Separation['kind'];
  readonly rows: readonly number[];
  /** column index -> direction; left out for complete separation, where every direction of a cone would do */
  readonly columns?: Record<number, number>;
}

/** Designs that are separated by construction; noise keeps everything else overlapping. */
function constructed(): Constructed[] {
  const next = uniforms(77);
  const n = 160;
  const draw = (make: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => make(i));
  const codes = (levels: number) => Int32Array.from({ length: n }, () => Math.floor(next() * levels) - 1);
  const one = constantBlock(n);
  const x = draw(() => next() - 0.5);
  const z = draw(() => Math.floor(next() * 4));
  const coin = draw(() => (next() < 0.5 ? 1 : 0));
  const region = codes(5);
  const sex = codes(2);
  const all = Array.from(x, (_, i) => i);
  const where = (holds: (i: number) => boolean) => all.filter(holds);
  const set = (y: Float64Array, rows: readonly number[], value: number) =>
    y.map((old, i) => (rows.includes(i) ? value : old));
  const level = (k: number) => where((i) => region[i] === k);
  const [regions, sexes] = [factorBlock(region, 4), factorBlock(sex, 1)];
  const both = where((i) => region[i] === 2 && sex[i] === 0);
  const design = [one, numericBlock(x), regions, sexes];
  const crossed = [...design, productBlock(regions, sexes)];
  const sum = draw((i) => (x[i]! > 0 ? 1 : 0) + z[i]!);
  const halves = where((i) => x[i]! + z[i]! / 2 > 1.2);
  const years = draw((i) => 2010 + (i % 8));
  const late = where((i) => years[i]! >= 2015);
  const cells = [one, numericBlock(draw((i) => (late.includes(i) ? years[i]! - 2014 : 0))), numericBlock(years)];
  const pair = draw(() => Math.floor(next() * 3));
  const other = pair.map((value) => (value > 0 && next() < 0.6 ? value - 1 : value));
  const apart = where((i) => pair[i] !== other[i]);
  const reference = where((i) => region[i] === -1);
  const large = draw((i) => 1e9 + 1e3 * z[i]!);
  return [
    { name: 'no row with outcome 1', blocks: design, outcome01: draw(() => 0), kind: 'complete', rows: all },
    { name: 'no row with outcome 0', blocks: [one], outcome01: draw(() => 1), kind: 'complete', rows: all },
    {
      name: 'a number splits the outcome',
      blocks: [one, numericBlock(x)],
      outcome01: x.map((value) => (value > 0.1 ? 1 : 0)),
      kind: 'complete',
      rows: all,
    },
    {
      name: 'a sum of two numbers splits the outcome',
      blocks: [one, numericBlock(x), numericBlock(z)],
      outcome01: set(
        draw(() => 0),
        halves,
        1,
      ),
      kind: 'complete',
      rows: all,
    },
    {
      name: 'a split that touches: both outcomes at one value',
      blocks: [one, numericBlock(z)],
      outcome01: z.map((value, i) => (value === 1 ? coin[i]! : value > 1 ? 1 : 0)),
      kind: 'quasi-complete',
      rows: where((i) => z[i] !== 1),
      columns: { 0: -1, 1: 1 },
    },
    ...[0, 1, 2, 3].map((k) => ({
      name: `level ${k} all ones`,
      blocks: design,
      outcome01: set(coin, level(k), 1),
      kind: 'quasi-complete' as const,
      rows: level(k),
      columns: { [2 + k]: 1 },
    })),
    {
      name: 'the reference level all zeros',
      blocks: design,
      outcome01: set(coin, reference, 0),
      kind: 'quasi-complete',
      rows: reference,
      columns: { 0: -1, 2: 1, 3: 1, 4: 1, 5: 1 },
    },
    {
      name: 'two levels in opposite directions',
      blocks: design,
      outcome01: set(set(coin, level(0), 1), level(3), 0),
      kind: 'quasi-complete',
      rows: where((i) => region[i] === 0 || region[i] === 3),
      columns: { 2: 1, 5: -1 },
    },
    {
      name: 'a cell of an interaction',
      blocks: crossed,
      outcome01: set(coin, both, 0),
      kind: 'quasi-complete',
      rows: both,
      columns: { 9: -1 },
    },
    {
      name: 'the same cell without the interaction in the model',
      blocks: design,
      outcome01: set(coin, both, 0),
      kind: 'none',
      rows: [],
      columns: {},
    },
    {
      name: 'a combination of two columns, neither of which separates',
      blocks: [one, numericBlock(x), numericBlock(pair), numericBlock(other)],
      outcome01: set(coin, apart, 1),
      kind: 'quasi-complete',
      rows: apart,
      columns: { 2: 1, 3: -1 },
    },
    {
      name: 'the same with a dependent column in front',
      blocks: [
        one,
        numericBlock(x),
        numericBlock(x.map((value) => 2 * value + 1)),
        numericBlock(pair),
        numericBlock(other),
      ],
      outcome01: set(coin, apart, 0),
      kind: 'quasi-complete',
      rows: apart,
      columns: { 3: -1, 4: 1 },
    },
    {
      name: 'years after a policy beside the years themselves',
      blocks: cells,
      outcome01: set(coin, late, 1),
      kind: 'quasi-complete',
      rows: late,
      columns: { 1: 1 },
    },
    {
      name: 'a column far from zero',
      blocks: [one, numericBlock(large), numericBlock(x)],
      outcome01: z.map((value, i) => (value === 2 ? coin[i]! : value > 2 ? 1 : 0)),
      kind: 'quasi-complete',
      rows: where((i) => z[i] !== 2),
      columns: { 0: -1, 1: 1 },
    },
    {
      name: 'without a constant',
      blocks: [numericBlock(draw((i) => Math.max(0, z[i]! - 1))), numericBlock(x)],
      outcome01: set(
        coin,
        where((i) => z[i]! > 1),
        1,
      ),
      kind: 'quasi-complete',
      rows: where((i) => z[i]! > 1),
      columns: { 0: 1 },
    },
    {
      name: 'a coarse index that does not separate',
      blocks: [one, numericBlock(sum), numericBlock(x)],
      outcome01: coin,
      kind: 'none',
      rows: [],
      columns: {},
    },
    {
      name: 'one row less than separated',
      blocks: design,
      outcome01: set(set(coin, level(1), 1), level(1).slice(4, 5), 0),
      kind: 'none',
      rows: [],
      columns: {},
    },
  ];
}

describe('separation, constructed designs', () => {
  for (const { name, blocks, outcome01, kind, rows, columns } of constructed()) {
    it(name, () => {
      const separation = detectSeparation({ blocks, outcome01 });
      expect(separation.kind).toBe(kind);
      expect(separation.certain).toBe(true);
      expect(indicesOf(separation.rows)).toEqual(rows);
      expect(separation.rowCount).toBe(rows.length);
      if (columns !== undefined) {
        const signs = Object.fromEntries(
          Array.from(separation.direction).flatMap((sign, j) => (sign ? [[j, sign]] : [])),
        );
        expect(signs).toEqual(columns);
      }
    });
  }

  it('drops the last column of a combination with its rows', () => {
    const combination = constructed().find(({ name }) => name.startsWith('a combination'))!;
    expect(detectSeparation(combination).drop).toEqual([false, false, false, true]);
  });
});

describe('separation, small whole-number designs solved by a linear programme', () => {
  const { designs } = JSON.parse(
    readFileSync(new URL('fixtures/separation-designs.json', import.meta.url), 'utf8'),
  ) as { designs: { x: number[][]; y: number[]; separated: number[] }[] };

  it('has the same rows in all of them', () => {
    expect(designs.length).toBe(80);
    for (const { x, y, separated } of designs) {
      const blocks = x[0]!.map((_, j) => numericBlock(Float64Array.from(x, (row) => row[j]!)));
      const separation = detectSeparation({ blocks, outcome01: y });
      expect(indicesOf(separation.rows)).toEqual(separated);
      expect(separation.certain).toBe(true);
    }
  });
});

describe('separation, clean draws', () => {
  const next = uniforms(2014);
  const draws = Array.from({ length: 200 }, () => {
    const n = 60 + Math.floor(next() * 300);
    const x = Float64Array.from({ length: n }, next);
    const code = Int32Array.from({ length: n }, () => Math.floor(next() * 4) - 1);
    const blocks = [constantBlock(n), numericBlock(x), numericBlock(x.map((v) => v * v)), factorBlock(code, 3)];
    const slope = 4 * next() - 2;
    const outcome01 = x.map((v, i) => (next() < 1 / (1 + Math.exp(-slope * (v - 0.5) - 0.3 * code[i]!)) ? 1 : 0));
    return { blocks, outcome01 };
  });

  it('raise no alarm, and the certificate spares them the search', () => {
    for (const draw of draws) {
      expect(detectSeparation(draw).kind).toBe('none');
      expect(certifiesOverlap(draw, logitResiduals(draw.blocks, draw.outcome01, 50))).toBe(true);
    }
  });

  it('are not certified before the fit is near, nor when one level is perfectly predicted', () => {
    for (const { blocks, outcome01 } of draws.slice(0, 20)) {
      const codes = blocks[3]!.codes!;
      const separated = { blocks, outcome01: outcome01.map((y, i) => (codes[i] === 1 ? 1 : y)) };
      for (const iterations of [1, 5, 10, 20, 60]) {
        expect(certifiesOverlap(separated, logitResiduals(blocks, separated.outcome01, iterations))).toBe(false);
      }
      expect(detectSeparation(separated).rowCount).toBe(codes.filter((code) => code === 1).length);
    }
  });

  it('stay quick with 30,000 rows', () => {
    const n = 30000;
    const numbers = Array.from({ length: 6 }, () => Float64Array.from({ length: n }, next));
    const factors = Array.from({ length: 6 }, () => Int32Array.from({ length: n }, () => Math.floor(next() * 5) - 1));
    const blocks = [constantBlock(n), ...numbers.map((v) => numericBlock(v)), ...factors.map((c) => factorBlock(c, 4))];
    const rare = numbers[0]!.map((v, i) => (next() < 0.02 * (1 + v) || factors[0]![i] === 3 ? 1 : 0));
    const separation = detectSeparation({ blocks, outcome01: rare });
    expect(separation.kind).toBe('quasi-complete');
    expect(separation.rowCount).toBe(factors[0]!.filter((code) => code === 3).length);
    expect(
      Array.from(separation.direction)
        .map(Math.abs)
        .reduce((a, b) => a + b),
    ).toBe(1);
    expect(separation.direction[10]).toBe(1);
  });
});
