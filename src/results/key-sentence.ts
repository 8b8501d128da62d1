/** A key result said in one sentence, with the numbers and units that the sentence rests on. */
import type { Text } from './text.ts';

export interface KeySentence {
  /** the model; the mediation or split where `part` says so */
  readonly model: string;
  readonly part?: 'mediations' | 'splits';
  /** the equation; of a mediation the mediator, of a split the two groups (later, earlier) */
  readonly equation: string;
  /** the effect; of a mediation the quantity and its scale, of a split the scale */
  readonly effect: string;
  readonly term: string;
  /** a heading that the spec gives */
  readonly label?: Text;
  readonly sentence: Text;
}
