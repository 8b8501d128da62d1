/** Categories from the categories of another column. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { toCategorical } from '../data/categorical.ts';
import type { CategoricalColumn } from '../data/column.ts';
import { getColumn } from '../data/frame.ts';
import { type CategoryNaming, checkLevels, madeCategory, type NamedLevel, withCategory } from './created.ts';
import type { Step } from './step.ts';
import { recodeWords } from './step-words.ts';

export interface Recoded extends CategoryNaming {
  /** the column it is made from */
  readonly of: string;
  /** each with the levels (or numbers, as text) of the other column that it takes */
  readonly levels: readonly (NamedLevel & { readonly from: readonly string[] })[];
  /** what becomes of levels that nobody takes and that some row has: a fault, or missing with a notice */
  readonly rest?: 'refuse' | 'missing';
}

/**
 * Adds a categorical column by a table of levels. Missing stays missing. E-SPEC-NAME: a level that the other column does not have (of a
 * number: never refused, since no list of its values exists), or, unless `rest: missing`, a level in use that no new level takes;
 * E-SPEC-VALUE: one that two levels take.
 */
export function recode({ of, levels, rest, ...naming }: Recoded): Step {
  checkLevels(levels, naming);
  const target = new Map<string, number>();
  for (const [index, { from }] of levels.entries()) {
    for (const source of from) {
      if (target.has(source)) throw new Failure('E-SPEC-VALUE', { finding: `two levels take "${source}" of "${of}"` });
      target.set(source, index);
    }
  }
  return {
    reads: [of],
    creates: [naming.name],
    made: [madeCategory(naming, levels)],
    words: [recodeWords({ of, levels, ...(rest && { rest }), ...naming })],
    run(frame) {
      const column = getColumn(frame, of);
      const source = toCategorical(column);
      if (column.kind === 'categorical') refuseUnknown(source, target.keys());
      const taken = column.kind === 'categorical' ? target : byNumber(of, target);
      const map = source.levels.map(
        ({ name }) => taken.get(column.kind === 'categorical' ? name : numberName(name)) ?? -1,
      );
      const codes = source.codes.map((code) => (code === -1 ? -1 : map[code]!));
      const left = untaken(source, map);
      if (left.length > 0 && rest !== 'missing') throw refusal(source, left);
      const rows = source.codes.reduce((count, code) => count + (code !== -1 && map[code] === -1 ? 1 : 0), 0);
      const notices =
        rows === 0
          ? []
          : [
              {
                en: `${naming.name}: ${rows} rows have an answer that no level takes and become missing`,
                zh: `${naming.name}：${rows}行的回答不属于任何水平，记为缺失`,
              },
            ];
      return withCategory(frame, naming, codes, levels, notices);
    },
  };
}

function refuseUnknown({ info, levels }: CategoricalColumn, wanted: Iterable<string>): void {
  const names = levels.map((level) => level.name);
  const known = new Set(names);
  for (const name of wanted) {
    if (known.has(name)) continue;
    const accepted = info.private ? undefined : nearestHint(name, names);
    throw new Failure('E-SPEC-NAME', {
      finding: `column "${info.name}" has no level "${name}"`,
      ...(accepted && { accepted }),
    });
  }
}

/** The table of a numeric column: `1`, `1.0` and `01` are one number. */
function byNumber(of: string, target: ReadonlyMap<string, number>): Map<string, number> {
  const numbers = [...target].map(([name, index]) => {
    if (name.trim() !== '' && Number.isFinite(Number(name))) return [numberName(name), index] as const;
    throw new Failure('E-SPEC-NAME', { finding: `"${name}" is no value of the numeric column "${of}"` });
  });
  return new Map(numbers);
}

function numberName(name: string): string {
  return String(Number(name) + 0);
}

/** Levels in use that no new level takes. */
function untaken({ codes, levels }: CategoricalColumn, map: readonly number[]): string[] {
  const used = new Set(codes);
  return levels.filter((_, code) => map[code] === -1 && used.has(code)).map(({ name }) => name);
}

function refusal({ info }: CategoricalColumn, left: readonly string[]): Failure {
  const names = info.private ? '' : `: ${left.slice(0, 10).join(', ')}${left.length > 10 ? ', ...' : ''}`;
  return new Failure('E-SPEC-NAME', {
    finding: `${left.length} levels of "${info.name}" that no new level takes${names}`,
    remedy: 'list them under from, or set rest: missing',
  });
}
