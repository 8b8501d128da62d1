/** The choices of a question crossed: one reading for every combination that makes sense. */
import { Failure } from '../../errors/failure.ts';
import type { Alternative, Exclusion, Question } from './question.ts';

/** Each reading is run: more than this is a slip of the pen or a job for a script. */
const MOST_READINGS = 2000;

/** One alternative of every choice. */
export interface Reading {
  readonly alternatives: readonly Alternative[];
  /** alternative by choice */
  readonly choices: Readonly<Record<string, string>>;
  /** of all alternatives, in the order of the choices */
  readonly settings: readonly string[];
}

/** Readings in the order of the file, the last choice changing fastest; E-RESOURCE for more than 2,000 combinations. */
export function crossReadings(question: Question): {
  readonly readings: readonly Reading[];
  readonly excluded: number;
} {
  const choices = [...question.choices.values()];
  const combinations = choices.reduce((product, { alternatives }) => product * alternatives.size, 1);
  if (combinations > MOST_READINGS) {
    throw new Failure('E-RESOURCE', {
      place: { path: `questions.${question.name}.choices` },
      finding: `${combinations} combinations of alternatives`,
      accepted: `at most ${MOST_READINGS}`,
      remedy: 'ask several questions, each with the choices that move the same cells',
    });
  }
  const crossed = choices.reduce<readonly (readonly Alternative[])[]>(
    (before, { alternatives }) => before.flatMap((taken) => [...alternatives.values()].map((one) => [...taken, one])),
    [[]],
  );
  const all = crossed.map(
    (alternatives): Reading => ({
      alternatives,
      choices: Object.fromEntries(choices.map(({ name }, at) => [name, alternatives[at]!.name])),
      settings: alternatives.flatMap(({ settings }) => settings),
    }),
  );
  const readings = all.filter((reading) => !question.exclude.some((exclusion) => isExcluded(reading, exclusion)));
  return { readings, excluded: all.length - readings.length };
}

function isExcluded({ choices }: Reading, { where }: Exclusion): boolean {
  return Object.entries(where).every(([choice, alternatives]) => alternatives.includes(choices[choice]!));
}
