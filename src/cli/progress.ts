/** Progress on stderr: a bar on a terminal, nothing in a pipe. */
import type { Context } from './context.ts';

export interface StageBar {
  stage(name: string, done: number, of: number): void;
  stop(): void;
}

const SILENT: StageBar = { stage() {}, stop() {} };

/** A bar over the stages of a run; silent unless stderr is a terminal that can redraw and the user did not ask for quiet. */
export function stageBar({ quiet }: Context): StageBar {
  if (quiet || process.stderr.isTTY !== true || process.env.TERM === 'dumb') return SILENT;
  let text = '';
  return {
    stage(name, done, of) {
      text = `${name} (${done + 1}/${of})`;
      process.stderr.write(`\r\u001b[K${text}`);
    },
    stop() {
      if (text !== '') process.stderr.write('\r\u001b[K');
    },
  };
}
