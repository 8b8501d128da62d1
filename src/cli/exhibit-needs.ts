/** Which models and summaries stand behind some exhibits. */
import { Failure } from '../errors/failure.ts';
import { nearestHint } from '../errors/nearest.ts';
import type { Analysis } from '../spec/paper.ts';

export interface NeededNames {
  readonly models: readonly string[];
  readonly summaries: readonly string[];
  readonly mediations?: readonly string[];
  readonly splits?: readonly string[];
}

/** Names in the order of the spec, each once. E-USAGE for an exhibit that the spec does not have. */
export function exhibitNeeds(analysis: Analysis, exhibits: readonly string[]): NeededNames {
  const needs = exhibits.map((name) => exhibitOf(analysis, name).shape.needs);
  const models = new Set(needs.flatMap((need) => need.models));
  const summaries = new Set(needs.flatMap((need) => need.summaries));
  const mediations = new Set(needs.flatMap((need) => need.mediations ?? []));
  const splits = new Set(needs.flatMap((need) => need.splits ?? []));
  return {
    models: [...analysis.models.keys()].filter((name) => models.has(name)),
    summaries: [...analysis.summaries.keys()].filter((name) => summaries.has(name)),
    mediations: [...analysis.mediations.keys()].filter((name) => mediations.has(name)),
    splits: [...analysis.splits.keys()].filter((name) => splits.has(name)),
  };
}

/** The table or figure of that name. */
function exhibitOf({ tables, figures }: Analysis, name: string) {
  const exhibit = tables.get(name) ?? figures.get(name);
  if (exhibit !== undefined) return exhibit;
  const known = [...tables.keys(), ...figures.keys()];
  const accepted = nearestHint(name, known) ?? `known: ${known.join(', ')}`;
  const remedy = 'the command `run` shows whatever a spec has';
  throw new Failure('E-USAGE', { finding: `no table or figure "${name}" in this spec`, accepted, remedy });
}
