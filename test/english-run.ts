/** English where Chinese should be: three words in a row that are neither quoted nor a name of the spec. */

const QUOTED = /“[^”]*”/g;
const WORDS = /(?<![\w.-])[A-Za-z][a-z']+(?: [A-Za-z]?[a-z']+){2,}(?![\w.-])/;

/** The first run of three English words; undefined where there is none. */
export function englishRun(text: string): string | undefined {
  return WORDS.exec(text.replace(QUOTED, ''))?.[0];
}
