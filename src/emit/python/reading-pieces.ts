/** Python functions that read the survey and make columns, as scripts define them. */
import type { Piece } from '../pieces.ts';

export const READING_PIECES: readonly Piece[] = [
  {
    name: 'read_survey',
    text: `def read_survey(files, separator):
    """Every cell as text; several files are read as one."""
    parts = [pd.read_csv(file, sep=separator, dtype=str, keep_default_na=False, encoding="utf-8-sig") for file in files]
    whole = pd.concat(parts, ignore_index=True)
    return whole.apply(lambda column: column.str.strip())`,
  },
  {
    name: 'known',
    text: `def known(x, missing):
    """Cells that hold an answer; the codes of the codebook for "no answer" become missing."""
    return x.astype("string").mask(x.isin([*NO_ANSWER, *missing]))`,
  },
  {
    name: 'number',
    text: `def number(x, missing=()):
    """A quantity. A missing code also counts in another spelling: -9.0 is -9."""
    x = known(x, ["", *missing])
    value = pd.to_numeric(x, errors="coerce")
    if (value.isna() & x.notna()).any():
        raise SystemExit("SCRIPT: a numeric column has cells that are not numbers")
    codes = pd.to_numeric(pd.Series([*NO_ANSWER, *missing], dtype=str), errors="coerce").dropna()
    return value.astype("Float64").mask(value.isin(codes).fillna(False))`,
  },
  {
    name: 'category',
    text: `def category(x, codes, missing=()):
    """One of a few answers: raw codes become the names of levels."""
    x = known(x, ["", *missing])
    level = x.map(codes).astype("string")
    if (level.isna() & x.notna()).any():
        raise SystemExit("SCRIPT: a column has codes that the codebook does not know")
    return level`,
  },
  {
    name: 'names_of',
    text: `def names_of(x, missing=()):
    """Names of persons, places, clusters: kept as text, with leading zeros."""
    return known(x, ["", *missing])`,
  },
  {
    name: 'answers',
    text: `def answers(x, missing=()):
    """A question with several answers in one cell; an empty cell answers none of them."""
    return known(x, missing)`,
  },
  {
    name: 'as_it_comes',
    text: `def as_it_comes(x):
    """A column that no codebook describes: a number when every cell is one, else a category."""
    x = known(x, [""])
    value = pd.to_numeric(x, errors="coerce")
    return value.astype("Float64") if not (value.isna() & x.notna()).any() else x`,
  },
  {
    name: 'keep_rows',
    text: `def keep_rows(d, holds, label):
    """Rows where a condition is true; a condition that is not known is not true."""
    kept = d[holds.fillna(False).astype(bool)].copy()
    print(f"{len(kept):6d} rows ({len(d) - len(kept)} lost): {label}", file=sys.stderr)
    return kept`,
  },
  {
    name: 'drop_rows',
    text: `def drop_rows(d, holds, label):
    """Rows where a condition is not true; a condition that is not known stays."""
    return keep_rows(d, ~holds.fillna(False).astype(bool), label)`,
  },
  {
    name: 'finite',
    text: `def finite(x):
    """What is undefined (log of 0, division by 0) is missing."""
    values = x.to_numpy(dtype=float, na_value=np.nan)
    return pd.Series(values, index=x.index).where(np.isfinite(values)).astype("Float64")`,
  },
  {
    name: 'numbers',
    text: `def numbers(x):
    """A condition as 1 and 0."""
    return x.astype("Float64")`,
  },
  {
    name: 'one_of',
    text: `def one_of(x, values):
    """isin() that keeps what is missing missing."""
    return x.isin(values).astype("boolean").mask(x.isna())`,
  },
  {
    name: 'choose',
    text: `def choose(condition, value, other):
    """value where the condition is true, other where it is false, missing where it is not known."""
    kind = "string" if isinstance(value, str) or isinstance(other, str) or str(getattr(value, "dtype", "")) == "string" else "Float64"
    as_column = lambda part: (part if isinstance(part, pd.Series) else pd.Series(part, index=condition.index)).astype(kind)
    return as_column(value).where(condition.fillna(False).astype(bool), as_column(other)).mask(condition.isna())`,
  },
  {
    name: 'round_half_away',
    text: `def round_half_away(x):
    """Halves away from zero; round() goes to the even number."""
    whole = np.trunc(x)
    return whole + np.sign(x) * ((x - whole).abs() >= 0.5).astype("Float64")`,
  },
  {
    name: 'extreme',
    text: `def extreme(which, *parts):
    """Smallest or largest of several; missing when one of them is."""
    index = next(part.index for part in parts if isinstance(part, pd.Series))
    values = [part.to_numpy(dtype=float, na_value=np.nan) if isinstance(part, pd.Series) else np.full(len(index), float(part)) for part in parts]
    return finite(pd.Series(getattr(np, which)(np.column_stack(values), axis=1), index=index))`,
  },
  {
    name: 'power_of',
    text: `def power_of(x, exponent):
    """A power that is missing where a part is: NA ** 0 would be 1."""
    return finite((x ** exponent).mask(x.isna()))`,
  },
  {
    name: 'recode',
    text: `def recode(x, levels, rest="refuse"):
    """Levels from the levels of another column."""
    text = x.astype("string") if str(x.dtype) == "string" else x.map(lambda v: f"{v:.15g}", na_action="ignore").astype("string")
    made = text.map({source: name for name, sources in levels.items() for source in sources}).astype("string")
    if rest == "refuse" and (made.isna() & x.notna()).any():
        raise SystemExit("SCRIPT: a level in use that no new level takes")
    return made`,
  },
  {
    name: 'classify',
    text: `def classify(rules, overlap, rest=None):
    """Levels by conditions. Where several hold the first (or the last) wins; where none does, and one is not known, the
    row is missing; rest is the level of all other rows."""
    truths = pd.DataFrame({name: rule.astype("boolean") for name, rule in rules.items()})
    if overlap == "refuse" and (truths.sum(axis=1) > 1).any():
        raise SystemExit("SCRIPT: several levels apply to a row")
    level = pd.Series(rest if rest is not None else pd.NA, index=truths.index, dtype="string").mask(truths.isna().any(axis=1))
    for name in rules if overlap == "last" else reversed(list(rules)):
        level[truths[name].fillna(False).astype(bool)] = name
    return level`,
  },
  {
    name: 'xtile',
    text: `def xtile(x, names, weight=None):
    """Quantile groups by Stata's rule: cut point j of q is where the cumulated weight reaches j/q, the middle of two values
    where it falls between them; ties go to the lower group."""
    value = x.to_numpy(dtype=float, na_value=np.nan)
    w = np.ones(len(value)) if weight is None else weight.to_numpy(dtype=float, na_value=0)
    use = np.flatnonzero(~np.isnan(value) & (w > 0))
    use = use[np.argsort(value[use], kind="stable")]
    groups, cumulated = len(names), np.cumsum(w[use])
    total = cumulated[-1]
    slack = 0 if total == round(total) else 1e-12 * groups * total
    cuts = []
    for j in range(1, groups):
        at = int(np.argmax(groups * cumulated >= j * total - slack))
        between = abs(groups * cumulated[at] - j * total) <= slack and at + 1 < len(use)
        cuts.append((value[use[at]] + value[use[at + 1]]) / 2 if between else value[use[at]])
    group = (value[:, None] > np.array(cuts)).sum(axis=1)
    return pd.Series(np.array(names, dtype=object)[group], index=x.index, dtype="string").mask(x.isna())`,
  },
  {
    name: 'cut_at',
    text: `def cut_at(x, limits, names, closed):
    """Groups between limits: left is [a, b), right is (a, b]."""
    value = x.to_numpy(dtype=float, na_value=np.nan)
    group = np.searchsorted(limits, value, side="right" if closed == "left" else "left")
    return pd.Series(np.array([*names, names[-1]], dtype=object)[group], index=x.index, dtype="string").mask(x.isna())`,
  },
  {
    name: 'composite',
    text: `def composite(items, matrix, components, weights, sign, scale):
    """A composite of several items by principal components; a row that lacks an item has none and does not count."""
    complete = items.notna().all(axis=1)
    raw = items[complete].to_numpy(dtype=float)
    z = raw - raw.mean(axis=0)
    if matrix == "correlation":
        z = z / raw.std(axis=0, ddof=1)
    value, vector = np.linalg.eigh(np.cov(z, rowvar=False))
    value, vector = np.maximum(value[::-1], 0), vector[:, ::-1].copy()
    for j in range(len(value)):
        v = vector[:, j]
        largest = np.flatnonzero(abs(v) >= abs(v).max() * (1 - 1e-9))[0]
        turn = v.sum() if sign == "loadings_sum" and abs(v.sum()) > 1e-9 * abs(v).sum() else v[largest]
        if turn < 0:
            vector[:, j] = -v
    count = {"first": 1, "all": len(value), "retained": max(1, int((value > value.mean() * (1 + 1e-9)).sum()))}.get(components, components)
    share = value[:count] / value.sum()
    direction = vector[:, :count] @ (np.ones(count) if weights == "none" else share / share.sum())
    score = raw @ (direction / direction.sum()) if scale == "indicators" else z @ direction
    if scale == "standardised":
        score = score / score.std(ddof=1)
    made = pd.Series(np.nan, index=items.index)
    made[complete] = score
    return made.astype("Float64").mask(~complete)`,
  },
  {
    name: 'first_time',
    text: `def first_time(unit, treated, time):
    """The first time at which a unit is treated; missing where it never is."""
    on = (treated == 1).fillna(False).astype(bool) & time.notna() & unit.notna()
    return unit.map(time[on].groupby(unit[on]).min()).astype("Float64")`,
  },
  {
    name: 'group_mean',
    text: `def group_mean(x, by):
    """The mean over the rows of the same group, missing values left out."""
    return by.map(x.astype(float).groupby(by).mean()).astype("Float64")`,
  },
  {
    name: 'adoption',
    text: `def adoption(key, years):
    """When the unit of the row adopted; missing where it never did."""
    unit = key if str(key.dtype) == "string" else key.map(lambda v: f"{v:.15g}", na_action="ignore")
    return unit.map(years).astype("Float64")`,
  },
  {
    name: 'answered',
    text: `def answered(x, codes, separator):
    """Whether one of some codes is among the answers of a cell."""
    given = x.fillna("").map(lambda cell: any(one.strip() in codes for one in cell.split(separator)))
    return given.astype("boolean").mask(x.isna())`,
  },
  {
    name: 'treated_post',
    text: `def treated_post(adopted, time, lag=0):
    """One from adoption on, zero before it and where nothing was ever adopted."""
    return (time >= adopted + lag).fillna(False).astype("Float64")`,
  },
  {
    name: 'always_treated',
    text: `def always_treated(adopted, time, lag=0):
    """Rows of units that had adopted by the first time."""
    return (adopted <= time.min() - lag).fillna(False).astype(bool)`,
  },
  {
    name: 'event_time',
    text: `def event_time(adopted, time, window, left, right, reference, unit, off_grid):
    """Time since adoption over a window, as text. Rows beyond an end join its last event time (bin), or have all indicators
    zero like the reference (zero), or leave (drop: missing). Never adopted: the reference."""
    waves = np.array(sorted(time.dropna().unique()), dtype=float)
    gap = waves[1] - waves[0] if len(waves) > 1 else np.nan

    def start(begun):
        inside = waves[0] <= begun <= waves[-1]
        if unit == "waves":
            return float(np.argmax(waves >= begun)) if inside else float(np.ceil((begun - waves[0]) / gap))
        return waves[waves >= begun][0] if inside and off_grid == "first_treated_wave" else begun

    def level(begun, now):
        if pd.isna(begun):
            return reference
        at = (float(np.searchsorted(waves, now)) if unit == "waves" else now) - start(begun)
        if window[0] <= at <= window[1]:
            return at
        rule, limit = (left, window[0]) if at < window[0] else (right, window[1])
        return {"bin": limit, "zero": reference, "drop": None}[rule]

    levels = [level(*pair) for pair in zip(adopted, time)]
    return pd.Series([pd.NA if one is None else str(int(one)) for one in levels], index=time.index, dtype="string")`,
  },
];
