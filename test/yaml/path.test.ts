import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPath, parsePath, valueAt, without } from '../../src/yaml/path.ts';

describe('paths', () => {
  it('are written with dots, brackets and quotes', () => {
    expect(formatPath(['models', 'm', 'terms', 2, 'power', 'of'])).toBe('models.m.terms[2].power.of');
    expect(formatPath(['columns', 'a b', 'x.y', 'ü'])).toBe('columns."a b"."x.y".ü');
    expect(parsePath('models.m.terms[2].power')).toEqual(['models', 'm', 'terms', 2, 'power']);
  });

  it('come back as they were written', () => {
    const step = fc.oneof(fc.string({ minLength: 1, maxLength: 6 }), fc.nat(99));
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 4 }), fc.array(step, { maxLength: 5 }), (first, rest) => {
        expect(parsePath(formatPath([first, ...rest]))).toEqual([first, ...rest]);
      }),
      { seed: 3 },
    );
  });

  it.each(['', '.a', 'a..b', 'a[x]', 'a[1', 'a.', 'a b', '"open'])('%j is no path', (text) => {
    expect(parsePath(text)).toBeUndefined();
  });

  it('find values and stop where there are none', () => {
    expect(valueAt({ a: [{ b: 1 }] }, ['a', 0, 'b'])).toBe(1);
    expect(valueAt({ a: 1 }, ['a', 'constructor'])).toBeUndefined();
    expect(valueAt({ a: null }, ['a', 'b'])).toBeUndefined();
  });

  it('leave out the entry of a mapping, inside lists too', () => {
    const value = { a: [{ b: 1, c: 2 }, 3], d: 4 };
    expect(without(value, ['a', 0, 'b'])).toEqual({ a: [{ c: 2 }, 3], d: 4 });
    expect(without(value, ['d'])).toEqual({ a: [{ b: 1, c: 2 }, 3] });
    expect(without(value, ['x', 'y'])).toEqual(value);
    expect(value.a).toHaveLength(2);
  });
});
