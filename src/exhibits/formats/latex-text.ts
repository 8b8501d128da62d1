/** Text that LaTeX prints as it is: every active character escaped, common signs spelt out. */

const SIGNS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '%': '\\%',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '{\\char34}',
  '`': '\\textasciigrave{}',
  // brackets and stars after \\ would be its arguments
  '[': '{[}',
  ']': '{]}',
  '*': '{*}',
  '\u00a0': '~',
  '–': '\\textendash{}',
  '—': '\\textemdash{}',
  '−': '\\ensuremath{-}',
  '±': '\\ensuremath{\\pm}',
  '×': '\\ensuremath{\\times}',
  '·': '\\ensuremath{\\cdot}',
  '²': '\\textsuperscript{2}',
  '³': '\\textsuperscript{3}',
  '≤': '\\ensuremath{\\leq}',
  '≥': '\\ensuremath{\\geq}',
  '≠': '\\ensuremath{\\neq}',
  χ: '\\ensuremath{\\chi}',
  μ: '\\ensuremath{\\mu}',
  σ: '\\ensuremath{\\sigma}',
  Δ: '\\ensuremath{\\Delta}',
  '…': '\\ldots{}',
  '‘': '\\textquoteleft{}',
  '’': '\\textquoteright{}',
  '“': '\\textquotedblleft{}',
  '”': '\\textquotedblright{}',
};

export function latexText(text: string): string {
  const signs = Array.from(text, (character) => (Object.hasOwn(SIGNS, character) ? SIGNS[character]! : character)).join(
    '',
  );
  // two of these in a row would join into a dash or a quotation mark
  return signs.replace(/([-',])(?=\1)/g, '$1{}');
}
