/** A folder of files written whole or not at all; what somebody else put there is never overwritten. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Failure } from '../../errors/failure.ts';
import { CHECKSUM_FILE, parseChecksums, type RunFile, sha256Of } from '../../provenance/checksums.ts';
import { RUN_FILE } from '../../provenance/run-schema.ts';
import { isFolder } from '../is-folder.ts';
import { unwritable } from '../streams.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const MOST_SHOWN = 3;

/**
 * E-OUTPUT unless the folder is new, empty, or a run folder in which nothing was added or altered. Neither the working folder nor
 * one around it: whoever stands there would be left in a folder that is no more.
 */
export function checkRunFolder(folder: string): void {
  try {
    refuseOthers(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof Failure || code === undefined) throw error;
    throw refused(folder, `cannot be read (${code})`);
  }
}

function refuseOthers(folder: string): void {
  if (folder.trim() === '') throw refused('--run-dir', 'no folder is named');
  const path = existsSync(folder) ? realpathSync(folder) : resolve(folder);
  const [first = ''] = relative(path, realpathSync(process.cwd())).split(sep);
  if (first !== '..' && !isAbsolute(first)) throw refused(folder, 'the command runs inside this folder');
  if (!existsSync(folder)) {
    if (!isFolder(dirname(resolve(folder)))) throw refused(folder, 'the folder that it would lie in is not there');
    return;
  }
  if (!isFolder(folder)) throw refused(folder, 'this is a file');
  const top = readdirSync(folder);
  if (top.length === 0) return;
  if (!top.includes(RUN_FILE) || !top.includes(CHECKSUM_FILE)) throw refused(folder, 'this folder has other files');
  const sums = parseChecksums(readFileSync(join(folder, CHECKSUM_FILE), 'utf8')) ?? new Map<string, string>();
  const names = filesBelow(folder);
  const foreign = names.filter((name) => name !== CHECKSUM_FILE && !sums.has(name));
  if (foreign.length > 0) throw refused(folder, `files that no run wrote: ${shown(foreign)}`);
  const altered = [...sums].filter(([name, sum]) => names.includes(name) && fileSum(join(folder, name)) !== sum);
  if (altered.length > 0) throw refused(folder, `altered since its run: ${shown(altered.map(([name]) => name))}`);
}

/** Every file below a folder, with slashes, in order. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/**
 * Writes the files to a temporary folder beside it, then renames it. When the user interrupts, the temporary folder goes and the
 * signal takes its course; an earlier run folder is then as it was. E-OUTPUT as checkRunFolder, or when the disk refuses.
 */
export async function writeFolderWhole(path: string, files: readonly RunFile[]): Promise<void> {
  checkRunFolder(path);
  const folder = existsSync(path) ? realpathSync(path) : resolve(path);
  const beside = (ending: string) =>
    join(dirname(folder), `.${basename(folder)}.${randomBytes(6).toString('hex')}.${ending}`);
  const temporary = beside('part');
  const old = beside('old');
  let signalled: NodeJS.Signals | undefined;
  const note = (signal: NodeJS.Signals) => (signalled = signal);
  for (const signal of SIGNALS) process.on(signal, note);
  try {
    mkdirSync(temporary, { mode: 0o700 });
    for (const { path: name, content } of files) {
      const file = join(temporary, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content, { flag: 'wx', flush: true });
      await setImmediate();
      if (signalled !== undefined) break;
    }
    // as open to others as the umask lets a folder be
    chmodSync(temporary, 0o777 & ~process.umask());
    if (signalled === undefined) exchange(temporary, folder, old);
  } catch (error) {
    throw error instanceof Failure ? error : unwritable(path, (error as NodeJS.ErrnoException).code, '--run-dir');
  } finally {
    rmSync(temporary, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
    for (const signal of SIGNALS) process.off(signal, note);
  }
  if (signalled !== undefined) process.kill(process.pid, signalled);
}

/** Puts the new folder where the old one was; the old one comes back when that fails. */
function exchange(temporary: string, folder: string, old: string): void {
  if (existsSync(folder)) {
    if (readdirSync(folder).length === 0) rmdirSync(folder);
    else renameSync(folder, old);
  }
  try {
    renameSync(temporary, folder);
  } catch (error) {
    if (existsSync(old)) renameSync(old, folder);
    throw error;
  }
}

function fileSum(path: string): string {
  return sha256Of(readFileSync(path));
}

function shown(names: readonly string[]): string {
  const more = names.length - MOST_SHOWN;
  return `${names.slice(0, MOST_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function refused(folder: string, finding: string): Failure {
  return new Failure('E-OUTPUT', {
    place: { file: folder },
    finding,
    accepted: 'a new or empty folder, or a run folder as its run left it',
    remedy: 'choose another --run-dir',
  });
}
