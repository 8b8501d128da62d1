// Bundles the two executables and type declarations are left to tsc: dist/bin/*.js, shared chunks, and the font for PNG figures.
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const root = join(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const programs = readdirSync(join(root, 'bin')).filter((name) => name.endsWith('.ts'));

rmSync(join(root, 'dist'), { recursive: true, force: true });
const bundle = await rolldown({
  input: Object.fromEntries(programs.map((name) => [`bin/${name.slice(0, -3)}`, join(root, 'bin', name)])),
  platform: 'node',
  external: [/^node:/, /^@resvg\//, ...[]],
  transform: { define: { __VERSION__: JSON.stringify(manifest.version) } },
  onLog(level, log, handler) {
    if (log.code === 'EVAL' || log.code === 'CIRCULAR_DEPENDENCY') return;
    handler(level, log);
  },
});
await bundle.write({
  dir: join(root, 'dist'),
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
});
for (const name of programs) chmodSync(join(root, 'dist/bin', `${name.slice(0, -3)}.js`), 0o755);
mkdirSync(join(root, 'dist/fonts'), { recursive: true });
for (const font of ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf']) {
  copyFileSync(join(root, 'node_modules/dejavu-fonts-ttf/ttf', font), join(root, 'dist/fonts', font));
}
