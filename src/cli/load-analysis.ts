/** The analysis that a command runs: the paper's, or a user's own, with the settings of the command line. */
import { loadPaper } from '../spec/load-paper.ts';
import { loadSpec } from '../spec/load-spec.ts';
import type { Analysis } from '../spec/paper.ts';
import { exhibitNeeds } from './exhibit-needs.ts';
import { isFolder } from './is-folder.ts';
import type { SpecOptions } from './shared-options.ts';

export interface AnalysisRequest {
  /** the paper's folder, where --spec names no file */
  readonly folder: string;
  readonly options: SpecOptions;
  /** settings of variants and of a command's own options; --set comes after them */
  readonly settings?: readonly string[];
  /** the exhibits behind which --vcov holds; every model when absent */
  readonly exhibits?: readonly string[];
}

/** Throws Failures with every fault of the spec and of the settings. */
export function loadAnalysis({ folder, options, settings = [], exhibits }: AnalysisRequest): Analysis {
  const { spec, vcov, set } = options;
  const own = spec === undefined || isFolder(spec) ? undefined : spec;
  const load = (all: readonly string[]): Analysis =>
    own === undefined ? loadPaper(spec ?? folder, { settings: all }) : loadSpec(own, { settings: all });
  const said = [...settings, ...set];
  if (vcov === undefined) return load(said);
  // a variant may put other models behind the exhibits, so it is applied before they are asked for
  const plain = load(said);
  const models = exhibits === undefined ? [...plain.models.keys()] : exhibitNeeds(plain, exhibits).models;
  return load([...settings, ...models.map((model) => `models.${JSON.stringify(model)}.vcov=${vcov}`), ...set]);
}
