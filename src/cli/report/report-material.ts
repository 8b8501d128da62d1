/** What a report of a replication is made of, beside its results. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Exhibit } from '../../exhibits/formats/format.ts';
import type { ReportMaterial } from '../../exhibits/report/material.ts';
import type { Analysis } from '../../spec/paper.ts';
import { readSpecText } from '../../spec/read-spec.ts';
import { originTexts, specLines } from '../../spec/spec-lines.ts';
import type { Home } from '../program.ts';

/** Files beside a paper that no model needs, but that a report sets its numbers against. */
const BESIDE = ['published.yaml', 'audit.yaml'];

/** `drawn` are the exhibits of these names, in their order. */
export function reportMaterial(
  { front, folder }: Home,
  analysis: Analysis,
  names: readonly string[],
  drawn: readonly Exhibit[],
  found: ReportMaterial['found'],
): ReportMaterial {
  const { citation, doi } = front;
  const texts = analysis.origin === undefined ? {} : originTexts(analysis.origin);
  const beside = BESIDE.filter((name) => !Object.hasOwn(texts, name) && existsSync(join(folder, name)));
  const more = Object.fromEntries(beside.map((name) => [name, readSpecText(join(folder, name))]));
  return {
    title: analysis.title,
    citation,
    ...(doi !== undefined && { doi }),
    exhibits: names.map((name, index) => {
      const { shape } = analysis.tables.get(name) ?? analysis.figures.get(name)!;
      return { name, exhibit: drawn[index]!, needs: shape.needs };
    }),
    spec: specLines({ ...texts, ...more }),
    found,
  };
}
