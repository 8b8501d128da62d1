import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber } from '../../../src/analysis/data/parse-number.ts';

const digits = (maxLength: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength });

describe('parseNumber', () => {
  it('reads every plain decimal as the nearest double', () => {
    const decimal = fc
      .tuple(fc.constantFrom('', '-', '+'), digits(12), fc.constantFrom('', '.'), digits(20))
      .filter(([, whole, , rest]) => whole + rest !== '');
    fc.assert(
      fc.property(decimal, ([sign, whole, point, rest]) => {
        const text = sign + whole + point + rest;
        const parsed = parseNumber(text);
        if ('fault' in parsed) expect(Number.isSafeInteger(Number(text))).toBe(false);
        else expect(parsed).toEqual({ value: Number(text), text, wide: false });
      }),
      { numRuns: 5000 },
    );
  });

  it.each(['', '-', '.', '-.', '1.2.3', '1e', '0x1', '--1', '1-', 'Infinity', '1 2'])('refuses %j', (text) => {
    expect(parseNumber(text)).toEqual({ fault: 'not a number' });
  });

  it.each([
    ['-0', -0],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['999999999999999', 999999999999999],
    ['0.000000000000001', 1e-15],
  ])('reads %j', (text, value) => {
    expect(parseNumber(text)).toEqual({ value, text, wide: false });
  });
});
