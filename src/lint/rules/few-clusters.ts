/** An asymptotic cluster covariance with few clusters. */
import { clusterColumns } from '../clusters.ts';
import { keysOf } from '../groups.ts';
import type { Rule } from '../rule.ts';

const ENOUGH = 40;

export const fewClusters: Rule = {
  id: 'L013-few-clusters',
  severity: 'warning',
  finds: `a cluster covariance (CR0, CR1) with fewer than ${ENOUGH} clusters and no small-sample method beside it`,
  why: 'its justification is a large number of clusters; with few it rejects too often',
  remedy: { en: 'use cr2 or cv3, or add a wild_bootstrap effect', zh: '改用 cr2 或 cv3，或增加 wild_bootstrap' },
  source: 'Cameron, Gelbach and Miller 2008, RESTAT 90:414; MacKinnon, Nielsen and Webb 2023',
  example: { found: 'vcov: { cluster: { by: province } } # 29 provinces', mended: 'vcov: { cv3: { by: province } }' },
  *equation({ design, written }) {
    const { vcov, effects, path, name } = written;
    if (vcov.word !== 'cluster' || effects.some(({ word }) => word === 'wild_bootstrap')) return;
    for (const by of clusterColumns(vcov)) {
      const keys = keysOf(design.frame, by);
      if (keys === undefined || keys.count >= ENOUGH) continue;
      yield {
        path: [...path, 'vcov'],
        of: name,
        finding: { en: `${keys.count} clusters of "${by}"`, zh: `“${by}”有 ${keys.count} 个聚类` },
      };
    }
  },
};
