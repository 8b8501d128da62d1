/** published.yaml: the numbers that a paper printed. */
import { type Published, publishedSchema } from '../exhibits/published/schema.ts';
import { parseYaml } from '../yaml/document.ts';
import { validate } from '../yaml/validate.ts';
import { readSpecText } from './read-spec.ts';

/** Throws E-SPEC-READ, E-SPEC-YAML, or Failures with every fault of the file. */
export function loadPublished(path: string): Published {
  return validate(parseYaml(readSpecText(path), path), publishedSchema);
}
