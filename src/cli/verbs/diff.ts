/** `diff`: two runs in JSON, cell by cell: what moved, and which input changed. */
import { type Command, InvalidArgumentError } from 'commander';
import type { Home } from '../program.ts';
import {
  type MannerOptions,
  type OutputOptions,
  withErrors,
  withFormat,
  withLanguage,
  withOut,
} from '../shared-options.ts';

export type DiffOptions = OutputOptions & MannerOptions & { readonly tolerance: number; readonly all?: boolean };

export function addDiff(root: Command, home: Home): void {
  const { program, front } = home;
  const [first = 'replicate'] = front.commands.keys();
  withLanguage(withErrors(withOut(withFormat(root.command('diff')))))
    .argument('<before>', 'the JSON of a run (--format json)')
    .argument('<after>', 'the JSON of another run')
    .description('Compares two runs: every number that moved, and the inputs that changed; exit code 5 when any moved')
    .option('--tolerance <share>', 'relative difference up to which numbers are the same', share, 0)
    .option('--all', 'every cell that moved, not only the first 40')
    .option('--no-color', 'no colours')
    .addHelpText(
      'after',
      `\nExamples:\n  $ ${program} ${first} --format json --out before.json\n  $ ${program} ${first} --vcov robust --format json --out after.json\n  $ ${program} diff before.json after.json\n  $ ${program} diff before.json after.json --tolerance 1e-9 --format json | jq .difference\n`,
    )
    .action(async (before: string, after: string, options: DiffOptions) => {
      const { runDiff } = await import('../actions/diff.ts');
      home.finish(await runDiff(home, before, after, options));
    });
}

function share(text: string): number {
  const number = /^\d*\.?\d+(e-?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!(number >= 0 && number < 1)) throw new InvalidArgumentError('a share from 0 to below 1 is needed.');
  return number;
}
