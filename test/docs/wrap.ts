/** Lines of at most 120 characters; nothing inside backticks is broken. */

const WIDTH = 120;

/** Breaks a line at spaces outside of backticks; the lines that follow are indented. */
export function paragraph(text: string, indent: number): string {
  const start = /^\s*/.exec(text)![0];
  const words = text.trim().match(/(?:`[^`]*`|[^\s`])+/g) ?? [];
  const lines: string[] = [];
  let line = start;
  for (const word of words) {
    const separate = line.trim() === '' ? '' : ' ';
    if (line.trim() !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = ' '.repeat(indent) + word;
    } else line += separate + word;
  }
  return [...lines, line].join('\n');
}
