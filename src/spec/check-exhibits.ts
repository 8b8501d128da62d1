/** Whether the models, summaries, samples and effects that tables and figures name exist, and the exhibits of commands. */
import type { YamlPath } from '../yaml/document.ts';
import { WHOLE_SAMPLE } from './paper.ts';
import { mustBeKnown, namesIn, type Sections, written } from './sections.ts';

/** Keys by which shapes of tables and figures name other parts of the spec, and what one of them is called. */
const REFERENCES = {
  model: ['models', 'model'],
  of: ['summaries', 'summary'],
  sample: ['samples', 'sample'],
  rollout: ['rollouts', 'roll-out'],
  mediation: ['mediations', 'mediation'],
  split: ['splits', 'split'],
  splits: ['splits', 'split'],
  placebo: ['placebos', 'placebo'],
} as const;

/** Shapes whose effect has another default than coefficients, which every model may leave out. */
const STANDARD_EFFECTS: Readonly<Record<string, string>> = { event_study: 'event_study' };

/** Notes references of tables and figures that nothing carries. */
export function checkExhibits(sections: Sections): void {
  for (const section of ['tables', 'figures'] as const) {
    const known = (target: (typeof REFERENCES)[keyof typeof REFERENCES][0]) => [
      ...namesIn(sections, target),
      ...(target === 'samples' ? [WHOLE_SAMPLE] : []),
    ];
    const walk = (value: unknown, path: YamlPath, around: Inherited): void => {
      if (typeof value !== 'object' || value === null) return;
      if (Array.isArray(value)) {
        for (const [index, item] of value.entries()) walk(item, [...path, index], around);
        return;
      }
      const mapping = value as Readonly<Record<string, unknown>>;
      for (const [key, [target, kind]] of Object.entries(REFERENCES)) {
        if (!Object.hasOwn(mapping, key)) continue;
        for (const [name, at] of namedBy(mapping[key], [...path, key])) {
          mustBeKnown(sections, section, at, { kind, name, known: known(target) });
        }
      }
      const inside = inherited(sections, mapping, around);
      if (!('columns' in mapping)) checkEffect(sections, section, path, inside);
      for (const [key, part] of Object.entries(mapping)) {
        const standard = STANDARD_EFFECTS[key];
        walk(part, [...path, key], standard === undefined ? inside : { ...inside, effect: standard });
      }
    };
    walk(written(sections, section), [], {});
  }
}

/** A name, or the names of a list, each with its place. */
function namedBy(value: unknown, path: YamlPath): readonly (readonly [string, YamlPath])[] {
  if (typeof value === 'string') return [[value, path]];
  if (!Array.isArray(value)) return [];
  return value.flatMap((name: unknown, index) => (typeof name === 'string' ? [[name, [...path, index]] as const] : []));
}

/** The model and the effect that hold for a part of a table, unless it names its own. */
interface Inherited {
  readonly model?: string;
  readonly effect?: string;
  readonly own?: boolean;
}

function inherited(
  { mediations, splits }: Sections,
  mapping: Readonly<Record<string, unknown>>,
  { model, effect }: Inherited,
): Inherited {
  const word = (key: string) =>
    Object.hasOwn(mapping, key) && typeof mapping[key] === 'string' ? mapping[key] : undefined;
  const [mediation, split, ownEffect] = [word('mediation'), word('split'), word('effect')];
  const source = mediation === undefined ? splits.get(split ?? '') : mediations.get(mediation);
  const inSource = mediation !== undefined || split !== undefined;
  // the regression of a mediator has coefficients whatever effects the model has
  const ownModel = inSource ? (word('step') === 'mediator' ? undefined : source?.model) : word('model');
  const held = { model: ownModel ?? (inSource ? undefined : model), effect: ownEffect ?? effect };
  return {
    ...(held.model !== undefined && { model: held.model }),
    ...(held.effect !== undefined && { effect: held.effect }),
    own: ownModel !== undefined || ownEffect !== undefined,
  };
}

function checkEffect(
  sections: Sections,
  section: 'tables' | 'figures',
  path: YamlPath,
  { model, effect, own }: Inherited,
): void {
  if (!own || model === undefined || effect === undefined) return;
  const known = sections.models.get(model)?.effects.map((one) => one.name);
  // an effect may report parts of itself: `average_extensive` belongs to `average`
  if (known === undefined || known.some((name) => effect.startsWith(`${name}_`))) return;
  mustBeKnown(sections, section, [...path, 'effect'], { kind: `effect of "${model}"`, name: effect, known });
}

/** Notes exhibits of commands and of their options that are neither tables nor figures. */
export function checkCommands(sections: Sections): void {
  const known = [...namesIn(sections, 'tables'), ...namesIn(sections, 'figures')];
  const check = (names: readonly string[], path: YamlPath) => {
    for (const [index, name] of names.entries()) {
      mustBeKnown(sections, 'commands', [...path, index], { kind: 'table or figure', name, known });
    }
  };
  for (const [name, { exhibits, options }] of sections.commands) {
    check(exhibits, [name, 'exhibits']);
    for (const [option, { adds }] of options) check(adds, [name, 'options', option, 'adds']);
  }
}
