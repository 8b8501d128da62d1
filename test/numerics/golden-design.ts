/** A golden case as blocks of columns: just enough of its model to test kernels without the road that reads specs. */
import { readFileSync } from 'node:fs';
import { type Block, constantBlock, factorBlock, numericBlock } from '../../src/numerics/block.ts';
import { powerColumn } from '../../src/numerics/power-column.ts';

const GOLDEN = new URL('../golden/', import.meta.url);

type Term =
  | { readonly type: 'continuous'; readonly var: string }
  | { readonly type: 'power'; readonly var: string; readonly power: number }
  | { readonly type: 'factor'; readonly var: string; readonly levels: string[]; readonly reference: string };

export interface GoldenDesign {
  readonly ids: readonly string[];
  readonly blocks: readonly Block[];
  readonly outcome: Float64Array;
  readonly outcomeLow: Float64Array;
  // biome-ignore lint/suspicious/noExplicitAny: the expected numbers of a case have the shape of the case
  readonly expected: any;
}

export function goldenDesign(id: string): GoldenDesign {
  const golden = JSON.parse(readFileSync(new URL(`cases/${id}.json`, GOLDEN), 'utf8'));
  const lines = readFileSync(new URL(golden.data, GOLDEN), 'utf8').trim().split(/\r?\n/);
  const names = lines[0]!.split(',');
  const cells = lines.slice(1).map((line) => line.split(','));
  const text = (name: string) => cells.map((row) => row[names.indexOf(name)]!);
  const ids: string[] = [];
  const blocks: Block[] = [];
  if (golden.model.intercept !== false) {
    ids.push('(Intercept)');
    blocks.push(constantBlock(cells.length));
  }
  for (const term of golden.model.terms as Term[]) {
    if (term.type === 'factor') {
      const levels = term.levels.filter((level) => level !== term.reference);
      ids.push(...levels.map((level) => `${term.var}=${level}`));
      blocks.push(
        factorBlock(
          Int32Array.from(text(term.var), (level) => levels.indexOf(level)),
          levels.length,
        ),
      );
      continue;
    }
    const { values, low } = decimalPairs(text(term.var));
    if (term.type === 'continuous') {
      ids.push(term.var);
      blocks.push(numericBlock(values, low));
    } else {
      ids.push(`${term.var}^${term.power}`);
      const power = powerColumn(values, low, term.power);
      blocks.push(numericBlock(power.values, power.low));
    }
  }
  const outcome = decimalPairs(text(golden.model.outcome));
  return { ids, blocks, outcome: outcome.values, outcomeLow: outcome.low, expected: golden.expected };
}

/** Decimal texts as double + remainder, by exact rational arithmetic. */
export function decimalPairs(texts: readonly string[]): { values: Float64Array; low: Float64Array } {
  const values = Float64Array.from(texts, Number);
  const low = Float64Array.from(texts, (text, i) => remainder(text, values[i]!));
  return { values, low };
}

function remainder(text: string, value: number): number {
  const [mantissa, exponent = '0'] = text.toLowerCase().split('e') as [string, string?];
  const [whole, fraction = ''] = mantissa.split('.') as [string, string?];
  const scale = 10n ** BigInt(Math.max(0, fraction.length - Number(exponent)));
  const decimal = BigInt(whole + fraction) * 10n ** BigInt(Math.max(0, Number(exponent) - fraction.length));
  // value x 2^200 is a whole number for every double above 1e-40
  const double = BigInt(value * 2 ** 100) * 2n ** 100n + BigInt(((value * 2 ** 100) % 1) * 2 ** 100);
  const difference = decimal * 2n ** 200n - double * scale;
  return Number(difference / scale) / 2 ** 200;
}
