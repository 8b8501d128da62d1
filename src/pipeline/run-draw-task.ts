/** The draws of a task: threads, checkpoint and progress as the run asks for them. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { DrawJob, DrawOutcome, DrawProgress } from '../analysis/draws/draw.ts';
import { runDraws } from '../analysis/draws/run-draws.ts';
import type { DataSource } from '../results/results.ts';
import type { Analysis } from '../spec/paper.ts';
import type { DrawTask, ShippedTask } from './draw-task.ts';

/** How draws are run; nothing of it changes what they find. */
export interface DrawRun {
  /** worker threads; as many as the machine runs at once unless given */
  readonly threads?: number;
  /** the built draw-worker; without it draws run in this thread */
  readonly worker?: string | URL;
  /** a folder for the logs of finished draws, one per task: KIND.NAME.draws */
  readonly checkpoints?: string;
  /** whether draws of an interrupted run are taken up again */
  readonly resume?: boolean;
  readonly signal?: AbortSignal;
  onProgress?(task: string, progress: DrawProgress): void;
}

/** What the outcomes depend on besides the task. */
export interface DrawGround {
  readonly analysis: Analysis;
  readonly sources: readonly DataSource[];
  readonly version: string;
}

/** The outcomes of a task's job. Throws as runDraws does. */
export function runDrawTask(
  job: DrawJob,
  task: DrawTask,
  ground: DrawGround,
  { threads, worker, checkpoints, resume = false, signal, onProgress }: DrawRun = { threads: 1 },
): Promise<readonly DrawOutcome[]> {
  const { origin, settings } = ground.analysis;
  const shipped: ShippedTask | undefined = origin && { ...task, origin, settings };
  return runDraws(job, {
    ...(threads !== undefined && { threads }),
    ...(worker !== undefined && shipped && { workers: { entry: worker, data: shipped } }),
    ...(checkpoints !== undefined && {
      checkpoint: { file: join(checkpoints, `${task.kind}.${task.name}.draws`), key: keyOf(task, ground), resume },
    }),
    ...(signal && { signal }),
    ...(onProgress && { onProgress: (progress) => onProgress(task.name, progress) }),
  });
}

/** A hash of data, spec, settings (the seed among them), version, task and given roll-outs. */
function keyOf({ kind, name, given }: DrawTask, { analysis, sources, version }: DrawGround): string {
  const { specSha256, settings } = analysis;
  const parts = [version, specSha256, settings, sources.map(({ sha256 }) => sha256), kind, name, given];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
