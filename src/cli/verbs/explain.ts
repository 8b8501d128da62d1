/** `explain`: what a spec says, in words and without data: samples step by step, equations, covariance, effects. */
import type { Command } from 'commander';
import type { Language } from '../../results/text.ts';
import type { Home } from '../program.ts';
import { type SpecOptions, withErrors, withLanguage, withOut, withSettings } from '../shared-options.ts';

export interface ExplainOptions extends SpecOptions {
  readonly out?: string;
  readonly lang: Language;
}

export function addExplain(root: Command, home: Home): void {
  const { program } = home;
  const [first = 'model'] = home.front.commands.keys();
  withLanguage(withErrors(withOut(withSettings(root.command('explain'), { spec: true }))))
    .argument('[name]', 'a model, summary, command or exhibit; everything unless given')
    .description('Says in words what each model is: sample step by step, equations, covariance, effects')
    .addHelpText(
      'after',
      `\nExamples:\n  $ ${program} explain\n  $ ${program} explain ${first}\n  $ ${program} explain ${first} --lang zh --out methods.txt\n`,
    )
    .action(async (name: string | undefined, options: ExplainOptions) => {
      const { runExplain } = await import('../actions/explain.ts');
      home.finish(await runExplain(home, name, options));
    });
}
