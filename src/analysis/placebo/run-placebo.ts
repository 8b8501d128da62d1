/** A placebo from its request to its record: draws run, counted and set against the real estimate. */
import { createHash } from 'node:crypto';
import { Failure } from '../../errors/failure.ts';
import type { PlaceboResult } from '../../results/placebo.ts';
import type { Text } from '../../results/text.ts';
import type { Frame } from '../data/frame.ts';
import type { DrawOutcome } from '../draws/draw.ts';
import { type DrawOptions, runDraws } from '../draws/run-draws.ts';
import type { PlaceboRequest } from './placebo.ts';
import { DEGENERATE, type PreparedPlacebo, preparePlacebo, VALUES } from './placebo-job.ts';
import { placeboNotes } from './placebo-notes.ts';
import { randomisationTest } from './randomisation.ts';
import { mean, standardDeviation } from './spread.ts';

const SIGNIFICANT = 0.05;

/**
 * Runs a placebo over a sample. The outcomes do not depend on threads, order or interruption; a checkpoint's key is joined by
 * seed, draws and model, so that draws are only taken up again where these are the same. Throws as preparePlacebo and
 * runDraws do, E-FIT-CONVERGENCE when more than the allowed share of draws failed, and E-FIT-IDENTIFICATION when none has an
 * estimate.
 */
export async function runPlacebo(
  request: PlaceboRequest,
  sample: Frame,
  options: DrawOptions = {},
): Promise<PlaceboResult> {
  const prepared = preparePlacebo(request, sample);
  const { checkpoint } = options;
  const keyed = checkpoint && { ...checkpoint, key: keyOf(checkpoint.key, request) };
  const outcomes = await runDraws(prepared.job, { ...options, ...(keyed && { checkpoint: keyed }) });
  return placeboResult(request, prepared, outcomes);
}

function keyOf(key: string, { name, model, seed, draws, enumerate, statistic, scheme, given }: PlaceboRequest): string {
  const parts = [key, name, model.name, seed, draws, enumerate, statistic, scheme.name, scheme.words.en, given ?? null];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** The record of a placebo whose draws are done; throws as runPlacebo does. */
export function placeboResult(
  request: PlaceboRequest,
  prepared: PreparedPlacebo,
  outcomes: readonly DrawOutcome[],
): PlaceboResult {
  const { actual, exact, units, column, assignments } = prepared;
  const { model, assigned, scheme, confLevel, unit, seed } = request;
  const value = (index: number): Float64Array => Float64Array.from(outcomes, ({ values }) => values[index]!);
  const draws = {
    estimate: value(VALUES.estimate),
    stdError: value(VALUES.stdError),
    statistic: value(VALUES.statistic),
    pValue: value(VALUES.pValue),
  };
  const notes = outcomes.map(({ note }) => note).filter((note) => note !== '');
  const degenerate = notes.filter((note) => note === DEGENERATE).length;
  const failed = notes.length - degenerate;
  const fitted = outcomes.length - notes.length;
  const causes = tally(notes);
  refuseFailures(request, failed, fitted, outcomes.length, causes);
  const recreated = value(VALUES.recreated).reduce((sum, one) => sum + one, 0);
  const chance = { exact, included: exact && recreated > 0, confLevel };
  const estimates = draws.estimate.filter((estimate) => !Number.isNaN(estimate));
  const share = (counts: (p: number) => boolean): number => {
    const known = draws.pValue.filter((p) => !Number.isNaN(p));
    return known.filter(counts).length / known.length;
  };
  const counts = { requested: outcomes.length, fitted, failed, degenerate, recreated };
  const random = !exact && !scheme.fixed;
  return {
    id: request.name,
    label: request.label,
    model: model.name,
    sample: model.sample,
    equation: prepared.equation,
    term: column.id,
    termLabel: column.label,
    estimator: prepared.estimator,
    scheme: scheme.name,
    convention: conventionOf(request, exact, outcomes.length),
    assigned: assigned.column,
    ...(unit !== undefined && { unit }),
    units: units.names.length,
    ...(units.treated !== undefined && { treatedUnits: units.treated }),
    ...(assignments !== undefined && { assignments }),
    exact,
    ...(random && { seed }),
    ...counts,
    causes,
    actual,
    draws,
    mean: mean(estimates),
    sd: standardDeviation(estimates, exact),
    onEstimate: randomisationTest(actual.estimate, draws.estimate, chance),
    onStatistic: randomisationTest(actual.statistic, draws.statistic, chance),
    shareBelow05: share((p) => p < SIGNIFICANT),
    shareAboveActualP: share((p) => p > actual.pValue),
    confLevel,
    notes: placeboNotes(counts, exact, chance.included),
  };
}

function conventionOf({ scheme, seed }: PlaceboRequest, exact: boolean, draws: number): Text {
  const how = scheme.fixed
    ? { en: `${draws} draws as given`, zh: `共 ${draws} 次给定抽取` }
    : exact
      ? { en: `all ${draws} assignments`, zh: `穷举全部 ${draws} 种分配` }
      : { en: `${draws} draws, seed ${seed}`, zh: `${draws} 次抽取，种子 ${seed}` };
  return { en: `${scheme.words.en}; ${how.en}`, zh: `${scheme.words.zh ?? scheme.words.en}；${how.zh}` };
}

function tally(notes: readonly string[]): PlaceboResult['causes'] {
  const counts = new Map<string, number>();
  for (const note of notes) counts.set(note, (counts.get(note) ?? 0) + 1);
  return [...counts]
    .map(([reason, draws]) => ({ reason, draws }))
    .sort((a, b) => b.draws - a.draws || (a.reason < b.reason ? -1 : 1));
}

function refuseFailures(
  { name, allowFailed }: PlaceboRequest,
  failed: number,
  fitted: number,
  requested: number,
  causes: PlaceboResult['causes'],
): void {
  const place = { path: `placebos.${name}` };
  const why = causes.map(({ reason, draws }) => `${reason} ${draws}`).join(', ');
  if (failed > allowFailed * requested) {
    throw new Failure('E-FIT-CONVERGENCE', {
      place,
      finding: `${failed} of ${requested} draws failed: ${why}`,
      accepted: `at most ${100 * allowFailed} % of the draws may fail`,
      remedy: 'a model that every assignment can be fitted on, or allow_failed',
    });
  }
  if (fitted > 0) return;
  throw new Failure('E-FIT-IDENTIFICATION', {
    place,
    finding: `none of ${requested} draws has an estimate: ${why}`,
    remedy: 'the effect is not identified under any assignment of this scheme',
  });
}
