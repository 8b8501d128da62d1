/** What has to be run before expectations can be judged: only the models and exhibits that their cells come from. */
import { type Failure, Failures } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { SECTIONS, type Section, sectionOf } from '../../exhibits/expectations/find-cell.ts';
import { parseAddress } from '../../results/address.ts';
import type { PlacedExpectation } from '../../spec/load-expectations.ts';
import { type Analysis, WHOLE_SAMPLE } from '../../spec/paper.ts';
import { publishedTables } from '../../spec/published-tables.ts';
import { exhibitNeeds, type NeededNames } from '../exhibit-needs.ts';

export interface ExpectationNeeds {
  readonly needed: NeededNames;
  /** exhibits whose published cells are meant */
  readonly exhibits: readonly string[];
}

/** Throws Failures for models, summaries, samples and published tables that the spec does not have. */
export function expectationNeeds(analysis: Analysis, placed: readonly PlacedExpectation[]): ExpectationNeeds {
  const faults = new Map<string, Failure>();
  const wanted: Record<Exclude<Section, 'flows'>, Set<string>> = {
    models: new Set(),
    summaries: new Set(),
    mediations: new Set(),
    splits: new Set(),
    placebos: new Set(),
  };
  const exhibits = new Set<string>();
  const samples = new Set<string>();
  const tables = publishedTables(analysis);
  for (const { expectation, fault } of placed) {
    const refuse = (kind: string, name: string, known: readonly string[]) => {
      const accepted = nearestHint(name, known) ?? (known.length === 0 ? undefined : `known: ${known.join(', ')}`);
      const failure = fault({ finding: `no ${kind} "${name}"`, ...(accepted !== undefined && { accepted }) });
      faults.set(failure.message, failure);
    };
    for (const cell of cellsOf(expectation)) {
      const section = sectionOf(cell);
      const name = String(parseAddress(cell)?.[1] ?? '');
      if (section === undefined) {
        const table = cell.split('.')[0]!;
        const showing = tables.get(table);
        if (showing === undefined) refuse('published table or kind of result', table, [...tables.keys(), ...SECTIONS]);
        else for (const exhibit of showing) exhibits.add(exhibit);
      } else if (section === 'flows') {
        if (name === WHOLE_SAMPLE || analysis.samples.has(name)) samples.add(name);
        else refuse('sample', name, [...analysis.samples.keys()]);
      } else if (analysis[section].has(name)) wanted[section].add(name);
      else refuse(section.replace(/ies$/, 'y').replace(/s$/, ''), name, [...analysis[section].keys()]);
    }
  }
  if (faults.size > 0) throw new Failures([...faults.values()]);
  const behind = exhibitNeeds(analysis, [...exhibits]);
  const names = (section: keyof typeof wanted) =>
    [...analysis[section].keys()].filter((name) => wanted[section].has(name) || behind[section]?.includes(name));
  const needed: NeededNames = {
    models: names('models'),
    summaries: names('summaries'),
    mediations: names('mediations'),
    splits: names('splits'),
    placebos: names('placebos'),
    rollouts: behind.rollouts ?? [],
  };
  return { needed: withSamples(analysis, needed, samples), exhibits: [...exhibits] };
}

function cellsOf({ cell, greaterThan, lessThan, equalTo }: PlacedExpectation['expectation']): readonly string[] {
  return [cell, greaterThan, lessThan, equalTo].filter((one) => typeof one === 'string');
}

/** A flow is counted when something uses its sample: the first summary or model that does, unless one is wanted anyway. */
function withSamples(analysis: Analysis, needed: NeededNames, samples: ReadonlySet<string>): NeededNames {
  const models = new Set(needed.models);
  const summaries = new Set(needed.summaries);
  const used = new Set([
    ...needed.models.map((name) => analysis.models.get(name)!.sample),
    ...needed.summaries.map((name) => analysis.summaries.get(name)!.sample),
  ]);
  for (const sample of samples) {
    if (used.has(sample)) continue;
    const summary = [...analysis.summaries].find(([, one]) => one.sample === sample)?.[0];
    const model = [...analysis.models].find(([, one]) => one.sample === sample)?.[0];
    if (summary !== undefined) summaries.add(summary);
    else if (model !== undefined) models.add(model);
  }
  return {
    ...needed,
    models: [...analysis.models.keys()].filter((name) => models.has(name)),
    summaries: [...analysis.summaries.keys()].filter((name) => summaries.has(name)),
  };
}
