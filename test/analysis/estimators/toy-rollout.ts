/** A staggered panel for tests of exchanged treatments: units 1 to `units`, times 1 to 4, several rows each. */
import type { Column } from '../../../src/analysis/data/column.ts';
import type { Frame } from '../../../src/analysis/data/frame.ts';
import { randomStream } from '../../../src/numerics/philox.ts';
import { categorical, frameOf, numeric } from './toy-frame.ts';

export interface RolloutPanel {
  readonly frame: Frame;
  /** the columns `post` (0/1) and `adopted` under adoption times by unit; NaN never */
  under(times: readonly number[]): { readonly post: Column; readonly adopted: Column };
}

/** Units 1, 2, 3 adopt at times 2, 3, 3; `y` is 0/1, `z` a number, `x` a covariate, `g` a factor, `v` weights, `person` pairs of rows. */
export function rolloutPanel(units = 12, perCell = 8): RolloutPanel {
  const stream = randomStream(9, 'panel');
  const columns = { unit: [], time: [], x: [], g: [], v: [], y: [], z: [], person: [] } as Record<string, number[]>;
  const real = [2, 3, 3];
  for (let unit = 1; unit <= units; unit++) {
    for (let time = 1; time <= 4; time++) {
      for (let person = 0; person < perCell; person++) {
        const x = stream.normal();
        const g = stream.integer(3);
        const treated = time >= (real[unit - 1] ?? Infinity) ? 1 : 0;
        const index = 0.2 + 0.5 * treated + 0.4 * x - 0.3 * g + 0.05 * unit - 0.1 * time;
        columns.unit!.push(unit);
        columns.time!.push(time);
        columns.x!.push(x);
        columns.g!.push(g);
        columns.v!.push(0.5 + stream.uniform());
        columns.person!.push(unit * 1000 + Math.floor(person / 2) * 10 + (time > 2 ? 1 : 0));
        columns.y!.push(stream.uniform() < 1 / (1 + Math.exp(-index)) ? 1 : 0);
        columns.z!.push(index + stream.normal());
      }
    }
  }
  const under: RolloutPanel['under'] = (times) => {
    const adopted = columns.unit!.map((unit) => times[unit - 1] ?? Number.NaN);
    return {
      adopted: numeric('adopted', adopted),
      post: numeric(
        'post',
        columns.time!.map((time, row) => (time >= adopted[row]! ? 1 : 0)),
      ),
    };
  };
  const { post, adopted } = under(real);
  const { g, ...numbers } = columns;
  const frame = frameOf(
    ...Object.entries(numbers).map(([name, values]) => numeric(name, values!)),
    categorical('g', ['a', 'b', 'c'], g!),
    post,
    adopted,
  );
  return { frame, under };
}
