/** Progress on stderr: a bar over the stages of a run and over its draws on a terminal; lines in a pipe where they are asked for. */
import type { SingleBar } from 'cli-progress';
import type { Context } from './context.ts';

/** `auto`: bars on a terminal, nothing in a pipe; `plain`: a line every tenth of the draws; `none`. */
export type ProgressMode = 'auto' | 'plain' | 'none';

/** How far the draws of a task are. */
export interface DrawCount {
  readonly done: number;
  readonly of: number;
  /** draws of `done` that were there from an earlier run */
  readonly resumed: number;
  /** draws of `done` that have no number */
  readonly noted: number;
}

export interface StageBar {
  stage(name: string, done: number, of: number): void;
  draws(task: string, count: DrawCount): void;
  stop(): void;
}

type Terminal = NodeJS.WritableStream & { readonly isTTY?: boolean };

const SILENT: StageBar = { stage() {}, draws() {}, stop() {} };
const STAGES = '{bar}  {value}/{total}  {name}';
const DRAWS = '{name}  {bar}  {value}/{total}  {percentage} %  eta {eta_formatted}   failed {failed}';

/** Bars that leave nothing behind; silent unless the stream is a terminal that can redraw and the user did not ask for quiet. */
export async function stageBar(
  { quiet }: Pick<Context, 'quiet'>,
  stream: Terminal = process.stderr,
  mode: ProgressMode = 'auto',
): Promise<StageBar> {
  if (quiet || mode === 'none') return SILENT;
  if (mode === 'plain') return plainLines(stream);
  if (stream.isTTY !== true || process.env.TERM === 'dumb') return SILENT;
  const { default: progress } = await import('cli-progress');
  const open = (format: string, of: number, done: number, payload: object): SingleBar => {
    const bar = new progress.SingleBar({
      stream,
      format,
      barCompleteChar: '━',
      barIncompleteChar: '─',
      barsize: 24,
      clearOnComplete: true,
      formatTime: clockText,
      // without it the terminal would be left in another mode after Ctrl-C
      linewrap: true,
      // its handler would keep the program alive after Ctrl-C
      gracefulExit: false,
    });
    bar.start(of, done, payload);
    return bar;
  };
  let current: { readonly bar: SingleBar; readonly what: string } | undefined;
  const show = (what: string, format: string, of: number, done: number, payload: object): void => {
    if (current?.what === what) {
      current.bar.update(done, payload);
      return;
    }
    current?.bar.stop();
    current = { bar: open(format, of, done, payload), what };
  };
  return {
    stage: (name, done, of) => show('stages', STAGES, of, done, { name }),
    draws: (task, { done, of, noted }) => show(`draws ${task}`, DRAWS, of, done, { name: task, failed: noted }),
    stop() {
      current?.bar.stop();
      current = undefined;
    },
  };
}

/** `1:05`, whatever the hours. */
function clockText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** A line whenever another tenth of a task's draws is done, the last included. */
function plainLines(stream: Terminal): StageBar {
  const said = new Map<string, number>();
  return {
    stage() {},
    draws(task, { done, of, resumed, noted }) {
      const tenth = Math.floor((10 * done) / of);
      const before = said.get(task) ?? Math.floor((10 * resumed) / of);
      said.set(task, tenth);
      if (tenth > before) stream.write(`${task}  ${done}/${of}  ${10 * tenth} %   failed ${noted}\n`);
    },
    stop() {},
  };
}
