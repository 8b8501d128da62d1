/** A policy of groups with standard errors of single rows. */

import { clusterColumns } from '../clusters.ts';
import { constantWithin, keysOf, rowsWith } from '../groups.ts';
import { modelPolicies, policiesOf } from '../policy.ts';
import type { Rule } from '../rule.ts';
import { listOf } from '../written-choice.ts';

export const unclusteredPolicy: Rule = {
  id: 'L012-unclustered-group-policy',
  severity: 'warning',
  finds: 'a policy that whole units adopt, with a covariance that is not clustered, or by something finer',
  why: 'rows of a unit share shocks and treatment: independent errors understate the standard error many times over',
  remedy: {
    en: 'cluster by the adopting unit (few clusters: cv3, cr2, wild_bootstrap), or give a randomisation test',
    zh: '按实施单位聚类（聚类少时用 cv3、cr2、wild_bootstrap），或给出随机化检验',
  },
  source: 'Bertrand, Duflo and Mullainathan 2004, QJE 119:249; Abadie et al. 2023, QJE 138:1',
  example: { found: 'vcov: model', mended: 'vcov: { cluster: { by: province } }' },
  *spec(context) {
    for (const model of context.models) {
      const { vcov, effects, path, value, name } = model;
      const [policy] = modelPolicies(model, context).filter(({ unit }) => unit !== undefined);
      if (policy === undefined || clusterColumns(vcov).length > 0) continue;
      if (effects.some(({ word, options }) => word === 'wild_bootstrap' && listOf(options.terms).length > 0)) continue;
      const written = value.vcov === undefined ? path : [...path, 'vcov'];
      yield {
        path: written,
        finding: {
          en: `"${policy.name}" varies by "${policy.unit}" and the covariance is "${vcov.word}"`,
          zh: `“${policy.name}”按“${policy.unit}”变化，而协方差为“${vcov.word}”`,
        },
        of: name,
      };
    }
  },
  *equation(seen, context) {
    const { index, written } = seen;
    const { vcov, path, name, equations } = written;
    const columns = clusterColumns(vcov);
    for (const { name: policy, unit } of policiesOf(equations[index]!, context)) {
      if (unit === undefined || columns.length === 0) continue;
      const frame = rowsWith(seen, [unit, ...columns]);
      const units = keysOf(frame, unit);
      const whole = columns.some((column) => {
        const clusters = keysOf(frame, column);
        return clusters === undefined || units === undefined || constantWithin(clusters.codes, units);
      });
      if (whole) continue;
      const finding = {
        en: `"${policy}" varies by "${unit}", whose rows lie in several clusters of ${columns.map((column) => `"${column}"`).join(' and ')}`,
        zh: `“${policy}”按“${unit}”变化，而同一单位的行分属${columns.map((column) => `“${column}”`).join('和')}的多个聚类`,
      };
      yield { path: [...path, 'vcov'], of: name, finding };
    }
  },
};
