/** The spec of a run as files: the texts that were used, and what lies beside them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isInside, type RunFile } from '../../provenance/checksums.ts';
import type { Analysis } from '../../spec/paper.ts';
import { readSpecText } from '../../spec/read-spec.ts';

/** The texts by name, from the analysis itself; of a folder also its other YAML files and the roll-outs that a placebo reads. */
export function specFiles({ origin, folder, placebos }: Analysis): readonly RunFile[] {
  if (origin === undefined) return [];
  const given = [...placebos.values()].flatMap(({ scheme }) => (scheme.given === undefined ? [] : [scheme.given.file]));
  const beside = given.filter((name) => isInside(name) && existsSync(join(folder, name)));
  const extra = beside.map((name): RunFile => ({ path: `spec/${name}`, content: readFileSync(join(folder, name)) }));
  if (origin.kind === 'spec') return [{ path: `spec/${basename(origin.file)}`, content: origin.text }, ...extra];
  const others = readdirSync(folder).filter((name) => name.endsWith('.yaml') && !Object.hasOwn(origin.texts, name));
  return [
    ...Object.entries(origin.texts).map(([name, content]) => ({ path: `spec/${name}`, content })),
    ...others.sort().map((name) => ({ path: `spec/${name}`, content: readSpecText(join(folder, name)) })),
    ...extra,
  ];
}
