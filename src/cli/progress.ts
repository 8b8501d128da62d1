/** Progress on stderr: a bar over the stages of a run on a terminal, nothing in a pipe. */
import type { Context } from './context.ts';

export interface StageBar {
  stage(name: string, done: number, of: number): void;
  stop(): void;
}

type Terminal = NodeJS.WritableStream & { readonly isTTY?: boolean };

const SILENT: StageBar = { stage() {}, stop() {} };

/** A bar that leaves nothing behind; silent unless the stream is a terminal that can redraw and the user did not ask for quiet. */
export async function stageBar(
  { quiet }: Pick<Context, 'quiet'>,
  stream: Terminal = process.stderr,
): Promise<StageBar> {
  if (quiet || stream.isTTY !== true || process.env.TERM === 'dumb') return SILENT;
  const { default: progress } = await import('cli-progress');
  const bar = new progress.SingleBar({
    stream,
    format: '{bar}  {value}/{total}  {name}',
    barCompleteChar: '━',
    barIncompleteChar: '─',
    barsize: 24,
    clearOnComplete: true,
    // without it the terminal would be left in another mode after Ctrl-C
    linewrap: true,
    // its handler would keep the program alive after Ctrl-C
    gracefulExit: false,
  });
  let started = false;
  return {
    stage(name, done, of) {
      if (started) bar.update(done, { name });
      else bar.start(of, done, { name });
      started = true;
    },
    stop() {
      if (started) bar.stop();
    },
  };
}
