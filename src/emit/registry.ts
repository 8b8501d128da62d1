/** The languages that a script can be written in. */
import type { Language } from './language.ts';
import { python } from './python/python.ts';
import { r } from './r/r.ts';
import { stata } from './stata/stata.ts';

export const LANGUAGES: ReadonlyMap<string, Language> = new Map([stata, r, python].map((one) => [one.name, one]));
