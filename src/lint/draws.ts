/** Where a spec asks for random draws. */
import type { YamlPath } from '../yaml/document.ts';
import type { LintContext } from './rule.ts';
import { isRecord, recordOf } from './written-choice.ts';

export interface WrittenDraws {
  readonly kind: 'placebo' | 'wild bootstrap' | 'permutation' | 'bootstrap';
  /** the mapping that holds draws and seed; undefined where the default stands for all of them */
  readonly path: YamlPath;
  readonly options: Readonly<Record<string, unknown>>;
  readonly draws: number;
  /** whether the draws become p values of the form (c + 1) / (R + 1) */
  readonly ranks: boolean;
}

/** The kinds in Chinese; in English they name themselves. */
export const KIND_ZH: Readonly<Record<WrittenDraws['kind'], string>> = {
  placebo: '安慰剂检验',
  'wild bootstrap': '野自助法',
  permutation: '置换检验',
  bootstrap: '自助法',
};

/** The defaults are those of the schemas of placebos and of the wild bootstrap; the others have none. */
const DEFAULT_DRAWS = { placebo: 500, 'wild bootstrap': 999 } as const;

export function writtenDraws({ written, models }: LintContext): readonly WrittenDraws[] {
  const entries = (section: string) => Object.entries(recordOf(written.at([section])));
  const placebos = entries('placebos').flatMap(([name, value]): WrittenDraws[] => {
    const options = recordOf(value);
    // roll-outs from a file are as many as the file has
    if (isRecord(options.scheme) && options.scheme.given !== undefined) return [];
    if (options.enumerate === 'always') return [];
    return [one('placebo', ['placebos', name], options, DEFAULT_DRAWS.placebo)];
  });
  const wild = models.flatMap(({ effects }) =>
    effects.flatMap(({ word, options, path }): WrittenDraws[] =>
      word !== 'wild_bootstrap' || options.enumerate === 'always'
        ? []
        : [one('wild bootstrap', [...path, word], options, DEFAULT_DRAWS['wild bootstrap'])],
    ),
  );
  const permutations = entries('splits').flatMap(([name, value]) => {
    const { permutation } = recordOf(value);
    return isRecord(permutation) ? [one('permutation', ['splits', name, 'permutation'], permutation, Number.NaN)] : [];
  });
  const bootstraps = entries('mediations').flatMap(([name, value]) => {
    const { bootstrap } = recordOf(value);
    if (!isRecord(bootstrap) || bootstrap.indices !== undefined) return [];
    return [one('bootstrap', ['mediations', name, 'bootstrap'], bootstrap, Number.NaN)];
  });
  return [...placebos, ...wild, ...permutations, ...bootstraps];
}

function one(
  kind: WrittenDraws['kind'],
  path: YamlPath,
  options: WrittenDraws['options'],
  fallback: number,
): WrittenDraws {
  const draws = typeof options.draws === 'number' ? options.draws : fallback;
  return { kind, path, options, draws, ranks: kind !== 'bootstrap' };
}
