/** Several steps as one: what a mapping of new columns means. */
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
    run(frame) {
      let next = frame;
      const notices: string[] = [];
      for (const step of steps) {
        const done = step.run(next);
        next = done.frame;
        notices.push(...done.flow.notices);
      }
      const names = [...creates];
      const label = { en: names.join(', '), zh: names.join('、') };
      return { frame: next, flow: { label, rows: next.rows, lost: 0, causes: [], notices } };
    },
  };
}
