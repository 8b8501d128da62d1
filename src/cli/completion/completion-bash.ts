/** A completion script for bash (3.2 and later): one function and one `complete` line. */
import type { CompletionTree, TypedValue } from './completion-tree.ts';

/** The script; words of the spec are quoted, values that may be anything complete to nothing. */
export function bashScript({ program, commands }: CompletionTree): string {
  const name = `_${program.replace(/\W/g, '_')}`;
  const perCommand = commands.map(
    (command) => `    ${command.name}) options=${quoted(command.options.flatMap(({ names }) => names))} ;;`,
  );
  const values = commands.flatMap((command) =>
    command.options.flatMap(({ names, value, optional }) => {
      if (value === undefined || (optional && value.kind === 'any')) return [];
      return [`    ${names.map((one) => `${command.name}:${one}`).join('|')}) ${offer(value, !optional)} ;;`];
    }),
  );
  const positions = commands.flatMap((command) => {
    const [first] = command.arguments;
    return first === undefined ? [] : [`    ${command.name}) ${offer(first, false)} ;;`];
  });
  return `# bash completion for ${program}; made by \`${program} completion bash\`
${name}() {
  local current previous command='' options='' i
  current="\${COMP_WORDS[COMP_CWORD]}"
  previous="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  # bash takes --option=value apart at the sign
  if [[ $current == '=' ]]; then current=''; elif [[ $previous == '=' ]]; then previous="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in
      ${commands.map((command) => command.name).join('|')}) command="\${COMP_WORDS[i]}"; break ;;
    esac
  done
  if [[ -z $command ]]; then
    COMPREPLY=($(compgen -W ${quoted([...commands.map((command) => command.name), '--help', '--version'])} -- "$current"))
    return
  fi
  case "$command:$previous" in
${values.join('\n')}
  esac
  case "$command" in
${perCommand.join('\n')}
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
    return
  fi
  case "$command" in
${positions.join('\n')}
  esac
}
complete -F ${name} ${program}
`;
}

/** Line by line, so that a name with spaces stays one word. */
const FILES =
  'compopt -o filenames 2>/dev/null; while IFS= read -r i; do COMPREPLY+=("$i"); done < <(compgen -f -- "$current")';

/** Statements that fill COMPREPLY; with `ends` nothing else is offered. */
function offer(value: TypedValue, ends: boolean): string {
  const end = ends ? '; return' : '';
  if (value.kind === 'any') return ends ? 'return' : ':';
  if (value.kind === 'words') return `COMPREPLY=($(compgen -W ${quoted(value.words)} -- "$current"))${end}`;
  return `${FILES}${end}`;
}

function quoted(words: readonly string[]): string {
  return `'${words.join(' ').replaceAll("'", `'\\''`)}'`;
}
