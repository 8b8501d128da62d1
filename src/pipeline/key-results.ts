/** The numbers that a spec wants said: its own choice, or the first term of each model of its first exhibit with models. */
import type { EffectKind } from '../analysis/effects/effect.ts';
import type { Analysis, KeyResult, ModelSpec } from '../spec/paper.ts';

export type ModelKeyResult = Extract<KeyResult, { kind: 'model' }>;

/** The spec's own, or the standard ones. */
export function keyResultsOf({ keyResults, tables, figures, models }: Analysis): readonly KeyResult[] {
  if (keyResults !== undefined) return keyResults;
  const needs = [...tables, ...figures].map(([, { shape }]) => shape.needs.models);
  const shown = needs.find((names) => names.length > 0) ?? [...models.keys()];
  return shown.flatMap((name): KeyResult[] => {
    const model = models.get(name);
    return model !== undefined && standardEffect(model) !== undefined ? [{ kind: 'model', model: name }] : [];
  });
}

/** The part of the spec that a key result is a number of. */
export function sourceOf(entry: KeyResult): {
  readonly part: 'models' | 'mediations' | 'splits';
  readonly name: string;
} {
  if (entry.kind === 'mediation') return { part: 'mediations', name: entry.mediation };
  return entry.kind === 'split' ? { part: 'splits', name: entry.split } : { part: 'models', name: entry.model };
}

/** An effect whose estimates are differences, by its name or by that of a part of it (average_extensive). */
export interface NamedEffect {
  readonly name: string;
  readonly kind: EffectKind;
  readonly margin?: 'extensive' | 'intensive';
}

/** The effect that a key result is of; undefined where the model has none that can be said. */
export function effectOf(model: ModelSpec, { effect: asked }: ModelKeyResult): NamedEffect | undefined {
  if (asked === undefined) return standardEffect(model);
  const whole = model.effects.find(({ name }) => name === asked);
  if (whole?.kind !== undefined) return { name: asked, kind: whole.kind };
  const part = model.effects.find(({ name, kind }) => kind !== undefined && asked.startsWith(`${name}_`));
  if (part?.kind === undefined) return undefined;
  const margin = asked.slice(part.name.length + 1);
  if (margin !== 'extensive' && margin !== 'intensive') return undefined;
  return { name: asked, kind: part.kind, margin };
}

function standardEffect({ effects }: ModelSpec): NamedEffect | undefined {
  const known = effects.flatMap(({ name, kind }) => (kind === undefined ? [] : [{ name, kind }]));
  return known.find(({ kind }) => kind.of === 'margins') ?? known[0];
}
