/** A completion script for fish: a line per command, option and argument. */
import type { CompletionTree, TypedValue } from './completion-tree.ts';

/** To be read by `source`, or saved as program.fish in fish's folder of completions. */
export function fishScript({ program, commands }: CompletionTree): string {
  const lines = commands.flatMap(({ name, summary, options, arguments: values }) => {
    const inside = `complete -c ${program} -n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c ${program} -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
      ...options.map(({ names, summary: said, value, optional }) => {
        const flags = names.map((one) => (one.startsWith('--') ? `-l ${one.slice(2)}` : `-s ${one.slice(1)}`));
        return `${inside} ${flags.join(' ')}${value === undefined ? '' : taken(value, optional)} -d ${quoted(said)}`;
      }),
      ...values.slice(0, 1).flatMap((value) => {
        if (value.kind === 'file') return [`${inside} -F`];
        return value.kind === 'words' ? [`${inside} -a ${quoted(value.words.join(' '))}`] : [];
      }),
    ];
  });
  const head = `# fish completion for ${program}; made by \`${program} completion fish\``;
  return `${[head, `complete -c ${program} -f`, `complete -c ${program} -n __fish_use_subcommand -l help`, `complete -c ${program} -n __fish_use_subcommand -l version`, ...lines].join('\n')}\n`;
}

/** -x: a value and no files; -r: a value, files among them; neither where the value may be left out. */
function taken(value: TypedValue, optional: boolean): string {
  if (optional) return value.kind === 'words' ? ` -a ${quoted(value.words.join(' '))}` : '';
  if (value.kind === 'file') return ' -r -F';
  return value.kind === 'words' ? ` -x -a ${quoted(value.words.join(' '))}` : ' -x';
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, (sign) => `\\${sign}`)}'`;
}
