import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, formulaText, namesOf, parseFormula } from '../../../src/exhibits/audit/formula.ts';

const point = (value: number) => ({ lo: value, hi: value });
const computed = (text: string, names: Readonly<Record<string, number>> = {}) =>
  evaluate(parseFormula(text), ({ name }) => point(names[name]!)).lo;

describe('a formula', () => {
  it.each([
    ['1 - 2 - 3', -4],
    ['2 - (3 - 4)', 3],
    ['2 + 3 * 4 ^ 2', 50],
    ['-2 ^ 2', -4],
    ['12 / 3 / 2', 2],
    ['100 * (exp(ln(1.5)) - 1)', 50],
    ['sqrt(abs(-16))', 4],
    ['2 * "a-b"', 14],
  ])('%s is %f', (text, value) => {
    expect(computed(text, { 'a-b': 7 })).toBeCloseTo(value, 12);
  });

  it('names cells, and other numbers of them', () => {
    expect(namesOf(parseFormula('se(t1.a.b) / t1.a.b + n(t1.b) * recovered(t2.x.y)'))).toEqual([
      expect.objectContaining({ of: 'se', name: 't1.a.b' }),
      expect.objectContaining({ of: 'value', name: 't1.a.b' }),
      expect.objectContaining({ of: 'n', name: 't1.b' }),
      expect.objectContaining({ of: 'recovered', name: 't2.x.y' }),
    ]);
  });

  it.each(['2 +', '2 * (3', '2 3', 'se(1)', 'cos(1)', '2 ^ a', '#', ''])('refuses "%s"', (text) => {
    expect(() => parseFormula(text)).toThrow(SyntaxError);
  });

  it('is written with the brackets that it needs', () => {
    for (const text of ['a - (b - c)', 'a / (b * c)', '(a + b) * c', 'a - b + c', '(a + b) ^ 2', 'sqrt(a * b)']) {
      expect(formulaText(parseFormula(text), ({ name }) => name)).toBe(text);
    }
  });

  it('over intervals contains what it is at every point of them', () => {
    const texts = [
      'a * b - a / c',
      '(a - b) ^ 2',
      'sqrt(abs(a)) + ln(c)',
      'exp(b / 10) * (a - c) ^ 3',
      '-a * -b',
      'a / b',
    ];
    const side = fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: 0, max: 2, noNaN: true }));
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        side,
        side,
        side,
        fc.tuple(...Array(3).fill(fc.double({ min: 0, max: 1, noNaN: true }))),
        (text, a, b, c, at) => {
          const sides: Record<string, readonly [number, number]> = { a: a, b: b, c: [Math.abs(c[0]) + 0.1, c[1]] };
          const formula = parseFormula(text);
          const whole = evaluate(formula, ({ name }) => ({
            lo: sides[name]![0],
            hi: sides[name]![0] + sides[name]![1],
          }));
          const inside = Object.fromEntries(
            Object.entries(sides).map(([name, [from, wide]], k) => [name, from + wide * (at[k] as number)]),
          );
          const value = evaluate(formula, ({ name }) => point(inside[name]!)).lo;
          if (Number.isNaN(value) || !Number.isFinite(value)) return;
          const slack = 1e-9 * (1 + Math.abs(value));
          expect(whole.lo).toBeLessThanOrEqual(value + slack);
          expect(whole.hi).toBeGreaterThanOrEqual(value - slack);
        },
      ),
      { seed: 11, numRuns: 500 },
    );
  });
});
