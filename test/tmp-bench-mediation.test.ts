import { it } from 'vitest';
import { randomStream } from '../src/numerics/philox.ts';
import { csv, runSpec } from './analysis/mediation/run-spec.ts';
it('bench', async () => {
  const s = randomStream(1, 'b');
  const cols: Record<string, number[]> = { y: [], x: [], m: [], person: [], place: [] };
  const zs = Array.from({ length: 12 }, (_, i) => `z${i}`);
  for (const z of zs) cols[z] = [];
  for (let p = 0; p < 3800; p++) {
    const u = 1.7 * s.normal();
    const x = p % 10 === 0 ? 1 : 0;
    for (let w = 0; w < 1 + (p % 3 === 0 ? 2 : p % 3 === 1 ? 1 : 0) - 0; w++) {
      const m = 0.2 * x + s.normal();
      let eta = 0.4 + 0.6 * x + 0.4 * m + u;
      for (const z of zs) { const v = s.normal(); cols[z]!.push(v); eta += 0.1 * v; }
      cols.y!.push(s.uniform() < 1 / (1 + Math.exp(-eta)) ? 1 : 0); cols.x!.push(x); cols.m!.push(m); cols.person!.push(p); cols.place!.push(p % 28);
    }
  }
  console.log('rows', cols.y!.length);
  const spec = (draws: number, est: unknown) => ({
    models: { y: { estimator: est, outcome: 'y', terms: ['x', ...zs], vcov: 'model' } },
    mediations: { m: { model: 'y', treatment: 'x', mediators: { m: 'ols' }, marginal_effects: { at: 'observations', treatment: 'derivative', mediators: 'derivative' }, khb: { residual_covariance: 'over_n' }, bootstrap: { resample: { cluster: 'place' }, draws, seed: 1, intervals: ['percentile'], quantiles: 'type7' } } },
  });
  for (const est of ['logit', { logit_re: { group: 'person' } }]) {
    const t: number[] = [];
    for (const draws of [1, 11]) { const a = performance.now(); await runSpec(spec(draws, est), csv(cols)); t.push(performance.now() - a); }
    console.log(JSON.stringify(est), 'first', t[0]!.toFixed(0), 'ms; per draw', ((t[1]! - t[0]!) / 10).toFixed(0), 'ms');
  }
}, 120000);
