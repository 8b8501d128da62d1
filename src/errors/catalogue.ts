/** Every code a failure can carry, with its exit code and one sentence: the table that docs and tests walk. */

interface Entry {
  readonly exit: number;
  readonly summary: string;
}

export const CATALOGUE = {
  'E-BUG': { exit: 1, summary: 'the program met a state that it believes impossible' },

  'E-USAGE': { exit: 2, summary: 'a command, option or argument that the program does not have' },
  'E-SPEC-READ': { exit: 2, summary: 'a spec file that cannot be read' },
  'E-SPEC-YAML': { exit: 2, summary: 'text that is not the YAML subset of a spec' },
  'E-SPEC-KEY': { exit: 2, summary: 'a key that the spec does not have there' },
  'E-SPEC-VALUE': { exit: 2, summary: 'a value of the wrong kind, or a required one that is missing' },
  'E-SPEC-NAME': { exit: 2, summary: 'a name that nothing carries: column, level, model, sample' },
  'E-SPEC-EXPRESSION': { exit: 2, summary: 'an expression that does not parse' },

  'E-DATA-READ': { exit: 3, summary: 'a data file that cannot be read' },
  'E-DATA-EMPTY': { exit: 3, summary: 'a data file without a header or without rows' },
  'E-DATA-ENCODING': { exit: 3, summary: 'bytes that are in none of the accepted encodings' },
  'E-DATA-LEVEL': { exit: 3, summary: 'a code that the codebook does not know' },
  'E-DATA-NUMBER': { exit: 3, summary: 'text that is not a number in a numeric column' },
  'E-DATA-OTHER': { exit: 3, summary: 'data other than those of the recorded run' },
  'E-DATA-COLUMN': { exit: 3, summary: 'a column that the data do not have' },
  'E-CSV-RAGGED': { exit: 3, summary: 'a row with more or fewer fields than the header' },
  'E-CSV-HEADER': { exit: 3, summary: 'a header with an empty or repeated name' },
  'E-CSV-QUOTE': { exit: 3, summary: 'a quote that never closes, or text around a quoted field' },
  'E-CSV-NUL': { exit: 3, summary: 'a NUL byte in a text file' },

  'E-FIT-OUTCOME': { exit: 4, summary: 'an outcome that the estimator cannot take' },
  'E-FIT-EMPTY': { exit: 4, summary: 'a model without rows, or with fewer rows than coefficients' },
  'E-FIT-SEPARATED': { exit: 4, summary: 'an outcome that covariates predict perfectly' },
  'E-FIT-CONVERGENCE': { exit: 4, summary: 'a fit that did not converge' },
  'E-FIT-WEIGHTS': { exit: 4, summary: 'weights that are negative, missing or all zero' },
  'E-FIT-IDENTIFICATION': { exit: 4, summary: 'a coefficient or effect that the data do not identify' },
  'E-VCOV-CLUSTERS': { exit: 4, summary: 'too few clusters, or rows without a cluster' },
  'E-VCOV-UNDEFINED': { exit: 4, summary: 'a covariance that is not defined for this fit' },

  'E-DIFFERS': { exit: 5, summary: 'numbers that differ from the published or expected ones' },
  'E-OUTPUT': { exit: 7, summary: 'an output that cannot be written' },
  'E-FORMAT': { exit: 7, summary: 'a format that cannot draw this exhibit' },
  'E-RESOURCE': { exit: 8, summary: 'a size beyond what the program accepts' },
  'E-ENGINE': { exit: 9, summary: 'another program that a result was to be held against is missing or failed' },

  'E-INTERRUPTED': { exit: 130, summary: 'a run that was ended before its last draw; what was finished is kept' },
} as const satisfies Record<string, Entry>;

export type FailureCode = keyof typeof CATALOGUE;
