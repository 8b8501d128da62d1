/** Every number of a run under a stable address: `models.benchmark.healthy.average.policy.estimate`. */
import { type AddressPath, formatAddress } from './address.ts';
import { type AddressedNumber, named, type Put } from './addressed-number.ts';
import type { ComponentAnalysis } from './components.ts';
import { putMediation, putPlacebo, putSplit } from './extension-numbers.ts';
import { putModel } from './model-numbers.ts';
import type { Results } from './results.ts';
import type { FlowStep } from './sample-flow.ts';
import type { Summary, SummaryRow } from './summary.ts';

/**
 * Every number of the run by address, in the order of the results. Left out: single draws, what says how well a fit converged,
 * and what only restates others (comparisons, sentences, the audit).
 */
export function numbersOf(results: Results): ReadonlyMap<string, AddressedNumber> {
  const found = new Map<string, AddressedNumber>();
  const put: Put = (path, value, kind, draws) => {
    if (value === undefined) return;
    const address = unused(found, path);
    found.set(formatAddress(address), { path: address, value, kind, ...(draws !== undefined && { draws }) });
  };
  for (const { sample, steps } of results.flows) {
    for (const [name, step] of named(steps, ({ label }) => label.en)) putStep(put, ['flows', sample, ...name], step);
  }
  for (const [id, model] of Object.entries(results.models)) putModel(put, ['models', id], model);
  for (const [id, summary] of Object.entries(results.summaries)) putSummary(put, ['summaries', id], summary);
  for (const [id, one] of Object.entries(results.mediations ?? {})) putMediation(put, ['mediations', id], one);
  for (const [id, split] of Object.entries(results.splits ?? {})) putSplit(put, ['splits', id], split);
  for (const [id, placebo] of Object.entries(results.placebos ?? {})) putPlacebo(put, ['placebos', id], placebo);
  for (const { command, name = 'standard', models } of results.variants ?? []) {
    for (const [id, model] of Object.entries(models)) putModel(put, ['variants', command, name, id], model);
  }
  return found;
}

/** A name that happens twice keeps its first place; later ones get a number: `name[2]`. */
function unused(found: ReadonlyMap<string, unknown>, path: AddressPath): AddressPath {
  let address = path;
  for (let count = 2; found.has(formatAddress(address)); count++) address = [...path, count];
  return address;
}

function putStep(put: Put, at: AddressPath, step: FlowStep): void {
  put([...at, 'rows'], step.rows, 'count');
  put([...at, 'lost'], step.lost, 'count');
  for (const { cause, rows } of step.causes) put([...at, 'causes', cause], rows, 'count');
  for (const analysis of step.components ?? []) {
    putComponents(put, [...at, 'components', analysis.composite.name], analysis);
  }
}

function putComponents(put: Put, at: AddressPath, { rows, excluded, components, composite }: ComponentAnalysis): void {
  put([...at, 'rows'], rows, 'count');
  put([...at, 'excluded'], excluded, 'count');
  for (const [index, { eigenvalue, share, loadings }] of components.entries()) {
    const component = [...at, String(index + 1)];
    put([...component, 'eigenvalue'], eigenvalue, 'statistic');
    put([...component, 'share'], share, 'statistic');
    for (const [item, value] of Object.entries(loadings)) put([...component, 'loadings', item], value, 'statistic');
  }
  put([...at, 'composite', 'constant'], composite.constant, 'statistic');
  for (const [item, value] of Object.entries(composite.coefficients)) {
    put([...at, 'composite', 'coefficients', item], value, 'statistic');
  }
  put([...at, 'composite', 'mean'], composite.mean, 'statistic');
  put([...at, 'composite', 'sd'], composite.sd, 'statistic');
}

function putSummary(put: Put, at: AddressPath, { groups, rows }: Summary): void {
  for (const { key, nobs } of groups) put([...at, 'groups', key, 'nobs'], nobs, 'count');
  for (const [name, row] of named(rows, ({ key }) => key)) putSummaryRow(put, [...at, ...name], row);
}

function putSummaryRow(put: Put, at: AddressPath, { cells, test }: SummaryRow): void {
  for (const cell of cells) {
    for (const field of ['nobs', 'missing', 'count'] as const) {
      if (!Number.isNaN(cell[field])) put([...at, cell.group, field], cell[field], 'count');
    }
    for (const field of ['mean', 'sd', 'share', 'confLow', 'confHigh'] as const) {
      if (!Number.isNaN(cell[field])) put([...at, cell.group, field], cell[field], 'statistic');
    }
  }
  if (test === undefined) return;
  put([...at, 'test', 'statistic'], test.statistic, 'statistic');
  put([...at, 'test', 'pValue'], test.pValue, 'statistic');
  put([...at, 'test', 'excluded'], test.excluded, 'count');
  for (const [name, value] of Object.entries(test.detail)) {
    if (typeof value === 'number') put([...at, 'test', name], value, 'statistic');
  }
}
