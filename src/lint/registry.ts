/** The rules, by id. */
import type { Rule } from './rule.ts';
import { absorbedCovariate } from './rules/absorbed-covariate.ts';
import { alwaysTreated } from './rules/always-treated.ts';
import { badControl } from './rules/bad-control.ts';
import { coarseQuadrature } from './rules/coarse-quadrature.ts';
import { controlAndEffect } from './rules/control-and-effect.ts';
import { derivativeOfDummies } from './rules/derivative-of-dummies.ts';
import { duplicateModel } from './rules/duplicate-model.ts';
import { eventTimeUnit } from './rules/event-time-unit.ts';
import { fewClusters } from './rules/few-clusters.ts';
import { fewDraws } from './rules/few-draws.ts';
import { fewEvents } from './rules/few-events.ts';
import { fewTreatedUnits } from './rules/few-treated-units.ts';
import { gammaOnLog } from './rules/gamma-on-log.ts';
import { idleStep } from './rules/idle-step.ts';
import { inequalityOnMissing } from './rules/inequality-on-missing.ts';
import { interactionWithoutMain } from './rules/interaction-without-main.ts';
import { labelLanguage } from './rules/label-language.ts';
import { logOfNonpositive } from './rules/log-of-nonpositive.ts';
import { mediationWithoutKhb } from './rules/mediation-without-khb.ts';
import { mediatorAmongControls } from './rules/mediator-among-controls.ts';
import { nominalAveraged } from './rules/nominal-averaged.ts';
import { outcomeAmongTerms } from './rules/outcome-among-terms.ts';
import { outsideWindow } from './rules/outside-window.ts';
import { pcaUnscaled } from './rules/pca-unscaled.ts';
import { policyEffects } from './rules/policy-effects.ts';
import { powerWithoutLower } from './rules/power-without-lower.ts';
import { publishedName } from './rules/published-name.ts';
import { rareOutcome } from './rules/rare-outcome.ts';
import { referenceAbsent } from './rules/reference-absent.ts';
import { referencePeriod } from './rules/reference-period.ts';
import { subgroupsWithoutTest } from './rules/subgroups-without-test.ts';
import { thinLevel } from './rules/thin-level.ts';
import { unattainableLevel } from './rules/unattainable-level.ts';
import { unclusteredPolicy } from './rules/unclustered-policy.ts';
import { unequalRows } from './rules/unequal-rows.ts';
import { unevenQuantiles } from './rules/uneven-quantiles.ts';
import { unusedColumn } from './rules/unused-column.ts';
import { unusedIgnore } from './rules/unused-ignore.ts';
import { unusedModel } from './rules/unused-model.ts';
import { unusedSample } from './rules/unused-sample.ts';
import { unusedTermSet } from './rules/unused-term-set.ts';
import { unwrittenSeed } from './rules/unwritten-seed.ts';
import { weightsModelVcov } from './rules/weights-model-vcov.ts';
import { windowSupport } from './rules/window-support.ts';

export const rules: readonly Rule[] = [
  controlAndEffect,
  absorbedCovariate,
  referenceAbsent,
  thinLevel,
  nominalAveraged,
  outcomeAmongTerms,
  alwaysTreated,
  fewTreatedUnits,
  unclusteredPolicy,
  fewClusters,
  policyEffects,
  badControl,
  windowSupport,
  referencePeriod,
  eventTimeUnit,
  outsideWindow,
  pcaUnscaled,
  mediationWithoutKhb,
  mediatorAmongControls,
  subgroupsWithoutTest,
  unequalRows,
  logOfNonpositive,
  inequalityOnMissing,
  unevenQuantiles,
  idleStep,
  gammaOnLog,
  fewEvents,
  rareOutcome,
  coarseQuadrature,
  interactionWithoutMain,
  powerWithoutLower,
  derivativeOfDummies,
  weightsModelVcov,
  fewDraws,
  unattainableLevel,
  unwrittenSeed,
  duplicateModel,
  unusedSample,
  unusedModel,
  unusedColumn,
  unusedTermSet,
  publishedName,
  labelLanguage,
  unusedIgnore,
];
