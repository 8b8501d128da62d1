# Coinsurance and visits to a doctor
# Written from the spec "visits". Python 3.9 or later with pandas, scipy and statsmodels.
#
#   python3 script.py estimates.csv survey.csv [more.csv ...]
#
# Writes one line per number: address, estimate, standard error, rows behind it. Counts of rows go
# to the console.

import json
import re
import sys
import warnings

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import linalg, optimize, special, stats

estimates_file = sys.argv[1] if len(sys.argv) > 1 else "estimates.csv"
data_files = sys.argv[2:] or ["visits.csv"]
LINES = []

# ---- Functions ----------------------------------------------------------------------------------

def read_survey(files, separator):
    """Every cell as text; several files are read as one."""
    parts = [pd.read_csv(file, sep=separator, dtype=str, keep_default_na=False, encoding="utf-8-sig") for file in files]
    whole = pd.concat(parts, ignore_index=True)
    return whole.apply(lambda column: column.str.strip())


def known(x, missing):
    """Cells that hold an answer; the codes of the codebook for "no answer" become missing."""
    return x.astype("string").mask(x.isin([*NO_ANSWER, *missing]))


def number(x, missing=()):
    """A quantity. A missing code also counts in another spelling: -9.0 is -9."""
    x = known(x, ["", *missing])
    value = pd.to_numeric(x, errors="coerce")
    if (value.isna() & x.notna()).any():
        raise SystemExit("SCRIPT: a numeric column has cells that are not numbers")
    codes = pd.to_numeric(pd.Series([*NO_ANSWER, *missing], dtype=str), errors="coerce").dropna()
    return value.astype("Float64").mask(value.isin(codes).fillna(False))


def category(x, codes, missing=()):
    """One of a few answers: raw codes become the names of levels."""
    x = known(x, ["", *missing])
    level = x.map(codes).astype("string")
    if (level.isna() & x.notna()).any():
        raise SystemExit("SCRIPT: a column has codes that the codebook does not know")
    return level


def keep_rows(d, holds, label):
    """Rows where a condition is true; a condition that is not known is not true."""
    kept = d[holds.fillna(False).astype(bool)].copy()
    print(f"{len(kept):6d} rows ({len(d) - len(kept)} lost): {label}", file=sys.stderr)
    return kept


def recode(x, levels, rest="refuse"):
    """Levels from the levels of another column."""
    text = x.astype("string") if str(x.dtype) == "string" else x.map(lambda v: f"{v:.15g}", na_action="ignore").astype("string")
    made = text.map({source: name for name, sources in levels.items() for source in sources}).astype("string")
    if rest == "refuse" and (made.isna() & x.notna()).any():
        raise SystemExit("SCRIPT: a level in use that no new level takes")
    return made


def classify(rules, overlap, rest=None):
    """Levels by conditions. Where several hold the first (or the last) wins; where none does, and one is not known, the
    row is missing; rest is the level of all other rows."""
    truths = pd.DataFrame({name: rule.astype("boolean") for name, rule in rules.items()})
    if overlap == "refuse" and (truths.sum(axis=1) > 1).any():
        raise SystemExit("SCRIPT: several levels apply to a row")
    level = pd.Series(rest if rest is not None else pd.NA, index=truths.index, dtype="string").mask(truths.isna().any(axis=1))
    for name in rules if overlap == "last" else reversed(list(rules)):
        level[truths[name].fillna(False).astype(bool)] = name
    return level


class Factor:
    """A factor as shares of its levels in every row: 0 and 1 in the data, anything between for means and derivatives."""

    def __init__(self, levels, share):
        self.levels, self.share = levels, share


def levels_of(x, ordered=True):
    """The levels of a column that declares none: numbers by size, names by code point or in order of appearance."""
    present = list(dict.fromkeys(x.dropna()))
    if not ordered or str(x.dtype) != "string":
        return [text_of(one) for one in (sorted(present) if ordered else present)]
    numeric = pd.to_numeric(pd.Series(present), errors="coerce")
    return sorted(present) if numeric.isna().any() else sorted(present, key=float)


