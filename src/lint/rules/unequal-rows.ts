/** Columns of a table that were meant to differ in their controls and differ in their people as well. */
import type { LintContext, Rule } from '../rule.ts';
import { choiceAt, listOf, recordOf, textOf } from '../written-choice.ts';
import type { WrittenModel } from '../written-models.ts';

export const unequalRows: Rule = {
  id: 'L024-columns-of-unequal-rows',
  severity: 'warning',
  finds:
    'columns of one table with the same outcome and estimator, the terms of one among those of the other, and other rows',
  why: 'what moves between the columns is then the sample and not only the controls',
  remedy: {
    en: 'fit both on the rows that are complete in the longer list (a complete step)',
    zh: '两列都用较长变量列表下完整的行估计（加 complete 步骤）',
  },
  source: 'Clogg, Petkova and Haritou 1995; STROBE item 12c (missing data)',
  example: { found: 'columns [no_controls, controls] on samples [base, complete]', mended: 'both on complete' },
  *data({ equations }, context) {
    const { models, written } = context;
    for (const [table, value] of Object.entries(recordOf(written.at(['tables'])))) {
      const shown = [...new Set([...modelsNamed(value)])].flatMap(
        (name) => models.find((one) => one.name === name) ?? [],
      );
      const pairs = shown.flatMap((short) => shown.map((long) => ({ short, long })));
      for (const { short, long } of pairs) {
        if (short === long || !meantEqual(short, long, context)) continue;
        const rows = (model: WrittenModel) =>
          equations.filter((one) => one.model === model.name).map((one) => one.rows);
        const [few, many] = [rows(long), rows(short)];
        const at = many.findIndex((count, index) => few[index] !== undefined && few[index] !== count);
        if (at === -1) continue;
        yield {
          path: ['tables', table],
          finding: {
            en: `"${short.name}" has ${many[at]} rows and "${long.name}", which adds terms to it, ${few[at]}`,
            zh: `“${short.name}”有 ${many[at]} 行，在其上加入变量的“${long.name}”有 ${few[at]} 行`,
          },
        };
      }
    }
  },
};

function* modelsNamed(value: unknown): Iterable<string> {
  const { estimates } = recordOf(value);
  const { model, columns } = recordOf(estimates);
  for (const one of [model, ...listOf(columns).map((column) => recordOf(column).model)]) {
    const name = textOf(one);
    if (name !== undefined) yield name;
  }
}

function meantEqual(short: WrittenModel, long: WrittenModel, context: LintContext): boolean {
  const same = (key: string) => JSON.stringify(short.value[key]) === JSON.stringify(long.value[key]);
  if (!['outcome', 'estimator', 'where', 'fixed_effects'].every(same)) return false;
  const terms = (model: WrittenModel) => listOf(model.value.terms).map((term) => JSON.stringify(term));
  const [few, many] = [terms(short), terms(long)];
  if (few.length >= many.length || !few.every((term) => many.includes(term))) return false;
  return onlyCompleted(short.spec.sample, long.spec.sample, context);
}

/** Whether a sample is another one less incomplete rows: no keep or drop lies between them. */
function onlyCompleted(from: string, to: string, { written }: LintContext): boolean {
  for (let sample = to; sample !== from; ) {
    const entry = recordOf(written.at(['samples', sample]));
    const words = listOf(entry.steps).map((step) => choiceAt(step, [])?.word);
    const parent = textOf(entry.from);
    if (parent === undefined || words.includes('keep') || words.includes('drop')) return false;
    sample = parent;
  }
  return true;
}
