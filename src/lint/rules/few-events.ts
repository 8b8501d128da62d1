/** More coefficients than the rows can carry. */
import { isBinary } from '../binary.ts';
import type { Rule } from '../rule.ts';

const ENOUGH = 10;

export const fewEvents: Rule = {
  id: 'L041-few-rows-per-coefficient',
  severity: 'warning',
  finds: `fewer than ${ENOUGH} rows per coefficient, or of a 0/1 outcome fewer than ${ENOUGH} of its rarer value`,
  why: 'estimates are biased away from zero and intervals are too short',
  remedy: { en: 'fewer terms or levels, or a penalised or exact method elsewhere', zh: '减少项或水平，或在别处使用惩罚或精确方法' },
  source: 'Peduzzi et al. 1996, Journal of Clinical Epidemiology 49:1373; Harrell 2015, section 4.4',
  example: { found: '30 coefficients, 200 rows, 60 events', mended: '5 coefficients, 200 rows, 60 events' },
  *equation({ design, index, written }) {
    const equation = written.equations[index];
    const coefficients = design.columns.filter(({ id }) => id !== '(Intercept)').length;
    if (equation === undefined || coefficients === 0) return;
    const rows = design.outcome.length;
    const ones = design.outcome.reduce((sum, y) => sum + (y === 1 ? 1 : 0), 0);
    const binary = isBinary(equation.estimator);
    const count = binary ? Math.min(ones, rows - ones) : rows;
    if (count >= ENOUGH * coefficients) return;
    const what = binary ? { en: 'rows of the rarer outcome', zh: '行较少的结果' } : { en: 'rows', zh: '行' };
    const finding = {
      en: `${design.equation.name}: ${count} ${what.en} for ${coefficients} coefficients`,
      zh: `${design.equation.name}：${count} ${what.zh}，${coefficients} 个系数`,
    };
    yield { path: equation.outcome.path, of: written.name, finding };
  },
};
