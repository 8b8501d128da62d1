/** `explain`: what a spec says, in words: samples, equations, covariance, effects, how key results are read; fitted only on request. */
import type { Command } from 'commander';
import type { Language } from '../../results/text.ts';
import type { Home } from '../program.ts';
import {
  type DataOptions,
  type SpecOptions,
  withData,
  withErrors,
  withLanguage,
  withOut,
  withSettings,
} from '../shared-options.ts';

export interface ExplainOptions extends SpecOptions, DataOptions {
  readonly results?: boolean;
  readonly quiet?: boolean;
  readonly out?: string;
  readonly lang: Language;
}

export function addExplain(root: Command, home: Home): void {
  const { program } = home;
  const [first = 'model'] = home.front.commands.keys();
  withLanguage(withErrors(withOut(withSettings(withData(root.command('explain')), { spec: true }))))
    .argument(
      '[name]',
      'a command, model, summary, mediation, split, placebo or exhibit, or a spec file of your own; everything unless given',
    )
    .description('Says in words what each model is, and how its key results are read')
    .option('--results', 'fits, and says each key result in a sentence; --data implies it')
    .addHelpText(
      'after',
      `\nExamples:\n  $ ${program} explain\n  $ ${program} explain ${first}\n  $ ${program} explain ${first} --lang zh --out methods.txt\n  $ ${program} explain ${first} --results --data survey.csv\n`,
    )
    .action(async (name: string | undefined, options: ExplainOptions) => {
      const { runExplain } = await import('../actions/explain.ts');
      home.finish(await runExplain(home, name, options));
    });
}
