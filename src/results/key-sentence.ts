/** A key result said in one sentence, with the numbers and units that the sentence rests on. */
import type { Text } from './text.ts';

export interface KeySentence {
  readonly model: string;
  readonly equation: string;
  readonly effect: string;
  readonly term: string;
  readonly sentence: Text;
}
