/** Python functions for analyses that are made of several fits: splits into groups, and mediations. */
import type { Piece } from '../pieces.ts';

export const SEVERAL_FITS_PIECES: readonly Piece[] = [
  {
    name: 'Joined',
    text: `class Joined:
    """Models end to end, so that one covariance spans them: scores are lined up by row of the sample (Stata: suest)."""

    def __init__(self, at, parts):
        self.at, self.parts, self.stacks = at, parts, [stack for m in parts for stack in m.stacks]
        self.b = np.concatenate([m.b for m in parts])
        self.start = np.cumsum([0] + [len(m.b) for m in parts])`,
  },
  {
    name: 'column_named',
    text: `def column_named(model, term):
    """The one column that a name means."""
    names = model.equations[0].names
    found = meant_columns(names, term)
    if len(found) != 1:
        raise SystemExit(f"SCRIPT: not one column in the model: {term}")
    return names[found[0]]`,
  },
  {
    name: 'column_path',
    text: `def column_path(model, name, change="coefficient", at="observations", of=None):
    """The effect of one column of a model, with its derivatives by the coefficients: the coefficient itself, or the mean of
    slope x coefficient (derivative), or of the expectation with everybody at 1 less everybody at 0 (discrete); averaged over
    the rows or at the means of the columns. of: an expectation by name; the first unless given."""
    gradient = np.zeros(len(model.b))
    if change == "coefficient":
        j = model.equations[0].names.index(name)
        gradient[j] = 1
        return model.b[j], gradient
    expectation = next(one for one in model.expectations if of is None or one["name"] == of)
    d, w, _ = ground_of(model, expectation, "observations")
    here = [model.equations[i] for i in expectation["of"]]
    designs = [e.columns(d) for e in here]
    if at == "means":
        designs, w = [(w @ x)[None, :] for x in designs], np.ones(1)
    places = [e.names.index(name) if name in e.names else None for e in here]

    def settled(value):
        moved = [x.copy() for x in designs]
        for x, j in zip(moved, places):
            if j is not None:
                x[:, j] = value
        return moved

    ones, zeros = settled(1), settled(0)

    def effect(b):
        if change == "discrete":
            high, low = (expectation["mean"](linear_predictors(model, expectation, x, b), b) for x in (ones, zeros))
            return np.array([np.sum(w * (high - low))])
        steep = expectation["slopes"](linear_predictors(model, expectation, designs, b), b)
        return np.array([sum(np.sum(w * steep[i]) * b[model.where[expectation["of"][i]][j]] for i, j in enumerate(places) if j is not None)])

    gradient[expectation["parameters"]] = gradient_of(effect, model.b, expectation["parameters"], model.vcov)[0]
    return effect(model.b)[0], gradient`,
  },
  {
    name: 'paths_of',
    text: `def paths_of(joined, parts, paths):
    """Effects of several parts of a joined model: their values, and their derivatives by all coefficients."""
    jacobian = np.zeros((len(paths), len(joined.b)))
    for i, (part, (_, gradient)) in enumerate(zip(parts, paths)):
        jacobian[i, joined.start[part] : joined.start[part + 1]] = gradient
    return np.array([value for value, _ in paths]), jacobian`,
  },
  {
    name: 'compare_groups',
    text: `def compare_groups(joined, groups, terms, test, at=None, change=None, of=None):
    """Effects in every group, their differences (later less earlier group), and the Wald test that they are all equal."""
    for term in terms:
        for scale in ["coefficient"] if change is None else ["coefficient", "marginal_effect"]:
            names = [column_named(part, term) for part in joined.parts]
            paths = [column_path(part, name) if scale == "coefficient" else column_path(part, name, change, at, of)
                     for part, name in zip(joined.parts, names)]
            value, jacobian = paths_of(joined, range(len(groups)), paths)
            v = jacobian @ joined.vcov @ jacobian.T
            here = (*joined.at, scale, names[0])
            write_lines((*here, "effects"), groups, value, np.sqrt(np.diag(v)), np.nan)
            for later in range(1, len(groups)):
                for earlier in range(later):
                    move = np.zeros(len(groups))
                    move[[later, earlier]] = 1, -1
                    write_lines((*here, "differences"), [f"{groups[earlier]} - {groups[later]}"], [move @ value], [np.sqrt(move @ v @ move)], np.nan)
            from_first = np.column_stack([-np.ones(len(groups) - 1), np.eye(len(groups) - 1)])
            wald_lines((*here, "joint"), from_first @ value, from_first @ v @ from_first.T, test, joined.df)`,
  },
  {
    name: 'on_common_rows',
    text: `def on_common_rows(fit_steps, d):
    """Fits every step on the rows that all of them can use: a row that one of them leaves out leaves all."""
    while True:
        steps = fit_steps(d)
        shared = sorted(set.intersection(*[set(m.used) for m in steps]))
        if all(len(m.used) == len(shared) for m in steps):
            return d, steps, len(shared)
        d = d.iloc[shared]`,
  },
  {
    name: 'joint_covariance',
    text: `def joint_covariance(at, parts, covariances, of_all, correlated=False):
    """The covariance over several models in which each keeps the variances that it has alone (small-sample factors differ).
    correlated: least-squares equations of other outcomes on the same columns have correlated disturbances, covariance
    e_j'e_k / (n - k) (X'X)^-1 (Zellner 1962), which the inverse information leaves out."""
    joined = Joined(at, parts)
    joined.vcov = of_all(joined)
    size = np.sqrt(np.concatenate([np.diag(v) for v in covariances]) / np.diag(joined.vcov))
    joined.vcov = joined.vcov * np.outer(size, size)
    for j, one in enumerate(parts):
        for k, two in enumerate(parts):
            e, f = one.equations[0], two.equations[0]
            if j == k or not correlated or len(one.equations) + len(two.equations) > 2:
                continue
            if e.least_squares and f.least_squares and e.names == f.names:
                shared = np.sum(e.w * (e.y - e.x @ e.b) * (f.y - f.x @ f.b)) / (e.n - e.x.shape[1])
                joined.vcov[joined.start[j] : joined.start[j + 1], joined.start[k] : joined.start[k + 1]] = shared * e.bread["observed"]
    return joined`,
  },
  {
    name: 'mediation_effects',
    text: `def mediation_effects(across, between, treatment, mediators, rows, scale="coefficient", at=None, of_treatment="coefficient",
                      of_mediators="coefficient", of=None):
    """Total, direct, paths a_j (treatment on mediator) and b_j (mediator on outcome), products and shares, on one scale. Standard
    errors by the delta method; differences and shares take the covariance between models of one outcome. Products of one
    mediator also by Sobel (1982), Aroian (1947) and Goodman (1960), which take a and b for independent."""
    parts, m, last = across.parts, len(mediators), len(across.parts) - 1
    treated = column_named(parts[0], treatment)
    places = [0, last, *range(1, last)]
    paths = [column_path(parts[part], treated, of_treatment, at, of if part in (0, last) else None) for part in places]
    paths += [column_path(parts[last], column_named(parts[last], one), of_mediators, at, of) for one in mediators]
    value, jacobian = paths_of(across, [*places, *[last] * m], paths)

    def quantities(p):
        a, b = p[2 : 2 + m], p[2 + m :]
        products, gap = a * b, p[0] - p[1]
        found = [p[0], p[1], *a, *b, *products, products.sum(), gap, products.sum() / p[0], gap / p[0]]
        return np.array(found + (list(products / products.sum()) if m > 1 else []))

    each = lambda kind: [(kind, one) for one in mediators]
    names = [("total",), ("direct",), *each("path_a"), *each("path_b"), *each("product"), ("product",), ("difference",),
             ("share_product",), ("share_difference",), *(each("share_of_indirect") if m > 1 else [])]

    def errors(joined):
        v = jacobian @ joined.vcov @ jacobian.T
        # derivatives by a step along the imaginary axis, exact to rounding (Squire and Trapp 1998)
        j = np.column_stack([np.imag(quantities(value + 1e-30j * (np.arange(len(value)) == i))) / 1e-30 for i in range(len(value))])
        return np.sqrt(np.maximum(np.sum((j @ v) * j, axis=1), 0))

    found, inside, comparing = quantities(value), errors(across), errors(between)
    for i, name in enumerate(names):
        error = comparing[i] if name[0].startswith(("difference", "share")) else inside[i]
        write_lines((*across.at, scale, *name[:-1]), [name[-1]], [found[i]], [error], rows)
    for j, one in [*enumerate(mediators), *([(0, None)] if m == 1 else [])]:
        a, b, va, vb = found[2 + j], found[2 + m + j], inside[2 + j] ** 2, inside[2 + m + j] ** 2
        variances = {"sobel": b**2 * va + a**2 * vb, "aroian": b**2 * va + a**2 * vb + va * vb, "goodman": b**2 * va + a**2 * vb - va * vb}
        for test, variance in variances.items():
            at_test = (*across.at, scale, "product", *([] if one is None else [one]), test)
            write_lines(at_test, ["stdError"], [np.sqrt(variance) if variance >= 0 else np.nan], [np.nan], np.nan)`,
  },
];
