/** published.yaml: the numbers that a paper printed. */
import { Failures } from '../errors/failure.ts';
import { nameFaults } from '../exhibits/published/check-names.ts';
import { type Published, publishedSchema } from '../exhibits/published/schema.ts';
import { parseYaml, type YamlDocument } from '../yaml/document.ts';
import { faultAt, validate } from '../yaml/validate.ts';
import { readSpecText } from './read-spec.ts';

/** Throws E-SPEC-READ, E-SPEC-YAML, or Failures with every fault of the file. */
export function loadPublished(path: string): Published {
  return publishedFrom(parseYaml(readSpecText(path), path));
}

/** The names are looked at once every entry has the right shape: E-SPEC-VALUE first, E-SPEC-NAME in a sound file. */
export function publishedFrom(document: YamlDocument): Published {
  const published = validate(document, publishedSchema);
  const faults = nameFaults(published).map(({ path, ...parts }) =>
    faultAt(document, path, { code: 'E-SPEC-NAME', ...parts }),
  );
  if (faults.length > 0) throw new Failures(faults);
  return published;
}
