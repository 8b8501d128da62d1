/** Vectors times the columns of a design, four blocks per pass over the rows; no sum changes its order by that. */
import type { Block } from './block.ts';

const FUSED = 4;

/** Four blocks of plain numbers or four plain factors in a row, or any one block; `offset` is the index of its first column. */
interface Pass {
  readonly blocks: readonly Block[];
  readonly offset: number;
}

function passesOf(blocks: readonly Block[]): Pass[] {
  const passes: Pass[] = [];
  let offset = 0;
  for (let b = 0; b < blocks.length; ) {
    const next = blocks.slice(b, b + FUSED);
    const fused = next.length === FUSED && (next.every(isNumeric) || next.every(isFactor)) ? next : [blocks[b]!];
    passes.push({ blocks: fused, offset });
    for (const block of fused) offset += block.width;
    b += fused.length;
  }
  return passes;
}

function isNumeric({ codes, values }: Block): boolean {
  return codes === null && values !== null;
}

function isFactor({ codes, values }: Block): boolean {
  return codes !== null && values === null;
}

/** Adds X beta to eta. */
export function addPredictor(blocks: readonly Block[], beta: ArrayLike<number>, eta: Float64Array): void {
  for (const { blocks: own, offset } of passesOf(blocks)) {
    const [a, b, c, d] = own;
    if (b === undefined || c === undefined || d === undefined) addOne(a!, beta, offset, eta);
    else if (a!.codes === null) addNumbers([a!.values!, b.values!, c.values!, d.values!], beta, offset, eta);
    else addFactors([a!, b, c, d], beta, offset, eta);
  }
}

type Four<T> = readonly [T, T, T, T];

function addNumbers([a, b, c, d]: Four<Float64Array>, beta: ArrayLike<number>, at: number, eta: Float64Array): void {
  const slopeA = beta[at]!;
  const slopeB = beta[at + 1]!;
  const slopeC = beta[at + 2]!;
  const slopeD = beta[at + 3]!;
  for (let i = 0; i < eta.length; i++) {
    eta[i] = eta[i]! + slopeA * a[i]! + slopeB * b[i]! + slopeC * c[i]! + slopeD * d[i]!;
  }
}

function addFactors(four: Four<Block>, beta: ArrayLike<number>, at: number, eta: Float64Array): void {
  const [a, b, c, d] = four;
  const [codesA, codesB, codesC, codesD] = [a.codes!, b.codes!, c.codes!, d.codes!];
  const slopesA = levelSlopes(a, beta, at);
  const slopesB = levelSlopes(b, beta, at + a.width);
  const slopesC = levelSlopes(c, beta, at + a.width + b.width);
  const slopesD = levelSlopes(d, beta, at + a.width + b.width + c.width);
  for (let i = 0; i < eta.length; i++) {
    eta[i] =
      eta[i]! +
      slopesA[codesA[i]! + 1]! +
      slopesB[codesB[i]! + 1]! +
      slopesC[codesC[i]! + 1]! +
      slopesD[codesD[i]! + 1]!;
  }
}

/** Coefficients by code + 1, so that code -1 reads a zero. */
function levelSlopes({ width }: Block, beta: ArrayLike<number>, offset: number): Float64Array {
  const slopes = new Float64Array(width + 1);
  for (let j = 0; j < width; j++) slopes[j + 1] = beta[offset + j]!;
  return slopes;
}

function addOne(block: Block, beta: ArrayLike<number>, offset: number, eta: Float64Array): void {
  const { codes, values, rows } = block;
  if (codes === null) {
    const slope = beta[offset]!;
    if (values === null) for (let i = 0; i < rows; i++) eta[i]! += slope;
    else for (let i = 0; i < rows; i++) eta[i]! += slope * values[i]!;
    return;
  }
  const slopes = levelSlopes(block, beta, offset);
  if (values === null) for (let i = 0; i < rows; i++) eta[i]! += slopes[codes[i]! + 1]!;
  else for (let i = 0; i < rows; i++) eta[i]! += slopes[codes[i]! + 1]! * values[i]!;
}

/** Adds (to - from) beta to eta, for two blocks of the same columns; a row in which they agree keeps its eta to the last bit. */
export function addChange(from: Block, to: Block, beta: ArrayLike<number>, eta: Float64Array): void {
  if (isFactor(from) && isFactor(to)) {
    const [before, after] = [from.codes!, to.codes!];
    const slopes = levelSlopes(from, beta, 0);
    for (let i = 0; i < eta.length; i++) eta[i]! += slopes[after[i]! + 1]! - slopes[before[i]! + 1]!;
    return;
  }
  const before = new Float64Array(eta.length);
  const after = new Float64Array(eta.length);
  addOne(from, beta, 0, before);
  addOne(to, beta, 0, after);
  for (let i = 0; i < eta.length; i++) eta[i]! += after[i]! - before[i]!;
}

/** Writes X'v, one entry per column, to cross. */
export function fillCross(blocks: readonly Block[], v: Float64Array, cross: Float64Array): void {
  for (const { blocks: own, offset } of passesOf(blocks)) {
    const [a, b, c, d] = own;
    if (b === undefined || c === undefined || d === undefined) crossOne(a!, v, cross, offset);
    else if (a!.codes === null) crossNumbers([a!.values!, b.values!, c.values!, d.values!], v, cross, offset);
    else crossFactors([a!, b, c, d], v, cross, offset);
  }
}

function crossNumbers([a, b, c, d]: Four<Float64Array>, v: Float64Array, cross: Float64Array, at: number): void {
  let sumA = 0;
  let sumB = 0;
  let sumC = 0;
  let sumD = 0;
  for (let i = 0; i < v.length; i++) {
    const weight = v[i]!;
    sumA += a[i]! * weight;
    sumB += b[i]! * weight;
    sumC += c[i]! * weight;
    sumD += d[i]! * weight;
  }
  cross[at] = sumA;
  cross[at + 1] = sumB;
  cross[at + 2] = sumC;
  cross[at + 3] = sumD;
}

function crossFactors(four: Four<Block>, v: Float64Array, cross: Float64Array, at: number): void {
  const [codesA, codesB, codesC, codesD] = [four[0].codes!, four[1].codes!, four[2].codes!, four[3].codes!];
  // sums by code + 1: code -1 has a place of its own, which nobody reads
  const sums = four.map(({ width }) => new Float64Array(width + 1));
  const [sumsA, sumsB, sumsC, sumsD] = [sums[0]!, sums[1]!, sums[2]!, sums[3]!];
  for (let i = 0; i < v.length; i++) {
    const weight = v[i]!;
    sumsA[codesA[i]! + 1]! += weight;
    sumsB[codesB[i]! + 1]! += weight;
    sumsC[codesC[i]! + 1]! += weight;
    sumsD[codesD[i]! + 1]! += weight;
  }
  let offset = at;
  for (const levels of sums) {
    cross.set(levels.subarray(1), offset);
    offset += levels.length - 1;
  }
}

function crossOne({ codes, values, rows, width }: Block, v: Float64Array, cross: Float64Array, at: number): void {
  if (codes === null) {
    let sum = 0;
    if (values === null) for (let i = 0; i < rows; i++) sum += v[i]!;
    else for (let i = 0; i < rows; i++) sum += values[i]! * v[i]!;
    cross[at] = sum;
    return;
  }
  const sums = new Float64Array(width + 1);
  if (values === null) for (let i = 0; i < rows; i++) sums[codes[i]! + 1]! += v[i]!;
  else for (let i = 0; i < rows; i++) sums[codes[i]! + 1]! += values[i]! * v[i]!;
  cross.set(sums.subarray(1), at);
}
