import { describe, expect, it } from 'vitest';
import { printedInterval, printedSize, rangeText, sizeRatio } from '../../../src/exhibits/audit/interval.ts';
import { effectRatio, impliedSpread } from '../../../src/exhibits/audit/logistic-spread.ts';
import { fitsWhole, type Moments, pooled, searchSizes } from '../../../src/exhibits/audit/moments.ts';
import { anovaP, chiSquareP, differenceP } from '../../../src/exhibits/audit/summary-tests.ts';

const exact = (mean: number, sd: number, half = 0): Moments => ({ mean, meanHalf: half, sd, sdHalf: half });

describe('intervals of printed numbers', () => {
  it('are half a unit of the last decimal either way', () => {
    const { lo, hi } = printedInterval(0.65, 3);
    expect(lo).toBeCloseTo(0.6495, 12);
    expect(hi).toBeCloseTo(0.6505, 12);
    expect(printedSize(0, 3).lo).toBe(0);
  });

  it('divide end by end, whatever the signs', () => {
    const z = sizeRatio(printedInterval(-0.009, 3), printedInterval(-0.059, 3));
    expect(z.lo).toBeCloseTo(0.0085 / 0.0595, 10);
    expect(z.hi).toBeCloseTo(0.0095 / 0.0585, 10);
    expect(sizeRatio(printedInterval(0.1, 1), printedSize(0, 3)).hi).toBe(Number.POSITIVE_INFINITY);
    expect(rangeText({ lo: 1, hi: 1.001 }, 2).en).toBe('1.00');
  });
});

describe('parts and wholes', () => {
  it('pool to the mean and SD of all values', () => {
    // R: x <- c(1, 2, 3, 4, 9), y <- c(2, 8, 8)
    const { at } = pooled([exact(3.8, 3.1144823), exact(6, 3.464101615)], [5, 3]);
    expect(at[0]).toBeCloseTo(4.625, 9);
    expect(at[1]).toBeCloseTo(3.20435, 5);
  });

  it('finds the sizes that trying every one finds', () => {
    const parts = [exact(3.1, 1.2, 0.05), exact(4.7, 0.9, 0.05), exact(2.2, 1.5, 0.05)];
    const whole = { mean: { lo: 3.35, hi: 3.45 }, sd: { lo: 1.55, hi: 1.56 } };
    const tried: number[][] = [];
    for (let a = 2; a <= 20; a++)
      for (let b = 2; b <= 15; b++)
        for (let c = 2; c <= 18; c++) if (fitsWhole(parts, [a, b, c], whole)) tried.push([a, b, c]);
    expect(tried.length).toBeGreaterThan(5);
    expect(searchSizes(parts, [20, 15, 18], whole)).toEqual(tried);
  });
});

describe('tests from printed summaries, against R', () => {
  const three = [exact(4402.12, 6541.01), exact(6706.32, 13681.56), exact(5495.89, 8105.8)];

  it('analysis of variance: pf of the F of means and SDs', () => {
    const { lo, hi } = anovaP(three, [214, 199, 250]);
    expect(lo).toBeCloseTo(0.0563259063, 9);
    expect(hi).toBeCloseTo(0.0563259063, 9);
    const rounded = anovaP(
      three.map((part) => ({ ...part, meanHalf: 5, sdHalf: 5 })),
      [214, 199, 250],
    );
    expect(rounded.lo).toBeLessThan(0.0563259063);
    expect(rounded.hi).toBeGreaterThan(0.0563259063);
  });

  it('chisq.test', () => {
    const { statistic, p } = chiSquareP([242, 234, 302], [296, 335, 534]);
    expect(statistic).toBeCloseTo(56.52297436, 7);
    expect(p / 5.32343636e-13).toBeCloseTo(1, 6);
  });

  it("Student's and Welch's t", () => {
    const [a, b] = [exact(0.671, 0.471), exact(0.598, 0.49)];
    const student = differenceP(a, b, [283, 7436], false);
    expect(student.t.lo).toBeCloseTo(2.46327816, 7);
    expect(student.p.hi).toBeCloseTo(0.01378897, 7);
    const welch = differenceP(a, b, [283, 7436], true);
    expect(welch.t.hi).toBeCloseTo(2.5552304, 7);
    expect(welch.p.lo).toBeCloseTo(0.01109579, 7);
  });
});

describe('spread of a linear predictor', () => {
  it('gives the ratio that R integrates, and comes back from it', () => {
    expect(effectRatio(0.6007, 0)).toBeCloseTo(0.6007 * 0.3993, 10);
    expect(effectRatio(0.6007, 2)).toBeCloseTo(0.1463772536, 6);
    expect(effectRatio(0.3, 0.9)).toBeCloseTo(0.1819419348, 8);
    expect(impliedSpread(0.6007, 0.1463772536)).toBeCloseTo(2, 4);
    expect(impliedSpread(0.6, 0.25)).toBeNaN();
  });
});
