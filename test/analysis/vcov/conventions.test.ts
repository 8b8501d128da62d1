/** Presets, notes, refusals and the words of a spec. */
import { describe, expect, it } from 'vitest';
import { factorTerm } from '../../../src/analysis/terms/factor.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { clusterVcov } from '../../../src/analysis/vcov/cluster-vcov.ts';
import { cr2Vcov } from '../../../src/analysis/vcov/cr2-vcov.ts';
import { jackknifeVcov } from '../../../src/analysis/vcov/jackknife-vcov.ts';
import type { Preset } from '../../../src/analysis/vcov/presets.ts';
import { vcovSchema } from '../../../src/analysis/vcov/registry.ts';
import { hcVcov, robustVcov } from '../../../src/analysis/vcov/robust-vcov.ts';
import { Failure } from '../../../src/errors/failure.ts';
import { symmetricEigen } from '../../../src/numerics/symmetric.ts';
import { category, frameOf, numeric, type ToyFamily, toyData, toyFit } from './toy-fit.ts';

const terms = ['age', 'income'].map(variableTerm);
const fitOf = (family: ToyFamily, outcome: string) => toyFit(toyData(), [{ name: 'y', family, outcome, terms }]);
const ols = fitOf('ols', 'amount');
const probit = fitOf('probit', 'any');

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
  return 'none';
}

describe('presets', () => {
  const g = 15 / 14;
  const cr1 = (g * 89) / 87;
  it.each([
    ['stata', g, 'observed', undefined, cr1, 14],
    ['sandwich', g, 'expected', undefined, cr1, 87],
    ['fixest', cr1, 'expected', undefined, cr1, 14],
    ['none', 1, 'observed', undefined, 1, 14],
  ] as const)('%s clusters', (preset: Preset, factorMl, bread, dfMl, factorOls, dfOls) => {
    const vcov = clusterVcov({ by: ['village'], preset });
    const ml = vcov.compute(probit).convention;
    expect([ml.factor, ml.bread, ml.df, ml.distribution]).toEqual([
      expect.closeTo(factorMl, 14),
      bread,
      dfMl,
      'normal',
    ]);
    const least = vcov.compute(ols).convention;
    expect([least.factor, least.df, least.distribution]).toEqual([expect.closeTo(factorOls, 14), dfOls, 't']);
    expect(least.clusters).toEqual([{ variable: 'village', groups: 15 }]);
  });

  it.each([
    ['stata', 90 / 89, 90 / 87],
    ['sandwich', 1, 1],
    ['fixest', 90 / 87, 90 / 87],
    ['none', 1, 1],
  ] as const)('%s robust', (preset: Preset, factorMl, factorOls) => {
    expect(robustVcov({ preset }).compute(probit).convention.factor).toBeCloseTo(factorMl, 14);
    const { factor, df } = robustVcov({ preset }).compute(ols).convention;
    expect([factor, df]).toEqual([expect.closeTo(factorOls, 14), 87]);
  });

  it('yield to explicit choices', () => {
    const asked = { by: ['village'], preset: 'stata', bread: 'expected', factor: 'cr1', distribution: 't' } as const;
    const { bread, factor, distribution, df } = clusterVcov(asked).compute(probit).convention;
    expect([bread, distribution, df]).toEqual(['expected', 't', 14]);
    expect(factor).toBeCloseTo(cr1, 14);
  });

  it('two-way: the smaller number of clusters counts', () => {
    const { convention } = clusterVcov({ by: ['village', 'year'], preset: 'stata' }).compute(ols);
    expect(convention.df).toBe(4);
    expect(convention.factor).toBeCloseTo(((5 / 4) * 89) / 87, 14);
    const each = clusterVcov({ by: ['village', 'year'], preset: 'stata', twoWay: 'each' }).compute(ols).convention;
    expect(each.factor).toBeNaN();
    expect(each.factorFormula).toContain(`year ${((5 / 4) * (89 / 87)).toFixed(6)}`);
  });
});

