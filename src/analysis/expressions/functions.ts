/** The functions of the expression language, number by number. */

export interface NumberFunction {
  /** number of arguments: exactly, or at least */
  readonly least: number;
  readonly most: number;
  /** finite arguments in; a result that is not finite is undefined and becomes missing */
  of(...parts: readonly number[]): number;
}

/** `round` rounds halves away from zero; `min` and `max` are missing when any argument is. */
export const FUNCTIONS: ReadonlyMap<string, NumberFunction> = new Map<string, NumberFunction>([
  ['log', { least: 1, most: 1, of: (x) => Math.log(x!) }],
  ['exp', { least: 1, most: 1, of: (x) => Math.exp(x!) }],
  ['sqrt', { least: 1, most: 1, of: (x) => Math.sqrt(x!) }],
  ['abs', { least: 1, most: 1, of: (x) => Math.abs(x!) }],
  ['floor', { least: 1, most: 1, of: (x) => Math.floor(x!) }],
  ['round', { least: 1, most: 1, of: (x) => roundHalfAway(x!) }],
  ['min', { least: 2, most: 64, of: (...parts) => Math.min(...parts) }],
  ['max', { least: 2, most: 64, of: (...parts) => Math.max(...parts) }],
]);

/** The nearest integer, halves away from zero; 0.49999999999999994 is below the half. */
function roundHalfAway(x: number): number {
  const whole = Math.trunc(x);
  return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;
}

/** base^exponent; whole exponents up to 16 by multiplication, so that x^2 is x*x to the last digit everywhere. */
export function power(base: number, exponent: number): number {
  if (!Number.isInteger(exponent) || Math.abs(exponent) > 16) return base ** exponent;
  let product = 1;
  for (let i = 0; i < Math.abs(exponent); i++) product *= base;
  return exponent < 0 ? 1 / product : product;
}
