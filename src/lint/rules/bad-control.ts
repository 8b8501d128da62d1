/** A covariate that moves at the level of the policy. */
import { getColumn } from '../../analysis/data/frame.ts';
import { inLanguage } from '../../results/text.ts';
import { cellKeys, constantWithin, keysOf, rowsWith } from '../groups.ts';
import { policiesOf } from '../policy.ts';
import type { Rule } from '../rule.ts';

export const badControl: Rule = {
  id: 'L015-bad-control',
  severity: 'warning',
  finds: 'a covariate that is the same for all rows of an adopting unit at one time, and changes over time',
  why: 'the policy may have moved it: holding it fixed then takes away part of the effect',
  remedy: {
    en: 'use its value before adoption, or show the estimate without it',
    zh: '改用实施之前的取值，或同时给出不含该变量的估计',
  },
  source: 'Angrist and Pischke 2009, section 3.2.3; Caetano and Callaway 2024',
  example: { found: 'terms: [policy, gdp_of_the_province]', mended: 'terms: [policy, gdp_of_the_province_2010]' },
  *equation(seen, context) {
    const { index, written } = seen;
    const { terms } = written.equations[index]!;
    const [policy] = policiesOf(written.equations[index]!, context);
    if (policy?.unit === undefined) return;
    const frame = rowsWith(seen, [policy.unit, policy.time]);
    const unit = keysOf(frame, policy.unit);
    const time = keysOf(frame, policy.time);
    if (unit === undefined || time === undefined) return;
    const cells = cellKeys(unit, time);
    // with one row per cell every column moves at the level of the policy, and nothing can be told apart
    if (cells.count * 2 > cells.codes.length) return;
    for (const { column, path, word } of terms) {
      if (column === undefined || (word !== 'variable' && word !== 'factor')) continue;
      if (column === policy.unit || column === policy.time || written.fixedEffects.includes(column)) continue;
      const keys = keysOf(frame, column);
      if (keys === undefined || keys.count < 3 || !constantWithin(keys.codes, cells)) continue;
      if (constantWithin(keys.codes, unit) || constantWithin(keys.codes, time)) continue;
      const { label } = getColumn(frame, column).info;
      yield {
        path,
        of: written.name,
        finding: {
          en: `"${column}" (${label.en}) changes over time with "${policy.unit}", as the policy does`,
          zh: `“${column}”（${inLanguage(label, 'zh')}）与政策一样，在“${policy.unit}”层面随时间变化`,
        },
      };
    }
  },
};
