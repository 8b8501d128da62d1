/** Where a result goes and in which form: decided, and refused, before any work is done. */
import { accessSync, constants } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { Failure } from '../errors/failure.ts';
import { nearestHint } from '../errors/nearest.ts';
import type { Format } from '../exhibits/formats/format.ts';
import { formatForFile, formats } from '../exhibits/formats/registry.ts';
import { isFolder } from './is-folder.ts';
import type { DataOptions, OutputOptions } from './shared-options.ts';
import { unwritable } from './streams.ts';

export interface Output {
  readonly format: Format;
  /** a file; standard output when absent */
  readonly out?: string;
}

/** E-USAGE for a format that there is none of, or a file that is also the data; E-OUTPUT for a folder that cannot be written to. */
export function chooseOutput(options: OutputOptions & Partial<DataOptions>): Output {
  const format = chooseFormat(options);
  const { out } = options;
  if (out === undefined) return { format };
  checkOut(out, options.data ?? []);
  return { format, out };
}

/** --format, else the ending of --out, else the terminal. */
function chooseFormat({ format, out }: OutputOptions): Format {
  const known = `formats: ${[...formats.keys()].join(', ')}`;
  if (format !== undefined) {
    const chosen = formats.get(format);
    if (chosen !== undefined) return chosen;
    const accepted = nearestHint(format, formats.keys()) ?? known;
    throw new Failure('E-USAGE', { place: { path: '--format' }, finding: `no format "${format}"`, accepted });
  }
  const chosen = out === undefined ? formats.get('terminal') : formatForFile(out);
  if (chosen !== undefined) return chosen;
  const ending = extname(out ?? '');
  throw new Failure('E-USAGE', {
    place: { path: '--out' },
    finding: ending === '' ? 'a file name without an ending names no format' : `the ending "${ending}" names no format`,
    remedy: `say --format; ${known}`,
  });
}

/** A result that cannot be written is said before the work, not after it. */
export function checkOut(out: string, data: readonly string[]): void {
  if (data.some((path) => path !== '-' && resolve(path) === resolve(out))) {
    throw new Failure('E-USAGE', {
      place: { path: '--out' },
      finding: `"${out}" is the data file`,
      remedy: 'name another',
    });
  }
  if (isFolder(out)) throw unwritable(out, 'EISDIR');
  try {
    accessSync(dirname(out), constants.W_OK);
  } catch (error) {
    throw unwritable(out, (error as NodeJS.ErrnoException).code);
  }
}
