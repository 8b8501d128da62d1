/** A reference level without a row. */
import { getColumn } from '../../analysis/data/frame.ts';
import type { Rule } from '../rule.ts';
import { textOf } from '../written-choice.ts';

export const referenceAbsent: Rule = {
  id: 'L003-reference-absent',
  severity: 'error',
  finds: 'a factor whose reference level no row of the equation has',
  why: 'another level takes its place, so every coefficient of the factor is a difference from a level that nobody chose',
  remedy: {
    en: 'name a reference that the sample has, or recode the levels for this sample',
    zh: '指定样本中存在的参照水平，或为该样本重新编码各水平',
  },
  source: 'docs/methods/glm.md; R contr.treatment and Stata ib. take the level that is named',
  example: {
    found: "keep: sex == 'female' # then sex with reference male",
    mended: 'factor: { of: sex, reference: female }',
  },
  *equation({ design, index, written }) {
    for (const term of written.equations[index]?.terms ?? []) {
      if (term.column === undefined || (term.word !== 'variable' && term.word !== 'factor')) continue;
      const column = getColumn(design.frame, term.column);
      const reference = textOf(term.options.reference) ?? column.info.reference;
      if (column.kind !== 'categorical' || reference === undefined) continue;
      const code = column.levels.findIndex(({ name }) => name === reference);
      if (code === -1 || column.codes.includes(code)) continue;
      yield {
        path: term.path,
        of: written.name,
        finding: {
          en: `no row has the reference level "${reference}" of "${term.column}"`,
          zh: `没有任何行取“${term.column}”的参照水平“${reference}”`,
        },
      };
    }
  },
};
