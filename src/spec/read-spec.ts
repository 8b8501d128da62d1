/** The files of a spec: read, parsed, with settings applied and term sets written out; faults are gathered. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { Failure, Failures } from '../errors/failure.ts';
import { parseYaml, type YamlDocument } from '../yaml/document.ts';
import { check } from '../yaml/validate.ts';
import { expandRollouts } from './expand-rollouts.ts';
import { expandSets } from './expand-sets.ts';
import type { WrittenFile } from './paper.ts';
import { applySetting, type SpecFile } from './settings.ts';

/** A file of a spec before it is read: the name that messages use, its text and its schema. */
interface SpecText {
  readonly file: string;
  readonly text: string;
  readonly schema: z.ZodType;
}

/** Endings of files that hold data: their text must not end up in a message about YAML. */
const DATA_FILE = /\.(csv|tsv|tab|dta|sav|xlsx?|parquet|rds)$/i;

/** The text of a file; E-SPEC-READ when it cannot be read, is not UTF-8 or holds data by its name. */
export function readSpecText(path: string): string {
  if (DATA_FILE.test(path)) {
    throw new Failure('E-SPEC-READ', {
      place: { file: path },
      finding: 'a file of data by its ending',
      accepted: 'accepted: YAML',
      remedy: 'a file of data goes to --data',
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'no such file',
      EISDIR: 'a folder, not a file',
      ERR_ENCODING_INVALID_ENCODED_DATA: 'text that is not UTF-8',
    };
    throw new Failure('E-SPEC-READ', {
      place: { file: path },
      finding: reasons[code ?? ''] ?? `cannot be read (${code})`,
    });
  }
}

/** The texts of those files of a folder that are there. */
export function readFolder(folder: string, names: readonly string[]): Readonly<Record<string, string>> {
  const there = names.filter((name) => existsSync(join(folder, name)));
  return Object.fromEntries(there.map((name) => [name, readSpecText(join(folder, name))]));
}

/** What was read: the files that parse, and per file the value of its sound parts. */
interface ReadSpec {
  readonly files: readonly SpecFile[];
  readonly faults: readonly Failure[];
  /** the files among these names as they were written */
  writtenIn(names: readonly string[]): readonly WrittenFile[];
  /** the document of a text, as validated; undefined when it did not parse */
  documentFrom(text: SpecText): YamlDocument | undefined;
  valueFrom<T>(text: SpecText & { readonly schema: z.ZodType<T> }): T | undefined;
}

/** Parses texts that belong together, applies the settings and validates each; every fault is gathered. */
export function readSpec(texts: readonly SpecText[], settings: readonly string[]): ReadSpec {
  const faults: Failure[] = [];
  const parsed = texts.flatMap((text) => {
    const document = gather(faults, () => parseYaml(text.text, text.file));
    return document === undefined ? [] : [{ text, document, schema: text.schema }];
  });
  // a setting may concern a file that does not parse: that it is unknown is then no news
  const settingFaults = parsed.length === texts.length ? faults : [];
  const files = settings.reduce((before, setting) => {
    const applied = gather(settingFaults, () => applySetting(before, setting));
    return applied === undefined ? before : before.map((file) => (file === applied.file ? applied.changed : file));
  }, parsed);
  const read = files.map(({ text, document, schema }) => {
    const sets = expandSets(document);
    const expanded = expandRollouts(
      sets.document,
      files.map((file) => file.document),
    );
    const checked = check(expanded.document, schema);
    faults.push(...sets.faults, ...expanded.faults, ...checked.faults);
    return { text, document: expanded.document, schema, value: checked.value, written: sets.document };
  });
  return {
    files: read,
    faults,
    writtenIn: (names) =>
      read
        .filter(({ text }) => names.includes(text.file))
        .map(({ text, written }) => ({ text: text.text, document: written })),
    documentFrom: (text) => read.find((file) => file.text === text)?.document,
    valueFrom: <T>(text: SpecText) => read.find((file) => file.text === text)?.value as T | undefined,
  };
}

function gather<T>(faults: Failure[], run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof Failures) faults.push(...error.failures);
    else if (error instanceof Failure) faults.push(error);
    else throw error;
    return undefined;
  }
}

/** SHA-256 over texts in their order. */
export function specSha256(texts: readonly SpecText[]): string {
  const hash = createHash('sha256');
  for (const { text } of texts) hash.update(text).update('\0');
  return hash.digest('hex');
}
