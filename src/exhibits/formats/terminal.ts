/** Text for a terminal: tables that fit its width or fold, figures drawn with blocks. */
import { Chalk } from 'chalk';
import type { Format } from './format.ts';
import { terminalFigure } from './terminal-figure.ts';
import { terminalTable } from './terminal-table.ts';

const LEAST_WIDTH = 20;
const STANDARD_WIDTH = 80;

export const terminal: Format = {
  name: 'terminal',
  extension: 'txt',
  async render(document, options) {
    const width = Number.isFinite(options.width) && options.width > 0 ? Math.floor(options.width) : STANDARD_WIDTH;
    const fitting = Math.max(LEAST_WIDTH, width);
    const paint = new Chalk({ level: options.color ? 1 : 0 });
    const parts = document.exhibits.map((exhibit) =>
      exhibit.kind === 'table'
        ? terminalTable(exhibit.table, fitting, paint)
        : terminalFigure(exhibit.figure, fitting, paint),
    );
    return parts.map((lines) => `${lines.join('\n')}\n`).join('\n');
  },
};
