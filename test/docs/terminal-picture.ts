/** A terminal as a picture: what a command printed, colours included, as SVG text. */

/** What the colours of the terminal format mean on the picture's ground. */
const COLORS: Readonly<Record<string, string>> = { 31: '#ff8e8e', 32: '#8fd694', 33: '#e8c268', 36: '#7cd3dd' };
const FONT_SIZE = 13;
const ADVANCE = FONT_SIZE * 0.602;
const LINE = 17;
const MARGIN = 16;
const BAR = 26;

interface Run {
  readonly text: string;
  readonly color?: string;
  readonly bold: boolean;
}

/** An SVG with one text element a line; `columns` is the width of the terminal. The title is what a screen reader says. */
export function terminalPicture(command: string, printed: string, columns: number, title: string): string {
  const lines = [[{ text: `$ ${command}`, color: COLORS[32]!, bold: true }], ...printed.split('\n').map(runsOf)];
  const width = Math.ceil(columns * ADVANCE + 2 * MARGIN);
  const height = BAR + lines.length * LINE + MARGIN;
  const rows = lines.map((runs, index) => lineMarkup(runs, BAR + (index + 1) * LINE));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">${escaped(title)}</title>
<rect width="${width}" height="${height}" rx="8" fill="#1d2127"/>
<g fill="#5b626c"><circle cx="18" cy="15" r="5"/><circle cx="36" cy="15" r="5"/><circle cx="54" cy="15" r="5"/></g>
<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="${FONT_SIZE}" fill="#e4e6ea">
${rows.filter((row) => row !== '').join('\n')}
</g>
</svg>
`;
}

/** One line's text, cut where a colour or weight begins or ends. */
function runsOf(line: string): readonly Run[] {
  const runs: Run[] = [];
  let style: Omit<Run, 'text'> = { bold: false };
  // the escape sequences that set a style: ESC [ code m
  for (const part of line.split(/(\u001b\[\d+m)/)) {
    const code = /^\u001b\[(\d+)m$/.exec(part)?.[1];
    if (code === undefined) {
      if (part !== '') runs.push({ text: part, ...style });
    } else style = styled(style, code);
  }
  return runs;
}

function styled(before: Omit<Run, 'text'>, code: string): Omit<Run, 'text'> {
  if (code === '1' || code === '22') return { ...before, bold: code === '1' };
  if (code === '39' || code === '0') return { bold: code === '0' ? false : before.bold };
  const color = COLORS[code];
  return color === undefined ? before : { ...before, color };
}

/** Each piece between two spaces or more at its own column, as wide as a terminal's letters whichever font the viewer has. */
function lineMarkup(runs: readonly Run[], y: number): string {
  const spans: string[] = [];
  let column = 0;
  for (const { text, color, bold } of runs) {
    for (const { 0: piece, index } of text.matchAll(/\S+(?: \S+)*/g)) {
      const length = piece.length * ADVANCE;
      const style = `${color === undefined ? '' : ` fill="${color}"`}${bold ? ' font-weight="700"' : ''}`;
      spans.push(
        `<text x="${(MARGIN + (column + index) * ADVANCE).toFixed(1)}" y="${y}" textLength="${length.toFixed(1)}" lengthAdjust="spacingAndGlyphs"${style}>${escaped(piece)}</text>`,
      );
    }
    column += text.length;
  }
  return spans.join('');
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
