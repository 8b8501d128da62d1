/** Several steps as one: what a mapping of new columns means. */
import type { ComponentAnalysis } from '../../results/components.ts';
import type { Text } from '../../results/text.ts';
import type { Step } from './step.ts';

/** Runs steps in order; each may read what those before it made. None of them may lose rows. */
export function sequence(steps: readonly Step[]): Step {
  const [first] = steps;
  if (steps.length === 1 && first !== undefined) return first;
  const creates = new Set<string>();
  const reads = new Set<string>();
  for (const step of steps) {
    for (const name of step.reads) if (!creates.has(name)) reads.add(name);
    for (const name of step.creates) creates.add(name);
  }
  return {
    reads: [...reads],
    creates: [...creates],
    made: steps.flatMap((step) => step.made ?? []),
    words: steps.flatMap((step) => step.words ?? []),
    run(frame) {
      let next = frame;
      const notices: Text[] = [];
      const components: ComponentAnalysis[] = [];
      for (const step of steps) {
        const done = step.run(next);
        next = done.frame;
        notices.push(...done.flow.notices);
        components.push(...(done.flow.components ?? []));
      }
      const names = [...creates];
      const label = { en: names.join(', '), zh: names.join('、') };
      const found = components.length > 0 && { components };
      return { frame: next, flow: { label, rows: next.rows, lost: 0, causes: [], notices, ...found } };
    },
  };
}
