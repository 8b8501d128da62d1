/** `verify`: a run folder checked and its command repeated, compared byte by byte. */
import type { Command } from 'commander';
import type { Home } from '../program.ts';
import {
  collect,
  type MannerOptions,
  type OutputOptions,
  wholeNumber,
  withErrors,
  withFormat,
  withLanguage,
  withOut,
} from '../shared-options.ts';

export type VerifyOptions = OutputOptions &
  MannerOptions & { readonly data: readonly string[]; readonly threads?: number };

export function addVerify(root: Command, home: Home): void {
  const { program, front } = home;
  const [first = 'run'] = front.commands.keys();
  withLanguage(withErrors(withOut(withFormat(root.command('verify')))))
    .argument('<folder>', 'a folder that --run-dir wrote')
    .description('Checks a run folder, repeats its command and compares every file byte by byte')
    .option(
      '-d, --data <file>',
      'the data of the run, one for each file of its list; those that come with the program unless given',
      collect,
      [],
    )
    .option('--threads <n>', 'worker threads of random draws; the numbers do not depend on it', wholeNumber)
    .option('--no-color', 'no colours')
    .addHelpText(
      'after',
      `\nExit code 0 when everything is the same, 5 when files were altered or came out otherwise, 3 when the data are other data.\n\nExamples:\n  $ ${program} ${first} --run-dir my-run\n  $ ${program} verify my-run\n  $ ${program} verify my-run --data survey.csv --threads 2\n  $ ${program} verify my-run --format json | jq .expectations\n`,
    )
    .action(async (folder: string, options: VerifyOptions) => {
      const { runVerify } = await import('../actions/verify.ts');
      home.finish(await runVerify(home, folder, options));
    });
}
