/** A 0/1 outcome that hardly varies. */
import { isBinary } from '../binary.ts';
import type { Rule } from '../rule.ts';

const RARE = 0.01;
/** The bias falls with the number of events, not with their share: with so many it no longer matters. */
const MANY = 200;

export const rareOutcome: Rule = {
  id: 'L042-rare-outcome',
  severity: 'warning',
  finds: `a 0/1 outcome whose rarer value has less than ${100 * RARE} percent of the rows and fewer than ${MANY} of them, or none`,
  why: 'maximum likelihood understates the probability of rare events; without any there is nothing to estimate',
  remedy: {
    en: 'check the coding of the outcome; else say how rare it is and try a rare-events correction',
    zh: '检查结果变量的编码；若无误，说明其稀少程度并尝试稀有事件修正',
  },
  source: 'King and Zeng 2001, Political Analysis 9:137',
  example: { found: 'outcome: died # 3 of 2,000', mended: 'outcome: admitted # 400 of 2,000' },
  *equation({ design, index, written }) {
    const equation = written.equations[index];
    if (equation === undefined || !isBinary(equation.estimator)) return;
    const rows = design.outcome.length;
    const ones = design.outcome.reduce((sum, y) => sum + (y === 1 ? 1 : 0), 0);
    const rarer = Math.min(ones, rows - ones);
    if (rarer >= RARE * rows || rarer >= MANY) return;
    const finding =
      rarer === 0
        ? { en: 'the same outcome in all rows', zh: '所有行的结果相同' }
        : { en: `the rarer outcome has ${rarer} of ${rows} rows`, zh: `较少的结果只有 ${rarer} 行，共 ${rows} 行` };
    yield { path: equation.outcome.path, of: written.name, finding };
  },
};
