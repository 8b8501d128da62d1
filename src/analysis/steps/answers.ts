/** An indicator from a question to which several answers may be given. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { Measure } from '../../results/measure.ts';
import type { Text } from '../../results/text.ts';
import { toCategorical } from '../data/categorical.ts';
import { ANSWER_SEPARATOR, type CategoricalColumn } from '../data/column.ts';
import { getColumn } from '../data/frame.ts';
import { infoOf, withCreated } from './created.ts';
import type { Step } from './step.ts';
import { answersWords } from './step-words.ts';

export interface AnswerRule {
  readonly name: string;
  /** a column of kind `answers` */
  readonly of: string;
  /** 1 where one of these was answered, or where none of these was */
  readonly rule: 'any_of' | 'none_of';
  readonly answers: readonly string[];
  readonly label?: Text;
  /** what 1 is called */
  readonly measure?: Measure;
}

/**
 * Adds 1 where the rule holds and 0 where it does not. No answer at all counts as answering none of them, unless the codebook declares
 * the empty text missing; missing stays missing. E-SPEC-NAME: an answer that the question does not have.
 */
export function answers({ of, rule, answers: wanted, measure = { kind: 'event' }, ...naming }: AnswerRule): Step {
  const listed = new Set(wanted);
  return {
    reads: [of],
    creates: [naming.name],
    made: [{ name: naming.name, label: naming.label ?? { en: naming.name }, measure }],
    words: [answersWords({ of, rule, answers: wanted, ...naming })],
    run(frame) {
      const column = toCategorical(getColumn(frame, of));
      refuseUnknown(column, wanted);
      const holds = column.levels.map(({ name }) => {
        const any = splitAnswers(name).some((answer) => listed.has(answer));
        return any === (rule === 'any_of') ? 1 : 0;
      });
      const values = Float64Array.from(column.codes, (code) => (code === -1 ? Number.NaN : holds[code]!));
      return withCreated(frame, { kind: 'numeric', info: infoOf(naming), values, low: null });
    },
  };
}

function splitAnswers(name: string): string[] {
  return name.split(ANSWER_SEPARATOR).map((answer) => answer.trim());
}

function refuseUnknown({ info, levels, answers: declared }: CategoricalColumn, wanted: readonly string[]): void {
  const known = new Set(declared?.map(({ name }) => name) ?? levels.flatMap(({ name }) => splitAnswers(name)));
  for (const name of wanted) {
    if (known.has(name)) continue;
    const accepted = info.private
      ? undefined
      : (nearestHint(name, known) ?? `answers: ${[...known].slice(0, 12).join(', ')}`);
    throw new Failure('E-SPEC-NAME', {
      finding: `column "${info.name}" has no answer "${name}"`,
      ...(accepted && { accepted }),
    });
  }
}
