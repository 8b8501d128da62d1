/** An effect that rests on a handful of units that switch. */
import { adoptions, rowsWith } from '../groups.ts';
import { policiesOf } from '../policy.ts';
import type { Rule } from '../rule.ts';

const FEW = 5;

export const fewTreatedUnits: Rule = {
  id: 'L011-few-treated-clusters',
  severity: 'warning',
  finds: `fewer than ${FEW} units that adopt while they are observed`,
  why: 'clustered standard errors are far too small with few treated clusters, however many there are in all',
  remedy: {
    en: 'add a placebo (random assignment over units) or a wild_bootstrap effect, and say how many units switch',
    zh: '增加安慰剂检验（在单位之间随机分配）或 wild_bootstrap，并写明有多少单位发生转换',
  },
  source: 'MacKinnon and Webb 2017, Journal of Applied Econometrics 32:233; Conley and Taber 2011',
  example: {
    found: 'treated_post, three provinces adopt between the waves',
    mended: 'the same with placebos: { ... scheme: permute_rollout }',
  },
  *equation(seen, context) {
    const { index, written, model } = seen;
    const tested = [...context.analysis.placebos.values()].filter((placebo) => placebo.model === model);
    for (const policy of policiesOf(written.equations[index]!, context)) {
      const { term, unit } = policy;
      if (unit === undefined) continue;
      const adopted = adoptions(rowsWith(seen, [policy.unit]), policy);
      if (adopted?.switching === undefined || adopted.switching === 0 || adopted.switching >= FEW) continue;
      const [placebo] = tested;
      const en = placebo === undefined ? '' : ` (placebo "${placebo.name}" is declared: report its p)`;
      const zh = placebo === undefined ? '' : `（已声明安慰剂检验“${placebo.name}”：请报告其 p 值）`;
      yield {
        path: term.path,
        of: written.name,
        finding: {
          en: `${adopted.switching} of ${adopted.units} units of "${unit}" switch${en}`,
          zh: `${adopted.units} 个“${unit}”中有 ${adopted.switching} 个在观察期内开始处理${zh}`,
        },
      };
    }
  },
};
