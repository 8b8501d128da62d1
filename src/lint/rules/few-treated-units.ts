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
  remedy: 'add a placebo (random assignment over units) or a wild_bootstrap effect, and say how many units switch',
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
      const placebo = tested.length === 0 ? '' : ` (placebo "${tested[0]!.name}" is declared: report its p)`;
      yield {
        path: term.path,
        of: written.name,
        finding: `${adopted.switching} of ${adopted.units} units of "${unit}" switch${placebo}`,
      };
    }
  },
};
