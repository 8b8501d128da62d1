import { it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
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
  const spec = (draws: number, est: unknown) => ({
    models: { y: { estimator: est, outcome: 'y', terms: ['x', ...zs], vcov: 'model' } },
    mediations: { m: { model: 'y', treatment: 'x', mediators: { m: 'ols' }, marginal_effects: { at: 'observations', treatment: 'derivative', mediators: 'derivative' }, khb: { residual_covariance: 'over_n' }, bootstrap: { resample: { cluster: 'place' }, draws, seed: 1, intervals: ['percentile'], quantiles: 'type7' } } },
  });
  const est = process.env.RE ? { logit_re: { group: 'person' } } : 'logit';
  await runSpec(spec(1, est), csv(cols));
  const session = new Session(); session.connect();
  await new Promise<void>((r) => session.post('Profiler.enable', () => session.post('Profiler.start', () => r())));
  const a = performance.now();
  await runSpec(spec(8, est), csv(cols));
  console.log('total', performance.now() - a);
  await new Promise<void>((r) => session.post('Profiler.stop', (_, { profile }) => {
    const self = new Map<string, number>();
    const dt = profile.timeDeltas!; const byId = new Map(profile.nodes.map((n) => [n.id, n]));
    profile.samples!.forEach((id, i) => { const { callFrame } = byId.get(id)!; const k = callFrame.functionName + ' ' + callFrame.url.split('/').pop() + ':' + callFrame.lineNumber; self.set(k, (self.get(k) ?? 0) + dt[i]!); });
    const top = [...self].sort((x, y) => y[1] - x[1]).slice(0, 22);
    writeFileSync('/tmp/med-prof.txt', top.map(([k, v]) => (v / 1000).toFixed(0) + ' ms ' + k).join('\n')); r();
  }));
}, 120000);
