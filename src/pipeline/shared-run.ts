/** What runs of one analysis under other settings have in common: the data, the samples, and every fit that no setting changes. */

import { isMissing } from '../analysis/data/column.ts';
import type { Frame } from '../analysis/data/frame.ts';
import type { ByteSource } from '../analysis/data/read-bytes.ts';
import type { Fit } from '../analysis/estimators/estimator.ts';
import type { Analysis, ModelSpec } from '../spec/paper.ts';
import { settingPath } from '../spec/settings.ts';
import { estimateModel } from './fit-model.ts';
import { neededColumns, type Wanted } from './needed-columns.ts';
import { readData, type SurveyData } from './read-data.ts';
import { type Sample, sampleTaker } from './samples.ts';

/** One run's part of it. */
export interface SharedRun {
  readonly data: SurveyData;
  take(sample: string): Sample;
  fit(spec: ModelSpec, sample: Frame): Fit;
}

export interface PlannedRun {
  readonly analysis: Analysis;
  readonly wanted: Wanted;
}

/** Sections that come after the samples: what they say changes no row and no column. */
const AFTER_SAMPLES = ['models', 'summaries', 'mediations', 'splits', 'placebos', 'tables', 'figures', 'commands'];
/** Sections between the data and the models. */
const AFTER_DATA = [...AFTER_SAMPLES, 'samples', 'rollouts', 'term_sets'];
/** Keys of a model that are read once it is fitted; columns that a covariance requires are looked at apart. */
const AFTER_FIT = ['vcov', 'effects', 'conf_level'];

/**
 * A function that gives each of the planned runs its share. The data are read once with the columns of all runs (again only for
 * settings of the codebook or the data), a sample is taken once for equal settings before the models, and a model is fitted once
 * for equal settings of its own other than those of covariance and effects. A fit that failed fails again with the same words.
 */
export function shareRuns(
  plans: readonly PlannedRun[],
  source: () => readonly ByteSource[],
): (analysis: Analysis) => Promise<SharedRun> {
  const dataByKey = new Map<string, Promise<SurveyData>>();
  const takers = new Map<string, (sample: string) => Sample>();
  const fits = new Map<string, { readonly fit: Fit } | { readonly error: unknown }>();

  const readFor = (analysis: Analysis): Promise<SurveyData> => {
    const key = dataKey(analysis);
    const before = dataByKey.get(key);
    if (before !== undefined) return before;
    const alike = plans.filter((plan) => dataKey(plan.analysis) === key);
    const columns = new Set(alike.flatMap((plan) => [...neededColumns(plan.analysis, plan.wanted)]));
    const read = readData(analysis, source(), columns);
    dataByKey.set(key, read);
    return read;
  };

  return async (analysis) => {
    const data = await readFor(analysis);
    const ground = groundKey(analysis);
    const take = takers.get(ground) ?? sampleTaker(analysis, data);
    takers.set(ground, take);
    return {
      data,
      take,
      fit(spec, sample) {
        const key = JSON.stringify([ground, fitKey(analysis, spec), incomplete(spec, sample)]);
        const before = fits.get(key) ?? attempt(spec, sample);
        fits.set(key, before);
        if ('error' in before) throw before.error;
        return before.fit;
      },
    };
  };
}

function attempt(spec: ModelSpec, sample: Frame): { readonly fit: Fit } | { readonly error: unknown } {
  try {
    return { fit: estimateModel(spec, sample) };
  } catch (error) {
    return { error };
  }
}

function dataKey({ settings }: Analysis): string {
  return JSON.stringify(settings.filter((setting) => !AFTER_DATA.includes(first(setting))));
}

function groundKey({ settings }: Analysis): string {
  return JSON.stringify(settings.filter((setting) => !AFTER_SAMPLES.includes(first(setting))));
}

/** Settings of this model that a fit depends on, and those of all models together. */
function fitKey({ settings }: Analysis, { name, sample }: ModelSpec): readonly string[] {
  const own = settings.filter((setting) => {
    const [section, model, key] = settingPath(setting);
    if (section !== 'models') return false;
    return model === undefined || (String(model) === name && !AFTER_FIT.includes(String(key)));
  });
  return [name, sample, ...own];
}

/** Columns that the covariance requires and that are missing in some rows: the fit is then over fewer rows. */
function incomplete({ asked }: ModelSpec, sample: Frame): readonly string[] {
  return asked.requires.filter((name) => {
    const column = sample.columns.get(name);
    if (column === undefined) return true;
    for (let row = 0; row < sample.rows; row++) if (isMissing(column, row)) return true;
    return false;
  });
}

function first(setting: string): string {
  return String(settingPath(setting)[0]);
}
