/** The analysis that a command runs: the paper's, or a user's own, with the settings of the command line. */
import { Failure, Failures } from '../errors/failure.ts';
import { loadPaper } from '../spec/load-paper.ts';
import { loadSpec } from '../spec/load-spec.ts';
import type { Analysis } from '../spec/paper.ts';
import { settingOf } from '../spec/settings.ts';
import { type DrawOptions, drawSettings, drawTasks } from './draws/draw-options.ts';
import { everyName, exhibitNeeds, modelsBehind } from './exhibit-needs.ts';
import { isFolder } from './is-folder.ts';
import type { SpecOptions } from './shared-options.ts';

export interface AnalysisRequest {
  /** the paper's folder, where --spec names no file */
  readonly folder: string;
  readonly options: SpecOptions & DrawOptions;
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
  if (vcov === undefined && options.draws === undefined && options.seed === undefined) return load(said);
  // a variant may put other models behind the exhibits, so it is applied before they are asked for
  const plain = load(said);
  const needed = exhibits === undefined ? everyName(plain) : exhibitNeeds(plain, exhibits);
  const random = drawSettings(drawTasks(plain, needed), options);
  if (vcov === undefined) return load([...settings, ...random, ...set]);
  const models = modelsBehind(plain, needed);
  const covariances = models.map((model) => settingOf(['models', model, 'vcov'], vcov));
  try {
    return load([...settings, ...random, ...covariances, ...set]);
  } catch (error) {
    throw error instanceof Failures ? saidOfVcov(error) : error;
  }
}

/** The spec was sound before --vcov: what is wrong now is wrong with it, and is said once, not for every model. */
function saidOfVcov({ failures }: Failures): Failures {
  const moved = failures.map((failure) => {
    const { file, path } = failure.parts.place ?? {};
    const ours = file === '--set' && path !== undefined && /\.vcov\b/.test(path);
    return ours ? new Failure(failure.code, { ...failure.parts, place: { path: '--vcov' } }) : failure;
  });
  return new Failures([...new Map(moved.map((failure) => [failure.message, failure])).values()]);
}
