/** A small deterministic panel of persons for tests of models with an effect per person. */
import type { Frame } from '../../../src/analysis/data/frame.ts';
import { normalQuantile } from '../../../src/numerics/special.ts';
import { categorical, frameOf, numeric, uniforms } from './toy-frame.ts';

/**
 * 150 persons in 12 places, 1 to 5 rows each: `person`, `place`, x (varies by row), g (three levels, by person), `wave` and y with a
 * random intercept of standard deviation 1.3; `w` is 1 to 3 by person. x is a multiple of 1/1024, so that text keeps it.
 */
export function panel(): Frame {
  const [size, effect, noise, level, number] = [101, 202, 303, 404, 505].map((seed) => uniforms(900, seed)) as [
    number[],
    number[],
    number[],
    number[],
    number[],
  ];
  const rows: { person: number; place: number; x: number; g: number; wave: number; y: number; w: number }[] = [];
  for (let person = 0; person < 150; person++) {
    const u = 1.3 * normalQuantile(0.001 + 0.998 * effect[person]!);
    const g = Math.floor(3 * level[person]!);
    const waves = 1 + Math.floor(5 * size[person]!);
    for (let wave = 0; wave < waves; wave++) {
      const i = rows.length;
      const x = Math.round(1024 * (4 * number[i]! - 2)) / 1024;
      const eta = -0.3 + 0.7 * x + [0, 0.6, -0.5][g]! + 0.1 * wave + u;
      const y = Math.log(noise[i]!) - Math.log(1 - noise[i]!) < eta ? 1 : 0;
      rows.push({ person: 1000 + 7 * person, place: person % 12, x, g, wave, y, w: 1 + (person % 3) });
    }
  }
  return frameOf(
    numeric(
      'person',
      rows.map((row) => row.person),
    ),
    categorical(
      'place',
      Array.from({ length: 12 }, (_, k) => `p${k}`),
      rows.map((row) => row.place),
    ),
    numeric(
      'x',
      rows.map((row) => row.x),
    ),
    categorical(
      'g',
      ['a', 'b', 'c'],
      rows.map((row) => row.g),
    ),
    numeric(
      'wave',
      rows.map((row) => row.wave),
    ),
    numeric(
      'y',
      rows.map((row) => row.y),
    ),
    numeric(
      'w',
      rows.map((row) => row.w),
    ),
  );
}
