/** The pictures of the README are what the programs print; `UPDATE=1` draws them anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { type Ended, pooling, reimb } from '../cli/program.ts';
import { terminalPicture } from './terminal-picture.ts';

const root = resolve(import.meta.dirname, '../..');

interface Picture {
  readonly file: string;
  readonly title: string;
  readonly program: (args: readonly string[], circumstances: object) => Promise<Ended>;
  readonly args: readonly string[];
  /** the lines that are shown: the first one that has the text, and how many */
  readonly from: string;
  readonly lines: number;
}

const pictures: readonly Picture[] = [
  {
    file: 'two-part.svg',
    title: 'Terminal: reimb two-part prints Table 3 from synthetic data, with conventions under it',
    program: reimb,
    args: ['two-part'],
    from: 'Table 3.',
    lines: 50,
  },
  {
    file: 'event-study.svg',
    title: 'Terminal: pooling did --event-window -2..4 draws the event study with its support',
    program: pooling,
    args: ['did', '--event-window', '-2..4'],
    from: 'Figure 2.',
    lines: 39,
  },
  {
    file: 'solve.svg',
    title: 'Terminal: reimb solve probability ranks ten readings of one column, on synthetic data',
    program: reimb,
    args: ['solve', 'probability'],
    from: 'Probability column (probit): what the printed numbers settle',
    lines: 34,
  },
];

it.each(pictures)('$file', async ({ file, title, program, args, from, lines }) => {
  const { stdout, code } = await program(args, { env: { FORCE_COLOR: '1' } });
  expect(code).toBe(0);
  const all = stdout.split('\n');
  const start = all.findIndex((line) => line.includes(from));
  const shown = all.slice(start, start + lines).join('\n');
  const picture = terminalPicture(`${program.name} ${args.join(' ')}`, shown, 100, title);
  const path = join(root, 'docs/pictures', file);
  if (process.env.UPDATE) writeFileSync(path, picture);
  expect(readFileSync(path, 'utf8')).toBe(picture);
});
