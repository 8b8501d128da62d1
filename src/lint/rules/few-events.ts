/** More coefficients than the rows can carry. */
import { isBinary } from '../binary.ts';
import type { Rule } from '../rule.ts';

const ENOUGH = 10;
/** Least squares is unbiased with exact intervals at any size: two rows a coefficient do. */
const ENOUGH_LINEAR = 2;

export const fewEvents: Rule = {
  id: 'L041-few-rows-per-coefficient',
  severity: 'warning',
  finds: `fewer than ${ENOUGH} rows per coefficient (least squares: ${ENOUGH_LINEAR}), or of a 0/1 outcome fewer than ${ENOUGH} of its rarer value`,
  why: 'maximum likelihood is then biased away from zero with intervals that are too short; least squares fits the noise',
  remedy: {
    en: 'fewer terms or levels, or a penalised or exact method elsewhere',
    zh: '减少项或水平，或在别处使用惩罚或精确方法',
  },
  source:
    'Peduzzi et al. 1996, Journal of Clinical Epidemiology 49:1373; Austin and Steyerberg 2015, the same 68:627 (linear); Harrell 2015, section 4.4',
  example: { found: '30 coefficients, 200 rows, 60 events', mended: '5 coefficients, 200 rows, 60 events' },
  *equation({ design, index, written }) {
    const equation = written.equations[index];
    const coefficients = design.columns.filter(({ id }) => id !== '(Intercept)').length;
    if (equation === undefined || coefficients === 0) return;
    const rows = design.outcome.length;
    const ones = design.outcome.reduce((sum, y) => sum + (y === 1 ? 1 : 0), 0);
    const binary = isBinary(equation.estimator);
    const count = binary ? Math.min(ones, rows - ones) : rows;
    if (count >= (equation.estimator.word === 'ols' ? ENOUGH_LINEAR : ENOUGH) * coefficients) return;
    const what = binary ? { en: 'rows of the rarer outcome', zh: '较少的结果' } : { en: 'rows', zh: '共' };
    const finding = {
      en: `${design.equation.name}: ${count} ${what.en} for ${coefficients} coefficients`,
      zh: `${design.equation.name}：${what.zh} ${count} 行，系数 ${coefficients} 个`,
    };
    yield { path: equation.outcome.path, of: written.name, finding };
  },
};
