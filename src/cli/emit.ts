/** The last step of a command: exhibits -> text or bytes -> stdout or a file, and the exit code. */
import { Failure } from '../errors/failure.ts';
import type { Document } from '../exhibits/formats/format.ts';
import type { Context } from './context.ts';
import type { Output } from './output.ts';
import { CLOSED_PIPE, writeFileWhole, writeStdout } from './streams.ts';

/** Exit code of a run with warnings under --strict. */
const WARNINGS = 10;

/** Writes the document; warnings go to stderr. Returns the exit code. */
export async function emit(document: Document, { format, out }: Output, context: Context): Promise<number> {
  const { language, color, width } = context;
  const { warnings } = document.results;
  const content = await format.render(document, { language, color, width });
  for (const warning of warnings) context.say(`warning: ${warning}`);
  if (out !== undefined) await writeFileWhole(out, content);
  else if (typeof content !== 'string' && process.stdout.isTTY) throw notForTerminal(format.name);
  else if (!(await writeStdout(content))) return CLOSED_PIPE;
  return context.strict && warnings.length > 0 ? WARNINGS : 0;
}

function notForTerminal(format: string): Failure {
  return new Failure('E-USAGE', {
    place: { path: '--format' },
    finding: `${format} is not text, and standard output is a terminal`,
    remedy: 'name a file by --out',
  });
}