def text_of(value):
    """The name of a level."""
    return value if isinstance(value, str) else f"{value:.15g}"


def dummies(d, name, base):
    """Indicators of the levels of a factor other than the base, named x=level; a number is a column of its own."""
    x = d[name]
    if not isinstance(x, Factor):
        return {name: x}
    return {f"{name}={level}": x.share[:, j] for j, level in enumerate(x.levels) if level != base[name]}


def ones_for(d):
    """A column of ones, as long as the data."""
    first = next(iter(d.values()))
    return np.ones(len(first.share) if isinstance(first, Factor) else len(first))


# Inverse links: the mean as a function of the linear predictor, with its first and second derivative.
LINKS = {
    "identity": (lambda e: e, np.ones_like, np.zeros_like),
    "log": (np.exp, np.exp, np.exp),
    "logit": (special.expit, lambda e: special.expit(e) * special.expit(-e),
              lambda e: special.expit(e) * special.expit(-e) * (1 - 2 * special.expit(e))),
    "probit": (special.ndtr, stats.norm.pdf, lambda e: -e * stats.norm.pdf(e)),
    "cloglog": (lambda e: -np.expm1(-np.exp(e)), lambda e: np.exp(e - np.exp(e)),
                lambda e: np.exp(e - np.exp(e)) * (1 - np.exp(e))),
}


# Variance of each family as a function of the mean m, and its derivative.
VARIANCES = {
    "gaussian": (np.ones_like, np.zeros_like),
    "bernoulli": (lambda m: np.maximum(m * (1 - m), 1e-300), lambda m: 1 - 2 * m),
    "poisson": (lambda m: m, np.ones_like),
    "gamma": (lambda m: m**2, lambda m: 2 * m),
    "inverse_gaussian": (lambda m: m**3, lambda m: 3 * m**2),
}


def invert(a):
    """Inverse of a positive definite matrix whose columns may be of very different size."""
    size = np.sqrt(np.diag(a))
    return np.linalg.inv(a / np.outer(size, size)) / np.outer(size, size)


def independent(x):
    """Columns that are no linear combination of those before them: the last in order goes."""
    kept, basis = [], np.zeros((len(x), 0))
    for j in range(x.shape[1]):
        size = np.linalg.norm(x[:, j])
        if size == 0:
            continue
        rest = x[:, j] / size
        for _ in range(2):
            rest = rest - basis @ (basis.T @ rest)
        if np.linalg.norm(rest) > 1e-9:
            kept.append(j)
            basis = np.column_stack([basis, rest / np.linalg.norm(rest)])
    return kept


def row_terms(y, eta, link, variance):
    """Row by row, at dispersion one: score by the linear predictor u = (y - m) m'/V, observed information
    m'^2/V - (y - m)(m''V - m'^2 V')/V^2, expected information m'^2/V."""
    mean, slope, bend = (part(eta) for part in LINKS[link])
    v, v_slope = (part(mean) for part in VARIANCES[variance])
    expected = slope**2 / v
    observed = expected - (y - mean) * (bend * v - slope**2 * v_slope) / v**2
    return mean, (y - mean) * slope / v, observed, expected


def perfectly_predicted(x, y):
    """As Stata does: a 0/1 column on one side of which the outcome never varies leaves, together with those rows."""
    for j in range(1, x.shape[1]):
        if np.isin(x[:, j], (0, 1)).all():
            for side in (1, 0):
                rows = x[:, j] == side
                if rows.any() and not rows.all() and len(set(y[rows])) == 1 and y[rows][0] in (0, 1):
                    return j, rows
    return None


