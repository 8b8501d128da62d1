/** A cell written as it stands in print (`0.650** (0.211)`), read by what its column reports. */

const NUMBER = '[-\u2212]?\\d+(?:\\.\\d+)?';
const DASH = /^[-\u2010-\u2015\u2212.\u2026\s]*$/;
const ESTIMATE = new RegExp(`^(${NUMBER}) ?(\\**) ?[([](${NUMBER})[)\\]] ?(\\**)$`);
const PAIR = new RegExp(`^(${NUMBER}) ?(?:[([] ?\u00b1? ?|\u00b1 ?)(${NUMBER}) ?(%?) ?[)\\]]?$`);
const DIFFERENCE = new RegExp(`^(${NUMBER}) ?(\\**)$`);
const P_VALUE = /^(?:[pP] ?)?([=<]?) ?(\d*\.\d+|\d+)$/;

/** What the text must look like, by what the column reports. */
export const PRINTED_FORMS: Readonly<Record<string, string>> = {
  coefficient: '"0.650** (0.211)", "1234" (a count) or "yes"',
  marginal_effect: '"0.650** (0.211)", "1234" (a count) or "yes"',
  mean_sd: '"38.83 (11.17)" or "38.83 \u00b1 11.17"',
  n_percent: '"778 (66.78)" or "778 (66.78%)"',
  mean_sd_or_n_percent: '"38.83 (11.17)", or "778 (66.78)" (a whole number before brackets is a count)',
  mean_difference: '"0.073**"',
  p_value: '"0.043" or "<0.001"',
};

type Raw = Readonly<Record<string, string | number | boolean>>;

/** The cell in full, keys as in the file; undefined when the text is none of the column's forms. */
export function readPrinted(printed: string, reports: string): Raw | undefined {
  const text = printed.trim().replace(/(?<=\d)[, \u00a0\u2009](?=\d{3}(?!\d))/g, '');
  if (DASH.test(text)) return { type: 'none', printed };
  switch (reports) {
    case 'coefficient':
    case 'marginal_effect':
      return estimate(printed, text) ?? mark(printed, text);
    case 'mean_sd':
      return pair(printed, text, false);
    case 'n_percent':
      return pair(printed, text, true);
    case 'mean_sd_or_n_percent':
      return pair(printed, text, /^\d+ ?[([]/.test(text) || text.includes('%'));
    case 'mean_difference': {
      const [, est, stars] = DIFFERENCE.exec(text) ?? [];
      return est === undefined ? undefined : { type: 'difference', printed, ...main(est), stars: stars! };
    }
    case 'p_value': {
      const [, op, est] = P_VALUE.exec(text) ?? [];
      return est === undefined ? undefined : { type: 'p_value', printed, op: op || '=', ...main(est) };
    }
    default:
      return /^\d+$/.test(text)
        ? { type: 'count', printed, n: Number(text) }
        : { type: 'text', printed, text: printed };
  }
}

function estimate(printed: string, text: string): Raw | undefined {
  const [, est, before, se, after] = ESTIMATE.exec(text) ?? [];
  if (est === undefined) return undefined;
  return { type: 'estimate', printed, ...main(est), stars: `${before}${after}`, se: Number(se), dp_se: places(se!) };
}

/** Rows under the estimates: a number of rows, yes or no. */
function mark(printed: string, text: string): Raw | undefined {
  if (/^\d+$/.test(text)) return { type: 'count', printed, n: Number(text) };
  if (/^(yes|no)$/i.test(text)) return { type: 'flag', printed, value: /^yes$/i.test(text) };
  return undefined;
}

function pair(printed: string, text: string, counted: boolean): Raw | undefined {
  const [, first, second, percent] = PAIR.exec(text) ?? [];
  if (first === undefined || second === undefined) return undefined;
  if (!counted) {
    return percent
      ? undefined
      : { type: 'mean_sd', printed, ...main(first), sd: Number(second), dp_sd: places(second) };
  }
  if (!/^\d+$/.test(first)) return undefined;
  return { type: 'n_percent', printed, n: Number(first), percent: Number(second), dp: places(second) };
}

function main(text: string): Raw {
  return { est: Number(text.replace('\u2212', '-')), dp: places(text) };
}

function places(text: string): number {
  return /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
}
