/** paper.yaml alone: what a command line shows before a command runs, without reading the rest of the paper. */
import { join } from 'node:path';
import { parseYaml } from '../yaml/document.ts';
import { validate } from '../yaml/validate.ts';
import type { Paper } from './paper.ts';
import { paperSchema } from './paper-schema.ts';
import { readSpecText } from './read-spec.ts';

/** The title page of a paper and the commands that it declares. */
export type Front = Pick<Paper, 'title' | 'citation' | 'doi' | 'commands'>;

/** Reads the front of the paper in a folder; throws Failures with the faults of paper.yaml. */
export function loadFront(folder: string): Front {
  const file = join(folder, 'paper.yaml');
  return validate(parseYaml(readSpecText(file), file), paperSchema);
}
