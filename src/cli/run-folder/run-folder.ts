/** --run-dir: everything that a run made and what made it, in one folder that `verify` can repeat. */
import { cpus, totalmem } from 'node:os';
import { basename, relative, resolve } from 'node:path';
import { Failure } from '../../errors/failure.ts';
import type { Document } from '../../exhibits/formats/format.ts';
import type { SurveyData } from '../../pipeline/read-data.ts';
import { CHECKSUM_FILE, checksumText, inOrder, isInside, type RunFile, sha256Of } from '../../provenance/checksums.ts';
import { fingerprintColumns } from '../../provenance/fingerprint.ts';
import { publicationOf } from '../../provenance/publication.ts';
import { README_FILE, readme } from '../../provenance/readme.ts';
import { CRATE_FILE, roCrate } from '../../provenance/ro-crate.ts';
import { runRecord } from '../../provenance/run-record.ts';
import {
  type ColumnFingerprint,
  RUN_FILE,
  type RunCommand,
  type RunExhibit,
  type ThisRun,
} from '../../provenance/run-schema.ts';
import type { Analysis } from '../../spec/paper.ts';
import { writtenSpec } from '../../spec/written-spec.ts';
import type { Context } from '../context.ts';
import type { OutputOptions } from '../shared-options.ts';
import { documentFile, exhibitFiles } from './exhibit-files.ts';
import type { GivenCommand, RunFolderOptions } from './run-folder-options.ts';
import { specFiles } from './spec-files.ts';
import { checkRunFolder, writeFolderWhole } from './write-folder.ts';

export interface RunFolder {
  /** Takes the fingerprints of the columns that a run read. */
  onData(data: SurveyData): void;
  /** Writes the folder, whole or not at all; `report` is the page in place of the plain one. */
  write(analysis: Analysis, document: Document, report?: string): Promise<void>;
}

/** formats of files ignore it */
const WIDTH = 100;

type Options = RunFolderOptions & OutputOptions & { readonly oracle?: string };

/** Undefined without --run-dir. E-OUTPUT, before any work, for a folder that holds anything else; E-USAGE for --out inside it. */
export function runFolder(options: Options, context: Context): RunFolder | undefined {
  const { runDir, out, given, runLicense, fingerprints = true } = options;
  if (runDir === undefined) {
    if (runLicense !== undefined) throw usage('--run-license', 'no --run-dir');
    return undefined;
  }
  if (options.oracle !== undefined) throw usage('--run-dir', '--oracle shows a comparison, not the run');
  checkRunFolder(runDir);
  if (out !== undefined && isBelow(out, runDir)) throw usage('--out', 'a file inside --run-dir');
  const startedAt = new Date();
  const columns = new Map<string, ColumnFingerprint>();
  return {
    onData({ frame }) {
      // another reading of the same data may read more columns
      const unknown = new Map([...frame.columns].filter(([name]) => !columns.has(name)));
      const found = fingerprintColumns({ rows: frame.rows, columns: unknown }, { hashed: fingerprints });
      for (const one of found) columns.set(one.column, one);
    },
    async write(analysis, document, report) {
      const draws = { language: context.language, color: false, width: WIDTH };
      const drawn = await exhibitFiles(document, draws);
      const spec = specFiles(analysis);
      const made: RunFile[] = [
        await documentFile('results.json', 'json', document, draws),
        report === undefined
          ? await documentFile('report.html', 'html', document, draws)
          : { path: 'report.html', content: report },
        ...drawn.flatMap(({ files }) => files),
        ...inOrder(spec),
      ];
      const { origin } = analysis;
      const record = runRecord({
        results: document.results,
        language: context.language,
        command: commandOf(given!),
        ...(runLicense !== undefined && { license: runLicense }),
        columns: [...columns.values()].sort((a, b) => (a.column < b.column ? -1 : 1)),
        spec: {
          ...(origin?.kind === 'spec' && { file: basename(origin.file) }),
          files: inOrder(spec).map(({ path, content }) => ({ path, sha256: sha256Of(content) })),
        },
        exhibits: withLines(analysis, drawn),
        thisRun: factsSince(startedAt),
      });
      const publication = publicationOf(analysis);
      made.push({ path: RUN_FILE, content: `${JSON.stringify(record, null, 2)}\n` });
      made.push({ path: README_FILE, content: readme({ record, publication, notices: document.results.notices }) });
      made.push({ path: CRATE_FILE, content: roCrate({ record, publication, files: made }) });
      await writeFolderWhole(runDir, [...made, { path: CHECKSUM_FILE, content: checksumText(made) }]);
    },
  };
}

function commandOf({ verb, arguments: words, positional }: GivenCommand): RunCommand {
  return { verb, positional, arguments: [...words] };
}

/** Where the spec declares each exhibit. */
function withLines(analysis: Analysis, drawn: Awaited<ReturnType<typeof exhibitFiles>>): RunExhibit[] {
  const written = writtenSpec(analysis);
  return drawn.map(({ kind, id, title, files }) => {
    // without tables of its own, a spec is shown summary by summary and model by model
    const paths = [
      [`${kind}s`, id],
      ['summaries', id],
      ['models', id.split('.')[0]!],
    ];
    const path = paths.find((one) => written?.at(one) !== undefined);
    const declared = path && written?.fileOf(path)?.document.locate(path, 'key');
    const { file, line } = declared ?? {};
    return {
      id,
      kind,
      title,
      files: files.map((one) => one.path),
      ...(file !== undefined && line !== undefined && { spec: { file: basename(file), line } }),
    };
  });
}

function factsSince(startedAt: Date): ThisRun {
  const finishedAt = new Date();
  const mebibytes = (bytes: number) => Math.round(bytes / 2 ** 20);
  return {
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    seconds: (finishedAt.getTime() - startedAt.getTime()) / 1000,
    peakMemoryMiB: mebibytes(process.resourceUsage().maxRSS * 1024),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processors: cpus().length,
    memoryMiB: mebibytes(totalmem()),
  };
}

function isBelow(file: string, folder: string): boolean {
  return isInside(relative(resolve(folder), resolve(file)).replaceAll('\\', '/'));
}

function usage(path: string, finding: string): Failure {
  return new Failure('E-USAGE', { place: { path }, finding });
}
