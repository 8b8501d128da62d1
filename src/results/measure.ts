/** What the numbers of a column measure, where a difference of one needs a word of its own. */
import type { Text } from './text.ts';

/**
 * `event`: 0 and 1, and what 1 is called; `share`: 0 to 1; `percent`: 0 to 100; `log`: the logarithm of something, and of what;
 * `standardised`: a standard deviation of one; `index`: a composite without a unit; `score`: answers on a scale from low to high.
 */
export type Measure =
  | { readonly kind: 'event'; readonly event?: Text }
  | { readonly kind: 'share' | 'percent' | 'standardised' | 'index' }
  | { readonly kind: 'log'; readonly of?: Text }
  | { readonly kind: 'score'; readonly low: number; readonly high: number };
