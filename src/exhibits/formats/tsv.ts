/** Tab-separated values without quoting: no field contains a tab or a line break. */
import { documentRecords } from './delimited.ts';
import type { Format } from './format.ts';

export const tsv: Format = {
  name: 'tsv',
  extension: 'tsv',
  async render(document, options) {
    return documentRecords(document, options.language)
      .map((record) => `${record.join('\t')}\n`)
      .join('');
  },
};
