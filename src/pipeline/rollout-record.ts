/** A roll-out of the spec as a record of the results: every unit and programme with a label. */
import type { Codebook } from '../analysis/data/codebook.ts';
import type { Rollout as DeclaredRollout } from '../analysis/data/rollout.ts';
import type { Rollout, RolloutEntry } from '../results/rollout.ts';
import type { Text } from '../results/text.ts';

/** Units without a label of their own are called as the first codebook column calls them that has all units as levels. */
export function rolloutRecord({ name, label, programmes, entries }: DeclaredRollout, codebook: Codebook): Rollout {
  const labels = levelLabels(
    entries.map(({ unit }) => unit),
    codebook,
  );
  const named = [...new Set(entries.flatMap(({ programme }) => programme ?? []))];
  return {
    id: name,
    label,
    programmes: named.map((programme) => ({ name: programme, label: programmes.get(programme) ?? { en: programme } })),
    entries: entries.map(
      ({ label: own, ...entry }): RolloutEntry => ({
        ...entry,
        label: own ?? labels.get(entry.unit) ?? { en: entry.unit },
      }),
    ),
  };
}

function levelLabels(units: readonly string[], { columns }: Codebook): ReadonlyMap<string, Text> {
  for (const { levels = [] } of columns.values()) {
    const labels = new Map(levels.map((level) => [level.name, level.label]));
    if (units.every((unit) => labels.has(unit))) return labels;
  }
  return new Map();
}
