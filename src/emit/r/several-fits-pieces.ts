/** R functions for analyses that are made of several fits: splits into groups, and mediations. */
import type { Piece } from '../pieces.ts';

export const SEVERAL_FITS_PIECES: readonly Piece[] = [
  {
    name: 'join_models',
    text: `# Models end to end, so that one covariance spans them: scores are lined up by row of the sample (Stata: suest).
join_models <- function(at, parts) {
  list(at = at, parts = parts, b = unlist(lapply(parts, function(m) unname(m$b))),
       stacks = do.call(c, lapply(parts, function(m) m$stacks)),
       start = cumsum(c(0, vapply(parts, function(m) length(m$b), 1)))[seq_along(parts)])
}`,
  },
  {
    name: 'column_named',
    text: `# The one column that a name means.
column_named <- function(model, term) {
  names <- names(model$equations[[1]]$b)
  found <- meant_columns(names, term)
  if (length(found) != 1) stop("SCRIPT: not one column in the model: ", term)
  names[found]
}`,
  },
  {
    name: 'column_path',
    text: `# The effect of one column of a model, with its derivatives by the coefficients: the coefficient itself, or the mean of
# slope x coefficient (derivative), or of the expectation with everybody at 1 less everybody at 0 (discrete); averaged over
# the rows or at the means of the columns. of: an expectation by name; the first unless given.
column_path <- function(model, id, change = "coefficient", at = "observations", of = NULL) {
  gradient <- rep(0, length(model$b))
  if (change == "coefficient") {
    j <- match(id, names(model$equations[[1]]$b))
    gradient[j] <- 1
    return(list(value = model$b[[j]], gradient = gradient))
  }
  expectation <- if (is.null(of)) model$expectations[[1]] else Filter(function(one) one$name == of, model$expectations)[[1]]
  ground <- ground_of(model, expectation, "observations")
  designs <- designs_of(model, expectation, ground$d)
  w <- ground$w
  if (at == "means") {
    designs <- lapply(designs, function(x) t(colSums(w * x)))
    w <- 1
  }
  settled <- function(value) lapply(designs, function(x) {
    if (id %in% colnames(x)) x[, id] <- value
    x
  })
  ends <- list(settled(1), settled(0))
  effect <- function(b) {
    if (change == "discrete") {
      means <- lapply(ends, function(x) expectation$mean(linear_predictors(model, expectation, x, b), b))
      return(sum(w * (means[[1]] - means[[2]])))
    }
    steep <- expectation$slopes(linear_predictors(model, expectation, designs, b), b)
    sum(vapply(seq_along(designs), function(i) {
      own <- b[model$where[[expectation$of[i]]]][match(id, colnames(designs[[i]]))]
      if (is.na(own)) 0 else sum(w * steep[[i]]) * own
    }, 1))
  }
  gradient[expectation$parameters] <- gradient_of(effect, model$b, expectation$parameters, model$vcov)
  list(value = effect(model$b), gradient = gradient)
}`,
  },
  {
    name: 'paths_of',
    text: `# Effects of several parts of a joined model: their values, and their derivatives by all coefficients.
paths_of <- function(joined, parts, paths) {
  jacobian <- matrix(0, length(paths), length(joined$b))
  for (i in seq_along(paths)) jacobian[i, joined$start[parts[i]] + seq_along(paths[[i]]$gradient)] <- paths[[i]]$gradient
  list(value = vapply(paths, function(path) path$value, 1), jacobian = jacobian)
}`,
  },
  {
    name: 'compare_groups',
    text: `# Effects in every group, their differences (later less earlier group), and the Wald test that they are all equal.
compare_groups <- function(joined, groups, terms, test, at = NULL, change = NULL, of = NULL) {
  scales <- if (is.null(change)) "coefficient" else c("coefficient", "marginal_effect")
  lines <- list()
  for (term in terms) for (scale in scales) {
    ids <- vapply(joined$parts, column_named, "", term = term)
    found <- paths_of(joined, seq_along(groups), Map(function(part, id) {
      if (scale == "coefficient") column_path(part, id) else column_path(part, id, change, at, of)
    }, joined$parts, ids))
    v <- found$jacobian %*% joined$vcov %*% t(found$jacobian)
    here <- c(joined$at, scale, ids[1])
    lines <- c(lines, list(lines_of(c(here, "effects"), groups, found$value, sqrt(diag(v)), NA)))
    for (later in seq_along(groups)[-1]) for (earlier in seq_len(later - 1)) {
      move <- replace(replace(rep(0, length(groups)), later, 1), earlier, -1)
      lines <- c(lines, list(lines_of(c(here, "differences"), paste(groups[earlier], "-", groups[later]),
                                      sum(move * found$value), sqrt(drop(t(move) %*% v %*% move)), NA)))
    }
    from_first <- cbind(-1, diag(length(groups) - 1))
    lines <- c(lines, list(wald_lines(c(here, "joint"), drop(from_first %*% found$value), from_first %*% v %*% t(from_first), test, joined$df)))
  }
  do.call(rbind, lines)
}`,
  },
  {
    name: 'on_common_rows',
    text: `# Fits every step on the rows that all of them can use: a row that one of them leaves out leaves all.
on_common_rows <- function(fit_steps, d) {
  repeat {
    steps <- fit_steps(d)
    shared <- Reduce(intersect, lapply(steps, function(m) m$rows))
    if (all(vapply(steps, function(m) length(m$rows), 1) == length(shared))) break
    d <- d[shared, , drop = FALSE]
  }
  list(d = d, steps = steps, rows = length(shared))
}`,
  },
  {
    name: 'joint_covariance',
    text: `# The covariance over several models in which each keeps the variances that it has alone (small-sample factors differ).
# correlated: least-squares equations of other outcomes on the same columns have correlated disturbances, covariance
# e_j'e_k / (n - k) (X'X)^-1 (Zellner 1962), which the inverse information leaves out.
joint_covariance <- function(at, parts, of_all, correlated = FALSE) {
  joined <- of_all(join_models(at, parts))
  alone <- unlist(lapply(parts, function(m) diag(m$vcov)))
  size <- sqrt(alone / diag(joined$vcov))
  joined$vcov <- joined$vcov * outer(size, size)
  if (correlated) for (j in seq_along(parts)) for (k in setdiff(seq_along(parts), j)) {
    one <- parts[[j]]$equations
    two <- parts[[k]]$equations
    if (length(one) + length(two) > 2 || !one[[1]]$least_squares || !two[[1]]$least_squares) next
    if (!identical(names(one[[1]]$b), names(two[[1]]$b))) next
    residuals <- lapply(c(one, two), function(e) e$y - drop(e$x %*% e$b))
    shared <- sum(one[[1]]$w * residuals[[1]] * residuals[[2]]) / (one[[1]]$n - ncol(one[[1]]$x))
    joined$vcov[joined$start[j] + seq_along(one[[1]]$b), joined$start[k] + seq_along(one[[1]]$b)] <- shared * one[[1]]$bread$observed
  }
  joined
}`,
  },
  {
    name: 'mediation_effects',
    text: String.raw`# Total, direct, paths a_j (treatment on mediator) and b_j (mediator on outcome), products and shares, on one scale. Standard
# errors by the delta method; differences and shares take the covariance between models of one outcome. Products of one
# mediator also by Sobel (1982), Aroian (1947) and Goodman (1960), which take a and b for independent.
mediation_effects <- function(across, between, treatment, mediators, rows, scale = "coefficient", at = NULL,
                              of_treatment = "coefficient", of_mediators = "coefficient", of = NULL) {
  parts <- across$parts
  m <- length(mediators)
  last <- length(parts)
  treated <- column_named(parts[[1]], treatment)
  named <- function(part) if (part %in% c(1, last)) of
  on_treatment <- lapply(c(1, last, 1 + seq_len(m)), function(part) column_path(parts[[part]], treated, of_treatment, at, named(part)))
  on_mediators <- lapply(mediators, function(one) column_path(parts[[last]], column_named(parts[[last]], one), of_mediators, at, of))
  found <- paths_of(across, c(1, last, 1 + seq_len(m), rep(last, m)), c(on_treatment, on_mediators))
  a <- 2 + seq_len(m)
  b <- 2 + m + seq_len(m)
  quantities <- function(p) {
    products <- p[a] * p[b]
    together <- sum(products)
    c(total = p[1], direct = p[2], setNames(p[a], paste("path_a", mediators)), setNames(p[b], paste("path_b", mediators)),
      setNames(products, paste("product", mediators)), product = together, difference = p[1] - p[2],
      share_product = together / p[1], share_difference = (p[1] - p[2]) / p[1],
      if (m > 1) setNames(products / together, paste("share_of_indirect", mediators)))
  }
  value <- quantities(found$value)
  errors <- function(joined) {
    v <- found$jacobian %*% joined$vcov %*% t(found$jacobian)
    # derivatives by a step along the imaginary axis, exact to rounding (Squire and Trapp 1998)
    j <- vapply(seq_along(found$value), function(i) {
      Im(quantities(replace(as.complex(found$value), i, complex(real = found$value[i], imaginary = 1e-30)))) / 1e-30
    }, found$value[rep(1, length(value))])
    sqrt(pmax(rowSums((j %*% v) * j), 0))
  }
  comparing <- grepl("^(difference|share)", names(value))
  se <- ifelse(comparing, errors(between), errors(across))
  names(se) <- names(value)
  here <- c(across$at, scale)
  lines <- lapply(names(value), function(name) {
    words <- strsplit(sub(" ", "\r", name), "\r")[[1]]
    lines_of(c(here, words[-length(words)]), words[length(words)], value[[name]], se[[name]], rows)
  })
  tests <- lapply(c(mediators, if (m == 1) ""), function(one) {
    j <- if (one == "") 1 else match(one, mediators)
    va <- se[[paste("path_a", mediators[j])]]^2
    vb <- se[[paste("path_b", mediators[j])]]^2
    sobel <- value[[paste("path_b", mediators[j])]]^2 * va + value[[paste("path_a", mediators[j])]]^2 * vb
    errors <- suppressWarnings(sqrt(c(sobel = sobel, aroian = sobel + va * vb, goodman = sobel - va * vb)))
    do.call(rbind, lapply(names(errors), function(test) {
      lines_of(c(here, "product", if (one != "") one, test), "stdError", errors[[test]], NA, NA)
    }))
  })
  do.call(rbind, c(lines, tests))
}`,
  },
];
