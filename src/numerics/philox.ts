/** Random numbers by counting: every (seed, purpose, draw) has its own stream, whatever the order or the thread. */

/** A stream of random numbers; the same key gives the same stream on every machine. */
export interface RandomStream {
  /** uniform on the open interval (0, 1), 52 bits */
  uniform(): number;
  /** standard normal, by Box and Muller (1958), two at a time */
  normal(): number;
  /** uniform on 0, 1, ..., n - 1, without modulo bias, for 1 <= n <= 2^32 */
  integer(n: number): number;
  /** the same array, its elements permuted in place (Fisher and Yates, from the end) */
  shuffle<T extends Shuffled>(array: T): T;
}

/** An array of any kind. */
interface Shuffled {
  readonly length: number;
  // biome-ignore lint/suspicious/noExplicitAny: elements are only moved, so any array fits.
  [index: number]: any;
}

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const TWO_32 = 4294967296;

/**
 * One block of Philox4x32-10: four 32-bit words from a counter of four and a key of two, written to `out`.
 * Source: Salmon, Moraes, Dror and Shaw (2011), Parallel random numbers: as easy as 1, 2, 3.
 */
export function philoxBlock(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
  out: Uint32Array,
): void {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const high0 = highProduct(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0);
    const high1 = highProduct(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2);
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1 >>> 0;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0 >>> 0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** The upper 32 bits of the product of two unsigned 32-bit numbers, by halves so that every step is exact. */
function highProduct(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const cross = aHigh * bLow + ((aLow * bLow) >>> 16);
  return (aHigh * bHigh + Math.floor(cross / 65536) + ((cross & 0xffff) + aLow * bHigh) / 65536) >>> 0;
}

/**
 * The stream of one draw (0, 1, ..., below 2^53) of one purpose under one seed (a whole number).
 *
 * The key comes from seed and purpose, absorbed character by character with Philox itself; the counter holds the draw and
 * the position. No agreement with the streams of Stata or R is promised.
 */
export function randomStream(seed: number, purpose: string, draw = 0): RandomStream {
  const key = streamKey(seed, purpose);
  const drawLow = draw >>> 0;
  const drawHigh = Math.floor(draw / TWO_32) >>> 0;
  const words = new Uint32Array(4);
  let block = 0;
  let used = 4;
  let spare = Number.NaN;

  function word(): number {
    if (used === 4) {
      philoxBlock([block >>> 0, Math.floor(block / TWO_32) >>> 0, drawLow, drawHigh], key, words);
      block += 1;
      used = 0;
    }
    return words[used++]!;
  }

  function uniform(): number {
    const high = word() >>> 6;
    const low = word() >>> 6;
    return (high * 67108864 + low + 0.5) / 4503599627370496;
  }

  function normal(): number {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = Number.NaN;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  function integer(n: number): number {
    // Words above the last whole multiple of n would favour the small numbers.
    const limit = TWO_32 - (TWO_32 % n);
    let drawn = word();
    while (drawn >= limit) drawn = word();
    return drawn % n;
  }

  function shuffle<T extends Shuffled>(array: T): T {
    for (let i = array.length - 1; i > 0; i--) {
      const j = integer(i + 1);
      const moved = array[i];
      array[i] = array[j];
      array[j] = moved;
    }
    return array;
  }

  return { uniform, normal, integer, shuffle };
}

function streamKey(seed: number, purpose: string): [number, number] {
  const seedKey: [number, number] = [seed >>> 0, Math.floor(seed / TWO_32) >>> 0];
  const state = new Uint32Array(4);
  philoxBlock([purpose.length, 0, 0, 0], seedKey, state);
  for (let i = 0; i < purpose.length; i++) {
    philoxBlock([state[0]! ^ purpose.charCodeAt(i), state[1]!, state[2]!, state[3]!], seedKey, state);
  }
  return [state[0]!, state[1]!];
}
