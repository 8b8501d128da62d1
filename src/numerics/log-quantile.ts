/** The positive point at which a tail probability takes a given value: Newton on logarithms inside a bracket. */
import type { Tails } from './tails.ts';

/**
 * The x > 0 at which the `side` tail of a distribution equals `target` in (0, 1).
 * Method: Newton steps on log(tail) in log(x), where power-law and exponential tails are both nearly straight, kept
 * inside a bracket that every evaluation narrows. `start` is any positive guess; NaN when the target is out of reach.
 */
export function logQuantile(
  tailsAt: (x: number) => Tails,
  side: 'lower' | 'upper',
  target: number,
  start: number,
): number {
  const direction = side === 'lower' ? 1 : -1;
  let low = 0;
  let high = Infinity;
  let x = start > 0 && start < Infinity ? start : 1;
  for (let step = 0; step < 500; step++) {
    const tails = tailsAt(x);
    const tail = tails[side];
    const gap = Math.log(tail) - Math.log(target);
    if (gap === 0) return x;
    if (direction * gap < 0) low = x;
    else high = x;
    // The slope of log(tail) in log(x); the step is capped so that a poor start cannot leave the range of doubles.
    const newton = (-direction * gap * tail) / tails.slope;
    let next = Number.isFinite(newton) ? x * Math.exp(Math.max(-50, Math.min(50, newton))) : Number.NaN;
    if (!(next > low && next < high)) next = middle(low, high);
    if (Math.abs(next - x) <= 4e-16 * x) return next;
    x = next;
  }
  return x;
}

/** The geometric middle of a bracket that may still be open at either end. */
function middle(low: number, high: number): number {
  if (low === 0) return high === Infinity ? 1 : high / 1e3;
  return high === Infinity ? low * 1e3 : Math.sqrt(low) * Math.sqrt(high);
}
