/** The names of the languages, for a command line that must start without loading them. */

export const LANGUAGE_NAMES = ['stata', 'r', 'python'] as const;
