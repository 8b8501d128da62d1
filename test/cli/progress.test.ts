/** Progress: a bar that is drawn on a terminal and wiped, and nothing anywhere else. */
import { Writable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { stageBar } from '../../src/cli/progress.ts';

class Screen extends Writable {
  readonly isTTY: boolean;
  text = '';
  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }
  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

const { TERM } = process.env;
afterEach(() => {
  process.env.TERM = TERM ?? '';
});

async function shown(screen: Screen, quiet: boolean): Promise<string> {
  const listeners = process.listenerCount('SIGINT');
  const bar = await stageBar({ quiet }, screen);
  bar.stage('benefits', 0, 2);
  bar.stage('amounts', 1, 2);
  expect(process.listenerCount('SIGINT')).toBe(listeners);
  bar.stop();
  return screen.text;
}

describe('stageBar', () => {
  it('names the stage on a terminal and wipes the line at the end', async () => {
    process.env.TERM = 'xterm';
    const text = await shown(new Screen(true), false);
    expect(text).toContain('0/2  benefits');
    expect(text).toContain('1/2  amounts');
    expect(text.endsWith('\u001b[1G\u001b[2K')).toBe(true);
    // no mode of the terminal is changed that an interrupted run would leave behind
    expect(text).not.toContain('\u001b[?');
  });

  it('is silent in a pipe, when quiet, and on a terminal that cannot redraw', async () => {
    process.env.TERM = 'xterm';
    expect(await shown(new Screen(false), false)).toBe('');
    expect(await shown(new Screen(true), true)).toBe('');
    process.env.TERM = 'dumb';
    expect(await shown(new Screen(true), false)).toBe('');
  });
});

const counted = (done: number, noted = 0, resumed = 0) => ({ done, of: 40, resumed, noted });

describe('draws', () => {
  it('have a bar of their own on a terminal, with the time that is left and how many failed', async () => {
    process.env.TERM = 'xterm';
    const screen = new Screen(true);
    const bar = await stageBar({ quiet: false }, screen);
    bar.stage('provinces', 0, 1);
    bar.draws('provinces', counted(0));
    bar.draws('provinces', counted(10, 2));
    bar.stop();
    // what was drawn last is wiped
    expect(screen.text.endsWith('\u001b[1G\u001b[2K')).toBe(true);
    expect(screen.text).toContain('0/1  provinces');
    expect(screen.text).toMatch(/provinces {2}━+─+ {2}10\/40 {2}25 % {2}eta \S+ {3}failed 2/);
    expect(screen.text).not.toContain('\u001b[?');
  });

  it('are a line every tenth where plain lines are asked for, also on a terminal', async () => {
    for (const terminal of [false, true]) {
      const screen = new Screen(terminal);
      const bar = await stageBar({ quiet: false }, screen, 'plain');
      bar.stage('provinces', 0, 1);
      for (let done = 12; done <= 40; done++) bar.draws('provinces', counted(done, done > 20 ? 1 : 0, 12));
      bar.stop();
      const lines = screen.text.trimEnd().split('\n');
      // twelve of forty were there already: the first new tenth is the fourth
      expect(lines[0]).toBe('provinces  16/40  40 %   failed 0');
      expect(lines.at(-1)).toBe('provinces  40/40  100 %   failed 1');
      expect(lines).toHaveLength(7);
    }
  });

  it('say nothing in a pipe, when quiet, or when asked to be silent', async () => {
    process.env.TERM = 'xterm';
    const cases = [
      [false, false, 'auto'],
      [true, true, 'auto'],
      [false, true, 'plain'],
      [true, false, 'none'],
    ] as const;
    for (const [terminal, quiet, mode] of cases) {
      const screen = new Screen(terminal);
      const bar = await stageBar({ quiet }, screen, mode);
      bar.draws('provinces', counted(40));
      bar.stop();
      expect(screen.text).toBe('');
    }
  });
});
