# Coinsurance and visits to a doctor
# Written from the spec "visits". R 4.0 or later; no packages.
#
#   Rscript script.R estimates.csv survey.csv [more.csv ...]
#
# Writes one line per number: address, estimate, standard error, rows behind it. Counts of rows go
# to the console.

arguments <- commandArgs(trailingOnly = TRUE)
estimates_file <- if (length(arguments) > 0) arguments[1] else "estimates.csv"
data_files <- if (length(arguments) > 1) arguments[-1] else "visits.csv"
estimates <- NULL

# ---- Functions ----------------------------------------------------------------------------------

# Every cell as text; several files are read as one.
read_survey <- function(files, separator) {
  parts <- lapply(files, function(file) {
    part <- read.csv(file, sep = separator, colClasses = "character", na.strings = character(0),
                     check.names = FALSE, strip.white = TRUE, encoding = "UTF-8")
    names(part)[1] <- sub("^\ufeff", "", names(part)[1])
    part
  })
  do.call(rbind, parts)
}

# Cells that hold an answer; the codes of the codebook for "no answer" become NA.
known <- function(x, missing) {
  x[x %in% c(NO_ANSWER, missing)] <- NA
  x
}

# A quantity. A missing code also counts in another spelling: -9.0 is -9.
number <- function(x, missing = character(0)) {
  x <- known(x, c("", missing))
  value <- suppressWarnings(as.numeric(x))
  if (any(is.na(value) & !is.na(x))) stop("SCRIPT: a numeric column has cells that are not numbers")
  value[value %in% suppressWarnings(as.numeric(c(NO_ANSWER, missing)))] <- NA
  value
}

# One of a few answers: codes are named by their levels, in the order of the codebook.
category <- function(x, codes, missing = character(0)) {
  x <- known(x, c("", missing))
  level <- names(codes)[match(x, codes)]
  if (any(is.na(level) & !is.na(x))) stop("SCRIPT: a column has codes that the codebook does not know")
  factor(level, levels = unique(names(codes)))
}

# Rows where a condition is true; a condition that is not known is not true.
keep_rows <- function(d, holds, label) {
  kept <- d[holds %in% TRUE, , drop = FALSE]
  message(sprintf("%6d rows (%d lost): %s", nrow(kept), nrow(d) - nrow(kept), label))
  kept
}

# Levels from the levels of another column.
recode <- function(x, levels, rest = "refuse") {
  from <- unlist(levels, use.names = FALSE)
  to <- rep(names(levels), lengths(levels))[match(as.character(x), from)]
  if (rest == "refuse" && any(is.na(to) & !is.na(x))) stop("SCRIPT: a level in use that no new level takes")
  factor(to, levels = names(levels))
}

# Levels by conditions. Where several hold the first (or the last) wins; where none does, and one is not
# known, the row is missing; rest is the level of all other rows.
classify <- function(rules, levels, overlap, rest = NA) {
  truths <- do.call(cbind, rules)
  if (overlap == "refuse" && any(rowSums(truths, na.rm = TRUE) > 1)) stop("SCRIPT: several levels apply to a row")
  level <- ifelse(rowSums(is.na(truths)) > 0, NA, rest)
  for (name in if (overlap == "last") names(rules) else rev(names(rules))) level[rules[[name]] %in% TRUE] <- name
  factor(level, levels = levels)
}

# A number as a factor, its levels by size.
as_levels <- function(x) if (is.factor(x)) x else factor(x, levels = sort(unique(x)))

# Columns of a design, by their names.
bind <- function(...) do.call(cbind, list(...))

# A column of ones, as long as the data.
ones_for <- function(d) rep(1, NROW(d[[1]]))

# Indicators of the levels of a factor other than the base, named x=level. In place of a factor there may be a
# matrix of shares of its levels: people of mixed levels, as means and derivatives need them.
dummies <- function(x, name, base) {
  if (is.numeric(x) && !is.matrix(x)) return(matrix(x, dimnames = list(NULL, name)))
  if (is.factor(x)) x <- structure(outer(as.character(x), levels(x), "==") + 0, dimnames = list(NULL, levels(x)))
  x <- x[, colnames(x) != base[[name]], drop = FALSE]
  colnames(x) <- paste(name, colnames(x), sep = "=")
  x
}

