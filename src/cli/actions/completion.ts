/** Writes the completion script of a shell, from the command line as it was built and the names of the paper. */
import type { Command } from 'commander';
import { formats } from '../../exhibits/formats/registry.ts';
import { loadPaper } from '../../spec/load-paper.ts';
import { bashScript } from '../completion/completion-bash.ts';
import { fishScript } from '../completion/completion-fish.ts';
import { type CompletionTree, completionTree } from '../completion/completion-tree.ts';
import { zshScript } from '../completion/completion-zsh.ts';
import { checkOut } from '../output.ts';
import type { Home } from '../program.ts';
import { CLOSED_PIPE, writeFileWhole, writeStdout } from '../streams.ts';
import type { CompletionOptions, Shell } from '../verbs/completion.ts';

const SCRIPTS: Readonly<Record<Shell, (tree: CompletionTree) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

export async function runCompletion(
  { folder, front }: Home,
  root: Command,
  shell: Shell,
  { out }: CompletionOptions,
): Promise<number> {
  if (out !== undefined) checkOut(out, []);
  const { models, summaries, mediations, splits, placebos, tables, figures } = loadPaper(folder);
  const commands = [...front.commands.keys()];
  const parts = [models, summaries, mediations, splits, placebos, tables, figures];
  const every = [...front.commands.values()].flatMap(({ variants }) => [...variants.keys()]);
  const tree = completionTree(root, {
    formats: [...formats.keys()],
    commands,
    names: [...commands, ...parts.flatMap((part) => [...part.keys()])],
    variantsOf: (command) => {
      const own = front.commands.get(command)?.variants;
      return own === undefined ? [...new Set(every)] : [...own.keys()];
    },
  });
  const script = SCRIPTS[shell](tree);
  if (out !== undefined) await writeFileWhole(out, script);
  else if (!(await writeStdout(script))) return CLOSED_PIPE;
  return 0;
}
