/** The parts of a spec, wherever they were written -> the parts of an Analysis, once all references hold. */

import { EMPTY_CODEBOOK } from '../analysis/data/codebook.ts';
import { type Failure, Failures } from '../errors/failure.ts';
import { checkSettings } from './check-settings.ts';
import { crossCheck } from './cross-checks.ts';
import type { Analysis } from './paper.ts';
import type { Sections } from './sections.ts';
import type { SpecFile } from './settings.ts';

export type Parts = Omit<Sections, 'faults'> & {
  readonly rollouts: Analysis['rollouts'];
  readonly tables: Analysis['tables'];
  readonly figures: Analysis['figures'];
};

type Assembled = Pick<
  Analysis,
  | 'codebook'
  | 'openData'
  | 'rollouts'
  | 'samples'
  | 'models'
  | 'summaries'
  | 'mediations'
  | 'splits'
  | 'placebos'
  | 'tables'
  | 'figures'
>;

/** Looks up every reference; throws Failures with these faults and those found before, in the order of the files. */
export function assemble(parts: Parts, files: readonly SpecFile[], found: readonly Failure[]): Assembled {
  const sections: Sections = { ...parts, faults: [...found] };
  crossCheck(sections);
  checkSettings(sections, files);
  if (sections.faults.length > 0) throw new Failures(inOrderOfFiles(sections.faults, files));
  const { codebook, rollouts, samples, models, summaries, mediations, splits, placebos, tables, figures } = parts;
  return {
    codebook: codebook?.codebook ?? EMPTY_CODEBOOK,
    openData: codebook?.open ?? true,
    rollouts,
    samples,
    models,
    summaries,
    mediations,
    splits,
    placebos,
    tables,
    figures,
  };
}

/** Settings first, then file by file, each from its first line to its last. */
function inOrderOfFiles(faults: readonly Failure[], files: readonly SpecFile[]): readonly Failure[] {
  const names = files.map(({ document }) => document.file);
  const rank = ({ parts: { place } }: Failure) => {
    const { file = '', line = 0, column = 0 } = place ?? {};
    return [names.indexOf(file), line, column] as const;
  };
  const once = new Map(faults.map((fault) => [fault.message, fault]));
  return [...once.values()].sort((a, b) => {
    const [first, second] = [rank(a), rank(b)];
    return first[0] - second[0] || first[1] - second[1] || first[2] - second[2];
  });
}
