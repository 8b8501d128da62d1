/** Every member of the registries has a translation that the oracles run, or stands here as one that has none. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { effectSchema } from '../../src/analysis/effects/registry.ts';
import { estimatorSchema } from '../../src/analysis/estimators/registry.ts';
import { stepSchema } from '../../src/analysis/steps/registry.ts';
import { termSchema } from '../../src/analysis/terms/registry.ts';
import { vcovSchema } from '../../src/analysis/vcov/registry.ts';
import { untranslatedModel } from '../../src/emit/model-facts.ts';
import type { PlanModel } from '../../src/emit/plan.ts';
import { planModel } from '../../src/emit/plan-models.ts';
import { planSamples } from '../../src/emit/plan-samples.ts';
import type { Written } from '../../src/emit/written.ts';
import { choicesBehind } from '../../src/yaml/choice.ts';

/** Run by both oracles: a member that is translated has to stand in it. */
const TOWN = readFileSync(join(import.meta.dirname, 'town.yaml'), 'utf8');

const members = (schema: Parameters<typeof choicesBehind>[0]): readonly string[] =>
  Object.keys(choicesBehind(schema)!.choices());

const termMembers = (): readonly string[] => {
  const { options } = termSchema._zod.def as unknown as { options: Parameters<typeof choicesBehind>[0][] };
  return members(options.find((one) => choicesBehind(one) !== undefined)!);
};

const fault = (entry: Written): string | undefined => {
  const model: PlanModel = planModel('m', { outcome: 'y', terms: ['x'], estimator: 'probit', ...entry });
  const effect = model.effects.find(({ kind }) => kind === 'unknown');
  return untranslatedModel(model, new Map()) ?? (effect?.kind === 'unknown' ? effect.word : undefined);
};

interface Room {
  readonly name: string;
  readonly members: readonly string[];
  readonly without: readonly string[];
  /** why a member has no translation; undefined where it has one */
  fault(word: string): string | undefined;
}

const ROOMS: readonly Room[] = [
  {
    name: 'step',
    members: members(stepSchema),
    without: [],
    fault(word) {
      const sample = { s: { steps: [{ [word]: {} }] } };
      const [planned] = planSamples(sample, new Set(['s']), new Map(), []);
      return planned!.steps.find(({ step }) => step.kind === 'unknown') && word;
    },
  },
  {
    name: 'estimator',
    members: members(estimatorSchema),
    without: ['conditional_logit'],
    fault(word) {
      const part = { estimator: 'ols' };
      const options: Readonly<Record<string, unknown>> = {
        two_part: { first: 'probit', second: 'ols' },
        stacked: { equations: [{ name: 'a', ...part }] },
        glm: { family: 'gamma', link: 'log' },
      };
      return fault({ estimator: { [word]: options[word] ?? { group: 'g' } } });
    },
  },
  {
    name: 'covariance',
    members: members(vcovSchema),
    without: ['cr2', 'cv3', 'cv3_jackknife'],
    fault: (word) => fault({ vcov: { [word]: { by: 'g' } } }),
  },
  {
    name: 'term',
    members: termMembers(),
    without: [],
    fault: (word) => fault({ terms: [{ [word]: word === 'interaction' ? ['a', 'b'] : { of: 'a', window: [-1, 1] } }] }),
  },
  {
    name: 'effect',
    members: members(effectSchema),
    without: ['wild_bootstrap', 'event_support'],
    fault: (word) =>
      fault({ effects: [{ [word]: { terms: ['x'] } }], terms: [{ event_time: { window: [-1, 1], reference: -1 } }] }),
  },
];

describe.each(ROOMS)('every registered $name', ({ members: words, without, fault: why }) => {
  it('has a translation, or is known to have none', () => {
    expect(words.filter((word) => why(word) !== undefined)).toEqual(without);
  });

  it('stands in the spec that the oracles run, where it has one', () => {
    const absent = words.filter(
      (word) => !without.includes(word) && !new RegExp(`[^\\p{L}_]${word}[^\\p{L}_]`, 'u').test(TOWN),
    );
    expect(absent).toEqual([]);
  });
});
