/** A completion script for zsh: one function by _arguments, with the line of --help beside each word. */
import type { CompletionTree, TypedCommand, TypedOption, TypedValue } from './completion-tree.ts';

/** To be read by `source`, or saved as `_program` in a folder of $fpath. */
export function zshScript({ program, commands }: CompletionTree): string {
  const name = `_${program.replace(/\W/g, '_')}`;
  const listed = commands.map(({ name: word, summary }) => `    ${quoted(`${word}:${escaped(summary)}`)}`);
  return `#compdef ${program}
# zsh completion for ${program}; made by \`${program} completion zsh\`
${name}() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands
  commands=(
${listed.join('\n')}
  )
  _arguments -C '(- *)--help[help]' '(- *)--version[version]' '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
}
if [ "$funcstack[1]" = "${name}" ]; then ${name} "$@"; else compdef ${name} ${program}; fi
`;
}

function commandCase({ name, options, arguments: values }: TypedCommand): string {
  const lines = [
    ...options.flatMap((option) => optionSpecs(option).map(quoted)),
    ...values.map((value, index) => quoted(`${index + 1 === values.length ? '*' : index + 1}:${actionOf(value)}`)),
  ];
  return `        ${name})\n          _arguments -s ${lines.map((line) => `\\\n            ${line}`).join(' ')}\n          ;;`;
}

/** One per name: a repeatable option may follow itself, another one excludes its other name. */
function optionSpecs({ names, summary, value, optional, repeatable }: TypedOption): string[] {
  const others = repeatable ? '*' : names.length > 1 ? `(${names.join(' ')})` : '';
  const taken = value === undefined ? '' : `:${optional ? ':' : ''}${actionOf(value)}`;
  return names.map((name) => `${others}${name}[${escaped(summary)}]${taken}`);
}

function actionOf(value: TypedValue): string {
  if (value.kind === 'file') return 'file:_files';
  return value.kind === 'words' ? `word:(${value.words.map(escaped).join(' ')})` : 'value: ';
}

/** Brackets, colons and backslashes mean something to _arguments. */
function escaped(text: string): string {
  return text.replace(/[\\:[\]]/g, (sign) => `\\${sign}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
