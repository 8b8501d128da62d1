/** `check --fix`: the mechanical cures of the user's own spec, written whole or only shown. */
import { join } from 'node:path';
import { Failure } from '../errors/failure.ts';
import { lineDiff } from '../lint/line-diff.ts';
import { mend } from '../lint/mend.ts';
import type { Context } from './context.ts';
import { loadAnalysis } from './load-analysis.ts';
import type { Home } from './program.ts';
import { CLOSED_PIPE, writeFileWhole, writeStdout } from './streams.ts';
import type { CheckOptions } from './verbs/check.ts';

/**
 * Mends the spec that --spec names and says on standard error what changed. With --dry-run the changes are the result: they go
 * to standard output, nothing is written, and the exit code is returned. E-USAGE without --spec; E-OUTPUT where a file cannot
 * be written: files before it are then mended, each whole.
 */
export async function fixSpec(home: Home, options: CheckOptions, context: Context): Promise<number | undefined> {
  if (options.spec === undefined) {
    throw new Failure('E-USAGE', {
      place: { path: '--fix' },
      finding: 'the spec that came with the program is not changed',
      remedy: 'name your own: --spec my-paper/ or --spec my-spec.yaml',
    });
  }
  // settings of the command line are not part of the text
  const analysis = loadAnalysis({ folder: home.folder, options: { spec: options.spec, set: [] } });
  const { changes, mended, left } = mend(analysis);
  const paths = changes.map(({ file }) => (analysis.origin?.kind === 'paper' ? join(analysis.folder, file) : file));
  const diff = changes.map(({ before, after }, index) => lineDiff(paths[index]!, before, after)).join('');
  for (const { rule, path } of left)
    context.say(`not mended: ${rule} at ${path}: the text leaves no safe place for it`);
  if (options.dryRun) {
    if (changes.length === 0) context.say('nothing to mend');
    return (await writeStdout(diff)) ? 0 : CLOSED_PIPE;
  }
  for (const [index, { after }] of changes.entries()) await writeFileWhole(paths[index]!, after);
  // for the eye: a carriage return and a tab would be shown as escapes
  for (const line of diff.split('\n').slice(0, -1)) context.say(line.replace(/\r$/, '').replaceAll('\t', '  '));
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const done = `mended ${count(mended.length, 'finding')} in ${count(changes.length, 'file')}`;
  context.say(mended.length === 0 ? 'nothing to mend' : done);
  return undefined;
}
