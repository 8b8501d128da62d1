/** The estimates of an event study by event time, each with what stands behind it: what its table and its figure show. */
import type { EffectResult, Estimate, ModelResult } from './estimates.ts';
import type { Support, SupportRow } from './support.ts';

export interface EventTime {
  readonly at: number;
  /** absent where the effect has none: the reference of a factor */
  readonly estimate?: Estimate;
  /** zero by construction */
  readonly isReference: boolean;
  readonly support?: SupportRow;
}

export interface EventTimes {
  readonly variable: string;
  /** in ascending order; empty when the effect has no such variable */
  readonly times: readonly EventTime[];
  readonly support?: Support;
}

/**
 * The levels of the event-time variable (the one that a support names, else the first whose levels are whole numbers) in
 * an effect, with the reference where the effect leaves it out.
 */
export function eventTimesOf(model: ModelResult, effect: EffectResult, variable?: string): EventTimes {
  const name = variable ?? supportedVariable(model, effect) ?? wholeNumbered(effect) ?? '';
  const own = (model.supports ?? []).filter((support) => support.variable === name);
  const support = own.find(({ equation }) => equation === effect.equation) ?? own[0];
  const estimates = effect.estimates.filter((one) => one.variable === name && isEventTime(one));
  const times = new Map<number, EventTime>();
  const put = (at: number, isReference: boolean, estimate?: Estimate): void => {
    const row = support?.rows.find(({ eventTime }) => eventTime === at);
    times.set(at, { at, isReference, ...(estimate && { estimate }), ...(row && { support: row }) });
  };
  for (const estimate of estimates) put(Number(estimate.level), estimate.level === estimate.reference, estimate);
  const reference = estimates.find((one) => /^-?\d+$/.test(one.reference ?? ''))?.reference;
  if (reference !== undefined && !times.has(Number(reference))) put(Number(reference), true);
  return {
    variable: name,
    times: [...times.values()].sort((a, b) => a.at - b.at),
    ...(support && { support }),
  };
}

/** Variables that an effect has and whose levels are whole numbers. */
export function eventVariables(effect: EffectResult): readonly string[] {
  return [...new Set(effect.estimates.filter(isEventTime).map(({ variable }) => variable))];
}

function supportedVariable({ supports = [] }: ModelResult, effect: EffectResult): string | undefined {
  return supports.find(({ variable }) => effect.estimates.some((one) => one.variable === variable))?.variable;
}

/** A factor with a negative level: ages or years also have whole numbers as levels. */
function wholeNumbered(effect: EffectResult): string | undefined {
  const variables = eventVariables(effect);
  const negative = variables.find((name) =>
    effect.estimates.some(
      (one) => one.variable === name && (one.level!.startsWith('-') || one.reference!.startsWith('-')),
    ),
  );
  return negative ?? variables[0];
}

function isEventTime({ term, variable, level, reference }: Estimate): boolean {
  return level !== undefined && reference !== undefined && /^-?\d+$/.test(level) && term === `${variable}=${level}`;
}