describe('notes', () => {
  it('warn of few clusters, and of fewer than coefficients', () => {
    const few = clusterVcov({ by: ['village'], preset: 'stata' }).compute(ols).convention.notes;
    expect(few).toHaveLength(1);
    expect(few[0]!.en).toContain('15 clusters');
    const fewer = clusterVcov({ by: ['dummy'], preset: 'stata' }).compute(ols);
    expect(fewer.convention.notes[1]!.en).toContain('rank 1');
    const { values } = symmetricEigen(fewer.matrix);
    expect(Math.abs(values[1]! / values[2]!)).toBeLessThan(1e-10);
    expect(clusterVcov({ by: ['row'], preset: 'stata' }).compute(ols).convention.notes).toEqual([]);
  });
});

describe('negative two-way variances', () => {
  // alternating signs within both kinds of clusters: the intersections hold all there is
  const pattern = [1, -1, -1, 1, 2, -2, -2, 2, 1, -1, -1, 1];
  const data = frameOf(
    numeric('y', pattern),
    numeric(
      'x',
      pattern.map((_, i) => (i % 3) - 1),
    ),
    numeric(
      'a',
      pattern.map((_, i) => Math.floor(i / 2)),
    ),
    numeric(
      'b',
      pattern.map((_, i) => (i % 2) + 2 * Math.floor(i / 4)),
    ),
  );
  const fit = toyFit(data, [{ name: 'y', family: 'ols', outcome: 'y', terms: [variableTerm('x')] }]);
  const by = ['a', 'b'] as const;

  it('are left negative with a note, or clipped on request', () => {
    const raw = clusterVcov({ by, preset: 'none' }).compute(fit);
    expect(raw.matrix.get(0, 0)).toBeLessThan(0);
    expect(raw.convention.notes.at(-1)!.en).toContain('negative');
    const clipped = clusterVcov({ by, preset: 'none', repair: 'clip' }).compute(fit);
    expect(Math.min(...symmetricEigen(clipped.matrix).values)).toBeGreaterThan(-1e-12);
    expect(clipped.convention.notes.at(-1)!.en).toContain('set to zero');
  });

  it('clipping leaves a covariance without negative eigenvalues alone', () => {
    const one = clusterVcov({ by: ['village', 'row'], preset: 'stata', repair: 'clip' }).compute(ols);
    const raw = clusterVcov({ by: ['village', 'row'], preset: 'stata' }).compute(ols);
    expect(one.matrix.to2DArray()).toEqual(raw.matrix.to2DArray());
    expect(one.convention.notes).toEqual(raw.convention.notes);
  });
});

