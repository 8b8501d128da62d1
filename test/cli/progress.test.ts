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
