/** Rows put in order of the groups they belong to. */

/** Rows of one group stand together: group g has rows starts[g] to starts[g + 1] - 1. */
export interface GroupedRows {
  /** positions, in the rows as they came, of the rows in order of groups; rows of a group keep their order */
  readonly order: Int32Array;
  /** group of each row, in that order, ascending */
  readonly groupOf: Int32Array;
  /** groups + 1 entries */
  readonly starts: Int32Array;
  readonly count: number;
}

/** The order that puts the rows of each of `count` groups together; codes are 0 to count - 1. */
export function groupRows(codes: Int32Array, count: number): GroupedRows {
  const starts = new Int32Array(count + 1);
  for (const code of codes) starts[code + 1]!++;
  for (let g = 0; g < count; g++) starts[g + 1]! += starts[g]!;
  const next = starts.slice(0, count);
  const order = new Int32Array(codes.length);
  const groupOf = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const to = next[codes[i]!]!++;
    order[to] = i;
    groupOf[to] = codes[i]!;
  }
  return { order, groupOf, starts, count };
}
