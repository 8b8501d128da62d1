/** Every check of an audit, in the order in which its findings are listed. */
import type { Check } from './check.ts';
import { bases } from './checks/bases.ts';
import { categories } from './checks/categories.ts';
import { claimsOfText } from './checks/claims-of-text.ts';
import { countSums } from './checks/count-sums.ts';
import { differences } from './checks/differences.ts';
import { effectRatios } from './checks/effect-ratios.ts';
import { eventTimes } from './checks/event-times.ts';
import { facts } from './checks/facts.ts';
import { mediations } from './checks/mediations.ts';
import { percentages } from './checks/percentages.ts';
import { pooledMoments } from './checks/pooled-moments.ts';
import { quantities } from './checks/quantities.ts';
import { recomputedP } from './checks/recomputed-p.ts';
import { duplicates, sameModels } from './checks/repeated-columns.ts';
import { scales } from './checks/scales.ts';
import { sizeSearch } from './checks/size-search.ts';
import { stars } from './checks/stars.ts';
import { precision, subgroupDifferences } from './checks/subgroups.ts';
import { subsets } from './checks/subsets.ts';

export const checks: readonly Check[] = [
  stars,
  percentages,
  categories,
  countSums,
  pooledMoments,
  subsets,
  scales,
  sizeSearch,
  recomputedP,
  differences,
  effectRatios,
  sameModels,
  duplicates,
  precision,
  subgroupDifferences,
  mediations,
  bases,
  eventTimes,
  facts,
  claimsOfText,
  quantities,
];