def glm_coefficients(x, y, w, link, variance):
    """statsmodels' GLM, then Newton steps with the observed information until the score is zero."""
    links = {"identity": "identity", "log": "log", "logit": "logit", "probit": "probit", "cloglog": "cloglog"}
    family = {"gaussian": sm.families.Gaussian, "bernoulli": sm.families.Binomial, "poisson": sm.families.Poisson,
              "gamma": sm.families.Gamma, "inverse_gaussian": sm.families.InverseGaussian}[variance]
    size = np.maximum(np.sqrt((x**2).mean(axis=0)), 1e-300)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of links outside a family's usual ones
        model = sm.GLM(y, x / size, family=family(getattr(sm.families.links, links[link])()), var_weights=w)
        b = model.fit(maxiter=200, tol=1e-10).params / size
    for _ in range(20):
        _, score, observed, _ = row_terms(y, x @ b, link, variance)
        move = invert(x.T @ (x * (w * observed)[:, None])) @ (x.T @ (w * score))
        b = b + move
        if np.max(np.abs(move) / (np.abs(b) + 1e-10)) < 1e-12:
            break
    return b


def dispersion_of(rule, y, m, w, n, k, variance):
    """Pearson chi-squared or deviance over n - k, maximum likelihood, or a number."""
    if not isinstance(rule, str):
        return rule
    if rule == "one":
        return 1.0
    if rule in ("residual", "pearson"):
        return np.sum(w * (y - m) ** 2 / VARIANCES[variance][0](m)) / (n - k)
    parts = {"gaussian": lambda: (y - m) ** 2, "gamma": lambda: 2 * ((y - m) / m - np.log(y / m)),
             "inverse_gaussian": lambda: (y - m) ** 2 / (m**2 * y)}
    deviance = np.sum(w * parts[variance]())
    if rule == "deviance":
        return deviance / (n - k)
    if variance != "gamma":
        return deviance / n
    return 1 / optimize.brentq(lambda a: 2 * (np.log(a) - special.digamma(a)) - deviance / n, 1e-3, 1e9, xtol=1e-12)


def usable_rows(d, outcome, positive, reference, uses, where, weights, weight_kind, make, factors):
    """The rows that an equation uses, as arrays: condition true, outcome and everything it names known, weight above zero."""
    d = d.assign(**{"_row": np.arange(len(d))})
    y = d[outcome]
    if str(y.dtype) == "string":
        y = (y != reference).astype("Float64")
    if positive:
        y = (y > 0).astype("Float64")
    d["_y"] = y
    d["_w"] = 1.0 if weights is None else d[weights]
    use = d["_y"].notna() & (d["_w"] > 0) & d[list(uses)].notna().all(axis=1)
    if where is not None:
        use = use & where.fillna(False).astype(bool)
    d = make(d[use.fillna(False).astype(bool)].copy())
    if weight_kind == "analytic":
        d["_w"] = d["_w"] / d["_w"].mean()
    arrays = {}
    for name in d.columns:
        if name in factors:
            levels = factors[name] or levels_of(d[name])
            text = d[name].map(text_of, na_action="ignore").to_numpy(dtype=object)
            arrays[name] = Factor(levels, np.column_stack([(text == level).astype(float) for level in levels]))
        elif str(d[name].dtype) == "string":
            arrays[name] = d[name].to_numpy(dtype=object)
        else:
            arrays[name] = d[name].to_numpy(dtype=float, na_value=np.nan)
    return arrays


