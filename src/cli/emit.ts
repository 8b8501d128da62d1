/** The last step of a command: exhibits -> the format asked for -> stdout or a file, and the exit code. */
import { extname } from 'node:path';
import { Failure } from '../errors/failure.ts';
import { nearestHint } from '../errors/nearest.ts';
import type { Document, Format } from '../exhibits/formats/format.ts';
import { formatForFile, formats } from '../exhibits/formats/registry.ts';
import type { Context } from './context.ts';
import type { SharedOptions } from './shared-options.ts';
import { CLOSED_PIPE, writeFileWhole, writeStdout } from './streams.ts';

/** Exit code of a run with warnings under --strict. */
const WARNINGS = 10;

/** Writes the document; warnings go to stderr. Returns the exit code (`otherwise` when nothing is in the way). */
export async function emit(document: Document, options: SharedOptions, context: Context, otherwise = 0): Promise<number> {
  const format = chooseFormat(options);
  const { language, color, width } = context;
  const content = await format.render(document, { language, color: color && options.out === undefined, width });
  for (const warning of document.results.warnings) context.warn(warning);
  if (options.out !== undefined) writeFileWhole(options.out, content);
  else if (!(await writeStdout(content))) return CLOSED_PIPE;
  if (otherwise !== 0) return otherwise;
  return context.strict && document.results.warnings.length > 0 ? WARNINGS : 0;
}

/** --format, else the ending of --out, else the terminal. */
export function chooseFormat({ format, out }: Pick<SharedOptions, 'format' | 'out'>): Format {
  if (format !== undefined) {
    const chosen = formats.get(format);
    if (chosen !== undefined) return chosen;
    const accepted = nearestHint(format, formats.keys()) ?? `formats: ${[...formats.keys()].join(', ')}`;
    throw new Failure('E-USAGE', { place: { path: '--format' }, finding: `no format "${format}"`, accepted });
  }
  if (out === undefined) return formats.get('terminal')!;
  const byEnding = formatForFile(out);
  if (byEnding !== undefined) return byEnding;
  throw new Failure('E-USAGE', {
    place: { path: '--out' },
    finding: `the ending "${extname(out)}" names no format`,
    remedy: `say --format; formats: ${[...formats.keys()].join(', ')}`,
  });
}
