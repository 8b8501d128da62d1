/** Every golden case goes in as YAML and CSV by the public road; every number it expects must come out. */
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { Failure } from '../../src/errors/failure.ts';
import { runAnalysis } from '../../src/pipeline/run-analysis.ts';
import type { Results } from '../../src/results/results.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { type Case, dataFile, differs, expectedLeaves, readCases } from './case.ts';
import { caseSpec } from './case-spec.ts';
import { caseValues } from './case-values.ts';
import { drawnSpec, drawnValues, isDrawn } from './draw-values.ts';
import { firstRows, isMediation, mediationSpec, mediationValues } from './mediation-cases.ts';
import { isPca, pcaSpec, pcaValues } from './pca-cases.ts';

const cases = readCases();
const skipped: string[] = [];

describe('golden cases', () => {
  it('are all there', () => {
    expect(cases.length).toBe(117);
  });

  for (const golden of cases) {
    const path = dataFile(golden);
    if (path === undefined) {
      skipped.push(golden.id);
      it.skip(`${golden.id} (its data are not beside the project)`, () => {});
      continue;
    }
    it(golden.id, async () => {
      expect(await faults(golden, path)).toEqual([]);
    }, 180_000);
  }

  afterAll(() => {
    if (skipped.length > 0)
      console.log(`golden cases skipped, data under GPL not beside the project: ${skipped.join(', ')}`);
  });
});

async function faults(golden: Case, path: string): Promise<string[]> {
  const refusal = expectedRefusal(golden);
  if (refusal !== undefined) return refusalFaults(golden, path, refusal);
  const results = await run(golden, path);
  const values = isDrawn(golden)
    ? drawnValues(golden, results)
    : isPca(golden)
      ? await pcaValues(golden, results, specText(golden, path), path)
      : isMediation(golden)
        ? mediationValues(golden, results)
        : caseValues(golden, results);
  return [...expectedLeaves(golden)].flatMap(
    ([leaf, expected]) => differs(golden, leaf, expected, values.get(leaf)) ?? [],
  );
}

function specText(golden: Case, path: string): string {
  // JSON is YAML, and the shortest for long lists of resamples
  if (isDrawn(golden)) return JSON.stringify(drawnSpec(golden));
  if (isPca(golden)) return JSON.stringify(pcaSpec(golden));
  return isMediation(golden) ? JSON.stringify(mediationSpec(golden, path)) : caseSpec(golden);
}

async function run(golden: Case, path: string): Promise<Results> {
  const analysis = loadSpec(join(dirname(path), `${golden.id}.yaml`), { text: specText(golden, path) });
  const rows = firstRows(golden, path);
  return runAnalysis({
    analysis,
    source: rows === undefined ? { path } : { name: 'first rows', stream: Readable.from([Buffer.from(rows)]) },
    wanted: {
      models: [...analysis.models.values()],
      summaries: [...analysis.summaries.values()],
      mediations: [...analysis.mediations.values()],
      placebos: [...analysis.placebos.values()],
    },
    program: 'golden',
    version: '0',
  });
}

interface Refusal {
  readonly code: string;
  /** counts that the message must name */
  readonly says: readonly string[];
}

/** The cases that must be refused: with which code, and what the message says. */
function expectedRefusal({ expected, data }: Case): Refusal | undefined {
  if (expected.error === 'constant outcome') return { code: 'E-FIT-OUTCOME', says: [] };
  if (expected.error === 'outcome must be positive')
    return { code: 'E-FIT-OUTCOME', says: [String(expected.n_nonpositive)] };
  if (expected.must_not_report_as_converged === true)
    return { code: 'E-FIT-SEPARATED', says: data === '' ? [] : ['complete'] };
  return undefined;
}

async function refusalFaults(golden: Case, path: string, { code, says }: Refusal): Promise<string[]> {
  try {
    await run(golden, path);
    return [`${golden.id}: reported a fit instead of ${code}`];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const digits = error.message.replaceAll(',', '');
    const unsaid = says
      .filter((text) => !digits.includes(text))
      .map((text) => `does not say ${text}: ${error.message}`);
    return error.code === code ? unsaid : [`${error.code} instead of ${code}: ${error.message}`, ...unsaid];
  }
}
