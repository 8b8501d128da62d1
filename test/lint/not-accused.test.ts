/** What looks like a fault and is none. */
import { describe, expect, it } from 'vitest';
import { csv, lintText, placesOf } from './lint-text.ts';

const spec = (estimator: string, terms: string, steps = '[]') => `
schema: spec/1
samples: { s: { steps: ${steps} } }
models: { m: { label: M, sample: s, estimator: ${estimator}, outcome: y, terms: ${terms} } }
`;

describe('not accused', () => {
  const sixteen = csv(
    'x,z,y',
    Array.from({ length: 16 }, (_, i) => [i, (i * i) % 7, (3 * i) % 5]),
  );

  it('least squares with eight rows a coefficient; with fewer than two it is', async () => {
    const rule = 'L041-few-rows-per-coefficient';
    expect(placesOf(await lintText(spec('ols', '[x, z]'), sixteen), rule)).toEqual([]);
    const three = csv('x,z,y', [
      [1, 2, 3],
      [2, 1, 5],
      [3, 5, 4],
    ]);
    expect(placesOf(await lintText(spec('ols', '[x, z]'), three), rule)).toEqual([`${rule} models.m.outcome`]);
  });

  it('a listwise step in data in which nobody lacks an answer; one that leaves nobody is', async () => {
    const rule = 'L033-idle-step';
    expect(placesOf(await lintText(spec('ols', '[x, z]', '[{ complete: [x, z] }]'), sixteen), rule)).toEqual([]);
    expect(placesOf(await lintText(spec('ols', '[x, z]', '[{ keep: x >= 0 }]'), sixteen), rule)).toEqual([
      `${rule} samples.s.steps[0]`,
    ]);
  });

  it('a rare outcome of many rows: 250 events of 30,000', async () => {
    const rule = 'L042-rare-outcome';
    const rows = (events: number) =>
      csv(
        'x,y',
        Array.from({ length: 30_000 }, (_, i) => [i % 4, i % 120 === 0 && i / 120 < events ? 1 : 0]),
      );
    expect(placesOf(await lintText(spec('logit', '[x]'), rows(250)), rule)).toEqual([]);
    expect(placesOf(await lintText(spec('logit', '[x]'), rows(150)), rule)).toEqual([`${rule} models.m.outcome`]);
  });
});
