/** Names in Stata: letters, digits and `_`, at most 32 characters, no reserved words. */
import type { PlanColumns } from '../plan.ts';
import { type Names, quoted } from './expression.ts';

const RESERVED = new Set(
  '_all _b byte _coef _cons double float if in int long _n _N _pi _pred _rc _skip str strL using with'.split(' '),
);
const LONGEST = 32;

/** A name that Stata accepts, made of a name of ours. */
export function stataName(name: string): string {
  const plain = name
    .replace(/[^\p{L}\p{N}_]/gu, '_')
    .replace(/^(?=\p{N})/u, '_')
    .slice(0, LONGEST);
  return RESERVED.has(plain) || /^str\d+$/.test(plain) ? `${plain}_`.slice(0, LONGEST) : plain;
}

/** Names over some columns; a level that nobody declared is written as its text. */
export function namesOver(columns: PlanColumns): Names {
  return {
    variable: stataName,
    level(column, level) {
      const known = columns.get(column)?.levels !== undefined;
      return known ? `${quoted(level)}:${stataName(column)}` : quoted(level);
    },
  };
}

/** The number of a level: its place among the declared ones, from 1. */
export function levelNumber(columns: PlanColumns, column: string, level: string | undefined): number | undefined {
  const at = level === undefined ? -1 : (columns.get(column)?.levels ?? []).indexOf(level);
  return at < 0 ? undefined : at + 1;
}
