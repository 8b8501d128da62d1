/** Nobody here can run Stata: what the text of a do-file shows by itself is checked for every command and example. */
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pooling, reimb } from '../cli/program.ts';
import { stataFaults } from './stata-faults.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CASES: readonly (readonly [string, () => Promise<{ stdout: string }>])[] = [
  ['reimb', () => reimb(['emit', '--lang', 'stata', '--quiet'])],
  ['pooling', () => pooling(['emit', '--lang', 'stata', '--quiet'])],
  ['pooling as written', () => pooling(['emit', 'did', '--variant', 'as_written', '--lang', 'stata', '--quiet'])],
  ['visits', () => reimb(['emit', resolve(ROOT, 'docs/examples/visits.yaml'), '--lang', 'stata', '--quiet'])],
  ['castle', () => reimb(['emit', resolve(ROOT, 'docs/examples/castle.yaml'), '--lang', 'stata', '--quiet'])],
  ['town', () => reimb(['emit', resolve(import.meta.dirname, 'town.yaml'), '--lang', 'stata', '--quiet'])],
];

/** The columns that a do-file keeps of the file are those that it has. */
const columnsOf = (text: string): readonly string[] =>
  /^keep (?!if)(.*)$/m.exec(text.replace(/ \/\/\/\n\s*/g, ' '))![1]!.split(' ');

describe('do-files', () => {
  it.each(CASES)('%s: quotes, braces, macros, frames and variables', { timeout: 30_000 }, async (_, run) => {
    const { stdout } = await run();
    expect(stataFaults(stdout, columnsOf(stdout))).toEqual([]);
  });
});

describe('the checker itself', () => {
  it.each([
    ['a text that does not end', 'display "x', 'not closed'],
    ['a parenthesis', 'drop if (x == 1', 'not closed'],
    ['a macro that nobody defined', "display `nothing'", 'macro nothing is not defined'],
    ['a macro that does not end', 'display `x', 'a macro is not closed'],
    ['a brace', 'foreach v of varlist x {', 'braces do not balance'],
    ['an unknown variable in a condition', 'keep if y == 1', 'no variable y'],
    ['an unknown regressor', 'probit x zz if x == 1, vce(robust)', 'no variable zz'],
    ['an unknown frame', 'frame change other', 'no frame other'],
    ['a variable made twice', 'generate byte x = 1', 'is there already'],
    ['a comment that swallows the next line', '* over ///', 'a comment that goes on'],
    ['an unknown cluster variable', 'regress x x, vce(cluster who)', 'no variable who'],
    ['an unknown variable of margins', 'margins, dydx(age)', 'no variable age'],
  ])('finds %s', (_, line, fault) => {
    expect(stataFaults(line, ['x']).join('\n')).toContain(fault);
  });
});
