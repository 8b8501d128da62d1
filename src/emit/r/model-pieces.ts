/** R functions that fit equations and compute covariances and effects, as scripts define them. */
import type { Piece } from '../pieces.ts';

export const MODEL_PIECES: readonly Piece[] = [
  {
    name: 'bind',
    text: `# Columns of a design, by their names.
bind <- function(...) do.call(cbind, list(...))`,
  },
  {
    name: 'ones_for',
    text: `# A column of ones, as long as the data.
ones_for <- function(d) rep(1, NROW(d[[1]]))`,
  },
  {
    name: 'dummies',
    text: `# Indicators of the levels of a factor other than the base, named x=level. In place of a factor there may be a
# matrix of shares of its levels: people of mixed levels, as means and derivatives need them.
dummies <- function(x, name, base) {
  if (is.numeric(x) && !is.matrix(x)) return(matrix(x, dimnames = list(NULL, name)))
  if (is.factor(x)) x <- structure(outer(as.character(x), levels(x), "==") + 0, dimnames = list(NULL, levels(x)))
  x <- x[, colnames(x) != base[[name]], drop = FALSE]
  colnames(x) <- paste(name, colnames(x), sep = "=")
  x
}`,
  },
  {
    name: 'times',
    text: `# Products of the columns of two blocks, the second varying fastest.
times <- function(a, b) {
  pairs <- expand.grid(j = seq_len(ncol(b)), i = seq_len(ncol(a)))
  product <- a[, pairs$i, drop = FALSE] * b[, pairs$j, drop = FALSE]
  colnames(product) <- paste(colnames(a)[pairs$i], colnames(b)[pairs$j], sep = ":")
  product
}`,
  },
  {
    name: 'LINKS',
    text: `# Inverse links: the mean as a function of the linear predictor, with its first and second derivative.
LINKS <- list(
  identity = list(mean = function(eta) eta, slope = function(eta) rep(1, length(eta)), bend = function(eta) 0 * eta),
  log = list(mean = exp, slope = exp, bend = exp),
  logit = list(mean = plogis, slope = dlogis, bend = function(eta) dlogis(eta) * (1 - 2 * plogis(eta))),
  probit = list(mean = pnorm, slope = dnorm, bend = function(eta) -eta * dnorm(eta)),
  cloglog = list(mean = function(eta) -expm1(-exp(eta)), slope = function(eta) exp(eta - exp(eta)),
                 bend = function(eta) exp(eta - exp(eta)) * (1 - exp(eta)))
)`,
  },
  {
    name: 'VARIANCES',
    text: `# Variance of each family as a function of the mean m, its derivative, and R's name for the family.
VARIANCES <- list(
  gaussian = list(of = function(m) rep(1, length(m)), slope = function(m) 0 * m, r = gaussian),
  bernoulli = list(of = function(m) pmax(m * (1 - m), 1e-300), slope = function(m) 1 - 2 * m, r = quasibinomial),
  poisson = list(of = function(m) m, slope = function(m) rep(1, length(m)), r = poisson),
  gamma = list(of = function(m) m^2, slope = function(m) 2 * m, r = Gamma),
  inverse_gaussian = list(of = function(m) m^3, slope = function(m) 3 * m^2, r = inverse.gaussian)
)`,
  },
  {
    name: 'invert',
    text: `# Inverse of a positive definite matrix whose columns may be of very different size.
invert <- function(a) {
  size <- sqrt(diag(a))
  solve(a / outer(size, size), tol = 0) / outer(size, size)
}`,
  },
  {
    name: 'independent',
    text: `# Columns that are no linear combination of those before them: the last in order goes.
independent <- function(x) {
  size <- sqrt(colSums(x^2))
  found <- qr(sweep(x, 2, ifelse(size > 0, size, 1), "/"), tol = 1e-9)
  sort(found$pivot[seq_len(found$rank)])
}`,
  },
  {
    name: 'row_terms',
    text: `# Row by row: score by the linear predictor, and observed and expected information, all at dispersion one.
#   score u = (y - m) m'/V;  observed w = m'^2/V - (y - m)(m''V - m'^2 V')/V^2;  expected w = m'^2/V
row_terms <- function(y, eta, link, variance) {
  m <- LINKS[[link]]$mean(eta)
  slope <- LINKS[[link]]$slope(eta)
  v <- VARIANCES[[variance]]$of(m)
  expected <- slope^2 / v
  bent <- LINKS[[link]]$bend(eta) * v - slope^2 * VARIANCES[[variance]]$slope(m)
  list(mean = m, score = (y - m) * slope / v, expected = expected, observed = expected - (y - m) * bent / v^2)
}`,
  },
  {
    name: 'perfectly_predicted',
    text: `# As Stata does: a 0/1 column on one side of which the outcome never varies leaves, together with those rows.
perfectly_predicted <- function(x, y) {
  for (j in seq_len(ncol(x))[-1]) for (side in c(1, 0)) {
    rows <- x[, j] == side
    if (all(x[, j] %in% c(0, 1)) && any(rows) && any(!rows) && length(unique(y[rows])) == 1 && y[rows][1] %in% c(0, 1))
      return(list(column = j, rows = rows))
  }
  NULL
}`,
  },
  {
    name: 'glm_coefficients',
    text: `# R's glm, then Newton steps with the observed information until the score is zero: glm stops earlier, when the
# deviance no longer moves.
glm_coefficients <- function(x, y, w, link, variance) {
  family <- VARIANCES[[variance]]$r(link)
  control <- glm.control(epsilon = 1e-10, maxit = 100)
  constant <- c(family$linkfun(weighted.mean(y, w)), rep(0, ncol(x) - 1))
  fit <- tryCatch(glm.fit(x, y, weights = w, family = family, control = control, intercept = FALSE),
                  error = function(e) glm.fit(x, y, weights = w, family = family, control = control,
                                              intercept = FALSE, start = constant))
  b <- fit$coefficients
  for (step in 1:20) {
    at <- row_terms(y, drop(x %*% b), link, variance)
    move <- drop(invert(crossprod(x, w * at$observed * x)) %*% crossprod(x, w * at$score))
    b <- b + move
    if (max(abs(move) / (abs(b) + 1e-10)) < 1e-12) break
  }
  b
}`,
  },
  {
    name: 'dispersion_of',
    text: `# Dispersion: Pearson chi-squared or deviance over n - k, maximum likelihood, or a number.
dispersion_of <- function(rule, y, m, w, n, k, variance) {
  if (is.numeric(rule)) return(rule)
  if (rule == "one") return(1)
  v <- VARIANCES[[variance]]$of(m)
  if (rule == "residual" || rule == "pearson") return(sum(w * (y - m)^2 / v) / (n - k))
  deviance <- sum(w * switch(variance, gaussian = (y - m)^2, gamma = 2 * ((y - m) / m - log(y / m)),
                             inverse_gaussian = (y - m)^2 / (m^2 * y)))
  if (rule == "deviance") return(deviance / (n - k))
  if (variance != "gamma") return(deviance / n)
  1 / uniroot(function(a) 2 * (log(a) - digamma(a)) - deviance / n, c(1e-3, 1e9), tol = 1e-13)$root
}`,
  },
  {
    name: 'usable_rows',
    text: `# The rows that an equation uses: condition true, outcome and everything it names known, weight above zero.
usable_rows <- function(d, outcome, positive, reference, uses, where, weights, weight_kind, make) {
  y <- d[[outcome]]
  if (is.factor(y)) y <- as.numeric(y != (if (is.null(reference)) levels(y)[1] else reference))
  if (positive) y <- as.numeric(y > 0)
  d[[".row"]] <- seq_len(nrow(d))
  d[[".y"]] <- y
  d[[".w"]] <- if (is.null(weights)) 1 else d[[weights]]
  use <- rep_len(where %in% TRUE, nrow(d)) & !is.na(y) & d[[".w"]] > 0
  if (length(uses) > 0) use <- use & complete.cases(d[uses])
  d <- make(d[use, , drop = FALSE])
  if (identical(weight_kind, "analytic")) d[[".w"]] <- d[[".w"]] / mean(d[[".w"]])
  d
}`,
  },
  {
    name: 'bases',
    text: `# The level that is left out of each factor; where no row has it, the first level with rows takes its place.
bases <- function(d, asked) {
  for (name in names(d)) {
    x <- d[[name]]
    if (!is.factor(x)) next
    base <- if (name %in% names(asked)) asked[[name]] else levels(x)[1]
    if (!any(x == base, na.rm = TRUE)) base <- levels(x)[levels(x) %in% x][1]
    asked[[name]] <- base
  }
  asked
}`,
  },
  {
    name: 'equation',
    text: `# One equation, fitted on its own rows.
equation <- function(d, name, outcome, columns, link, variance, dispersion = "one", base = list(),
                     uses = character(0), where = TRUE, positive = FALSE, reference = NULL, weights = NULL,
                     weight_kind = NULL, separation = "keep", make = identity) {
  d <- usable_rows(d, outcome, positive, reference, uses, where, weights, weight_kind, make)
  base <- bases(d, base)
  repeat {
    x <- columns(d, base)
    kept <- independent(x)
    leaves <- if (separation == "keep") NULL else perfectly_predicted(x[, kept, drop = FALSE], d[[".y"]])
    if (is.null(leaves)) break
    if (separation == "error") stop("SCRIPT: the outcome is predicted perfectly")
    message(name, ": ", colnames(x)[kept][leaves$column], " predicts the outcome perfectly; ", sum(leaves$rows), " rows leave")
    d <- d[!leaves$rows, , drop = FALSE]
  }
  all_columns <- colnames(x)
  empty <- all_columns[colSums(x != 0) == 0]
  x <- x[, kept, drop = FALSE]
  y <- d[[".y"]]
  w <- d[[".w"]]
  b <- glm_coefficients(x, y, w, link, variance)
  at <- row_terms(y, drop(x %*% b), link, variance)
  if (variance == "bernoulli" && any(abs(x %*% b) > 25)) warning(name, ": probabilities of nearly 0 or 1: is the outcome separated?")
  n <- if (identical(weight_kind, "frequency")) sum(w) else nrow(x)
  phi <- dispersion_of(dispersion, y, at$mean, w, n, ncol(x), variance)
  list(
    name = name, d = d, x = x, y = y, w = w, b = b, rows = nrow(x), n = n, phi = phi, link = link,
    scores = w * at$score * x,
    bread = list(observed = invert(crossprod(x, w * at$observed * x)), expected = invert(crossprod(x, w * at$expected * x))),
    leverage_weight = w * at$expected, frequency = identical(weight_kind, "frequency"),
    least_squares = identical(dispersion, "residual"),
    empty = empty, all_columns = all_columns,
    columns = function(d) columns(d, base)[, kept, drop = FALSE],
    every_column = function(d) columns(d, base), base = base
  )
}`,
  },
  {
    name: 'stack_equations',
    text: `# Equations as one model: coefficients end to end, and the expectations whose effects are reported. at: where its numbers
# stand in the file of estimates. stacks: what the covariance adds up, each with its scores and inverse information.
stack_equations <- function(at, equations, combined = NULL) {
  ends <- cumsum(vapply(equations, function(e) length(e$b), 1))
  where <- lapply(seq_along(equations), function(i) seq(ends[i] - length(equations[[i]]$b) + 1, ends[i]))
  expectations <- lapply(seq_along(equations), function(i) {
    link <- LINKS[[equations[[i]]$link]]
    list(name = equations[[i]]$name, over = i, of = i, parameters = where[[i]],
         mean = function(eta, b) link$mean(eta[[1]]), slopes = function(eta, b) list(link$slope(eta[[1]])))
  })
  if (!is.null(combined)) {
    links <- lapply(combined, function(i) LINKS[[equations[[i]]$link]])
    expectations[[length(expectations) + 1]] <- list(
      name = "combined", over = combined[1], of = combined, parameters = unlist(where[combined]),
      mean = function(eta, b) links[[1]]$mean(eta[[1]]) * links[[2]]$mean(eta[[2]]),
      slopes = function(eta, b) list(links[[1]]$slope(eta[[1]]) * links[[2]]$mean(eta[[2]]),
                                     links[[1]]$mean(eta[[1]]) * links[[2]]$slope(eta[[2]])),
      parts = function(eta, b) list(links[[1]]$mean(eta[[1]]), links[[2]]$mean(eta[[2]])))
  }
  list(at = at, equations = equations, stacks = equations, where = where, expectations = expectations,
       b = unlist(lapply(equations, function(e) e$b)), rows = sort(unique(unlist(lapply(equations, function(e) e$d[[".row"]])))))
}`,
  },
  {
    name: 'blocks',
    text: `# Matrices along the diagonal of one.
blocks <- function(matrices) {
  size <- vapply(matrices, nrow, 1)
  whole <- matrix(0, sum(size), sum(size))
  for (i in seq_along(matrices)) {
    at <- sum(size[seq_len(i - 1)]) + seq_len(size[i])
    whole[at, at] <- matrices[[i]]
  }
  whole
}`,
  },
  {
    name: 'vcov_model',
    text: `# Covariance: inverse information times dispersion, equation by equation.
vcov_model <- function(model, bread) {
  model$vcov <- blocks(lapply(model$stacks, function(e) e$phi * e$bread[[bread]]))
  model$df <- residual_df(model)
  model
}`,
  },
  {
    name: 'residual_df',
    text: `# Degrees of freedom of t and F tests after least squares: n - k, of several equations the fewest.
residual_df <- function(model) min(vapply(model$stacks, function(e) e$n - ncol(e$scores), 1))`,
  },
  {
    name: 'stacked_scores',
    text: `# Scores of all equations side by side, one line per row of the sample that any of them uses.
stacked_scores <- function(model, leverage = 0) {
  rows <- sort(unique(unlist(lapply(model$stacks, function(e) e$d[[".row"]]))))
  scores <- do.call(cbind, lapply(model$stacks, function(e) {
    part <- matrix(0, length(rows), ncol(e$scores))
    size <- 1
    if (leverage > 0) {
      h <- e$leverage_weight * rowSums((e$x %*% e$bread$expected) * e$x)
      size <- (1 - (if (e$frequency) h / e$w else h))^leverage
    }
    part[match(e$d[[".row"]], rows), ] <- e$scores / size
    part
  }))
  weight <- rep(1, length(rows))
  for (e in model$stacks) if (e$frequency) weight[match(e$d[[".row"]], rows)] <- e$w
  list(rows = rows, scores = scores, n = sum(weight), frequency = weight)
}`,
  },
  {
    name: 'vcov_robust',
    text: `# Covariance robust to heteroskedasticity: B (sum of s s') B x factor.
vcov_robust <- function(model, bread, factor, leverage = 0) {
  s <- stacked_scores(model, leverage)
  k <- ncol(s$scores)
  b <- blocks(lapply(model$stacks, function(e) e$bread[[bread]]))
  size <- switch(factor, none = 1, "n/(n-1)" = s$n / (s$n - 1), "n/(n-k)" = s$n / (s$n - k))
  model$vcov <- size * b %*% crossprod(s$scores / sqrt(s$frequency)) %*% b
  model$df <- residual_df(model)
  model
}`,
  },
  {
    name: 'vcov_cluster',
    text: String.raw`# Clustered covariance: B (sum over clusters of S S') B x factor, S the sum of a cluster's scores. By two variables:
# first + second - intersection (Cameron, Gelbach and Miller 2011).
vcov_cluster <- function(model, d, by, bread, factor, two_way = "min", df = "clusters") {
  s <- stacked_scores(model)
  k <- ncol(s$scores)
  b <- blocks(lapply(model$stacks, function(e) e$bread[[bread]]))
  ids <- lapply(by, function(name) as.character(d[[name]][s$rows]))
  if (length(by) == 2) ids[[3]] <- paste(ids[[1]], ids[[2]], sep = "\r")
  g <- vapply(ids, function(id) length(unique(id)), 1)
  model$df <- if (df == "residual") residual_df(model) else min(g[seq_along(by)]) - 1
  if (two_way == "min") g[] <- min(g[seq_along(by)])
  meats <- lapply(seq_along(ids), function(i) {
    size <- if (factor == "none") 1 else g[i] / (g[i] - 1)
    if (grepl("n-k", factor)) size <- size * (s$n - 1) / (s$n - k)
    size * crossprod(rowsum(s$scores, ids[[i]]))
  })
  meat <- if (length(by) == 1) meats[[1]] else meats[[1]] + meats[[2]] - meats[[3]]
  model$vcov <- b %*% meat %*% b
  model
}`,
  },
  {
    name: 'address',
    text: String.raw`# The address of a number, as the program writes it: names with odd signs stand in quotes.
address <- function(...) {
  parts <- c(...)
  odd <- grepl("[][[:space:].\"=]", parts)
  parts[odd] <- paste0('"', gsub('(["\\\\])', "\\\\\\1", parts[odd]), '"')
  paste(parts, collapse = ".")
}`,
  },
  {
    name: 'lines_of',
    text: `# Lines of the file of estimates.
lines_of <- function(at, term, estimate, std_error, rows) {
  if (length(term) == 0) return(NULL)
  data.frame(address = vapply(term, function(one) do.call(address, as.list(c(at, one))), "", USE.NAMES = FALSE),
             estimate = unname(estimate), std_error = unname(std_error), rows = rows)
}`,
  },
  {
    name: 'gradient_of',
    text: `# Derivatives of a vector of numbers by some parameters: central differences of fourth order, a small part of a
# standard error wide.
gradient_of <- function(of, b, parameters, vcov) {
  width <- 0.003 * sqrt(diag(vcov))[parameters]
  width[!is.finite(width) | width == 0] <- 1e-4
  columns <- lapply(seq_along(parameters), function(i) {
    at <- function(steps) of(replace(b, parameters[i], b[parameters[i]] + steps * width[i]))
    (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * width[i])
  })
  do.call(cbind, columns)
}`,
  },
  {
    name: 'delta_method',
    text: `# Numbers computed from the coefficients, with standard errors by the delta method, covariates held fixed.
delta_method <- function(model, at, of, parameters, rows) {
  estimate <- of(model$b)
  j <- gradient_of(of, model$b, parameters, model$vcov)
  variance <- rowSums((j %*% model$vcov[parameters, parameters, drop = FALSE]) * j)
  lines_of(c(model$at, at), names(estimate), estimate, sqrt(pmax(variance, 0)), rows)
}`,
  },
  {
    name: 'report_coefficients',
    text: `# Coefficients, or exp of them; fixed effects are estimated and not reported.
report_coefficients <- function(model, effect = "coefficients", exponentiate = FALSE, hide = character(0)) {
  parts <- lapply(seq_along(model$equations), function(i) {
    e <- model$equations[[i]]
    se <- sqrt(diag(model$vcov))[model$where[[i]]]
    shown <- !Reduce("|", lapply(hide, function(name) names(e$b) == name | startsWith(names(e$b), paste0(name, "="))), rep(FALSE, length(e$b)))
    b <- if (exponentiate) exp(e$b) else e$b
    if (exponentiate) se <- b * se
    lines_of(c(model$at, e$name, effect), names(e$b)[shown], b[shown], se[shown], e$rows)
  })
  do.call(rbind, parts)
}`,
  },
  {
    name: 'ground_of',
    text: `# The rows that an expectation is averaged over and their weights; at the means: one person who has the mean of
# every number and the shares of every factor.
ground_of <- function(model, expectation, at) {
  over <- model$equations[[expectation$over]]
  d <- as.list(over$d)
  w <- over$w
  for (i in setdiff(expectation$of, expectation$over)) {
    other <- model$equations[[i]]
    if (is.null(other$every_column)) next
    x <- other$every_column(d)
    ok <- complete.cases(x) & rowSums(x[, intersect(colnames(x), other$empty), drop = FALSE] != 0) == 0
    d <- lapply(d, function(column) column[ok])
    w <- w[ok]
  }
  rows <- length(w)
  w <- w / sum(w)
  if (is.list(at)) for (name in names(at)) d <- put(d, name, at[[name]])
  if (identical(at, "means")) {
    d <- lapply(d, function(x) {
      if (is.factor(x)) return(t(vapply(levels(x), function(level) sum(w[x == level]), 1)))
      if (is.numeric(x)) sum(w * x) else x[1]
    })
    w <- 1
  }
  list(d = d, w = w, rows = rows)
}`,
  },
  {
    name: 'put',
    text: `# Everybody at one value of a variable, or at one level of a factor.
put <- function(d, name, value) {
  x <- d[[name]]
  if (is.null(x)) return(d)
  if (is.factor(x) || is.matrix(x)) {
    levels <- if (is.factor(x)) levels(x) else colnames(x)
    d[[name]] <- matrix(rep(as.numeric(levels == value), each = NROW(x)), NROW(x), dimnames = list(NULL, levels))
  } else d[[name]] <- rep(as.numeric(value), length(x))
  d
}`,
  },
  {
    name: 'slope_columns',
    text: `# Derivative of every column of an equation by a number, or by the share of a level: exact for powers up to four.
slope_columns <- function(e, d, name, level = NULL) {
  x <- d[[name]]
  width <- if (is.null(level)) max(1, max(abs(x))) / 64 else 1 / 64
  if (is.factor(x)) x <- structure(outer(as.character(x), levels(x), "==") + 0, dimnames = list(NULL, levels(x)))
  moved <- function(steps) {
    if (is.null(level)) d[[name]] <- x + steps * width
    else {
      x[, level] <- x[, level] + steps * width
      d[[name]] <- x
    }
    e$columns(d)
  }
  (8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / (12 * width)
}`,
  },
  {
    name: 'linear_predictors',
    text: `# Linear predictors of the equations of an expectation, from designs that were made before.
linear_predictors <- function(model, expectation, designs, b) {
  lapply(seq_along(expectation$of), function(i) drop(designs[[i]] %*% b[model$where[[expectation$of[i]]]]))
}`,
  },
  {
    name: 'designs_of',
    text: `# Designs of the equations of an expectation over some data.
designs_of <- function(model, expectation, d) lapply(model$equations[expectation$of], function(e) e$columns(d))`,
  },
  {
    name: 'chosen',
    text: `# The expectations that are asked for: all that are not optional, or those named.
chosen <- function(model, of) {
  if (is.null(of)) return(Filter(function(one) !isTRUE(one$optional), model$expectations))
  Filter(function(one) one$name %in% of, model$expectations)
}`,
  },
  {
    name: 'marginal_effects',
    text: `# Marginal effects: of a number the derivative of the expectation through all its powers and interactions; of a
# level of a factor the difference from the base with everybody at one and then at the other (discrete), or the
# derivative by its indicator. A number that is only 0 and 1 is differentiated unless binary = "discrete".
marginal_effects <- function(model, effect, variables, at = "observations", dummies = "discrete",
                             binary = "derivative", of = NULL, decompose = FALSE) {
  parts <- lapply(chosen(model, of), function(expectation) {
    ground <- ground_of(model, expectation, at)
    d <- ground$d
    w <- ground$w
    designs <- designs_of(model, expectation, d)
    mean_of <- function(designs, b) sum(w * expectation$mean(linear_predictors(model, expectation, designs, b), b))
    here <- model$equations[expectation$of]
    in_model <- Filter(function(name) any(vapply(here, function(e) is_in(e, name), TRUE)), variables)
    changes <- list()
    for (name in in_model) {
      x <- d[[name]]
      if (is.factor(x) || is.matrix(x)) {
        base <- here[[1]]$base[[name]]
        from <- designs_of(model, expectation, put(d, name, base))
        for (level in setdiff(if (is.factor(x)) levels(x) else colnames(x), base)) {
          id <- paste(name, level, sep = "=")
          if (!any(vapply(here, function(e) has_term(e, name, id), TRUE))) next
          changes[[id]] <- if (dummies == "derivative")
            list(slopes = lapply(here, slope_columns, d = put_shares(d, name), name = name, level = level))
          else list(from = from, to = designs_of(model, expectation, put(d, name, level)))
        }
      } else if (binary == "discrete" && all(model$equations[[expectation$over]]$d[[name]] %in% c(0, 1))) {
        changes[[name]] <- list(from = designs_of(model, expectation, put(d, name, 0)),
                                to = designs_of(model, expectation, put(d, name, 1)))
      } else changes[[name]] <- list(slopes = lapply(here, slope_columns, d = d, name = name))
    }
    total <- function(b) {
      steep <- expectation$slopes(linear_predictors(model, expectation, designs, b), b)
      vapply(changes, function(change) {
        if (is.null(change$slopes)) return(mean_of(change$to, b) - mean_of(change$from, b))
        sum(vapply(seq_along(here), function(i) through(i, change, steep, b), 1))
      }, 1)
    }
    through <- function(i, change, steep, b) {
      sum(w * steep[[i]] * drop(change$slopes[[i]] %*% b[model$where[[expectation$of[i]]]]))
    }
    # the part of an effect on a product through one of its factors; of a difference the mean over both orders
    margin <- function(i) function(b) {
      steep <- expectation$slopes(linear_predictors(model, expectation, designs, b), b)
      vapply(changes, function(change) {
        if (!is.null(change$slopes)) return(through(i, change, steep, b))
        low <- expectation$parts(linear_predictors(model, expectation, change$from, b), b)
        high <- expectation$parts(linear_predictors(model, expectation, change$to, b), b)
        sum(w * (high[[i]] - low[[i]]) * (low[[3 - i]] + high[[3 - i]]) / 2)
      }, 1)
    }
    lines <- delta_method(model, c(expectation$name, effect), total, expectation$parameters, ground$rows)
    if (!decompose || is.null(expectation$parts)) return(lines)
    rbind(lines,
          delta_method(model, c(expectation$name, paste0(effect, "_extensive")), margin(1), expectation$parameters, ground$rows),
          delta_method(model, c(expectation$name, paste0(effect, "_intensive")), margin(2), expectation$parameters, ground$rows))
  })
  do.call(rbind, parts)
}`,
  },
  {
    name: 'is_in',
    text: `# Whether an equation reads a variable: whether a column of it is named by it.
is_in <- function(e, name) {
  ids <- unlist(strsplit(names(e$b), ":", fixed = TRUE))
  any(ids == name | startsWith(ids, paste0(name, "=")) | startsWith(ids, paste0(name, "^")))
}`,
  },
  {
    name: 'has_term',
    text: `# Whether an equation has a coefficient for a level, or uses the factor in products only.
has_term <- function(e, name, id) id %in% names(e$b) || !any(startsWith(e$all_columns, paste0(name, "=")) & !grepl(":", e$all_columns))`,
  },
  {
    name: 'put_shares',
    text: `# A factor as a matrix of shares, so that derivatives by a level's share exist.
put_shares <- function(d, name) {
  x <- d[[name]]
  if (is.factor(x)) d[[name]] <- structure(outer(as.character(x), levels(x), "==") + 0, dimnames = list(NULL, levels(x)))
  d
}`,
  },
  {
    name: 'column_effects',
    text: `# Marginal effects with every column of the design (power, interaction, indicator) as a continuous variable of its
# own: slope x coefficient, at the means of the columns or averaged over the rows. So do dprobit, and margins after
# a model without factor notation.
column_effects <- function(model, effect, at = "means", of = NULL, variables = NULL, hide = character(0)) {
  parts <- lapply(chosen(model, of), function(expectation) {
    ground <- ground_of(model, expectation, "observations")
    w <- ground$w
    designs <- designs_of(model, expectation, ground$d)
    if (at == "means") {
      designs <- lapply(designs, function(x) t(colSums(w * x)))
      w <- 1
    }
    ids <- setdiff(unique(unlist(lapply(designs, colnames))), "(Intercept)")
    for (name in hide) ids <- ids[!startsWith(ids, paste0(name, "="))]
    if (!is.null(variables)) ids <- Filter(function(id) sub("[=^].*", "", id) %in% variables, ids)
    of_columns <- function(b) {
      steep <- expectation$slopes(linear_predictors(model, expectation, designs, b), b)
      total <- 0
      for (i in seq_along(designs)) {
        own <- b[model$where[[expectation$of[i]]]][match(ids, colnames(designs[[i]]))]
        total <- total + sum(w * steep[[i]]) * ifelse(is.na(own), 0, own)
      }
      setNames(total, ids)
    }
    delta_method(model, c(expectation$name, effect), of_columns, expectation$parameters, ground$rows)
  })
  do.call(rbind, parts)
}`,
  },
  {
    name: 'mean_predictions',
    text: `# The mean prediction, and the mean prediction with everybody at each level of some factors.
mean_predictions <- function(model, effect, at = "observations", levels_of = character(0), of = NULL) {
  parts <- lapply(chosen(model, of), function(expectation) {
    ground <- ground_of(model, expectation, at)
    designs <- list(mean_prediction = designs_of(model, expectation, ground$d))
    for (name in levels_of) {
      x <- ground$d[[name]]
      for (level in if (is.factor(x)) levels(x) else colnames(x))
        designs[[paste(name, level, sep = "=")]] <- designs_of(model, expectation, put(ground$d, name, level))
    }
    means <- function(b) vapply(designs, function(one) {
      sum(ground$w * expectation$mean(linear_predictors(model, expectation, one, b), b))
    }, 1)
    delta_method(model, c(expectation$name, effect), means, expectation$parameters, ground$rows)
  })
  do.call(rbind, parts)
}`,
  },
  {
    name: 'contrasts_of',
    text: `# Differences between levels of a factor: of mean predictions with everybody at one and then at the other, or of
# coefficients (the base counts as zero).
contrasts_of <- function(model, effect, variable, pairs, scale, at = "observations", of = NULL) {
  pairs_among <- function(e, levels) {
    levels <- Filter(function(level) level == e$base[[variable]] || has_term(e, variable, paste(variable, level, sep = "=")), levels)
    base <- e$base[[variable]]
    if (pairs == "reference") return(lapply(setdiff(levels, base), function(level) c(level, base)))
    if (pairs == "sequential") return(Map(c, levels[-1], levels[-length(levels)]))
    do.call(c, lapply(seq_along(levels)[-1], function(i) lapply(levels[seq_len(i - 1)], function(low) c(levels[i], low))))
  }
  called <- function(chosen) vapply(chosen, function(pair) paste(paste(variable, pair, sep = "="), collapse = " - "), "")
  if (scale == "coefficients") return(do.call(rbind, lapply(seq_along(model$equations), function(i) {
    e <- model$equations[[i]]
    chosen <- pairs_among(e, levels(e$d[[variable]]))
    own <- function(b, level) {
      j <- match(paste(variable, level, sep = "="), names(e$b))
      if (is.na(j)) 0 else b[model$where[[i]]][[j]]
    }
    differences <- function(b) setNames(vapply(chosen, function(pair) own(b, pair[1]) - own(b, pair[2]), 1), called(chosen))
    delta_method(model, c(e$name, effect), differences, model$where[[i]], e$rows)
  })))
  do.call(rbind, lapply(chosen(model, of), function(expectation) {
    ground <- ground_of(model, expectation, at)
    x <- ground$d[[variable]]
    known <- if (is.factor(x)) levels(x) else colnames(x)
    designs <- lapply(known, function(level) designs_of(model, expectation, put(ground$d, variable, level)))
    chosen <- pairs_among(model$equations[[expectation$of[1]]], known)
    differences <- function(b) {
      means <- vapply(designs, function(one) sum(ground$w * expectation$mean(linear_predictors(model, expectation, one, b), b)), 1)
      names(means) <- known
      setNames(vapply(chosen, function(pair) means[[pair[1]]] - means[[pair[2]]], 1), called(chosen))
    }
    delta_method(model, c(expectation$name, effect), differences, expectation$parameters, ground$rows)
  }))
}`,
  },
  {
    name: 'wald_lines',
    text: `# Wald test that some numbers are zero together: chi-squared with q degrees of freedom, or F = W/q with q and df.
wald_lines <- function(at, value, v, test, df, rows = NA) {
  q <- length(value)
  size <- sqrt(diag(v))
  wald <- if (qr(v / outer(size, size), tol = 1e-9)$rank < q) NaN else sum(value * solve(v / outer(size, size), value / size) / size)
  numbers <- if (test == "F") c(statistic = wald / q, pValue = pf(wald / q, q, df, lower.tail = FALSE)) else
    c(statistic = wald, pValue = pchisq(wald, q, lower.tail = FALSE))
  lines_of(at, names(numbers), numbers, NA, rows)
}`,
  },
  {
    name: 'meant_columns',
    text: `# The columns that a name means: the column of that name, else all columns of that variable or product.
meant_columns <- function(names, term) {
  if (term %in% names) return(which(names == term))
  which(gsub("[=^][^:]*", "", names) == term)
}`,
  },
  {
    name: 'joint_test',
    text: `# Whether coefficients are zero together, in every equation, or across all of them.
joint_test <- function(model, name, terms, test, across = FALSE) {
  found <- lapply(seq_along(model$equations), function(i) {
    model$where[[i]][sort(unique(unlist(lapply(terms, function(term) meant_columns(names(model$equations[[i]]$b), term)))))]
  })
  used <- which(lengths(found) > 0)
  equations <- vapply(model$equations, function(e) e$name, "")
  each <- if (across && length(used) > 1) list(list(paste(equations[used], collapse = " + "), unlist(found))) else
    lapply(used, function(i) list(equations[i], found[[i]]))
  do.call(rbind, lapply(each, function(one) {
    wald_lines(c(model$at, one[[1]], "tests", name), model$b[one[[2]]], model$vcov[one[[2]], one[[2]], drop = FALSE], test, model$df)
  }))
}`,
  },
  {
    name: 'event_study',
    text: `# Coefficients of the event times over the whole window, less that of the event time they are relative to (or the
# mean of those before adoption).
event_study <- function(model, effect, variable, window, reference, relative_to) {
  parts <- lapply(seq_along(model$equations), function(i) {
    e <- model$equations[[i]]
    ids <- paste(variable, window[1]:window[2], sep = "=")
    if (!any(ids %in% names(e$b))) return(NULL)
    there <- ids %in% names(e$b) | window[1]:window[2] == reference
    of <- function(b) {
      own <- b[model$where[[i]]][match(ids, names(e$b))]
      own[window[1]:window[2] == reference] <- 0
      names(own) <- ids
      before <- there & window[1]:window[2] < 0
      base <- if (identical(relative_to, "pre_average")) mean(own[before]) else own[[paste(variable, relative_to, sep = "=")]]
      (own - base)[there]
    }
    delta_method(model, c(e$name, effect), of, model$where[[i]], e$rows)
  })
  do.call(rbind, parts)
}`,
  },
];