describe('refusals', () => {
  const one = new Float64Array(90).fill(7);
  const holes = Float64Array.from({ length: 90 }, (_, i) => (i === 3 ? Number.NaN : i));
  const sample = frameOf(...toyData().columns.values(), numeric('one', one), numeric('holes', holes));
  const fit = toyFit(sample, [{ name: 'y', family: 'ols', outcome: 'amount', terms }]);

  it('one cluster, or rows without one', () => {
    expect(codeOf(() => clusterVcov({ by: ['one'], preset: 'stata' }).compute(fit))).toBe('E-VCOV-CLUSTERS');
    expect(codeOf(() => clusterVcov({ by: ['holes'], preset: 'stata' }).compute(fit))).toBe('E-VCOV-CLUSTERS');
    expect(clusterVcov({ by: ['village', 'year'], preset: 'stata' }).requires).toEqual(['village', 'year']);
  });

  it('CR2 of anything but unweighted least squares', () => {
    expect(codeOf(() => cr2Vcov({ by: 'village' }).compute(probit))).toBe('E-VCOV-UNDEFINED');
    const weights = { kind: 'probability', variable: 'pw' } as const;
    const weighted = toyFit(toyData(), [{ name: 'y', family: 'ols', outcome: 'amount', terms, weights }]);
    expect(codeOf(() => cr2Vcov({ by: 'village' }).compute(weighted))).toBe('E-VCOV-UNDEFINED');
  });

  it('a jackknife in which one cluster alone identifies a coefficient', () => {
    const lone = category(
      'lone',
      ['no', 'yes'],
      Array.from({ length: 90 }, (_, i) => (i < 6 && i % 2 === 0 ? 1 : 0)),
    );
    const data = frameOf(...toyData().columns.values(), lone);
    const identified = toyFit(data, [{ name: 'y', family: 'ols', outcome: 'amount', terms: [variableTerm('lone')] }]);
    const act = () => jackknifeVcov({ by: 'village', centre: 'mean' }).compute(identified);
    expect(codeOf(act)).toBe('E-VCOV-UNDEFINED');
  });

  it('HC2 and HC3 with a row of leverage one, unless it is to be left out of the meat', () => {
    const alone = category(
      'alone',
      ['no', 'yes'],
      Array.from({ length: 90 }, (_, i) => (i === 17 ? 1 : 0)),
    );
    const data = frameOf(...toyData().columns.values(), alone);
    const equation = { name: 'y', family: 'ols', outcome: 'amount', terms: [...terms, factorTerm('alone')] } as const;
    const saturated = toyFit(data, [equation]);
    for (const kind of ['hc2', 'hc3'] as const) {
      expect(codeOf(() => hcVcov(kind, { preset: 'sandwich' }).compute(saturated))).toBe('E-VCOV-UNDEFINED');
      const { matrix, convention } = hcVcov(kind, { preset: 'sandwich', leverageOne: 'omit' }).compute(saturated);
      expect(convention.notes[0]!.en).toContain('1 rows of "y" have leverage one');
      // without the row the other coefficients and their leverages are the same
      const where = {
        text: 'not alone',
        variables: [],
        holds: () => Uint8Array.from({ length: 90 }, (_, i) => (i === 17 ? 0 : 1)),
      };
      const rest = toyFit(data, [{ ...equation, terms, where }]);
      const without = hcVcov(kind, { preset: 'sandwich' }).compute(rest).matrix;
      for (const j of [0, 1, 2]) expect(matrix.get(j, j) / without.get(j, j)).toBeCloseTo(1, 9);
    }
    expect(codeOf(() => hcVcov('hc1', { preset: 'sandwich' }).compute(saturated))).toBe('none');
  });

  it('a factor with n - k when nothing is left', () => {
    const tiny = frameOf(numeric('y', [1, 3]), numeric('x', [0, 1]));
    const exact = toyFit(tiny, [{ name: 'y', family: 'ols', outcome: 'y', terms: [variableTerm('x')] }]);
    expect(codeOf(() => robustVcov({ preset: 'stata' }).compute(exact))).toBe('E-VCOV-UNDEFINED');
  });
});

describe('in a spec', () => {
  it.each([
    ['model', 'model', []],
    [{ model: { information: 'expected' } }, 'model', []],
    ['robust', 'robust', []],
    [{ hc3: { leverage_one: 'omit' } }, 'hc3', []],
    [{ cluster: { by: 'village' } }, 'cluster', ['village']],
    [{ cluster: { by: ['village', 'year'], two_way: 'each', repair: 'clip' } }, 'cluster', ['village', 'year']],
    [{ cr2: { by: 'village' } }, 'cr2', ['village']],
    [{ cv3: { by: 'village' } }, 'cv3', ['village']],
    [{ cv3_jackknife: { by: 'village' } }, 'cv3_jackknife', ['village']],
  ] as const)('%j', (asked, name, requires) => {
    const vcov = vcovSchema.parse(asked);
    expect([vcov.name, [...vcov.requires]]).toEqual([name, [...requires]]);
  });

  it.each([['clustered'], [{ cluster: {} }], [{ cluster: { by: ['a', 'b', 'c'] } }], [{ robust: { bread: 'rye' } }]])(
    'not %j',
    (asked) => {
      expect(vcovSchema.safeParse(asked).success).toBe(false);
    },
  );
});
