/** The last step of a command: exhibits -> text or bytes -> stdout or a file, and the exit code. */
import { CATALOGUE } from '../errors/catalogue.ts';
import { Failure } from '../errors/failure.ts';
import type { Document } from '../exhibits/formats/format.ts';
import type { Results } from '../results/results.ts';
import type { Context } from './context.ts';
import type { Output } from './output.ts';
import { CLOSED_PIPE, writeFileWhole, writeStdout } from './streams.ts';

/** Exit code of a run with warnings under --strict. */
export const WARNINGS = 10;
/** Exit code under --strict when an event study was asked for coefficients that its rows do not identify. */
const NOT_IDENTIFIED = CATALOGUE['E-FIT-IDENTIFICATION'].exit;

/** Writes the document; warnings go to stderr. Returns the exit code. */
export async function emit(document: Document, { format, out }: Output, context: Context): Promise<number> {
  const { language, color, width } = context;
  const { warnings } = document.results;
  const content = await format.render(document, { language, color, width });
  for (const warning of warnings) context.say(`warning: ${warning}`);
  if (out !== undefined) await writeFileWhole(out, content);
  else if (typeof content !== 'string' && process.stdout.isTTY) throw notForTerminal(format.name);
  else if (!(await writeStdout(content))) return CLOSED_PIPE;
  if (!context.strict) return 0;
  if (hasUnidentified(document.results)) return NOT_IDENTIFIED;
  return warnings.length > 0 ? WARNINGS : 0;
}

function hasUnidentified({ models }: Results): boolean {
  return Object.values(models).some(({ supports = [] }) =>
    supports.some(({ unidentified }) => unidentified.length > 0),
  );
}

function notForTerminal(format: string): Failure {
  return new Failure('E-USAGE', {
    place: { path: '--format' },
    finding: `${format} is not text, and standard output is a terminal`,
    remedy: 'name a file by --out',
  });
}
