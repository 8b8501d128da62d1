/** What a report is made of, beside its results. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Exhibit } from '../../exhibits/formats/format.ts';
import type { ReportExhibit, ReportMaterial } from '../../exhibits/report/material.ts';
import type { Analysis } from '../../spec/paper.ts';
import { readSpecText } from '../../spec/read-spec.ts';
import { originTexts, specLines } from '../../spec/spec-lines.ts';

/** Files beside a paper that no model needs, but that a report sets its numbers against. */
const BESIDE = ['published.yaml', 'audit.yaml'];

/** What the report says of the publication; nothing for a spec that replicates none. */
interface Publication {
  readonly citation: string;
  readonly doi?: string;
  /** the folder that holds the printed numbers */
  readonly folder: string;
}

/** `drawn` are the exhibits of these names, in their order, or those of a spec that names none. */
export function reportMaterial(
  analysis: Analysis,
  names: readonly string[] | undefined,
  drawn: readonly Exhibit[],
  found: ReportMaterial['found'],
  publication?: Publication,
): ReportMaterial {
  const texts = analysis.origin === undefined ? {} : originTexts(analysis.origin);
  const beside = publication === undefined ? {} : textsBeside(publication.folder, texts);
  const { citation, doi } = publication ?? {};
  return {
    title: analysis.title,
    ...(citation !== undefined && { citation }),
    ...(doi !== undefined && { doi }),
    exhibits: names?.map((name, index) => namedExhibit(analysis, name, drawn[index]!)) ?? drawn.map(unnamedExhibit),
    spec: specLines({ ...texts, ...beside }),
    found,
  };
}

function textsBeside(folder: string, texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const beside = BESIDE.filter((name) => !Object.hasOwn(texts, name) && existsSync(join(folder, name)));
  return Object.fromEntries(beside.map((name) => [name, readSpecText(join(folder, name))]));
}

function namedExhibit({ tables, figures }: Analysis, name: string, exhibit: Exhibit): ReportExhibit {
  const { shape } = tables.get(name) ?? figures.get(name)!;
  return { name, exhibit, needs: shape.needs };
}

function unnamedExhibit(exhibit: Exhibit): ReportExhibit {
  const { id } = exhibit.kind === 'table' ? exhibit.table : exhibit.figure;
  return { name: id, exhibit, needs: { models: [], summaries: [] } };
}
