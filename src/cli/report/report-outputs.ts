/** Where a replication is written: what --out and --format say, a report, a Word document, or several of these. */
import { resolve } from 'node:path';
import { Failure } from '../../errors/failure.ts';
import type { Document, Format } from '../../exhibits/formats/format.ts';
import { formatForFile, formats } from '../../exhibits/formats/registry.ts';
import type { Context } from '../context.ts';
import { emit } from '../emit.ts';
import { checkOut, chooseOutput, type Output } from '../output.ts';
import type { DataOptions, OutputOptions } from '../shared-options.ts';
import { writeFileWhole } from '../streams.ts';

export interface ReportFiles {
  readonly report?: string;
  readonly docx?: string;
}

/** Before any work is done. A report or a Word document takes the place of the terminal; --out or --format come beside them. */
export function chooseOutputs(options: OutputOptions & DataOptions & ReportFiles): readonly [Output, ...Output[]] {
  const { report, docx, out, format, data } = options;
  const asked = [
    ['--report', report, 'html'],
    ['--docx', docx, 'docx'],
  ] as const;
  const files = asked.flatMap(([option, file, name]): readonly Output[] => {
    if (file === undefined) return [];
    const same = [out, ...asked.flatMap(([other, path]) => (other === option ? [] : [path]))];
    if (same.some((path) => path !== undefined && resolve(path) === resolve(file))) {
      const remedy = 'name another';
      throw new Failure('E-USAGE', { place: { path: option }, finding: `"${file}" is written twice`, remedy });
    }
    const format = formats.get(name)!;
    if (formatForFile(file) !== format) {
      const accepted = `a name that ends in .${format.extension}`;
      throw new Failure('E-USAGE', { place: { path: option }, finding: `"${file}" does not say what it is`, accepted });
    }
    checkOut(file, data);
    return [{ format, out: file }];
  });
  const [first, ...rest] = files;
  if (first !== undefined && out === undefined && format === undefined) return [first, ...rest];
  return [chooseOutput(options), ...files];
}

/** Writes every output; a page is drawn as the report. Returns the exit code of the first, which also says the warnings. */
export async function emitAll(
  document: Document,
  outputs: readonly [Output, ...Output[]],
  report: Format,
  context: Context,
): Promise<number> {
  const [first, ...rest] = outputs.map((output) =>
    output.format.name === report.name ? { ...output, format: report } : output,
  ) as [Output, ...Output[]];
  const exitCode = await emit(document, first, context);
  const { language, width } = context;
  for (const { format, out } of rest) {
    await writeFileWhole(out!, await format.render(document, { language, width, color: false }));
  }
  return exitCode;
}
