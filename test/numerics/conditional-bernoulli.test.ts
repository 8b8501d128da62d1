/** Conditional Bernoulli trials against enumeration of every choice, and against binomial coefficients. */
import { describe, expect, it } from 'vitest';
import { conditionalGroup } from '../../src/numerics/conditional-bernoulli.ts';
import { logGamma } from '../../src/numerics/special.ts';
import { relativeError } from './relative-error.ts';
import { uniforms } from './uniforms.ts';

/** All subsets of size `ones`, by their weights exp(sum of eta). */
function enumerated(eta: readonly number[], ones: number) {
  const m = eta.length;
  const top = [...eta]
    .sort((a, b) => b - a)
    .slice(0, ones)
    .reduce((sum, value) => sum + value, 0);
  const chance = new Array<number>(m).fill(0);
  const pairs = new Array<number>((m * (m - 1)) / 2).fill(0);
  let total = 0;
  for (let mask = 0; mask < 2 ** m; mask++) {
    const chosen = eta.flatMap((_, i) => ((mask >> i) & 1 ? [i] : []));
    if (chosen.length !== ones) continue;
    const weight = Math.exp(chosen.reduce((sum, i) => sum + eta[i]!, 0) - top);
    total += weight;
    for (const i of chosen) chance[i]! += weight;
    let next = 0;
    for (let i = 0; i < m; i++) {
      for (let j = i + 1; j < m; j++, next++) if (chosen.includes(i) && chosen.includes(j)) pairs[next]! += weight;
    }
  }
  return { logTotal: Math.log(total) + top, chance: chance.map((c) => c / total), pairs: pairs.map((c) => c / total) };
}

describe('conditionalGroup', () => {
  it.each([1, 10, 60])('is what enumeration gives, log-odds spread over %i', (spread) => {
    const next = uniforms(spread);
    for (let m = 2; m <= 9; m++) {
      for (let ones = 1; ones < m; ones++) {
        const eta = Float64Array.from({ length: m }, () => spread * (next() - 0.3));
        const group = conditionalGroup(eta, ones);
        const expected = enumerated([...eta], ones);
        expect(relativeError(group.logTotal, expected.logTotal)).toBeLessThan(1e-12);
        group.chance.forEach((chance, i) => {
          expect(chance).toBeCloseTo(expected.chance[i]!, 11);
        });
        group.pairs().forEach((chance, t) => {
          expect(chance).toBeCloseTo(expected.pairs[t]!, 11);
        });
      }
    }
  });

  it('counts the choices in a large group of equal rows', () => {
    const [m, ones] = [1500, 700];
    const group = conditionalGroup(new Float64Array(m).fill(3.7), ones);
    const choices = logGamma(m + 1) - logGamma(ones + 1) - logGamma(m - ones + 1);
    expect(relativeError(group.logTotal, choices + ones * 3.7)).toBeLessThan(1e-12);
    expect(relativeError(group.chance[77]!, ones / m)).toBeLessThan(1e-10);
  });
});
