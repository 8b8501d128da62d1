/** Whether the units of a roll-out are levels that the codebook declares for the column they are looked up in. */
import { nearestHint } from '../errors/nearest.ts';
import type { YamlPath } from '../yaml/document.ts';
import { complain, type Sections, written } from './sections.ts';

/** Notes units that the key's codebook levels do not have; a key without declared levels is left to the data. */
export function checkRollouts(sections: Sections): void {
  const made = new Set([...sections.samples.values()].flatMap(({ steps }) => steps.flatMap((step) => step.creates)));
  const said = new Set<string>();
  for (const [path, options] of adoptions(written(sections, 'samples'))) {
    const { key, rollout, outside, programme } = options;
    if (typeof key !== 'string' || !Array.isArray(rollout) || made.has(key)) continue;
    const levels = sections.codebook?.codebook.columns.get(key)?.levels?.map(({ name }) => name);
    if (levels === undefined) continue;
    const known = new Set([...levels, ...(Array.isArray(outside) ? outside.map(String) : [])]);
    for (const [index, entry] of rollout.entries()) {
      const unit = unitOf(entry, programme);
      if (unit === undefined || known.has(unit) || said.has(`${key} ${unit}`)) continue;
      said.add(`${key} ${unit}`);
      complain(sections, 'samples', [...path, 'rollout', index, 'unit'], {
        finding: `the roll-out names "${unit}", which is no level of "${key}"`,
        accepted: nearestHint(unit, levels) ?? `levels: ${levels.slice(0, 12).join(', ')}`,
        remedy: 'correct the unit, or list it under outside if the data do not cover it',
      });
    }
  }
}

function unitOf(entry: unknown, programme: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { unit, programme: own } = entry as { unit?: unknown; programme?: unknown };
  if (programme !== undefined && own !== programme) return undefined;
  return typeof unit === 'string' || typeof unit === 'number' ? String(unit) : undefined;
}

type Options = Readonly<Record<string, unknown>>;

/** The adoption columns of all samples, with their paths below `samples`. */
function adoptions(samples: unknown): readonly (readonly [YamlPath, Options])[] {
  return entriesOf(samples).flatMap(([sample, entry]) => {
    const steps = (entry as { steps?: unknown } | null)?.steps;
    return (Array.isArray(steps) ? steps : []).flatMap((step: unknown, index) =>
      entriesOf((step as { adoption?: unknown } | null)?.adoption).flatMap(([column, options]) =>
        typeof options === 'object' && options !== null
          ? [[[sample, 'steps', index, 'adoption', column], options as Options] as const]
          : [],
      ),
    );
  });
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
