/** Which written estimators take a 0/1 outcome. */
import type { WrittenChoice } from './written-choice.ts';

const BINARY: ReadonlySet<string> = new Set([
  'probit',
  'logit',
  'cloglog',
  'logit_re',
  'probit_re',
  'conditional_logit',
]);

export function isBinary({ word, options }: WrittenChoice): boolean {
  return BINARY.has(word) || options.family === 'bernoulli';
}
