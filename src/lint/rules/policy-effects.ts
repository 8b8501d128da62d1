/** A difference in differences without one of the differences. */
import type { Frame } from '../../analysis/data/frame.ts';
import { constantWithin, keysOf, rowsWith } from '../groups.ts';
import { policiesOf } from '../policy.ts';
import type { Rule } from '../rule.ts';
import { textOf } from '../written-choice.ts';

export const policyEffects: Rule = {
  id: 'L014-policy-without-effects',
  severity: 'warning',
  finds: 'a policy term in a model without effects of the adopting units, or without effects of time',
  why: 'what differs between units, or between times, for other reasons is then counted as an effect of the policy',
  remedy: {
    en: 'put the adopting unit and the time among fixed_effects, or say why coarser effects will do',
    zh: '把实施单位和时间放入 fixed_effects，或说明较粗的效应为何足够',
  },
  source: 'Angrist and Pischke 2009, section 5.2',
  example: { found: 'fixed_effects: [region, wave] # provinces adopt', mended: 'fixed_effects: [province, wave]' },
  *equation(seen, context) {
    const { index, written } = seen;
    const { fixedEffects, equations, path, value, name } = written;
    const { terms, estimator } = equations[index]!;
    const factors = terms.flatMap(({ column }) => column ?? []);
    // a conditional likelihood takes the effects of its groups out
    const group = estimator.word === 'conditional_logit' ? textOf(estimator.options.group) : undefined;
    const effects = [...fixedEffects, ...factors, ...(group === undefined ? [] : [group])];
    for (const { name: policy, unit, time } of policiesOf(equations[index]!, context)) {
      const frame = rowsWith(seen, [unit, time, ...effects]);
      const lacking = [unit, time].filter((column) => column !== undefined && !isCovered(frame, column, effects));
      if (lacking.length === 0) continue;
      const at = value.fixed_effects === undefined ? path : [...path, 'fixed_effects'];
      const finding = {
        en: `"${policy}" without effects of ${lacking.map((column) => `"${column}"`).join(' and ')}`,
        zh: `“${policy}”缺少${lacking.map((column) => `“${column}”`).join('和')}的效应`,
      };
      yield { path: at, of: name, finding };
    }
  },
};

/** Whether the effects contain those of a column: it is one of them, or the same in all rows of a level of one. */
function isCovered(frame: Frame, column: string, effects: readonly string[]): boolean {
  if (effects.includes(column)) return true;
  const keys = keysOf(frame, column);
  return effects.some((effect) => {
    const levels = keysOf(frame, effect);
    return keys !== undefined && levels !== undefined && constantWithin(keys.codes, levels);
  });
}
