/** Where the questions and the printed numbers of `solve` are. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { Published } from '../../exhibits/published/schema.ts';
import type { Question } from '../../exhibits/readings/question.ts';
import { loadPublished } from '../../spec/load-published.ts';
import { loadReadings, type Readings } from '../../spec/load-readings.ts';
import { isFolder } from '../is-folder.ts';
import type { Home } from '../program.ts';
import type { SolveOptions } from '../verbs/solve.ts';

export interface Asked {
  readonly publishedFile: string;
  readonly published: Published;
  readonly readings: Readings;
  readonly questions: readonly Question[];
}

/**
 * The files that the options name, else those beside the spec (of the program's own paper unless --spec says which); the question
 * asked, or all. E-USAGE for a question that the file does not have, E-SPEC-READ for a file that is not there.
 */
export function askedQuestions(home: Home, name: string | undefined, options: SolveOptions): Asked {
  const { spec } = options;
  // else the files beside it would be said to be missing
  if (spec !== undefined && !existsSync(spec)) {
    throw new Failure('E-SPEC-READ', { place: { file: spec }, finding: 'no such file or folder' });
  }
  const beside = spec === undefined ? home.folder : isFolder(spec) ? spec : dirname(spec);
  const publishedFile = options.published ?? join(beside, 'published.yaml');
  const published = loadPublished(publishedFile);
  const readings = loadReadings(options.readings ?? join(beside, 'readings.yaml'), published);
  if (name === undefined) return { publishedFile, published, readings, questions: [...readings.questions.values()] };
  const question = readings.questions.get(name);
  if (question !== undefined) return { publishedFile, published, readings, questions: [question] };
  const known = [...readings.questions.keys()];
  throw new Failure('E-USAGE', {
    finding: `no question "${name}"`,
    accepted: nearestHint(name, known) ?? `questions: ${known.join(', ')}`,
    remedy: `see ${home.program} solve --list`,
  });
}
