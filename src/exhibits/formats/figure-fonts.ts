/** Where the font of PNG figures lies: beside the built program, or in the development dependency. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../errors/failure.ts';

const FILES = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'] as const;
const FOLDERS = ['fonts', 'dist/fonts', 'node_modules/dejavu-fonts-ttf/ttf'] as const;

/** Paths of the font files; throws E-FORMAT when they are nowhere, since text would vanish without a word. */
export function figureFonts(): readonly string[] {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    for (const inner of FOLDERS) {
      const paths = FILES.map((file) => join(folder, inner, file));
      if (paths.every((path) => existsSync(path))) return paths;
    }
    if (dirname(folder) === folder) break;
  }
  throw new Failure('E-FORMAT', {
    finding: 'the font for png figures is missing from this installation',
    remedy: 'install the package again, or --format svg',
  });
}
