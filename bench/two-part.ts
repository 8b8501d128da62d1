/** Where the time of bench/two-part.yaml goes: the stages of the pipeline one by one, as JSON. Usage: SPEC DATA.csv */
import { buildDesign } from '../src/analysis/design/build-design.ts';
import { neededColumns } from '../src/pipeline/needed-columns.ts';
import { readData } from '../src/pipeline/read-data.ts';
import { sampleTaker } from '../src/pipeline/samples.ts';
import { loadSpec } from '../src/spec/load-spec.ts';

interface Phase {
  /** seconds of processor time, user and system */
  readonly cpu: number;
  readonly wall: number;
}

const phases: Record<string, Phase> = {};
let cpuBefore = process.cpuUsage();
let wallBefore = performance.now();

function endPhase(name: string): void {
  const { user, system } = process.cpuUsage(cpuBefore);
  phases[name] = { cpu: (user + system) / 1e6, wall: (performance.now() - wallBefore) / 1e3 };
  cpuBefore = process.cpuUsage();
  wallBefore = performance.now();
}

const [spec, path] = process.argv.slice(2);
if (spec === undefined || path === undefined) throw new Error('usage: two-part SPEC DATA.csv');
const analysis = loadSpec(spec);
const model = [...analysis.models.values()][0]!;
endPhase('spec');
const data = await readData(analysis, { path }, neededColumns(analysis, { models: [model], summaries: [] }));
endPhase('read');
const { frame } = sampleTaker(analysis, data)(model.sample);
const designs = model.estimator.equations(model.asked).map((equation) => buildDesign(equation, frame));
endPhase('design');
const fit = model.estimator.fit(designs, frame);
const vcov = model.vcov.compute(fit);
endPhase('fit');
for (const effect of model.effects) effect.compute(fit, vcov, model.confLevel);
endPhase('effects');
const iterations = fit.equations.map(({ name, convergence }) => [name, convergence.iterations]);
const peakMegabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(`${JSON.stringify({ phases, iterations: Object.fromEntries(iterations), peakMegabytes })}\n`);
