/** A job for tests of the machinery: draw r gives numbers of its own stream. */
import type { DrawJob } from '../../../src/analysis/draws/draw.ts';
import { randomStream } from '../../../src/numerics/philox.ts';

export interface ToyData {
  readonly count: number;
  /** the draw that throws, as a program fault would */
  readonly broken?: number;
}

export function toyJob({ count, broken }: ToyData): DrawJob {
  return {
    count,
    compute(draw) {
      if (draw === broken) throw new Error(`draw ${draw} is broken`);
      const stream = randomStream(5, 'toy', draw);
      return {
        values: [stream.normal(), draw % 7 === 0 ? Number.NaN : 1 / 3],
        note: draw % 7 === 0 ? 'seventh\t"' : '',
      };
    },
  };
}
