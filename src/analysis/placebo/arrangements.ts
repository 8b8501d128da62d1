/** The distinct orders of some values, counted and by rank. */

export interface Arrangements {
  /** how many; Infinity beyond the whole numbers of a double */
  readonly size: number;
  /** The arrangement of that rank; values that stand earlier in the list come first in the order of the ranks. */
  at(rank: number): Float64Array;
}

/** The arrangements of a list of values in as many places; equal values (NaN among them) are not told apart. */
export function arrangementsOf(values: Float64Array): Arrangements {
  const kinds: number[] = [];
  const counts: number[] = [];
  for (const value of values) {
    const kind = kinds.findIndex((known) => Object.is(known, value));
    if (kind < 0) {
      kinds.push(value);
      counts.push(1);
    } else counts[kind]!++;
  }
  const size = multinomial(counts);
  return {
    size,
    at(rank) {
      const left = [...counts];
      const arranged = new Float64Array(values.length);
      let rest = rank;
      let open = size;
      for (let place = 0; place < values.length; place++) {
        for (let kind = 0; ; kind++) {
          if (left[kind] === 0) continue;
          // arrangements of what is left that have this value in this place: a whole number
          const here = Math.round((open * left[kind]!) / (values.length - place));
          if (rest < here) {
            arranged[place] = kinds[kind]!;
            left[kind]!--;
            open = here;
            break;
          }
          rest -= here;
        }
      }
      return arranged;
    },
  };
}

/** (sum of counts)! / product of counts!; Infinity above 2^53. */
function multinomial(counts: readonly number[]): number {
  let size = 1;
  let total = 0;
  for (const count of counts) {
    for (let taken = 1; taken <= count; taken++) {
      total++;
      // size x total / taken is whole at every step: a product of binomial coefficients
      const product = size * total;
      if (product > Number.MAX_SAFE_INTEGER) return Infinity;
      size = product / taken;
    }
  }
  return size;
}
