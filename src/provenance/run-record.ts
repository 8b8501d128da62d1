/** Results, command and files of a run -> its record. */
import type { Estimate, ModelResult } from '../results/estimates.ts';
import type { Results } from '../results/results.ts';
import type { Language, Text } from '../results/text.ts';
import {
  type ColumnFingerprint,
  RUN_SCHEMA,
  type RunCommand,
  type RunExhibit,
  type RunRecord,
  type ThisRun,
} from './run-schema.ts';

export interface RunRecordParts {
  readonly results: Results;
  readonly language: Language;
  readonly command: RunCommand;
  readonly license?: string;
  readonly columns: readonly ColumnFingerprint[];
  /** path and SHA-256 of every spec file, and the file where the spec is one */
  readonly spec: Pick<RunRecord['spec'], 'files' | 'file'>;
  readonly exhibits: readonly RunExhibit[];
  readonly thisRun: ThisRun;
}

/** The record; numbers that are not defined become null. */
export function runRecord(parts: RunRecordParts): RunRecord {
  const { results, language, command, license, columns, spec, exhibits, thisRun } = parts;
  const { provenance, flows, warnings } = results;
  const models = modelsOf(results);
  return {
    schema: RUN_SCHEMA,
    program: provenance.program,
    version: provenance.version,
    paper: provenance.paper,
    language,
    command,
    ...(license !== undefined && { license }),
    data: provenance.data.map(({ name, sha256, rows, columns: width, encoding, synthetic }) => ({
      name,
      sha256,
      rows,
      columns: width,
      encoding,
      synthetic,
    })),
    columns: [...columns],
    spec: { sha256: provenance.specSha256, settings: [...provenance.settings], ...spec },
    random: randomOf(results),
    equations: models.flatMap(([name, model]) => equationsOf(name, model)),
    conventions: models.map(([name, model]) => conventionOf(name, model)),
    flows: flows.map(({ sample, steps }) => ({
      sample,
      steps: steps.map(({ label, rows, lost }) => ({ label: plainText(label), rows, lost })),
    })),
    warnings: [...warnings],
    exhibits: [...exhibits],
    thisRun,
  };
}

/** The models by name, then those of mediations and splits, and those of other readings. */
function modelsOf(results: Results): readonly (readonly [string, ModelResult])[] {
  const { models, mediations = {}, splits = {}, variants = [] } = results;
  return [
    ...Object.entries(models),
    ...Object.entries(mediations).flatMap(([name, { steps }]) =>
      steps.map(({ role, mediator, model }) => [[name, role, mediator].filter(Boolean).join(' '), model] as const),
    ),
    ...Object.entries(splits).flatMap(([name, { groups }]) =>
      groups.map((group) => [`${name} ${group.name}`, group.model] as const),
    ),
    ...variants.flatMap(({ command, name = 'standard', models: found }) =>
      Object.entries(found).map(([id, model]) => [`${command} ${name} ${id}`, model] as const),
    ),
  ];
}

function equationsOf(model: string, { equations }: ModelResult): RunRecord['equations'] {
  return equations.map(({ name, estimator, rows, convergence }) => ({
    model,
    equation: name,
    estimator,
    rows,
    converged: convergence.converged,
    iterations: defined(convergence.iterations),
    scaledGradient: defined(convergence.scaledGradient),
    definite: convergence.definite,
    logLik: defined(convergence.logLik),
  }));
}

function defined(value: Estimate['estimate']): number | null {
  return Number.isFinite(value) ? value : null;
}

function conventionOf(model: string, { vcov, effects }: ModelResult): RunRecord['conventions'][number] {
  const { kind, preset, factorFormula, clusters, distribution } = vcov;
  return {
    model,
    covariance: {
      kind,
      preset,
      factorFormula,
      clusters: clusters.map(({ variable, groups }) => ({ variable, groups })),
      distribution,
    },
    effects: effects.map(({ equation, effect, convention }) => ({
      equation,
      effect,
      convention: plainText(convention),
    })),
  };
}

function randomOf({ models, mediations = {}, splits = {}, placebos = {} }: Results): RunRecord['random'] {
  const seeded = (seed: number | undefined) => (seed === undefined ? {} : { seed });
  const without = (failed: number) => (failed === 0 ? {} : { failed });
  return [
    ...Object.entries(models).flatMap(([name, { effects }]) =>
      effects
        .flatMap(({ bootstrap = [] }) => bootstrap)
        .slice(0, 1)
        .map(({ draws, enumerated }) => ({ what: 'wild bootstrap' as const, name, draws, exhaustive: enumerated })),
    ),
    ...Object.entries(mediations).flatMap(([name, { bootstrap }]) =>
      bootstrap === undefined
        ? []
        : [
            {
              what: 'bootstrap' as const,
              name,
              draws: bootstrap.draws,
              exhaustive: false,
              ...without(bootstrap.failed),
              ...seeded(bootstrap.seed),
            },
          ],
    ),
    ...Object.entries(splits).flatMap(([name, { permutation }]) =>
      permutation === undefined
        ? []
        : [
            {
              what: 'permutation' as const,
              name,
              draws: permutation.draws,
              exhaustive: false,
              ...without(permutation.failed),
              seed: permutation.seed,
            },
          ],
    ),
    ...Object.entries(placebos).map(([name, { requested, exact, failed, seed }]) => ({
      what: 'placebo' as const,
      name,
      draws: requested,
      exhaustive: exact,
      ...without(failed),
      ...seeded(seed),
    })),
  ];
}

function plainText({ en, zh }: Text): { en: string; zh?: string } {
  return { en, ...(zh !== undefined && { zh }) };
}