# Inverse links: the mean as a function of the linear predictor, with its first and second derivative.
LINKS <- list(
  identity = list(mean = function(eta) eta, slope = function(eta) rep(1, length(eta)), bend = function(eta) 0 * eta),
  log = list(mean = exp, slope = exp, bend = exp),
  logit = list(mean = plogis, slope = dlogis, bend = function(eta) dlogis(eta) * (1 - 2 * plogis(eta))),
  probit = list(mean = pnorm, slope = dnorm, bend = function(eta) -eta * dnorm(eta)),
  cloglog = list(mean = function(eta) -expm1(-exp(eta)), slope = function(eta) exp(eta - exp(eta)),
                 bend = function(eta) exp(eta - exp(eta)) * (1 - exp(eta)))
)

# Variance of each family as a function of the mean m, its derivative, and R's name for the family.
VARIANCES <- list(
  gaussian = list(of = function(m) rep(1, length(m)), slope = function(m) 0 * m, r = gaussian),
  bernoulli = list(of = function(m) pmax(m * (1 - m), 1e-300), slope = function(m) 1 - 2 * m, r = quasibinomial),
  poisson = list(of = function(m) m, slope = function(m) rep(1, length(m)), r = poisson),
  gamma = list(of = function(m) m^2, slope = function(m) 2 * m, r = Gamma),
  inverse_gaussian = list(of = function(m) m^3, slope = function(m) 3 * m^2, r = inverse.gaussian)
)

# Inverse of a positive definite matrix whose columns may be of very different size.
invert <- function(a) {
  size <- sqrt(diag(a))
  solve(a / outer(size, size), tol = 0) / outer(size, size)
}

# Columns that are no linear combination of those before them: the last in order goes.
independent <- function(x) {
  size <- sqrt(colSums(x^2))
  found <- qr(sweep(x, 2, ifelse(size > 0, size, 1), "/"), tol = 1e-9)
  sort(found$pivot[seq_len(found$rank)])
}

# Row by row: score by the linear predictor, and observed and expected information, all at dispersion one.
#   score u = (y - m) m'/V;  observed w = m'^2/V - (y - m)(m''V - m'^2 V')/V^2;  expected w = m'^2/V
row_terms <- function(y, eta, link, variance) {
  m <- LINKS[[link]]$mean(eta)
  slope <- LINKS[[link]]$slope(eta)
  v <- VARIANCES[[variance]]$of(m)
  expected <- slope^2 / v
  bent <- LINKS[[link]]$bend(eta) * v - slope^2 * VARIANCES[[variance]]$slope(m)
  list(mean = m, score = (y - m) * slope / v, expected = expected, observed = expected - (y - m) * bent / v^2)
}

# As Stata does: a 0/1 column on one side of which the outcome never varies leaves, together with those rows.
perfectly_predicted <- function(x, y) {
  for (j in seq_len(ncol(x))[-1]) for (side in c(1, 0)) {
    rows <- x[, j] == side
    if (all(x[, j] %in% c(0, 1)) && any(rows) && any(!rows) && length(unique(y[rows])) == 1 && y[rows][1] %in% c(0, 1))
      return(list(column = j, rows = rows))
  }
  NULL
}

# R's glm, then Newton steps with the observed information until the score is zero: glm stops earlier, when the
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
}

# Dispersion: Pearson chi-squared or deviance over n - k, maximum likelihood, or a number.
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
}

# The rows that an equation uses: condition true, outcome and everything it names known, weight above zero.
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
}

# The level that is left out of each factor; where no row has it, the first level with rows takes its place.
bases <- function(d, asked) {
  for (name in names(d)) {
    x <- d[[name]]
    if (!is.factor(x)) next
    base <- if (name %in% names(asked)) asked[[name]] else levels(x)[1]
    if (!any(x == base, na.rm = TRUE)) base <- levels(x)[levels(x) %in% x][1]
    asked[[name]] <- base
  }
  asked
}

# One equation, fitted on its own rows.
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
}

# Equations as one model: coefficients end to end, and the expectations whose effects are reported. at: where its numbers
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
}

# Matrices along the diagonal of one.
blocks <- function(matrices) {
  size <- vapply(matrices, nrow, 1)
  whole <- matrix(0, sum(size), sum(size))
  for (i in seq_along(matrices)) {
    at <- sum(size[seq_len(i - 1)]) + seq_len(size[i])
    whole[at, at] <- matrices[[i]]
  }
  whole
}

