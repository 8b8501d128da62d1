/** The part of a file of a run folder that every run of the same command has in common. */
import { CHECKSUM_FILE } from './checksums.ts';
import { README_FILE, readmeWithoutFacts } from './readme.ts';
import { CRATE_FILE } from './ro-crate.ts';
import { RUN_FILE } from './run-schema.ts';

/** Files that say when and where they were made, each with a function that takes this out. */
const OWN_FACTS: Readonly<Record<string, (text: string) => string>> = {
  [README_FILE]: readmeWithoutFacts,
  [RUN_FILE]: runWithoutFacts,
  [CRATE_FILE]: crateWithoutFacts,
};

/** The bytes to compare: all of them, but for files that hold times and machine. */
export function comparable(path: string, bytes: Uint8Array): Uint8Array {
  const take = OWN_FACTS[path];
  return take === undefined ? bytes : Buffer.from(take(Buffer.from(bytes).toString('utf8')));
}

/** Whether a file says when and where it was made. */
export function holdsFacts(path: string): boolean {
  return Object.hasOwn(OWN_FACTS, path);
}

/** The checksums follow from the other files. */
export function isCompared(path: string): boolean {
  return path !== CHECKSUM_FILE;
}

function runWithoutFacts(text: string): string {
  return changed(text, (record) => {
    const { thisRun: _, ...rest } = record;
    return rest;
  });
}

function crateWithoutFacts(text: string): string {
  return changed(text, (crate) => {
    const graph = Array.isArray(crate['@graph']) ? (crate['@graph'] as Record<string, unknown>[]) : [];
    return {
      ...crate,
      '@graph': graph.map((entity) => {
        const { datePublished: _, startTime: __, endTime: ___, ...rest } = entity;
        if (!holdsFacts(String(entity['@id']))) return rest;
        const { sha256: ____, contentSize: _____, ...described } = rest;
        return described;
      }),
    };
  });
}

/** A text that is no JSON object is compared as it stands. */
function changed(text: string, change: (value: Record<string, unknown>) => unknown): string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return text;
    return JSON.stringify(change(value as Record<string, unknown>), null, 2);
  } catch {
    return text;
  }
}
