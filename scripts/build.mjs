// Bundles the executables into dist/: dist/bin/*.js, chunks that they share or load when needed, and the fonts of PNG figures.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const root = join(import.meta.dirname, '..');
const programs = readdirSync(join(root, 'bin')).filter((name) => name.endsWith('.ts'));

// built beside dist/ and exchanged at the end: what runs meanwhile finds the old program or the new one
const fresh = join(root, `dist.${process.pid}.part`);
const old = join(root, `dist.${process.pid}.old`);
const bundle = await rolldown({
  input: {
    ...Object.fromEntries(programs.map((name) => [`bin/${name.slice(0, -3)}`, join(root, 'bin', name)])),
    // the entry of worker threads, which the executables start by this name
    'workers/draws': join(root, 'src/pipeline/draw-worker.ts'),
  },
  platform: 'node',
  external: [/^node:/, /^@resvg\//],
  onLog(level, log, handler) {
    if (log.code === 'EVAL' || log.code === 'CIRCULAR_DEPENDENCY') return;
    handler(level, log);
  },
});
try {
  await bundle.write({
    dir: fresh,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  });
  for (const name of programs) chmodSync(join(fresh, 'bin', `${name.slice(0, -3)}.js`), 0o755);
  mkdirSync(join(fresh, 'fonts'), { recursive: true });
  for (const font of ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf']) {
    copyFileSync(join(root, 'node_modules/dejavu-fonts-ttf/ttf', font), join(fresh, 'fonts', font));
  }
  const dist = join(root, 'dist');
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
} finally {
  for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
}