# Degrees of freedom of t and F tests after least squares: n - k, of several equations the fewest.
residual_df <- function(model) min(vapply(model$stacks, function(e) e$n - ncol(e$scores), 1))

# Scores of all equations side by side, one line per row of the sample that any of them uses.
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
}

# Covariance robust to heteroskedasticity: B (sum of s s') B x factor.
vcov_robust <- function(model, bread, factor, leverage = 0) {
  s <- stacked_scores(model, leverage)
  k <- ncol(s$scores)
  b <- blocks(lapply(model$stacks, function(e) e$bread[[bread]]))
  size <- switch(factor, none = 1, "n/(n-1)" = s$n / (s$n - 1), "n/(n-k)" = s$n / (s$n - k))
  model$vcov <- size * b %*% crossprod(s$scores / sqrt(s$frequency)) %*% b
  model$df <- residual_df(model)
  model
}

# The address of a number, as the program writes it: names with odd signs stand in quotes.
address <- function(...) {
  parts <- c(...)
  odd <- grepl("[][[:space:].\"=]", parts)
  parts[odd] <- paste0('"', gsub('(["\\\\])', "\\\\\\1", parts[odd]), '"')
  paste(parts, collapse = ".")
}

# Lines of the file of estimates.
lines_of <- function(at, term, estimate, std_error, rows) {
  if (length(term) == 0) return(NULL)
  data.frame(address = vapply(term, function(one) do.call(address, as.list(c(at, one))), "", USE.NAMES = FALSE),
             estimate = unname(estimate), std_error = unname(std_error), rows = rows)
}

# Derivatives of a vector of numbers by some parameters: central differences of fourth order, a small part of a
# standard error wide.
gradient_of <- function(of, b, parameters, vcov) {
  width <- 0.003 * sqrt(diag(vcov))[parameters]
  width[!is.finite(width) | width == 0] <- 1e-4
  columns <- lapply(seq_along(parameters), function(i) {
    at <- function(steps) of(replace(b, parameters[i], b[parameters[i]] + steps * width[i]))
    (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * width[i])
  })
  do.call(cbind, columns)
}

# Numbers computed from the coefficients, with standard errors by the delta method, covariates held fixed.
delta_method <- function(model, at, of, parameters, rows) {
  estimate <- of(model$b)
  j <- gradient_of(of, model$b, parameters, model$vcov)
  variance <- rowSums((j %*% model$vcov[parameters, parameters, drop = FALSE]) * j)
  lines_of(c(model$at, at), names(estimate), estimate, sqrt(pmax(variance, 0)), rows)
}

# Coefficients, or exp of them; fixed effects are estimated and not reported.
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
}

# The rows that an expectation is averaged over and their weights; at the means: one person who has the mean of
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
}

# Everybody at one value of a variable, or at one level of a factor.
put <- function(d, name, value) {
  x <- d[[name]]
  if (is.null(x)) return(d)
  if (is.factor(x) || is.matrix(x)) {
    levels <- if (is.factor(x)) levels(x) else colnames(x)
    d[[name]] <- matrix(rep(as.numeric(levels == value), each = NROW(x)), NROW(x), dimnames = list(NULL, levels))
  } else d[[name]] <- rep(as.numeric(value), length(x))
  d
}

# Derivative of every column of an equation by a number, or by the share of a level: exact for powers up to four.
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
}

# Linear predictors of the equations of an expectation, from designs that were made before.
linear_predictors <- function(model, expectation, designs, b) {
  lapply(seq_along(expectation$of), function(i) drop(designs[[i]] %*% b[model$where[[expectation$of[i]]]]))
}

# Designs of the equations of an expectation over some data.
designs_of <- function(model, expectation, d) lapply(model$equations[expectation$of], function(e) e$columns(d))

# The expectations that are asked for: all that are not optional, or those named.
chosen <- function(model, of) {
  if (is.null(of)) return(Filter(function(one) !isTRUE(one$optional), model$expectations))
  Filter(function(one) one$name %in% of, model$expectations)
}

# Marginal effects: of a number the derivative of the expectation through all its powers and interactions; of a
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
}

# Whether an equation reads a variable: whether a column of it is named by it.
is_in <- function(e, name) {
  ids <- unlist(strsplit(names(e$b), ":", fixed = TRUE))
  any(ids == name | startsWith(ids, paste0(name, "=")) | startsWith(ids, paste0(name, "^")))
}

