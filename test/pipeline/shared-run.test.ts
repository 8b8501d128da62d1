import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Fit } from '../../src/analysis/estimators/estimator.ts';
import { runAnalysis } from '../../src/pipeline/run-analysis.ts';
import { shareRuns } from '../../src/pipeline/shared-run.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';

const path = join(import.meta.dirname, '../golden/data/lbw.csv');
const TEXT = `
samples:
  some: { steps: [{ keep: { where: age > 18 } }] }
models:
  low: { sample: some, estimator: logit, outcome: low, terms: [age, smoke], effects: [coefficients, marginal_effects] }
  weight: { sample: some, estimator: ols, outcome: bwt, terms: [age] }
`;

function planOf(...settings: string[]) {
  const analysis = loadSpec('lbw.yaml', { text: TEXT, settings });
  return { analysis, wanted: { models: [...analysis.models.values()], summaries: [] } };
}

const VARIED = [
  [],
  ['models.low.vcov=robust'],
  ['models.low.vcov={ cluster: { by: race } }'],
  ['models.low.effects=[coefficients]'],
  ['models.low.estimator=probit'],
  ['models.low.estimator=probit', 'models.low.vcov=robust'],
  ['models.weight.estimator.ols.absorb=true', 'models.weight.fixed_effects=[race]'],
  ['samples.some.steps[0].keep.where=age > 20'],
];

describe('shareRuns', () => {
  it('gives every run the numbers that it has alone', async () => {
    const plans = VARIED.map((settings) => planOf(...settings));
    const share = shareRuns(plans, () => [{ path }]);
    for (const { analysis, wanted } of plans) {
      const common = { analysis, wanted, program: 'test', version: '0' };
      const alone = await runAnalysis({ ...common, source: { path } });
      const shared = await runAnalysis({ ...common, source: [], shared: await share(analysis) });
      expect(shared.models).toEqual(alone.models);
      expect(shared.flows).toEqual(alone.flows);
    }
  });

  it('fits a model once for settings that leave it alone, and again for those that do not', async () => {
    const plans = VARIED.map((settings) => planOf(...settings));
    const share = shareRuns(plans, () => [{ path }]);
    const fits: Fit[] = [];
    for (const { analysis, wanted } of plans) {
      const shared = await share(analysis);
      const model = wanted.models[0]!;
      fits.push(shared.fit(model, shared.take(model.sample).frame));
    }
    const [first] = fits;
    expect(fits.map((fit) => fits.indexOf(fit))).toEqual([0, 0, 0, 0, 4, 4, 0, 7]);
    expect(first!.estimator).not.toBe(fits[4]!.estimator);
  });

  it('fits again where a covariance needs a column that is missing in some rows', async () => {
    const text = TEXT.replace('some:', 'some2: { steps: [] }\n  some:').replace(
      'keep: { where: age > 18 } }',
      // undefined where the weight is at most 110
      'derive: { group: 0 * log(lwt - 110) + age } }',
    );
    const plan = (...settings: string[]) => {
      const analysis = loadSpec('lbw.yaml', { text, settings });
      return { analysis, wanted: { models: [analysis.models.get('low')!], summaries: [] } };
    };
    const plans = [plan(), plan('models.low.vcov={ cluster: { by: group } }')];
    const share = shareRuns(plans, () => [{ path }]);
    const rows = [];
    for (const { analysis, wanted } of plans) {
      const common = { analysis, wanted, program: 'test', version: '0' };
      const run = await runAnalysis({ ...common, source: [], shared: await share(analysis) });
      rows.push(run.models.low!.equations[0]!.rows);
      expect(run.models).toEqual((await runAnalysis({ ...common, source: { path } })).models);
    }
    expect(rows[1]).toBeLessThan(rows[0]!);
  });

  it('fails every time where the fit fails', async () => {
    const plans = [planOf('models.low.outcome=race'), planOf('models.low.outcome=race', 'models.low.vcov=robust')];
    const share = shareRuns(plans, () => [{ path }]);
    for (const { analysis, wanted } of plans) {
      const shared = await share(analysis);
      const run = runAnalysis({ analysis, wanted, source: [], program: 'test', version: '0', shared });
      await expect(run).rejects.toThrow('E-FIT-OUTCOME');
    }
  });
});
