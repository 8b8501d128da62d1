/** Checks a run folder, repeats its run and prints what differs. */

import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../errors/failure.ts';
import type { Exhibit } from '../../exhibits/formats/format.ts';
import { compareColumns } from '../../provenance/compare-columns.ts';
import { compareFiles, isDifferent } from '../../provenance/compare-files.ts';
import { movedNumbers } from '../../provenance/moved-numbers.ts';
import { RUN_FILE, type RunRecord, runSchema } from '../../provenance/run-schema.ts';
import { RESULTS_SCHEMA, type Results } from '../../results/results.ts';
import { makeContext } from '../context.ts';
import { emit } from '../emit.ts';
import { chooseOutput } from '../output.ts';
import type { Home } from '../program.ts';
import { type ReadRunFolder, readRunFolder } from '../run-folder/read-run-folder.ts';
import { repeatRun } from '../run-folder/repeat-run.ts';
import { outcomesOf, type Verification, verificationTables } from '../run-folder/verification.ts';
import type { VerifyOptions } from '../verbs/verify.ts';

const RESULTS_FILE = 'results.json';

/** E-DATA-OTHER when the data are not those of the run, else E-DIFFERS when anything differs, after everything is printed. */
export async function runVerify(home: Home, folder: string, options: VerifyOptions): Promise<number> {
  const context = makeContext(options);
  const output = chooseOutput(options);
  const read = readRunFolder(folder);
  const { record } = read;
  if (record.program !== home.program) {
    throw new Failure('E-USAGE', {
      place: { file: folder },
      finding: `this run was made by ${record.program}`,
      remedy: `${record.program} verify ${folder}`,
    });
  }
  const paths = dataPaths(home, folder, record, options);
  const data = [];
  for (const [index, path] of paths.entries()) {
    const { name, sha256: wanted } = record.data[index]!;
    data.push({ name, wanted, found: await fileSha256(path) });
  }
  const other = data.filter(({ wanted, found }) => wanted !== found);
  for (const { name } of other) context.say(`${name}: other data than the run's; repeating the run on them`);
  const { quiet } = context;
  const threads = options.threads === undefined ? {} : { threads: options.threads };
  const again = await repeatRun(home, { folder, record, data: paths, quiet, ...threads });
  const verification = verificationOf(home, read, data, again.files);
  const results = resultsOf(home, record, verification);
  const exhibits = verificationTables(verification, context.language).map(
    (table): Exhibit => ({ kind: 'table', table }),
  );
  const exitCode = await emit({ results, exhibits }, output, context);
  if (exitCode !== 0) return exitCode;
  if (other.length > 0) throw otherData(other);
  if (again.files.size === 0) return again.exitCode;
  refuseDifferences(verification);
  return 0;
}

/** --data, else the files of those names that come with the program. */
function dataPaths(home: Home, folder: string, { data }: RunRecord, options: VerifyOptions): readonly string[] {
  if (options.data.length > 0) {
    if (options.data.length === data.length) return options.data;
    throw new Failure('E-USAGE', {
      place: { path: '--data' },
      finding: `${options.data.length} files, and the run read ${data.length}`,
      accepted: data.map(({ name }) => name).join(', '),
    });
  }
  return data.map(({ name, sha256 }) => {
    const path = join(home.root, 'sample-data', name);
    if (existsSync(path)) return path;
    throw new Failure('E-DATA-READ', {
      place: { file: name },
      finding: 'the data of this run do not come with the program',
      accepted: `the file with SHA-256 ${sha256}`,
      remedy: `${home.program} verify ${folder} --data FILE`,
    });
  });
}

async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    throw new Failure('E-DATA-READ', {
      place: { file: path },
      finding: code === 'ENOENT' ? 'no such file' : `cannot be read (${code})`,
    });
  }
  return hash.digest('hex');
}

function verificationOf(
  home: Home,
  read: ReadRunFolder,
  data: Verification['data'],
  again: ReadonlyMap<string, Uint8Array>,
): Verification {
  const { record, files } = read;
  const repeated = runSchema.safeParse(JSON.parse(textOf(again.get(RUN_FILE)) ?? 'null')).data;
  const [before, after] = [files.get(RESULTS_FILE), again.get(RESULTS_FILE)];
  return {
    record,
    version: home.version,
    repeated: again.size > 0,
    data,
    files: compareFiles(read, again.size === 0 ? undefined : again),
    columns: repeated === undefined ? [] : compareColumns(record.columns, repeated.columns),
    moved: before === undefined || after === undefined ? undefined : movedNumbers(before, after),
  };
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes && Buffer.from(bytes).toString('utf8');
}

function resultsOf({ program, version }: Home, { paper, spec }: RunRecord, verification: Verification): Results {
  return {
    schema: RESULTS_SCHEMA,
    provenance: { program, version, paper, specSha256: spec.sha256, settings: spec.settings, data: [] },
    notices: [],
    flows: [],
    models: {},
    summaries: {},
    comparisons: [],
    expectations: outcomesOf(verification),
    warnings: [],
  };
}

function otherData(other: Verification['data']): Failure {
  const [first] = other;
  return new Failure('E-DATA-OTHER', {
    place: { file: other.map(({ name }) => name).join(', ') },
    finding: `SHA-256 ${first!.found}, and the run read ${first!.wanted}`,
    remedy: 'name the data of the run by --data, or take what differs as the difference of the data',
  });
}

function refuseDifferences({ files, moved = [] }: Verification): void {
  const different = files.filter(isDifferent);
  if (different.length === 0) return;
  const numbers = moved.length === 0 ? '' : `, ${moved.length} numbers moved`;
  throw new Failure('E-DIFFERS', {
    finding: `${different.length} of ${files.length} files differ${numbers}`,
    remedy: 'the tables name them',
  });
}
