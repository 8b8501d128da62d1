/** The coefficients of an event-time term over its whole window, against any reference: what an event-study figure draws. */
import { Failure } from '../../errors/failure.ts';
import type { Estimate } from '../../results/estimates.ts';
import type { Fit, FittedEquation } from '../estimators/estimator.ts';
import { type EventTimeTerm, isEventTime } from '../terms/event-time.ts';
import type { Vcov } from '../vcov/vcov.ts';
import { sentence } from './convention-text.ts';
import type { Effect } from './effect.ts';
import { type Functional, omittedEstimate, type Subject, testedFunctional } from './inference.ts';

export interface EventStudyOptions {
  readonly name?: string | undefined;
  /** an event time of the window, or the mean of all event times before adoption; the term's reference unless given */
  readonly relativeTo?: number | 'pre_average' | undefined;
  /** name of the event-time variable where a model has several */
  readonly term?: string | undefined;
}

/**
 * For every event time of the window b_e - b_0, with b_0 the coefficient of `relativeTo` or the mean of those at negative event
 * times that have one (the term's reference counts zero); the reference itself is there with estimate zero and without
 * a test. The fit does not depend on the choice, so this is an exact change of base with the full covariance. E-SPEC-VALUE for
 * an event time outside the window and for a model without such a term.
 */
export function eventStudy(options: EventStudyOptions): Effect {
  const name = options.name ?? 'event_study';
  return {
    name,
    kind: { of: 'coefficients', exponentiated: false },
    words: {
      en: `coefficients of the event times relative to ${options.relativeTo ?? 'the reference'}`,
      zh: `各相对时间的系数，基期为 ${options.relativeTo ?? '参照期'}`,
    },
    compute(fit, vcov, confLevel) {
      const effects = fit.equations.flatMap((equation) =>
        equation.design.equation.terms
          .filter(isEventTime)
          .filter(({ event }) => options.term === undefined || event.name === options.term)
          .map((term) => {
            const base = baseOf(fit, equation, term, options.relativeTo ?? term.event.reference);
            return {
              effect: name,
              equation: equation.name,
              convention: sentence([base.text]),
              estimates: estimatesOf(fit, equation, term, base, vcov, confLevel),
              confLevel,
            };
          }),
      );
      if (effects.length > 0) return { effects, tests: [] };
      throw new Failure('E-SPEC-VALUE', {
        finding: 'event_study without an event_time term',
        remedy: 'add the term, or leave the effect out',
      });
    },
  };
}

interface Base {
  readonly value: Functional;
  readonly text: { readonly en: string; readonly zh: string };
  /** the event time that is zero by construction */
  readonly at?: number;
}

function baseOf(fit: Fit, equation: FittedEquation, term: EventTimeTerm, relativeTo: number | 'pre_average'): Base {
  const { window, reference } = term.event;
  const [low, high] = window;
  if (relativeTo !== 'pre_average') {
    const value = coefficientAt(fit, equation, term, relativeTo);
    if (relativeTo < low || relativeTo > high || value === null) {
      throw new Failure('E-SPEC-VALUE', {
        finding: `relative_to: ${relativeTo} has no coefficient in the window ${low}..${high}`,
        accepted: `an event time of the window that has rows, or pre_average`,
      });
    }
    const text = { en: `event times relative to ${relativeTo}`, zh: `相对于时点 ${relativeTo} 的系数` };
    return { value, text, at: relativeTo };
  }
  const before: Functional[] = [];
  for (let at = low; at < Math.min(0, high + 1); at++) {
    const one = coefficientAt(fit, equation, term, at);
    if (one !== null) before.push(one);
  }
  if (before.length === 0) {
    throw new Failure('E-SPEC-VALUE', {
      finding: `relative_to: pre_average, and no event time before adoption has a coefficient in ${low}..${high}`,
      accepted: `an event time of the window; its reference is ${reference}`,
    });
  }
  const gradient = new Float64Array(fit.coef.length);
  let value = 0;
  for (const one of before) {
    value += one.value / before.length;
    for (let j = 0; j < gradient.length; j++) gradient[j]! += one.gradient[j]! / before.length;
  }
  const text = {
    en: `event times relative to the mean of the ${before.length} before adoption`,
    zh: `相对于政策前 ${before.length} 期均值的系数`,
  };
  return { value: { value, gradient }, text };
}

function estimatesOf(
  fit: Fit,
  equation: FittedEquation,
  term: EventTimeTerm,
  base: Base,
  vcov: Vcov,
  confLevel: number,
): Estimate[] {
  const { name, window, label } = term.event;
  const [low, high] = window;
  return Array.from({ length: high - low + 1 }, (_, index) => {
    const at = low + index;
    const id = `${name}=${at}`;
    const subject: Subject = {
      term: id,
      label: { en: `${label?.en ?? 'Event time'}: ${at}`, zh: `${label?.zh ?? '相对政策时间'}：${at}` },
      variable: name,
      level: String(at),
      reference: base.at === undefined ? 'pre_average' : String(base.at),
    };
    const own = coefficientAt(fit, equation, term, at);
    if (own === null) {
      const omitted = equation.omitted.find((one) => one.term === id);
      return omittedEstimate(subject, omitted === undefined ? 'no rows' : `${omitted.reason}: ${omitted.detail}`);
    }
    const gradient = own.gradient.map((value, j) => value - base.value.gradient[j]!);
    return testedFunctional(subject, { value: own.value - base.value.value, gradient }, vcov, confLevel);
  });
}

/** The coefficient of an event time; zero for the term's reference, null where the fit has none. */
function coefficientAt(
  fit: Fit,
  { design, offset }: FittedEquation,
  { event }: EventTimeTerm,
  at: number,
): Functional | null {
  const gradient = new Float64Array(fit.coef.length);
  if (at === event.reference) return { value: 0, gradient };
  const j = design.columns.findIndex(({ id }) => id === `${event.name}=${at}`);
  if (j < 0) return null;
  gradient[offset + j] = 1;
  return { value: fit.coef[offset + j]!, gradient };
}
