/** A change of one variable and what it does to an average prediction, as a whole or through each of two equations. */
import { averagePrediction, averageSlope, combine, type Direction, type DirectionPart } from './functional.ts';
import type { Ground, Scene, Setting } from './ground.ts';
import type { Functional } from './inference.ts';

/** The whole effect, the part through the first equation (whether), and the part through the second (how much). */
export type Margin = 'total' | 'extensive' | 'intensive';

/** The scene in which everybody has one value of a variable, and the average prediction there, computed when asked for. */
export interface Settled {
  readonly scene: Scene;
  average(): Functional;
}

export function settle(ground: Ground, variable: string, value: Setting): Settled {
  return averaged(ground, ground.setTo(variable, value));
}

function averaged(ground: Ground, scene: Scene): Settled {
  let average: Functional | undefined;
  return {
    scene,
    average() {
      average ??= averagePrediction(ground, scene);
      return average;
    },
  };
}

/** Effect of a numeric variable: dE/deta_1 deta_1/dx + dE/deta_2 deta_2/dx + ..., one term per margin. */
export function derivativeEffect(ground: Ground, variable: string, margin: Margin): Functional {
  return slope(ground, ground.derivative(variable), margin);
}

/**
 * Derivative by the indicator of a level. Columns are linear in it, so their change is the columns with it less those
 * without.
 */
export function indicatorEffect(ground: Ground, from: Scene, to: Scene, margin: Margin): Functional {
  const direction = ground.equations.map((_, e) => {
    let next = 0;
    return to.blocks[e]!.flatMap((block, b): DirectionPart[] => {
      const column = next;
      const other = from.blocks[e]![b]!;
      next += block.width;
      return block === other
        ? []
        : [
            { column, block, sign: 1 },
            { column, block: other, sign: -1 },
          ];
    });
  });
  return slope(ground, direction, margin);
}

/** E(to) - E(from), both averages being of the same rows. */
export function differenceEffect(from: Settled, to: Settled): Functional {
  return combine([
    { functional: to.average(), sign: 1 },
    { functional: from.average(), sign: -1 },
  ]);
}

/**
 * E(to) - E(from) by margin. The extensive margin is the mean of moving the first equation before and after the second
 * (Shapley), which for a product P x M is the midpoint formula (P1-P0)(M0+M1)/2; the intensive margin the same with the
 * roles exchanged. They add up to the total.
 */
export function differenceMargins(ground: Ground, from: Settled, to: Settled): (margin: Margin) => Functional {
  const firstMoved = averaged(ground, mixed(to.scene, from.scene));
  const secondMoved = averaged(ground, mixed(from.scene, to.scene));
  return (margin) => {
    if (margin === 'total') return differenceEffect(from, to);
    const sign = margin === 'extensive' ? 0.5 : -0.5;
    return combine([
      { functional: to.average(), sign: 0.5 },
      { functional: from.average(), sign: -0.5 },
      { functional: firstMoved.average(), sign },
      { functional: secondMoved.average(), sign: -sign },
    ]);
  };
}

function slope(ground: Ground, direction: Direction, margin: Margin): Functional {
  const still = margin === 'extensive' ? 1 : margin === 'intensive' ? 0 : -1;
  return averageSlope(
    ground,
    ground.base,
    direction.map((parts, e) => (e === still ? null : parts)),
  );
}

/** The first equation in one scene, the second in another. */
function mixed(first: Scene, second: Scene): Scene {
  return {
    blocks: [first.blocks[0]!, second.blocks[1]!],
    predictors: [first.predictors[0]!, second.predictors[1]!],
  };
}
