/** A command under each of its variants: what every reading finds, and how it stands beside the published numbers. */
import type { ByteSource } from '../analysis/data/read-bytes.ts';
import { Failure } from '../errors/failure.ts';
import type { Published } from '../exhibits/published/schema.ts';
import { comparePublished } from '../pipeline/compare-published.ts';
import type { SurveyData } from '../pipeline/read-data.ts';
import type { Results } from '../results/results.ts';
import type { VariantResult } from '../results/variant.ts';
import type { Analysis, CommandSpec, VariantSpec } from '../spec/paper.ts';
import type { Context } from './context.ts';
import { type DrawOptions, drawTasks } from './draws/draw-options.ts';
import { exhibitNeeds } from './exhibit-needs.ts';
import { loadAnalysis } from './load-analysis.ts';
import type { Home } from './program.ts';
import { runExhibits } from './run-exhibits.ts';
import type { DataOptions, OutputOptions, SpecOptions } from './shared-options.ts';

/** Exit code of failures of estimation: a reading that cannot be estimated is a finding, not the end of the others. */
const NOT_ESTIMATED = 4;

export interface VariantRunParts {
  readonly home: Home;
  readonly command: CommandSpec;
  readonly exhibits: readonly string[];
  /** settings of the command's options, which hold under every variant */
  readonly settings: readonly string[];
  readonly options: SpecOptions & DataOptions & OutputOptions & DrawOptions;
  readonly context: Context;
  readonly source: () => readonly ByteSource[];
  readonly published: Published | undefined;
  /** called with the data of each reading */
  readonly onData?: (data: SurveyData) => void;
}

/** The analysis of one reading: the command under a variant, or as it stands. */
export interface Reading {
  readonly variant: VariantSpec | undefined;
  readonly settings: readonly string[];
  readonly analysis: Analysis;
}

/** One reading; analysis and results are absent where it could not be estimated. */
export interface VariantRun {
  readonly record: VariantResult;
  readonly found?: { readonly analysis: Analysis; readonly results: Results };
}

/** Faults of the spec and of the settings pass through. */
export function loadReading(
  { home, exhibits, options, settings: given }: VariantRunParts,
  variant: VariantSpec | undefined,
): Reading {
  const settings = [...(variant?.settings ?? []), ...given];
  return { variant, settings, analysis: loadAnalysis({ folder: home.folder, options, settings, exhibits }) };
}

/** Whether random draws stand behind the exhibits of a reading. */
export function isDrawn({ exhibits }: VariantRunParts, { analysis }: Reading): boolean {
  return Object.values(drawTasks(analysis, exhibitNeeds(analysis, exhibits))).some((names) => names.length > 0);
}

/** Runs a reading. Faults of data and usage pass through. */
export async function runReading(
  parts: VariantRunParts,
  { variant, settings, analysis }: Reading,
): Promise<VariantRun> {
  const { home, command, exhibits, options, context, source, published, onData } = parts;
  const label = variant === undefined ? STANDARD : (variant.summary ?? { en: variant.name });
  const about = { command: command.name, ...(variant && { name: variant.name }), label, settings };
  try {
    const results = await runExhibits({
      home,
      analysis,
      exhibits,
      options,
      context,
      source: source(),
      ...(onData && { onData }),
    });
    const { models, warnings } = results;
    const comparisons = published === undefined ? [] : comparePublished(analysis, exhibits, results, published);
    return { record: { ...about, models, comparisons, warnings }, found: { analysis, results } };
  } catch (error) {
    if (!(error instanceof Failure) || error.exitCode !== NOT_ESTIMATED) throw error;
    return { record: { ...about, models: {}, comparisons: [], warnings: [], failed: error.message } };
  }
}

export const STANDARD = { en: 'the command as it stands', zh: '命令的默认设定' };