class Equation:
    """One equation, fitted on its own rows."""

    def __init__(self, d, name, outcome, columns, link, variance, dispersion="one", factors=None, base=None, uses=(),
                 where=None, positive=False, reference=None, weights=None, weight_kind=None, separation="keep",
                 make=lambda d: d):
        factors = factors or {}
        d = usable_rows(d, outcome, positive, reference, uses, where, weights, weight_kind, make, factors)
        self.base = {}
        for factor in factors:
            levels, share = d[factor].levels, d[factor].share
            asked = (base or {}).get(factor, levels[0])
            with_rows = [level for j, level in enumerate(levels) if share[:, j].any()]
            self.base[factor] = asked if asked in with_rows else with_rows[0]
        self.all_columns = lambda d: columns(d, self.base)
        while True:
            block = self.all_columns(d)
            x = np.column_stack(list(block.values()))
            kept = independent(x)
            names = [list(block)[j] for j in kept]
            leaves = None if separation == "keep" else perfectly_predicted(x[:, kept], d["_y"])
            if leaves is None:
                break
            if separation == "error":
                raise SystemExit("SCRIPT: the outcome is predicted perfectly")
            print(f"{name}: {names[leaves[0]]} predicts the outcome perfectly; {leaves[1].sum()} rows leave", file=sys.stderr)
            d = {key: Factor(x.levels, x.share[~leaves[1]]) if isinstance(x, Factor) else x[~leaves[1]] for key, x in d.items()}
        self.name, self.d, self.names, self.link = name, d, names, link
        self.every_name, self.empty = list(block), [one for one, x in block.items() if not np.any(x)]
        self.x = x = x[:, kept]
        self.y, self.w = d["_y"], d["_w"]
        self.b = glm_coefficients(x, self.y, self.w, link, variance)
        mean, score, observed, expected = row_terms(self.y, x @ self.b, link, variance)
        if variance == "bernoulli" and np.max(np.abs(x @ self.b)) > 25:
            print(f"{name}: probabilities of nearly 0 or 1: is the outcome separated?", file=sys.stderr)
        self.rows, self.frequency = len(x), weight_kind == "frequency"
        self.n = self.w.sum() if self.frequency else len(x)
        self.phi = dispersion_of(dispersion, self.y, mean, self.w, self.n, x.shape[1], variance)
        self.least_squares = dispersion == "residual"
        self.scores = x * (self.w * score)[:, None]
        self.bread = {"observed": invert(x.T @ (x * (self.w * observed)[:, None])),
                      "expected": invert(x.T @ (x * (self.w * expected)[:, None]))}
        self.leverage = np.sum((x @ self.bread["expected"]) * x, axis=1) * (expected if self.frequency else self.w * expected)

    def columns(self, d):
        block = self.all_columns(d)
        return np.column_stack([block[name] for name in self.names])


class Model:
    """Equations as one model: coefficients end to end, and the expectations whose effects are reported. at: where its numbers
    stand in the file of estimates. stacks: what the covariance adds up, each with its scores and inverse information."""

    def __init__(self, at, equations, combined=None):
        self.at, self.equations, self.stacks = at, equations, equations
        self.used = np.unique(np.concatenate([e.d["_row"] for e in equations])).astype(int)
        ends = np.cumsum([len(e.b) for e in equations])
        self.where = [np.arange(end - len(e.b), end) for e, end in zip(equations, ends)]
        self.b = np.concatenate([e.b for e in equations])
        self.expectations = [
            {"name": e.name, "over": i, "of": [i], "parameters": self.where[i],
             "mean": lambda eta, b, link=LINKS[e.link]: link[0](eta[0]),
             "slopes": lambda eta, b, link=LINKS[e.link]: [link[1](eta[0])]}
            for i, e in enumerate(equations)
        ]
        if combined is not None:
            one, two = (LINKS[equations[i].link] for i in combined)
            self.expectations.append(
                {"name": "combined", "over": combined[0], "of": list(combined),
                 "parameters": np.concatenate([self.where[i] for i in combined]),
                 "mean": lambda eta, b: one[0](eta[0]) * two[0](eta[1]),
                 "slopes": lambda eta, b: [one[1](eta[0]) * two[0](eta[1]), one[0](eta[0]) * two[1](eta[1])],
                 "parts": lambda eta, b: [one[0](eta[0]), two[0](eta[1])]})


def residual_df(model):
    """Degrees of freedom of t and F tests after least squares: n - k, of several equations the fewest."""
    return min(e.n - e.scores.shape[1] for e in model.stacks)


