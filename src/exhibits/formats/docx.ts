/** Word documents: every table a native one with repeated header rows, figures as pictures; the same bytes for the same document. */
import type { Format } from './format.ts';

export const docx: Format = {
  name: 'docx',
  extension: 'docx',
  async render(document, options) {
    // some tenths of a second of loading that only this format pays
    const { renderDocx } = await import('./docx-document.ts');
    return renderDocx(document, options);
  },
};
