/** Made-up numbers for tests, the same on every machine (a linear congruential generator). */
export function uniforms(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    // the low bits of such a generator repeat; mix them with a second step
    const first = state >>> 5;
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (first * 67108864 + (state >>> 6)) / 9007199254740992;
  };
}
