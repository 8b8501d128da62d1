/** Whether the models, summaries, samples and effects that tables and figures name exist, and the exhibits of commands. */
import type { YamlPath } from '../yaml/document.ts';
import { WHOLE_SAMPLE } from './paper.ts';
import { mustBeKnown, namesIn, type Sections, written } from './sections.ts';

/** Keys by which shapes of tables and figures name other parts of the spec. */
const REFERENCES = { model: 'models', of: 'summaries', sample: 'samples' } as const;

/** Notes references of tables and figures that nothing carries. */
export function checkExhibits(sections: Sections): void {
  for (const section of ['tables', 'figures'] as const) {
    const names = {
      models: namesIn(sections, 'models'),
      summaries: namesIn(sections, 'summaries'),
      samples: [...namesIn(sections, 'samples'), WHOLE_SAMPLE],
    };
    const walk = (value: unknown, path: YamlPath, around: Inherited): void => {
      if (typeof value !== 'object' || value === null) return;
      if (Array.isArray(value)) {
        for (const [index, item] of value.entries()) walk(item, [...path, index], around);
        return;
      }
      const mapping = value as Readonly<Record<string, unknown>>;
      for (const [key, target] of Object.entries(REFERENCES)) {
        const name = mapping[key];
        if (typeof name !== 'string' || !Object.hasOwn(mapping, key)) continue;
        mustBeKnown(sections, section, [...path, key], {
          kind: target.replace(/(ie)?s$/, (end) => (end === 'ies' ? 'y' : '')),
          name,
          known: names[target],
        });
      }
      const inside = inherited(mapping, around);
      if (!('columns' in mapping)) checkEffect(sections, section, path, inside);
      for (const [key, part] of Object.entries(mapping)) walk(part, [...path, key], inside);
    };
    walk(written(sections, section), [], {});
  }
}

/** The model and the effect that hold for a part of a table, unless it names its own. */
interface Inherited {
  readonly model?: string;
  readonly effect?: string;
  readonly own?: boolean;
}

function inherited(mapping: Readonly<Record<string, unknown>>, { model, effect }: Inherited): Inherited {
  const word = (key: string) =>
    Object.hasOwn(mapping, key) && typeof mapping[key] === 'string' ? mapping[key] : undefined;
  const [ownModel, ownEffect] = [word('model'), word('effect')];
  const held = { model: ownModel ?? model, effect: ownEffect ?? effect };
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
