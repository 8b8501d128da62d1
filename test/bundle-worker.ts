/** A worker's entry bundled as the build does it, in a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

export interface BundledWorker {
  readonly entry: string;
  remove(): void;
}

/** `source` is a path from the project's root. */
export async function bundleWorker(source: string): Promise<BundledWorker> {
  const folder = mkdtempSync(join(tmpdir(), 'worker-'));
  const entry = join(folder, 'worker.mjs');
  const bundle = await rolldown({
    input: join(import.meta.dirname, '..', source),
    platform: 'node',
    external: [/^node:/, /^@resvg\//],
    onLog() {},
  });
  await bundle.write({ file: entry, format: 'esm', codeSplitting: false });
  await bundle.close();
  return { entry, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