# Whether an equation has a coefficient for a level, or uses the factor in products only.
has_term <- function(e, name, id) id %in% names(e$b) || !any(startsWith(e$all_columns, paste0(name, "=")) & !grepl(":", e$all_columns))

# A factor as a matrix of shares, so that derivatives by a level's share exist.
put_shares <- function(d, name) {
  x <- d[[name]]
  if (is.factor(x)) d[[name]] <- structure(outer(as.character(x), levels(x), "==") + 0, dimnames = list(NULL, levels(x)))
  d
}

# Mean and standard deviation (n - 1) in every group, and the test between the groups that are compared.
mean_row <- function(summary, variable, x, groups, compared, test = NULL, level = NULL) {
  cells <- lapply(names(groups), function(group) {
    own <- x[groups[[group]]]
    own <- own[!is.na(own)]
    numbers <- c(nobs = length(own), missing = sum(groups[[group]]) - length(own), mean = mean(own), sd = sd(own))
    if (!is.null(level)) {
      half <- qt(1 - (1 - level) / 2, length(own) - 1) * sd(own) / sqrt(length(own))
      numbers <- c(numbers, confLow = mean(own) - half, confHigh = mean(own) + half)
    }
    lines_of(c("summaries", summary, variable, group), names(numbers), numbers, NA, length(own))
  })
  rbind(do.call(rbind, cells), mean_test(summary, variable, x, groups[compared], test))
}

# One-way analysis of variance, or the t test of the first group against the second.
mean_test <- function(summary, key, x, groups, test) {
  if (is.null(test)) return(NULL)
  group <- rep(NA_character_, length(x))
  for (name in names(groups)) group[groups[[name]]] <- name
  use <- !is.na(x) & !is.na(group)
  x <- x[use]
  group <- factor(group[use], levels = names(groups))
  if (test == "anova") {
    found <- summary(aov(x ~ group))[[1]]
    numbers <- c(statistic = found[["F value"]][1], pValue = found[["Pr(>F)"]][1])
  } else {
    found <- t.test(x ~ group, var.equal = test == "t_pooled")
    numbers <- c(statistic = found$statistic[[1]], pValue = found$p.value)
  }
  lines_of(c("summaries", summary, key, "test"), names(numbers), numbers, NA, length(x))
}

# Counts and shares of one level, or of every level; Pearson's chi-squared test without continuity correction.
share_rows <- function(summary, variable, x, groups, compared, statistic, level = NULL, test = NULL, interval = NULL,
                       confidence = 0.95) {
  indicator <- is.numeric(x) && all(x %in% c(0, 1, NA))
  if (is.null(level) && indicator) level <- "1"
  levels <- if (!is.null(level)) level else if (is.factor(x)) levels(x) else sort(unique(x))
  cells <- lapply(as.character(levels), function(one) {
    do.call(rbind, lapply(names(groups), function(group) {
      own <- x[groups[[group]]]
      n <- sum(!is.na(own))
      count <- sum(as.character(own) == one, na.rm = TRUE)
      share <- count / n
      numbers <- c(nobs = n, missing = sum(groups[[group]]) - n, count = count, share = share)
      if (statistic == "percent_mean_sd")
        numbers <- c(numbers, mean = 100 * share, sd = 100 * sqrt(share * (1 - share) * n / (n - 1)))
      if (statistic == "proportion") {
        z <- qnorm(1 - (1 - confidence) / 2)
        numbers <- c(numbers, if (interval == "wald") c(confLow = share - z * sqrt(share * (1 - share) / n),
                                                        confHigh = share + z * sqrt(share * (1 - share) / n))
        else {
          middle <- (share + z^2 / (2 * n)) / (1 + z^2 / n)
          half <- z / (1 + z^2 / n) * sqrt(share * (1 - share) / n + z^2 / (4 * n^2))
          c(confLow = middle - half, confHigh = middle + half)
        })
      }
      lines_of(c("summaries", summary, paste(variable, one, sep = "="), group), names(numbers), numbers, NA, n)
    }))
  })
  lines <- do.call(rbind, cells)
  if (is.null(test)) return(lines)
  table <- do.call(cbind, lapply(groups[compared], function(rows) {
    if (is.null(level)) table(factor(x[rows], levels = levels)) else table(factor(as.character(x[rows]) == level, c(FALSE, TRUE)))
  }))
  table <- table[rowSums(table) > 0, , drop = FALSE]
  found <- suppressWarnings(chisq.test(table, correct = FALSE))
  numbers <- c(statistic = found$statistic[[1]], pValue = found$p.value)
  rbind(lines, lines_of(c("summaries", summary, paste(variable, levels[1], sep = "="), "test"), names(numbers), numbers, NA, sum(table)))
}

