/** The front door: arguments in, one exit code out. `--version` answers before anything else is loaded. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What an executable tells of itself: its name, which is also its folder under specs/, and where its file lies. */
export interface Executable {
  readonly program: string;
  readonly home: string;
}

/**
 * Runs the program on process.argv and sets process.exitCode; never ends the process by force, so that everything
 * written reaches its reader.
 */
export async function main(executable: Executable): Promise<void> {
  // a reader that has left is no fault of ours: whoever writes a result asks its callback, all else may be lost
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const { root, version } = packageOf(executable.home);
  const argv = process.argv.slice(2);
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    process.stdout.write(`${version}\n`);
    return;
  }
  const { runProgram } = await import('./program.ts');
  process.exitCode = await runProgram({ program: executable.program, root, version, argv });
}

/** The folder that holds package.json, upwards of the executable (bin/ in the sources, dist/bin/ when built). */
function packageOf(home: string): { readonly root: string; readonly version: string } {
  for (let folder = home; ; folder = dirname(folder)) {
    try {
      const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
      return { root: folder, version };
    } catch {
      if (dirname(folder) === folder) throw new Error('package.json not found beside the executable');
    }
  }
}
