/** rollout.yaml: policy roll-outs by name, which sample steps look up. */
import { z } from 'zod';
import type { Rollout } from '../analysis/data/rollout.ts';
import { rolloutEntry } from '../analysis/steps/rollout-registry.ts';
import { Failure } from '../errors/failure.ts';
import { named } from '../yaml/named.ts';
import { record } from '../yaml/record.ts';
import { textSchema } from '../yaml/text.ts';

const rollout = record({
  label: textSchema.optional().describe('what tables call it; its name unless given'),
  programmes: z
    .record(z.string().min(1), textSchema)
    .optional()
    .describe('what tables call the programmes, where entries name several'),
  entries: z.array(rolloutEntry).min(1).describe('one per unit, or per unit and programme'),
});

function toRollout(
  name: string,
  { label = { en: name }, programmes = {}, entries }: z.output<typeof rollout>,
): Rollout {
  const keys = entries.map(({ unit, programme }) =>
    programme === undefined ? `"${unit}"` : `"${unit}" (${programme})`,
  );
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) {
    throw new Failure('E-SPEC-VALUE', { finding: `two entries for ${twice}`, remedy: 'keep one of them' });
  }
  return { name, label, programmes: new Map(Object.entries(programmes)), entries };
}

/** The section `rollouts`. */
export const rolloutsSection = named(rollout, toRollout);

/** The file rollout.yaml. */
export const rolloutSchema = record({ schema: z.literal('rollout/1'), rollouts: rolloutsSection });
