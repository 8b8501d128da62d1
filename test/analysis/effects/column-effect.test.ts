/** The effect of one column against the effects of variables, and its gradient against numeric differentiation. */
import { describe, expect, it } from 'vitest';
import { derivativeEffect, differenceEffect, settle } from '../../../src/analysis/effects/change.ts';
import {
  columnCoefficient,
  columnEffect,
  columnGround,
  columnNamed,
} from '../../../src/analysis/effects/column-effect.ts';
import { groundOf } from '../../../src/analysis/effects/ground.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { thrown } from '../frames.ts';
import { toyData, toyFit } from '../vcov/toy-fit.ts';

const terms = ['age', 'income', 'region', 'female'].map(variableTerm);
const fit = toyFit(toyData(), [{ name: 'any', family: 'logit', outcome: 'any', terms }], false);
const [equation] = fit.equations;
const [expectation] = fit.expectations;
const binary = equation!.design.columns.find(({ variables }) => variables[0] === 'female')!.id;

describe('columnEffect', () => {
  it('is the marginal effect of a variable that enters as one column', () => {
    const ground = groundOf(fit, expectation!, 'observations');
    const own = columnEffect(columnGround(fit, expectation!, 'observations'), 'age', 'derivative');
    const variable = derivativeEffect(ground, 'age', 'total');
    expect(own.value).toBeCloseTo(variable.value, 14);
    variable.gradient.forEach((slope, k) => {
      expect(own.gradient[k]).toBeCloseTo(slope, 12);
    });
  });

  it('is the difference of predictions between two levels', () => {
    const ground = groundOf(fit, expectation!, 'observations');
    const own = columnEffect(columnGround(fit, expectation!, 'observations'), binary, 'discrete');
    const [level, reference] = [
      binary.split('=')[1] ?? '1',
      equation!.design.columns.find(({ id }) => id === binary)!.reference ?? '0',
    ];
    const levels = differenceEffect(settle(ground, 'female', reference), settle(ground, 'female', level));
    expect(own.value).toBeCloseTo(levels.value, 14);
    levels.gradient.forEach((slope, k) => {
      expect(own.gradient[k]).toBeCloseTo(slope, 12);
    });
  });

  it('has the gradient of numeric differentiation, at the means too', () => {
    for (const at of ['observations', 'means'] as const) {
      for (const change of ['derivative', 'discrete'] as const) {
        const { gradient } = columnEffect(columnGround(fit, expectation!, at), binary, change);
        fit.coef.forEach((value, k) => {
          const h = 1e-5 * Math.max(1, Math.abs(value));
          const moved = (step: number) => {
            const coef = Float64Array.from(fit.coef);
            coef[k]! += step;
            return columnEffect(columnGround({ ...fit, coef }, expectation!, at), binary, change).value;
          };
          expect(Math.abs((moved(h) - moved(-h)) / (2 * h) - gradient[k]!)).toBeLessThan(
            1e-7 * Math.max(1, Math.abs(gradient[k]!)),
          );
        });
      }
    }
  });

  it('refuses to move one of several indicators alone', () => {
    const indicator = equation!.design.columns.find(({ variables }) => variables[0] === 'region')!.id;
    const move = () => columnEffect(columnGround(fit, expectation!, 'observations'), indicator, 'discrete');
    expect(thrown(move)).toContain('one of several indicators');
  });
});

describe('columns by name', () => {
  it('are found by id, or by the variable that has one column', () => {
    expect(columnNamed(equation!, 'age')).toBe('age');
    expect(columnNamed(equation!, 'female')).toBe(binary);
    const { value, gradient } = columnCoefficient(fit, equation!, 'age');
    expect(value).toBe(fit.coef[equation!.design.columns.findIndex(({ id }) => id === 'age')]);
    expect(gradient.reduce((sum, entry) => sum + entry, 0)).toBe(1);
  });

  it('are refused when they are several, unknown or left out', () => {
    expect(thrown(() => columnNamed(equation!, 'region'))).toMatch(/"region" has \d columns; one of region=/);
    expect(thrown(() => columnNamed(equation!, 'agee'))).toContain('nearest: "age"');
    const omitted = [{ term: 'gone', reason: 'collinear', rows: 0, detail: 'a sum of others' }] as const;
    expect(thrown(() => columnNamed({ ...equation!, omitted }, 'gone'))).toMatch(
      /E-FIT-IDENTIFICATION.*a sum of others/,
    );
  });
});
