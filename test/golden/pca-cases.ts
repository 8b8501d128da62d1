/** Golden cases of principal components: their specs, and our value for every number that they expect. */
import type { Frame } from '../../src/analysis/data/frame.ts';
import { readData } from '../../src/pipeline/read-data.ts';
import { sampleTaker } from '../../src/pipeline/samples.ts';
import type { ComponentAnalysis } from '../../src/results/components.ts';
import type { Results } from '../../src/results/results.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import type { Case, Leaf } from './case.ts';

interface PcaCase {
  readonly matrix: 'correlation' | 'covariance';
  readonly variables: readonly string[];
}

const COMPOSITES = {
  first_component: { components: 'first', weights: 'none', scale: 'scores' },
  retained_components_share_weighted: { components: 'retained', weights: 'variance_share', scale: 'scores' },
  all_components_share_weighted: { components: 'all', weights: 'variance_share', scale: 'scores' },
  retained_components: { components: 'retained', weights: 'variance_share', scale: 'indicators' },
} as const;

export function isPca({ model }: Case): boolean {
  return model.estimator === 'pca';
}

export function pcaSpec(golden: Case): object {
  const { matrix, variables } = golden.model as unknown as PcaCase;
  const shared = { of: variables, matrix, sign: 'largest', missing: 'listwise' };
  const columns = Object.entries(COMPOSITES).map(([name, options]) => [name, { ...shared, ...options }]);
  return {
    schema: 'spec/1',
    samples: { rows: { steps: [{ pca: Object.fromEntries(columns) }] } },
    // the composites enter a summary, so that the run makes them
    summaries: {
      composites: { sample: 'rows', rows: Object.keys(COMPOSITES).map((variable) => ({ mean_sd: { variable } })) },
    },
  };
}

/** What the records say; `frame` holds the composites themselves, which no record repeats row by row. */
export async function pcaValues(
  golden: Case,
  results: Results,
  text: string,
  path: string,
): Promise<Map<string, Leaf>> {
  const values = new Map<string, Leaf>();
  const analyses = results.flows.flatMap(({ steps }) => steps.flatMap(({ components = [] }) => components));
  const frame = await sampleFrame(golden, text, path);
  for (const analysis of analyses) addAnalysis(values, analysis);
  for (const { composite } of analyses) addComposite(values, composite, frame);
  return values;
}

async function sampleFrame(golden: Case, text: string, path: string): Promise<Frame> {
  const analysis = loadSpec(`${golden.id}.yaml`, { text });
  const data = await readData(analysis, { path }, (golden.model as unknown as PcaCase).variables);
  return sampleTaker(analysis, data)('rows').frame;
}

function addAnalysis(values: Map<string, Leaf>, { rows, excluded, retained, components }: ComponentAnalysis): void {
  values.set('n', rows);
  values.set('n_excluded', excluded);
  values.set('retained_eigenvalue_above_mean', retained);
  components.forEach(({ eigenvalue, sd, share, cumulativeShare, vector, loadings }, c) => {
    values.set(`eigenvalues/${c}`, eigenvalue);
    values.set(`sd/${c}`, sd);
    values.set(`sd_by_component/PC${c + 1}`, sd);
    values.set(`variance_share/${c}`, share);
    values.set(`cumulative_share/${c}`, cumulativeShare);
    for (const [item, entry] of Object.entries(vector)) values.set(`vectors/${c}/${item}`, entry);
    for (const [item, entry] of Object.entries(loadings)) values.set(`loadings/${c}/${item}`, entry);
  });
}

function addComposite(values: Map<string, Leaf>, composite: ComponentAnalysis['composite'], frame: Frame): void {
  const { name, mean, sd, indicatorWeights } = composite;
  const column = frame.columns.get(name);
  if (column?.kind !== 'numeric') throw new Error(`no numbers in ${name}`);
  const known = column.values.filter((value) => !Number.isNaN(value));
  const section = name === 'retained_components' ? 'composite_of_indicator_weights' : 'composite';
  values.set(`${section}/${name}/mean`, mean);
  values.set(`${section}/${name}/sd`, sd);
  values.set(`${section}/${name}/min`, Math.min(...known));
  values.set(`${section}/${name}/max`, Math.max(...known));
  known.slice(0, 5).forEach((value, i) => {
    values.set(`${section}/${name}/first/${i}`, value);
  });
  const weighted = {
    retained_components_share_weighted: 'retained_components',
    all_components_share_weighted: 'all_components',
  };
  const list = weighted[name as keyof typeof weighted];
  if (list === undefined) return;
  for (const [item, weight] of Object.entries(indicatorWeights))
    values.set(`indicator_weights/${list}/${item}`, weight);
}
