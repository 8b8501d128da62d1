/** Runs every draw of a job once, in this thread or in several, keeps what is finished, and hands back all outcomes in order. */
import { availableParallelism } from 'node:os';
import { Failure } from '../../errors/failure.ts';
import type { DrawCheckpoint, DrawJob, DrawOutcome, DrawProgress, DrawWorkers } from './draw.ts';
import { type DrawLog, openDrawLog } from './draw-log.ts';
import { drawInWorkers } from './draw-pool.ts';

export interface DrawOptions {
  /** worker threads; as many as the machine runs at once unless given; one means this thread */
  readonly threads?: number;
  /** without them every draw runs in this thread, with the same outcomes */
  readonly workers?: DrawWorkers;
  readonly checkpoint?: DrawCheckpoint;
  /** ends the run before its last draw; finished draws stay in the log */
  readonly signal?: AbortSignal;
  onProgress?(progress: DrawProgress): void;
}

/**
 * The outcomes of draws 0 to count - 1, whatever the number of threads and however often the run was interrupted and
 * resumed. E-INTERRUPTED when the signal ends it; E-USAGE and E-OUTPUT of the log.
 */
export async function runDraws(job: DrawJob, options: DrawOptions = {}): Promise<readonly DrawOutcome[]> {
  const { checkpoint, signal } = options;
  const log = checkpoint && openDrawLog(checkpoint, job.count);
  try {
    const outcomes = await withLog(job, options, log);
    if (outcomes.size < job.count) throw interrupted(outcomes.size, job.count, checkpoint, signal);
    return Array.from({ length: job.count }, (_, draw) => outcomes.get(draw)!);
  } finally {
    log?.close();
  }
}

async function withLog(job: DrawJob, options: DrawOptions, log: DrawLog | undefined) {
  const { signal, workers } = options;
  const outcomes = new Map(log?.found);
  const resumed = outcomes.size;
  let noted = 0;
  for (const { note } of outcomes.values()) if (note !== '') noted++;
  const tell = () => options.onProgress?.({ done: outcomes.size, of: job.count, resumed, noted });
  const take = (draw: number, outcome: DrawOutcome): void => {
    log?.append(draw, outcome);
    outcomes.set(draw, outcome);
    if (outcome.note !== '') noted++;
    tell();
  };
  const missing: number[] = [];
  for (let draw = 0; draw < job.count; draw++) if (!outcomes.has(draw)) missing.push(draw);
  tell();
  const threads = Math.min(options.threads ?? availableParallelism(), missing.length);
  if (workers !== undefined && threads > 1) await drawInWorkers(workers, missing, threads, take, signal);
  else await drawHere(job, missing, take, signal);
  return outcomes;
}

async function drawHere(
  job: DrawJob,
  draws: readonly number[],
  take: (draw: number, outcome: DrawOutcome) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const draw of draws) {
    if (signal?.aborted) return;
    take(draw, job.compute(draw));
    // signals and the flush of the log come between two draws
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

function interrupted(
  done: number,
  count: number,
  checkpoint: DrawCheckpoint | undefined,
  signal: AbortSignal | undefined,
): Error {
  if (signal?.aborted !== true) return new Error(`only ${done} of ${count} draws came back`);
  return new Failure('E-INTERRUPTED', {
    ...(checkpoint && { place: { file: checkpoint.file } }),
    finding: checkpoint === undefined ? `stopped after ${done} of ${count} draws` : `${done} of ${count} draws kept`,
    ...(checkpoint && { remedy: 'continue with the same command and --resume' }),
  });
}
