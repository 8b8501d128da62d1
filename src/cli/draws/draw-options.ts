/** Options of verbs behind which random draws may stand, and the settings that they become. */
import { type Command, Option } from 'commander';
import { Failure } from '../../errors/failure.ts';
import type { Analysis } from '../../spec/paper.ts';
import { settingOf } from '../../spec/settings.ts';
import type { NeededNames } from '../exhibit-needs.ts';
import type { ProgressMode } from '../progress.ts';
import { wholeNumber } from '../shared-options.ts';

export interface DrawOptions {
  readonly draws?: number;
  readonly seed?: number;
  readonly threads?: number;
  readonly resume?: boolean;
  readonly progress?: ProgressMode;
}

export function withDraws(command: Command): Command {
  const progress = new Option('--progress <mode>', 'bar on a terminal (auto), a line every 10 % (plain), or none');
  return command
    .option(
      '--draws <n>',
      'draws of placebos, bootstraps and permutations; those of the spec unless given',
      wholeNumber,
    )
    .option('--seed <n>', 'start of their random streams; that of the spec unless given', wholeNumber)
    .option('--threads <n>', 'worker threads; the numbers do not depend on it', wholeNumber)
    .option('--resume', 'continues an interrupted run from the draws that it kept')
    .addOption(progress.choices(['auto', 'plain', 'none']).default('auto'));
}

/** What has random draws among some names of an analysis. */
export interface DrawTasks {
  readonly placebos: readonly string[];
  readonly mediations: readonly string[];
  readonly splits: readonly string[];
}

export function drawTasks(analysis: Analysis, names: NeededNames): DrawTasks {
  const { mediations = [], splits = [], placebos = [] } = names;
  return {
    placebos,
    mediations: mediations.filter((name) => analysis.mediations.get(name)?.bootstrap !== undefined),
    splits: splits.filter((name) => analysis.splits.get(name)?.permutation !== undefined),
  };
}

/** --draws and --seed as settings of everything that is drawn; E-USAGE where nothing is, or for no draws at all. */
export function drawSettings(tasks: DrawTasks, { draws, seed }: DrawOptions): readonly string[] {
  const given = Object.entries({ draws, seed }).filter(([, value]) => value !== undefined);
  if (given.length === 0) return [];
  if (draws === 0)
    throw new Failure('E-USAGE', { place: { path: '--draws' }, finding: 'no draws', accepted: '1 or more' });
  const paths = [
    ...tasks.placebos.map((name) => ['placebos', name]),
    ...tasks.mediations.map((name) => ['mediations', name, 'bootstrap']),
    ...tasks.splits.map((name) => ['splits', name, 'permutation']),
  ];
  if (paths.length === 0) {
    const said = given.map(([key]) => `--${key}`).join(' and ');
    throw new Failure('E-USAGE', { place: { path: said }, finding: 'nothing is drawn at random here' });
  }
  return paths.flatMap((path) => given.map(([key, value]) => settingOf([...path, key], String(value))));
}
