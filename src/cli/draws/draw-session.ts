/** One run's random draws: threads, the log of finished draws, Ctrl-C, and what is removed when all went well. */
import { accessSync, constants, existsSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '../../errors/failure.ts';
import type { DrawRun } from '../../pipeline/run-draw-task.ts';
import type { StageBar } from '../progress.ts';
import type { DrawOptions, DrawTasks } from './draw-options.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

export interface DrawSession {
  readonly run: DrawRun;
  /** Takes the signal handlers away; where the run succeeded, the logs too. */
  end(succeeded: boolean): void;
}

export interface DrawSessionParts {
  readonly tasks: DrawTasks;
  readonly options: DrawOptions;
  /** the file that the result goes to: the logs lie beside it, else in the current folder */
  readonly out: string | undefined;
  readonly bar: StageBar;
}

/**
 * Draws run in the built worker where there is one. The first Ctrl-C while they run ends them and keeps what is finished; at
 * any other time, and the second time, a signal does what it always does. E-USAGE for --threads 0, and for --resume
 * where no log can be.
 */
export function drawSession({ tasks, options, out, bar }: DrawSessionParts): DrawSession {
  const { threads, resume = false } = options;
  if (threads === 0)
    throw new Failure('E-USAGE', { place: { path: '--threads' }, finding: 'no thread', accepted: '1 or more' });
  const folder = resolve(out === undefined ? '.' : dirname(out));
  const keeps = isWritable(folder);
  if (resume && !keeps) {
    throw new Failure('E-USAGE', {
      place: { path: '--resume' },
      finding: 'no draws can be kept in this folder',
      remedy: 'go to the folder of the interrupted run',
    });
  }
  const abort = new AbortController();
  const interrupt = (): void => {
    stopListening();
    abort.abort();
  };
  let listening = false;
  const listen = (): void => {
    if (listening || abort.signal.aborted) return;
    listening = true;
    for (const signal of SIGNALS) process.on(signal, interrupt);
  };
  const stopListening = (): void => {
    listening = false;
    for (const signal of SIGNALS) process.off(signal, interrupt);
  };
  const worker = workerEntry();
  return {
    run: {
      ...(threads !== undefined && { threads }),
      ...(worker !== undefined && { worker }),
      ...(keeps && { checkpoints: folder }),
      resume,
      signal: abort.signal,
      onProgress(task, count) {
        // before and after the draws there is nothing to keep, and the thread may be too busy to hear
        if (count.done < count.of) listen();
        else stopListening();
        bar.draws(task, count);
      },
    },
    end(succeeded) {
      stopListening();
      if (!succeeded || !keeps) return;
      for (const [kind, names] of Object.entries(tasks) as [keyof DrawTasks, readonly string[]][]) {
        for (const name of names) rmSync(join(folder, `${kind}.${name}.draws`), { force: true });
      }
    },
  };
}

/** The worker that was built beside this program; none when it runs from its sources. */
function workerEntry(): string | undefined {
  const entry = join(import.meta.dirname, '../workers/draws.js');
  return existsSync(entry) ? entry : undefined;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