def stacked_scores(model, leverage=0):
    """Scores of all equations side by side, one line per row of the sample that any of them uses; and that row's weight."""
    rows = np.unique(np.concatenate([e.d["_row"] for e in model.stacks]))
    scores, weight, start = np.zeros((len(rows), len(model.b))), np.ones(len(rows)), 0
    for e in model.stacks:
        at, k = np.searchsorted(rows, e.d["_row"]), e.scores.shape[1]
        scores[at, start : start + k] = e.scores / ((1 - e.leverage) ** leverage)[:, None] if leverage else e.scores
        start += k
        if e.frequency:
            weight[at] = e.w
    return rows.astype(int), scores, weight


def vcov_robust(model, bread, factor, leverage=0):
    """Robust to heteroskedasticity: B (sum of s s') B x factor."""
    _, s, weight = stacked_scores(model, leverage)
    b = linalg.block_diag(*[e.bread[bread] for e in model.stacks])
    n, k, model.df = weight.sum(), s.shape[1], residual_df(model)
    size = {"none": 1, "n/(n-1)": n / (n - 1), "n/(n-k)": n / (n - k)}[factor]
    return size * b @ (s.T @ (s / weight[:, None])) @ b


def address(*parts):
    """The address of a number, as the program writes it: names with odd signs stand in quotes."""
    return ".".join(json.dumps(part, ensure_ascii=False) if re.search(r'[\s.\[\]"]', part) else part for part in parts)


def write_lines(at, terms, estimates, std_errors, rows):
    """Lines of the file of estimates."""
    for term, estimate, std_error in zip(terms, estimates, std_errors):
        LINES.append((address(*at, term), estimate, std_error, rows))


def delta_method(model, at, terms, of, parameters, rows):
    """Numbers computed from the coefficients; standard errors by the delta method, covariates held fixed."""
    j = gradient_of(of, model.b, parameters, model.vcov)
    variance = np.sum((j @ model.vcov[np.ix_(parameters, parameters)]) * j, axis=1)
    write_lines((*model.at, *at), terms, of(model.b), np.sqrt(np.maximum(variance, 0)), rows)


