/** What stands behind some exhibits: models, summaries, mediations, splits, placebos, roll-outs. */
import { Failure } from '../errors/failure.ts';
import { nearestHint } from '../errors/nearest.ts';
import type { Analysis } from '../spec/paper.ts';

export interface NeededNames {
  readonly models: readonly string[];
  readonly summaries: readonly string[];
  readonly mediations?: readonly string[];
  readonly splits?: readonly string[];
  readonly placebos?: readonly string[];
  readonly rollouts?: readonly string[];
}

/** Names in the order of the spec, each once. E-USAGE for an exhibit that the spec does not have. */
export function exhibitNeeds(analysis: Analysis, exhibits: readonly string[]): NeededNames {
  const needs = exhibits.map((name) => exhibitOf(analysis, name).shape.needs);
  const named = (kind: keyof NeededNames): readonly string[] => {
    const wanted = new Set(needs.flatMap((need) => need[kind] ?? []));
    return [...analysis[kind].keys()].filter((name) => wanted.has(name));
  };
  return allKinds(named);
}

/** Everything that the analysis has. */
export function everyName(analysis: Analysis): NeededNames {
  return allKinds((kind) => [...analysis[kind].keys()]);
}

/** The models of those names, and those that mediations, splits and placebos start from, in the order of the spec. */
export function modelsBehind(analysis: Analysis, needed: NeededNames): readonly string[] {
  const { mediations = [], splits = [], placebos = [] } = needed;
  const behind = new Set([
    ...needed.models,
    ...mediations.map((name) => analysis.mediations.get(name)!.model),
    ...splits.map((name) => analysis.splits.get(name)!.model),
    ...placebos.map((name) => analysis.placebos.get(name)!.model),
  ]);
  return [...analysis.models.keys()].filter((name) => behind.has(name));
}

function allKinds(named: (kind: keyof NeededNames) => readonly string[]): NeededNames {
  return {
    models: named('models'),
    summaries: named('summaries'),
    mediations: named('mediations'),
    splits: named('splits'),
    placebos: named('placebos'),
    rollouts: named('rollouts'),
  };
}

/** The table or figure of that name. */
function exhibitOf({ tables, figures }: Analysis, name: string) {
  const exhibit = tables.get(name) ?? figures.get(name);
  if (exhibit !== undefined) return exhibit;
  const known = [...tables.keys(), ...figures.keys()];
  const accepted = nearestHint(name, known) ?? (known.length === 0 ? 'it has none' : `known: ${known.join(', ')}`);
  const remedy = 'the command `run` shows whatever a spec has';
  throw new Failure('E-USAGE', { finding: `no table or figure "${name}" in this spec`, accepted, remedy });
}
