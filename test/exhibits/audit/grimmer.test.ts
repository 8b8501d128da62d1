/** Which SDs whole numbers can have: against every data set there is, for small n. */
import { describe, expect, it } from 'vitest';
import { sdExists } from '../../../src/exhibits/audit/grimmer.ts';

/** Every multiset of `rows` whole numbers in 0..top. */
function dataSets(rows: number, top: number, from = 0): readonly (readonly number[])[] {
  if (rows === 0) return [[]];
  return Array.from({ length: top - from + 1 }, (_, k) => from + k).flatMap((first) =>
    dataSets(rows - 1, top, first).map((rest) => [first, ...rest]),
  );
}

const sumOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const sdOf = (values: readonly number[], divisor: number) => {
  const mean = sumOf(values) / values.length;
  return Math.sqrt(sumOf(values.map((value) => (value - mean) ** 2)) / divisor);
};
const around = (value: number, decimals: number) => {
  const printed = Number(value.toFixed(decimals));
  return { lo: printed - 0.5 * 10 ** -decimals - 1e-12, hi: printed + 0.5 * 10 ** -decimals + 1e-12 };
};

describe('GRIMMER', () => {
  const cases = [2, 3, 4, 5, 6, 7].flatMap((rows) => [1, 2, 3, 4].map((top) => [rows, top] as const));

  it.each(cases)('lets every data set of %i numbers 0 to %i pass, rounded to 0 to 3 decimals', (rows, top) => {
    for (const values of dataSets(rows, top)) {
      for (const divisor of [rows - 1, rows]) {
        for (const decimals of [0, 1, 2, 3]) {
          const sd = around(sdOf(values, divisor), decimals);
          expect(sdExists({ rows, top, sums: [sumOf(values)] }, sd, divisor), String(values)).toBe(true);
        }
      }
    }
  });

  it('refuses most of what no data set gives', () => {
    let [wrong, refused] = [0, 0];
    for (const [rows, top] of cases.filter(([n]) => n >= 4)) {
      const all = dataSets(rows, top);
      for (let sum = 0; sum <= rows * top; sum++) {
        const sds = all.filter((values) => sumOf(values) === sum).map((values) => sdOf(values, rows - 1));
        for (let hundredth = 0; hundredth <= 100 * top; hundredth++) {
          const sd = { lo: hundredth / 100 - 0.005, hi: hundredth / 100 + 0.005 };
          if (sds.some((one) => sd.lo - 1e-9 <= one && one <= sd.hi + 1e-9)) continue;
          wrong++;
          if (!sdExists({ rows, top, sums: [sum] }, sd, rows - 1)) refused++;
        }
      }
    }
    expect(wrong).toBeGreaterThan(10_000);
    expect(refused / wrong).toBeGreaterThan(0.995);
  });

  it('agrees with trying every sum of squares on a wide scale', () => {
    const verdicts = Array.from({ length: 200 }, (_, k) => 2 + k / 100).map((sd) => {
      const exists = sdExists({ rows: 18, top: 100, sums: [62] }, around(sd, 2), 17);
      expect(exists, String(sd)).toBe(parity(62, 18, sd));
      return exists;
    });
    expect(new Set(verdicts).size).toBe(2);
  });
});

/** By trying every sum of squares. */
function parity(sum: number, rows: number, sd: number): boolean {
  for (let squares = 0; squares < 10_000; squares++) {
    const one = Math.sqrt((squares - (sum * sum) / rows) / (rows - 1));
    if (squares % 2 === sum % 2 && Math.abs(one - sd) <= 0.005 + 1e-12) return true;
  }
  return false;
}
