/** Principal components against closed forms and R's prcomp. */
import { describe, expect, it } from 'vitest';
import { componentScores, principalComponents } from '../../src/numerics/pca.ts';

const columns = [
  [2, 4, 4, 5, 7, 9, 11, 12],
  [1, 3, 2, 5, 4, 8, 7, 9],
  [9, 7, 8, 6, 6, 3, 2, 2.5],
].map((values) => Float64Array.from(values));

function close(ours: ArrayLike<number>, theirs: readonly number[], digits = 12): void {
  expect(ours.length).toBe(theirs.length);
  theirs.forEach((value, i) => {
    expect(ours[i]).toBeCloseTo(value, digits);
  });
}

describe('principalComponents', () => {
  it('agrees with prcomp on a correlation matrix', () => {
    const found = principalComponents(columns, 'correlation', 'largest');
    close(found.eigenvalues, [2.9116531792495564, 0.06353571156561121, 0.02481110918483382]);
    // R leaves the sign open: the largest entry is positive here
    close(found.vectors[0]!, [-0.5759595494894439, -0.5749066821470944, 0.5811651264266781]);
    close(found.vectors[1]!, [-0.67298081333195225, 0.73704389667086767, 0.06215399639031993]);
    close(found.vectors[2]!, [0.4640769572376776, 0.3553147917028552, 0.8114086372218228]);
    expect(found.aboveMean).toBe(1);
    expect(found.residual).toBeLessThan(1e-14);
    expect(found.orthogonality).toBeLessThan(1e-14);
  });

  it('agrees with prcomp on a covariance matrix', () => {
    const found = principalComponents(columns, 'covariance', 'largest');
    close(found.eigenvalues, [27.594971959681335, 0.6517032773533054, 0.195289048679635]);
    close(found.vectors[0]!, [0.6802491960808802, 0.5389870389664295, -0.4967433975983143]);
    close(
      found.loadings[0]!,
      [0.6802491960808802, 0.5389870389664295, -0.4967433975983143].map((v) => v * 27.594971959681335 ** 0.5),
    );
  });

  it('has 1 + r and 1 - r for two standardised columns, which weigh alike', () => {
    const [x, y] = [columns[0]!, columns[1]!];
    const mean = (v: Float64Array) => v.reduce((sum, value) => sum + value, 0) / v.length;
    const cross = (a: Float64Array, b: Float64Array) =>
      a.reduce((sum, value, i) => sum + (value - mean(a)) * (b[i]! - mean(b)), 0);
    const r = cross(x, y) / Math.sqrt(cross(x, x) * cross(y, y));
    const found = principalComponents([x, y], 'correlation', 'loadings_sum');
    close(found.eigenvalues, [1 + r, 1 - r]);
    close(found.vectors[0]!, [Math.SQRT1_2, Math.SQRT1_2]);
    // the second adds up to zero: the first of its tied entries decides
    close(found.vectors[1]!, [Math.SQRT1_2, -Math.SQRT1_2]);
  });

  it('turns components by the rule asked for', () => {
    const bySum = principalComponents(columns, 'correlation', 'loadings_sum');
    close(bySum.vectors[0]!, [0.5759595494894439, 0.5749066821470944, -0.5811651264266781]);
    for (const vector of bySum.vectors) expect(vector.reduce((sum, entry) => sum + entry, 0)).toBeGreaterThan(0);
  });

  it('has scores whose variances are the eigenvalues and whose products vanish', () => {
    const found = principalComponents(columns, 'correlation', 'largest');
    const scores = [0, 1, 2].map((c) => componentScores(columns, found, c));
    const product = (a: number, b: number) => scores[a]!.reduce((sum, value, i) => sum + value * scores[b]![i]!, 0) / 7;
    for (const a of [0, 1, 2]) {
      for (const b of [0, 1, 2]) expect(product(a, b)).toBeCloseTo(a === b ? found.eigenvalues[a]! : 0, 12);
    }
  });

  it('says where components are not determined', () => {
    // three uncorrelated columns of equal variance
    const crossed = [
      [1, 1, -1, -1, 1, 1, -1, -1],
      [1, -1, 1, -1, 1, -1, 1, -1],
      [1, 1, 1, 1, -1, -1, -1, -1],
    ].map((values) => Float64Array.from(values));
    const found = principalComponents(crossed, 'correlation', 'largest');
    expect(Math.max(...found.gaps)).toBeLessThan(1e-12);
    expect(found.aboveMean).toBe(0);
    expect(Math.min(...principalComponents(columns, 'correlation', 'largest').gaps)).toBeGreaterThan(0.01);
  });

  it('never has a negative variance where columns are collinear', () => {
    const sum = columns[0]!.map((value, i) => value + columns[1]![i]!);
    const found = principalComponents([columns[0]!, columns[1]!, sum], 'correlation', 'largest');
    expect(found.eigenvalues[2]).toBeGreaterThanOrEqual(0);
    expect(found.eigenvalues[2]).toBeLessThan(1e-14);
    expect(found.variances.cumulative[2]).toBeCloseTo(1, 15);
  });
});
