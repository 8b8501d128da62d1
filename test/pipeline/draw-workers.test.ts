import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAnalysis } from '../../src/pipeline/run-analysis.ts';
import type { DrawRun } from '../../src/pipeline/run-draw-task.ts';
import type { PlaceboResult } from '../../src/results/placebo.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { rolloutPanel } from '../analysis/estimators/toy-rollout.ts';
import { rejected } from '../analysis/frames.ts';
import { type BundledWorker, bundleWorker } from '../bundle-worker.ts';

const folder = mkdtempSync(join(tmpdir(), 'placebos-'));
const data = join(folder, 'panel.csv');
const spec = join(folder, 'panel.yaml');
const SPEC = `
schema: spec/1
term_sets: { controls: [x] }
models:
  chance:
    estimator: logit
    outcome: y
    terms: [post, { set: controls }]
    fixed_effects: [unit, time]
    vcov: { cluster: { by: unit } }
placebos:
  rollouts: { model: chance, unit: unit, treatment: { column: post, time: time }, scheme: permute_rollout, draws: 40, seed: 3 }
  files: { model: chance, unit: unit, treatment: { column: post, time: time }, scheme: { given: { file: draws.csv } } }
`;
let worker: BundledWorker;

beforeAll(async () => {
  worker = await bundleWorker('src/pipeline/draw-worker.ts');
  const { frame } = rolloutPanel(12, 4);
  const columns = ['unit', 'time', 'x', 'y', 'post'].map(
    (name) => (frame.columns.get(name) as { values: Float64Array }).values,
  );
  const rows = Array.from({ length: frame.rows }, (_, row) => columns.map((values) => values[row]).join());
  writeFileSync(data, `unit,time,x,y,post\n${rows.join('\n')}\n`);
  writeFileSync(join(folder, 'draws.csv'), 'draw,unit,year\na,4,2\na,5,3\nb,7,3\nc,1,2\nc,2,3\nc,3,3\n');
});
afterAll(() => {
  worker.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function run(draws: DrawRun | undefined, settings: readonly string[] = [], version = '1', text = SPEC) {
  const analysis = loadSpec(spec, { text, settings });
  const results = await runAnalysis({
    analysis,
    source: { path: data },
    wanted: { models: [], summaries: [], placebos: [...analysis.placebos.values()] },
    program: 'test',
    version,
    ...(draws && { draws }),
  });
  return results.placebos!;
}

/** Everything that a placebo found, numbers as bits. */
const bytes = (placebos: Readonly<Record<string, PlaceboResult>>) =>
  JSON.stringify(placebos, (_, value) =>
    value instanceof Float64Array ? Buffer.from(value.buffer).toString('hex') : value,
  );

describe('placebos of an analysis', () => {
  it('are the same bytes on one, two and three worker threads and without workers', async () => {
    const here = await run(undefined);
    expect(here.rollouts).toMatchObject({
      requested: 40,
      fitted: 40,
      exact: false,
      seed: 3,
      units: 12,
      treatedUnits: 3,
    });
    expect(here.files).toMatchObject({ requested: 3, fitted: 3, recreated: 1, scheme: 'given' });
    for (const threads of [1, 2, 3]) {
      expect(bytes(await run({ threads, worker: worker.entry }))).toBe(bytes(here));
    }
  });

  it('interrupted and resumed are those of a run without interruption, settings in the workers included', async () => {
    const settings = ['placebos.rollouts.seed=8', 'models.chance.estimator=probit'];
    const whole = await run(undefined, settings);
    const controller = new AbortController();
    const message = await rejected(
      run(
        {
          threads: 2,
          worker: worker.entry,
          checkpoints: folder,
          signal: controller.signal,
          onProgress: (task, { done }) => {
            if (task === 'rollouts' && done === 15) controller.abort();
          },
        },
        settings,
      ),
    );
    expect(message).toMatch(/^E-INTERRUPTED .*placebos\.rollouts\.draws: 15 of 40 draws kept/);
    const resumed = { threads: 2, worker: worker.entry, checkpoints: folder, resume: true };
    for (const [changed, version, text] of [
      [['placebos.rollouts.seed=9', settings[1]!], '1', SPEC],
      [settings, '2', SPEC],
      [settings, '1', `${SPEC}# another text\n`],
    ] as const) {
      expect(await rejected(run(resumed, changed, version, text))).toMatch(
        /^E-USAGE .*these draws belong to other data, settings, seed or program version/,
      );
    }
    const before = readFileSync(data, 'utf8');
    writeFileSync(data, before.replace(/,1\n$/, ',0\n').replace(/,0\n$/, ',0 \n'));
    expect(await rejected(run(resumed, settings))).toMatch(/^E-USAGE/);
    writeFileSync(data, before);
    const seen: number[] = [];
    const again = await run(
      { ...resumed, onProgress: (task, { resumed: kept }) => task === 'rollouts' && seen.push(kept) },
      settings,
    );
    expect(seen[0]).toBe(15);
    expect(bytes(again)).toBe(bytes(whole));
  });

  it('are checked before the data are read', () => {
    const load = (text: string) => {
      try {
        loadSpec(spec, { text });
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    };
    const entry = (text: string) => load(`${SPEC.split('placebos:')[0]}placebos:\n  p: ${text}\n`);
    const scheme = 'scheme: permute_rollout';
    expect(entry(`{ model: chanse, unit: unit, adopted: a, ${scheme} }`)).toMatch(
      /placebos\.p\.model: no model "chanse"; nearest: "chance"/,
    );
    expect(entry(`{ model: chance, unit: unit, ${scheme} }`)).toMatch(
      /nothing to exchange; one of adopted, treatment, labels/,
    );
    expect(entry(`{ model: chance, unit: unit, adopted: a, labels: b, ${scheme} }`)).toMatch(
      /adopted and labels to exchange/,
    );
    expect(entry(`{ model: chance, unit: unit, labels: b, ${scheme} }`)).toMatch(
      /the scheme permute_rollout does not assign labels; adopted or treatment/,
    );
    expect(entry(`{ model: chance, adopted: a, ${scheme} }`)).toMatch(
      /a roll-out is assigned to units; name their column under unit/,
    );
    expect(entry('{ model: chance, unit: unit, adopted: a, scheme: random_units_random_years }')).toMatch(/years/);
    expect(entry('{ model: chance, unit: unit, adopted: a, scheme: permute_rolout }')).toMatch(
      /no placebo scheme "permute_rolout"; nearest: "permute_rollout"/,
    );
    const closed = `${SPEC.replace('term_sets', 'codebook: { columns: { unit: { kind: number }, time: { kind: number }, x: { kind: number }, y: { kind: number }, post: { kind: number } } }\nterm_sets').replace('unit: unit, treatment', 'unit: unti, treatment')}`;
    expect(load(closed)).toMatch(/placebos\.rollouts: no column "unti"; nearest: "unit"/);
  });
});