# ---- Data: codes become levels, codes for "no answer" become NA ---------------------------------

NO_ANSWER <- c(".", "-9")
raw <- read_survey(data_files, ",")
data <- data.frame(row.names = seq_len(nrow(raw)))
data$visits <- number(raw[["visits"]])  # Visits in the year
data$coinsurance <- number(raw[["coinsurance"]])  # Coinsurance rate
data$diseases <- number(raw[["diseases"]])  # Chronic diseases
data$limited <- category(raw[["limited"]], c(no = "2", yes = "1"))  # Physical limitation
data$health <- category(raw[["health"]], c(excellent = "1", good = "2", fair = "3", poor = "4"))  # Self-rated health
samples <- list(all = data)

# ---- Sample analysis: analysis ------------------------------------------------------------------

d <- samples[["all"]]
d <- keep_rows(d, complete.cases(d[c("limited")]), "limitation known")
# plan: Plan
d$plan <- classify(list(
  free = with(d, coinsurance == 0),
  sharing = with(d, coinsurance > 0)
), levels = c("free", "sharing"), overlap = "refuse")
# health3: Self-rated health
d$health3 <- recode(d$health, list(
  excellent = "excellent",
  good = "good",
  fair_or_poor = c("fair", "poor")
))
samples[["analysis"]] <- d

# ---- Summary by_plan: Persons by plan -----------------------------------------------------------

d <- samples[["analysis"]]
group_names <- levels(as_levels(d$plan))
groups <- setNames(lapply(group_names, function(level) (d$plan == level) %in% TRUE), group_names)
groups <- c(list(total = rep(TRUE, nrow(d))), groups)
compared <- group_names
lines <- list(
  mean_row("by_plan", "visits", d$visits, groups, compared, test = "t_welch"),
  mean_row("by_plan", "diseases", d$diseases, groups, compared, test = "t_welch"),
  share_rows("by_plan", "limited", d$limited, groups, compared, "n_percent", level = "yes", test = "chi_square"),
  share_rows("by_plan", "health3", d$health3, groups, compared, "n_percent", test = "chi_square")
)
estimates <- rbind(estimates, do.call(rbind, lines))

# ---- Model use: Visits to a doctor --------------------------------------------------------------

d <- samples[["analysis"]]
columns_1 <- function(d, base) bind(
  "(Intercept)" = ones_for(d), dummies(d$plan, "plan", base), diseases = d$diseases,
  dummies(d$limited, "limited", base), dummies(d$health3, "health3", base)
)
# participation (whether there is any): visits > 0, Bernoulli family, probit link
equation_1 <- equation(d, "participation", "visits", columns_1, "probit", "bernoulli",
  separation = "drop",
  base = list(plan = "free", limited = "no", health3 = "excellent"),
  uses = c("plan", "diseases", "limited", "health3"),
  positive = TRUE)
# amount (how much where there is any): visits, gamma family, log link; dispersion: Pearson
# chi-squared over n - k
equation_2 <- equation(d, "amount", "visits", columns_1, "log", "gamma",
  dispersion = "pearson",
  base = list(plan = "free", limited = "no", health3 = "excellent"),
  uses = c("plan", "diseases", "limited", "health3"),
  where = with(d, visits > 0))
model <- stack_equations(c("models", "use"), list(equation_1, equation_2), combined = c(1, 2))
# Standard errors: robust (robust), bread inverse observed information, small-sample factor n/(n-1).
model <- vcov_robust(model, bread = "observed", factor = "n/(n-1)")
# The coefficients.
estimates <- rbind(estimates, report_coefficients(model, "coefficients"))
# Marginal effects averaged over the rows; numbers: derivative; levels of factors: discrete change
# from the reference level; delta method, covariates held fixed.
estimates <- rbind(estimates, marginal_effects(model, "marginal_effects", variables = c(
  "plan", "diseases", "limited", "health3"), at = "observations", dummies = "discrete", binary = "derivative"))

# ---- Estimates: one line per number -------------------------------------------------------------

write.csv(format(estimates, digits = 17, trim = TRUE), estimates_file, row.names = FALSE)
message("wrote ", nrow(estimates), " lines to ", estimates_file)
