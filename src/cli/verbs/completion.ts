/** `completion`: a script that teaches a shell the words of the program. */
import { Argument, type Command } from 'commander';
import type { Home } from '../program.ts';
import { withErrors, withOut } from '../shared-options.ts';

export interface CompletionOptions {
  readonly out?: string;
}

export type Shell = 'bash' | 'zsh' | 'fish';

export function addCompletion(root: Command, home: Home): void {
  const { program } = home;
  withErrors(withOut(root.command('completion')))
    .addArgument(
      new Argument('<bash|zsh|fish>', 'the shell that will read the script').choices(['bash', 'zsh', 'fish']),
    )
    .description('Prints a script by which a shell completes commands, options, variants, formats, names and files')
    .addHelpText(
      'after',
      `\nExamples:\n  $ source <(${program} completion bash)\n  $ ${program} completion zsh --out ~/.zfunc/_${program}\n  $ ${program} completion fish | source\n`,
    )
    .action(async (shell: Shell, options: CompletionOptions) => {
      const { runCompletion } = await import('../actions/completion.ts');
      home.finish(await runCompletion(home, root, shell, options));
    });
}