def gradient_of(of, b, parameters, vcov):
    """Derivatives of some numbers by some parameters: central differences of fourth order, a small part of a standard error
    wide."""
    columns = []
    for p in parameters:
        width = 0.003 * np.sqrt(vcov[p, p]) or 1e-4

        def moved(steps):
            at = b.copy()
            at[p] += steps * width
            return of(at)

        columns.append((8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / (12 * width))
    return np.column_stack(columns)


def report_coefficients(model, effect="coefficients", exponentiate=False, hide=()):
    """Coefficients, or exp of them; fixed effects are estimated and not reported."""
    for e, where in zip(model.equations, model.where):
        shown = [j for j, name in enumerate(e.names) if not any(name == one or name.startswith(f"{one}=") for one in hide)]
        b, se = model.b[where], np.sqrt(np.diag(model.vcov))[where]
        if exponentiate:
            b, se = np.exp(b), np.exp(b) * se
        write_lines((*model.at, e.name, effect), [e.names[j] for j in shown], b[shown], se[shown], e.rows)


def ground_of(model, expectation, at):
    """The rows that an expectation is averaged over and their weights; at the means: one person who has the mean of every
    number and the shares of every factor."""
    over = model.equations[expectation["over"]]
    d, w = dict(over.d), over.w
    for i in expectation["of"]:
        other = model.equations[i]
        if other is over:
            continue
        block = other.all_columns(d)
        ok = ~np.isnan(np.column_stack(list(block.values()))).any(axis=1)
        for name in other.empty:
            ok &= block[name] == 0
        d = {key: Factor(x.levels, x.share[ok]) if isinstance(x, Factor) else x[ok] for key, x in d.items()}
        w = w[ok]
    rows, w = len(w), w / w.sum()
    if isinstance(at, dict):
        for name, value in at.items():
            d = put(d, name, value)
    if at == "means":
        mean = lambda x: Factor(x.levels, (w @ x.share)[None, :]) if isinstance(x, Factor) else np.array([w @ x])
        d = {key: mean(x) for key, x in d.items() if isinstance(x, Factor) or x.dtype != object}
        w = np.ones(1)
    return d, w, rows


def put(d, name, value):
    """Everybody at one value of a variable, or at one level of a factor."""
    x = d.get(name)
    if x is None:
        return d
    if isinstance(x, Factor):
        return {**d, name: Factor(x.levels, np.tile([float(level == str(value)) for level in x.levels], (len(x.share), 1)))}
    return {**d, name: np.full(len(x), float(value))}


def slope_columns(e, d, name, level=None):
    """Derivative of every column by a number, or by the share of a level: exact for powers up to four."""
    x = d[name]
    width = 1 / 64 if level is not None else max(1.0, np.max(np.abs(x))) / 64

    def moved(steps):
        if level is None:
            return e.columns({**d, name: x + steps * width})
        share = x.share.copy()
        share[:, x.levels.index(level)] += steps * width
        return e.columns({**d, name: Factor(x.levels, share)})

    return (8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / (12 * width)


def linear_predictors(model, expectation, designs, b):
    """Linear predictors of the equations of an expectation, from designs that were made before."""
    return [x @ b[model.where[i]] for x, i in zip(designs, expectation["of"])]


def chosen(model, of):
    """The expectations that are asked for: all that are not optional, or those named."""
    if of is None:
        return [one for one in model.expectations if not one.get("optional")]
    return [one for one in model.expectations if one["name"] in of]


def is_in(e, name):
    """Whether an equation reads a variable: whether a column of it is named by it."""
    return any(part == name or part.startswith((f"{name}=", f"{name}^")) for one in e.names for part in one.split(":"))


def has_level(e, name, term):
    """Whether an equation has a coefficient for a level, or uses the factor in products only."""
    return term in e.names or not any(one.startswith(f"{name}=") and ":" not in one for one in e.every_name)


def marginal_effects(model, effect, variables, at="observations", dummies="discrete", binary="derivative", of=None,
                     decompose=False):
    """Of a number the derivative of the expectation through all its powers and interactions; of a level of a factor the
    difference from the base with everybody at one and then at the other (discrete), or the derivative by its indicator.
    A number that is only 0 and 1 is differentiated unless binary="discrete"."""
    for expectation in chosen(model, of):
        d, w, rows = ground_of(model, expectation, at)
        here = [model.equations[i] for i in expectation["of"]]
        designs = lambda d: [e.columns(d) for e in here]
        now, changes = designs(d), {}
        for name in variables:
            if not any(is_in(e, name) for e in here):
                continue
            x = d[name]
            if isinstance(x, Factor):
                base = here[0].base[name]
                for level in x.levels:
                    term = f"{name}={level}"
                    if level == base or not any(has_level(e, name, term) for e in here):
                        continue
                    if dummies == "derivative":
                        changes[term] = ("slopes", [slope_columns(e, d, name, level) for e in here])
                    else:
                        changes[term] = ("change", designs(put(d, name, base)), designs(put(d, name, level)))
            elif binary == "discrete" and np.isin(model.equations[expectation["over"]].d[name], (0, 1)).all():
                changes[name] = ("change", designs(put(d, name, 0)), designs(put(d, name, 1)))
            else:
                changes[name] = ("slopes", [slope_columns(e, d, name) for e in here])

        eta = lambda x, b: linear_predictors(model, expectation, x, b)

        def through(i, slopes, steep, b):
            return np.sum(w * steep[i] * (slopes[i] @ b[model.where[expectation["of"][i]]]))

        def total(b):
            steep = expectation["slopes"](eta(now, b), b)
            return np.array([
                sum(through(i, change[1], steep, b) for i in range(len(here))) if change[0] == "slopes"
                else np.sum(w * (expectation["mean"](eta(change[2], b), b) - expectation["mean"](eta(change[1], b), b)))
                for change in changes.values()])

        def margin(i):
            # the part through one factor of a product; of a difference the mean over both orders
            def of_one(b):
                steep, values = expectation["slopes"](eta(now, b), b), []
                for change in changes.values():
                    if change[0] == "slopes":
                        values.append(through(i, change[1], steep, b))
                        continue
                    low, high = (expectation["parts"](eta(x, b), b) for x in change[1:])
                    values.append(np.sum(w * (high[i] - low[i]) * (low[1 - i] + high[1 - i]) / 2))
                return np.array(values)
            return of_one

        delta_method(model, (expectation["name"], effect), list(changes), total, expectation["parameters"], rows)
        if decompose and "parts" in expectation:
            for i, which in enumerate(("extensive", "intensive")):
                delta_method(model, (expectation["name"], f"{effect}_{which}"), list(changes), margin(i), expectation["parameters"], rows)


def mean_row(summary, variable, x, groups, compared, test=None, level=None):
    """Mean and standard deviation (n - 1) in every group, and the test between the groups that are compared."""
    value = x.to_numpy(dtype=float, na_value=np.nan)
    known_rows = ~np.isnan(value)
    for group, rows in groups.items():
        own = value[rows & known_rows]
        found = {"nobs": len(own), "missing": rows.sum() - len(own), "mean": own.mean(), "sd": own.std(ddof=1)}
        if level is not None:
            half = stats.t.ppf(1 - (1 - level) / 2, len(own) - 1) * own.std(ddof=1) / np.sqrt(len(own))
            found |= {"confLow": own.mean() - half, "confHigh": own.mean() + half}
        write_lines(("summaries", summary, variable, group), found, found.values(), [np.nan] * len(found), len(own))
    if test is not None:
        parts = [value[groups[group] & known_rows] for group in compared]
        found = stats.f_oneway(*parts) if test == "anova" else stats.ttest_ind(*parts, equal_var=test == "t_pooled")
        write_lines(("summaries", summary, variable, "test"), ["statistic", "pValue"], found[:2], [np.nan] * 2, sum(map(len, parts)))


def share_rows(summary, variable, x, groups, compared, statistic, levels=None, level=None, test=None, interval=None,
               confidence=0.95):
    """Counts and shares of one level, or of every level; Pearson's chi-squared test without continuity correction."""
    known_rows = x.notna().to_numpy()
    text = np.array([text_of(one) if there else None for one, there in zip(x, known_rows)], dtype=object)
    if level is None and str(x.dtype) != "string" and x.dropna().isin([0, 1]).all():
        level = "1"
    shown = [level] if level is not None else levels or levels_of(x)
    for one in shown:
        for group, rows in groups.items():
            n, count = (rows & known_rows).sum(), (rows & (text == one)).sum()
            share = count / n
            found = {"nobs": n, "missing": rows.sum() - n, "count": count, "share": share}
            if statistic == "percent_mean_sd":
                found |= {"mean": 100 * share, "sd": 100 * np.sqrt(share * (1 - share) * n / (n - 1))}
            if statistic == "proportion":
                z = stats.norm.ppf(1 - (1 - confidence) / 2)
                middle, half = share, z * np.sqrt(share * (1 - share) / n)
                if interval == "wilson":
                    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
                    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
                found |= {"confLow": middle - half, "confHigh": middle + half}
            write_lines(("summaries", summary, f"{variable}={one}", group), found, found.values(), [np.nan] * len(found), n)
    if test is not None:
        cells = [[(groups[group] & (text == one)).sum() for group in compared] for one in shown]
        if level is not None:
            cells.append([(groups[group] & known_rows & (text != level)).sum() for group in compared])
        table = np.array([row for row in cells if sum(row) > 0])
        found = stats.chi2_contingency(table, correction=False)
        write_lines(("summaries", summary, f"{variable}={shown[0]}", "test"), ["statistic", "pValue"], found[:2], [np.nan] * 2, table.sum())

# ---- Data: codes become levels, codes for "no answer" become missing ----------------------------

NO_ANSWER = [".", "-9"]
raw = read_survey(data_files, ",")
data = pd.DataFrame(index=raw.index)
data["visits"] = number(raw["visits"])  # Visits in the year
data["coinsurance"] = number(raw["coinsurance"])  # Coinsurance rate
data["diseases"] = number(raw["diseases"])  # Chronic diseases
data["limited"] = category(raw["limited"], {"2": "no", "1": "yes"})  # Physical limitation
data["health"] = category(raw["health"], {"1": "excellent", "2": "good", "3": "fair", "4": "poor"})  # Self-rated health
samples = {"all": data}

# ---- Sample analysis: analysis ------------------------------------------------------------------

d = samples["all"].copy()
d = keep_rows(d, d[["limited"]].notna().all(axis=1), "limitation known")
# plan: Plan
d["plan"] = classify({
    "free": d["coinsurance"] == 0,
    "sharing": d["coinsurance"] > 0,
}, overlap="refuse")
# health3: Self-rated health
d["health3"] = recode(d["health"], {
    "excellent": ["excellent"],
    "good": ["good"],
    "fair_or_poor": ["fair", "poor"],
})
samples["analysis"] = d

# ---- Summary by_plan: Persons by plan -----------------------------------------------------------

d = samples["analysis"]
levels = ["free", "sharing"]
groups = {level: (d["plan"].map(text_of, na_action="ignore") == level).fillna(False).to_numpy(dtype=bool) for level in levels}
groups = {"total": np.ones(len(d), dtype=bool), **groups}
compared = levels
mean_row("by_plan", "visits", d["visits"], groups, compared, test="t_welch")
mean_row("by_plan", "diseases", d["diseases"], groups, compared, test="t_welch")
share_rows("by_plan", "limited", d["limited"], groups, compared, "n_percent", level="yes", test="chi_square")
share_rows("by_plan", "health3", d["health3"], groups, compared, "n_percent", levels=["excellent", "good", "fair_or_poor"], test="chi_square")

# ---- Model use: Visits to a doctor --------------------------------------------------------------

d = samples["analysis"]


def columns_1(d, base):
    return {
        "(Intercept)": ones_for(d), **dummies(d, "plan", base), "diseases": d["diseases"],
        **dummies(d, "limited", base), **dummies(d, "health3", base)
    }


# participation (whether there is any): visits > 0, Bernoulli family, probit link
equation_1 = Equation(
    d, "participation", "visits", columns_1, "probit", "bernoulli", separation="drop",
    factors={
        "plan": ["free", "sharing"],
        "limited": ["no", "yes"],
        "health3": ["excellent", "good", "fair_or_poor"],
    },
    base={
        "plan": "free", "limited": "no", "health3": "excellent"
    },
    uses=[
        "plan", "diseases", "limited", "health3"
    ],
    positive=True,
)
# amount (how much where there is any): visits, gamma family, log link; dispersion: Pearson
# chi-squared over n - k
equation_2 = Equation(
    d, "amount", "visits", columns_1, "log", "gamma", dispersion="pearson",
    factors={
        "plan": ["free", "sharing"],
        "limited": ["no", "yes"],
        "health3": ["excellent", "good", "fair_or_poor"],
    },
    base={
        "plan": "free", "limited": "no", "health3": "excellent"
    },
    uses=[
        "plan", "diseases", "limited", "health3"
    ],
    where=d["visits"] > 0,
)
model = Model(("models", "use"), [equation_1, equation_2], combined=(0, 1))
# Standard errors: robust (robust), bread inverse observed information, small-sample factor n/(n-1).
model.vcov = vcov_robust(model, bread="observed", factor="n/(n-1)")
# The coefficients.
report_coefficients(model, "coefficients")
# Marginal effects averaged over the rows; numbers: derivative; levels of factors: discrete change
# from the reference level; delta method, covariates held fixed.
marginal_effects(model, "marginal_effects", [
    "plan", "diseases", "limited", "health3"
], at="observations", dummies="discrete", binary="derivative")

# ---- Estimates: one line per number -------------------------------------------------------------

table = pd.DataFrame(LINES, columns=["address", "estimate", "std_error", "rows"])
table.to_csv(estimates_file, index=False, float_format="%.17g")
print(f"wrote {len(table)} lines to {estimates_file}", file=sys.stderr)
