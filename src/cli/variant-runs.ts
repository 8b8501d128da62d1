/** A command under each of its variants: what every reading finds, and how it stands beside the published numbers. */
import type { ByteSource } from '../analysis/data/read-bytes.ts';
import { Failure } from '../errors/failure.ts';
import type { Published } from '../exhibits/published/schema.ts';
import { comparePublished } from '../pipeline/compare-published.ts';
import type { Results } from '../results/results.ts';
import type { VariantResult } from '../results/variant.ts';
import type { Analysis, CommandSpec, VariantSpec } from '../spec/paper.ts';
import type { Context } from './context.ts';
import type { DrawOptions } from './draw-options.ts';
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
}

/** One reading; analysis and results are absent where it could not be estimated. */
export interface VariantRun {
  readonly record: VariantResult;
  readonly found?: { readonly analysis: Analysis; readonly results: Results };
}

/** The command under one variant, or as it stands. Faults of spec, data and usage pass through. */
export async function runVariant(parts: VariantRunParts, variant: VariantSpec | undefined): Promise<VariantRun> {
  const { home, command, exhibits, options, context, source, published } = parts;
  const label = variant === undefined ? STANDARD : (variant.summary ?? { en: variant.name });
  const settings = [...(variant?.settings ?? []), ...parts.settings];
  const about = { command: command.name, ...(variant && { name: variant.name }), label, settings };
  const analysis = loadAnalysis({ folder: home.folder, options, settings, exhibits });
  try {
    const results = await runExhibits({ home, analysis, exhibits, options, context, source: source() });
    const { models, warnings } = results;
    const comparisons = published === undefined ? [] : comparePublished(analysis, exhibits, results, published);
    return { record: { ...about, models, comparisons, warnings }, found: { analysis, results } };
  } catch (error) {
    if (!(error instanceof Failure) || error.exitCode !== NOT_ESTIMATED) throw error;
    return { record: { ...about, models: {}, comparisons: [], warnings: [], failed: error.message } };
  }
}

export const STANDARD = { en: 'the command as it stands', zh: '命令的默认设定' };
