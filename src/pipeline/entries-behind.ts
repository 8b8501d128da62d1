/** The entries of a spec that stand behind what a run wants: models, their samples and the samples these start from, ... */
import type { Analysis } from '../spec/paper.ts';
import type { KeySection } from '../spec/spec-keys.ts';
import type { Wanted } from './needed-columns.ts';

/** Section and name, each once, in the order of the sections; every roll-out, because steps of samples look them up. */
export function entriesBehind(analysis: Analysis, wanted: Wanted): readonly (readonly [KeySection, string])[] {
  const { summaries, mediations = [], splits = [], placebos = [] } = wanted;
  const extensions = [...mediations, ...splits, ...placebos];
  const models = new Set([...wanted.models.map(({ name }) => name), ...extensions.map(({ model }) => model)]);
  const samples = new Set<string>();
  const walk = (name: string | undefined): void => {
    if (name === undefined || samples.has(name)) return;
    samples.add(name);
    walk(analysis.samples.get(name)?.from);
  };
  for (const name of models) walk(analysis.models.get(name)?.sample);
  for (const { sample } of summaries) walk(sample);
  const named = (section: KeySection, names: Iterable<string>) =>
    [...names].map((name): readonly [KeySection, string] => [section, name]);
  return [
    ...named('rollouts', analysis.rollouts.keys()),
    ...named('samples', samples),
    ...named('models', models),
    ...named(
      'summaries',
      summaries.map(({ name }) => name),
    ),
    ...named(
      'mediations',
      mediations.map(({ name }) => name),
    ),
    ...named(
      'splits',
      splits.map(({ name }) => name),
    ),
    ...named(
      'placebos',
      placebos.map(({ name }) => name),
    ),
  ];
}
