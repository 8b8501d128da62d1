/** Writes the benchmark's survey: 200,937 rows x 40 columns, the same bytes on every machine. Usage: node make-survey.mjs FILE [ROWS] */
import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export const ROWS = 200_937;

const NUMBERS = 10;
/** levels of f1..f8; the first four are written as codes, the others as words */
const LEVELS = [3, 4, 5, 6, 7, 3, 5, 4];
const WORDS = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf'];
const TOWNS = [
  'Riverside',
  'Old Town',
  '"Hill, North"',
  'Lakeview',
  '"The ""Mill"" Quarter"',
  'Station Road',
  'Harbour',
];
const UNUSED = ['person_id', 'household_id', 'area_code', 'interview_date', 'town', 'interviewer', 'remark'];
const SPARE = 12;

/** Uniforms in (0, 1) from a 32-bit counter, mixed (splitmix32). */
function uniforms(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 4294967296 + 1 / 8589934592;
  };
}

function draws(seed) {
  const uniform = uniforms(seed);
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  /** mean one, variance 1 / shape (Marsaglia and Tsang 2000) */
  const gamma = (shape) => {
    const d = shape - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return (d * v) / shape;
    }
  };
  return { uniform, normal, gamma, integer: (n) => Math.floor(uniform() * n) };
}

function header() {
  const names = (prefix, count) => Array.from({ length: count }, (_, j) => `${prefix}${j + 1}`);
  const [f, x] = [names('f', LEVELS.length), names('x', NUMBERS)];
  return [...UNUSED, ...f, ...names('spare', SPARE), ...x, 'any', 'log_amount', 'ratio'];
}

/** A number per regressor: what x1..x10 and the levels of f1..f8 add to a linear predictor. */
function effects(random) {
  return {
    slopes: Array.from({ length: NUMBERS }, () => 0.3 * (random.uniform() - 0.5)),
    levels: LEVELS.map((count) => Array.from({ length: count }, () => 0.6 * (random.uniform() - 0.5))),
  };
}

function predictor({ slopes, levels }, x, f) {
  let sum = 0;
  for (const [j, slope] of slopes.entries()) sum += slope * x[j];
  for (const [j, of] of levels.entries()) sum += of[f[j]];
  return sum;
}

function makeRow(i, random, truth) {
  const f = LEVELS.map((count) => Math.min(random.integer(count), random.integer(count + 1)));
  const z = Array.from({ length: NUMBERS }, () => random.normal());
  const age = Math.min(95, Math.max(16, Math.round(42 + 15 * z[0])));
  const size = 1 + random.integer(7);
  const x = [(age - 42) / 15, z[1], 0.6 * z[1] + 0.8 * z[2], (size - 4) / 2, ...z.slice(4)];
  const written = [
    age,
    z[1].toFixed(4),
    x[2].toFixed(2),
    size,
    ...z.slice(4, 7).map((v) => (v * 12.5).toFixed(1)),
    ...z.slice(7).map((v) => v.toFixed(6)),
  ];
  const any = predictor(truth.any, x, f) + 0.25 + random.normal() > 0;
  const amount = Math.max(2, 7.5 + predictor(truth.amount, x, f)) * random.gamma(60);
  const ratio = Math.exp(-0.9 + predictor(truth.ratio, x, f)) * random.gamma(5);
  const spare = Array.from({ length: SPARE }, (_, j) => {
    const u = random.uniform();
    if (u < 0.3) return '';
    return j % 3 === 0 ? (u * 1000).toFixed(2) : j % 3 === 1 ? String(1 + Math.floor(u * 5)) : '-8';
  });
  const missing = random.integer(200);
  if (missing < NUMBERS) written[missing] = '';
  const factors = f.map((code, j) => (j < 4 ? String(code + 1) : WORDS[code]));
  if (missing === NUMBERS) factors[random.integer(LEVELS.length)] = '';
  const person = String(i + 1).padStart(9, '0');
  const day = `2014-${String(1 + random.integer(12)).padStart(2, '0')}-${String(1 + random.integer(28)).padStart(2, '0')}`;
  const remark = random.integer(25) === 0 ? '"refused twice, then answered"' : '';
  const ids = [
    person,
    `H${person.slice(0, 8)}`,
    String(110000 + random.integer(31) * 10000),
    day,
    TOWNS[random.integer(7)],
    `i${random.integer(400)}`,
    remark,
  ];
  const outcomes = [any ? 1 : 0, any ? amount.toFixed(6) : '', any ? ratio.toFixed(6) : ''];
  return [...ids, ...factors, ...spare, ...written, ...outcomes].join(',');
}

export function makeSurvey(path, rows = ROWS) {
  const random = draws(20140501);
  const truth = { any: effects(random), amount: effects(random), ratio: effects(random) };
  const partial = `${path}.partial`;
  const file = openSync(partial, 'w');
  let lines = [header().join(',')];
  for (let i = 0; i < rows; i++) {
    lines.push(makeRow(i, random, truth));
    if (lines.length < 5000) continue;
    writeSync(file, `${lines.join('\n')}\n`);
    lines = [];
  }
  if (lines.length > 0) writeSync(file, `${lines.join('\n')}\n`);
  closeSync(file);
  renameSync(partial, path);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [path, rows] = process.argv.slice(2);
  if (path === undefined) throw new Error('usage: node make-survey.mjs FILE [ROWS]');
  makeSurvey(path, rows === undefined ? ROWS : Number(rows));
}
