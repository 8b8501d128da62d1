/** R functions for a random intercept per person, as scripts define them. */
import type { Piece } from '../pieces.ts';

export const RANDOM_INTERCEPT_PIECES: readonly Piece[] = [
  {
    name: 'gauss_hermite',
    text: `# Nodes and weights of Gauss-Hermite quadrature, by the eigenvalues of its recurrence (Golub and Welsch 1969).
gauss_hermite <- function(points) {
  recurrence <- matrix(0, points, points)
  beside <- cbind(seq_len(points - 1), seq_len(points - 1) + 1)
  recurrence[rbind(beside, beside[, 2:1, drop = FALSE])] <- sqrt(seq_len(points - 1) / 2)
  found <- eigen(recurrence, symmetric = TRUE)
  list(x = found$values, w = sqrt(pi) * found$vectors[1, ]^2)
}`,
  },
  {
    name: 'quadrature',
    text: `# Log-likelihood of a random-intercept model per group, and its score: adaptive Gauss-Hermite quadrature around the
# mode of each group's integrand, scaled by its curvature (lme4::glmer with nAGQ; Stata: melogit, intmethod(mcaghermite)).
# The score is the average score of the rows under the distribution of u given the data (Fisher's identity).
quadrature <- function(theta, x, y, group, link, rule) {
  k <- ncol(x)
  sigma <- exp(theta[k + 1])
  eta <- drop(x %*% theta[seq_len(k)])
  sign <- 2 * y - 1
  log_p <- if (link == "logit") function(e) plogis(sign * e, log.p = TRUE) else function(e) pnorm(sign * e, log.p = TRUE)
  score <- if (link == "logit") function(e) y - plogis(e) else
    function(e) sign * exp(dnorm(e, log = TRUE) - pnorm(sign * e, log.p = TRUE))
  curve <- if (link == "logit") function(e) dlogis(e) else function(e) {
    s <- score(e)
    s * (s + e)
  }
  z <- rep(0, max(group))
  for (step in 1:60) {
    e <- eta + sigma * z[group]
    slope <- sigma * drop(rowsum(score(e), group)) - z
    move <- slope / (sigma^2 * drop(rowsum(curve(e), group)) + 1)
    z <- z + pmax(pmin(move, 3), -3)
    if (max(abs(move)) < 1e-13) break
  }
  spread <- 1 / sqrt(sigma^2 * drop(rowsum(curve(eta + sigma * z[group]), group)) + 1)
  nodes <- outer(spread, sqrt(2) * rule$x) + z
  e <- eta + sigma * nodes[group, ]
  parts <- rowsum(log_p(e), group) + dnorm(nodes, log = TRUE) +
    rep(rule$x^2 + log(rule$w), each = length(z)) + log(sqrt(2) * spread)
  top <- apply(parts, 1, max)
  log_lik <- top + log(rowSums(exp(parts - top)))
  given <- exp(parts - log_lik)
  s <- score(e)
  mean_score <- rowSums(given[group, ] * s)
  list(log_lik = log_lik,
       score = cbind(rowsum(mean_score * x, group), rowSums(given * sigma * nodes * rowsum(s, group))))
}`,
  },
  {
    name: 'random_intercept',
    text: `# A 0/1 outcome with a normal random intercept per group: maximum likelihood by BFGS and Newton steps until the score
# is zero. Parameters: the coefficients, then log sigma. Expectations: the probability integrated over the intercept;
# when named, with the intercept at zero (u0), and the linear index (xb).
random_intercept <- function(at_names, d, outcome, columns, link, group, points, base = list(), uses = character(0),
                             where = TRUE, reference = NULL, separation = "drop", make = identity, name = outcome) {
  pooled <- equation(d, name, outcome, columns, link, "bernoulli", base = base, uses = c(uses, group), where = where,
                     reference = reference, separation = separation, make = make)
  x <- pooled$x
  k <- ncol(x)
  id <- match(as.character(pooled$d[[group]]), unique(as.character(pooled$d[[group]])))
  order <- order(id)
  rule <- gauss_hermite(points)
  at <- function(theta) quadrature(theta, x[order, , drop = FALSE], pooled$y[order], id[order], link, rule)
  # columns of one size, so that the search does not depend on units
  size <- c(pmax(sqrt(colMeans(x^2)), 1e-12), 1)
  start <- c(1.2 * pooled$b, 0) * size
  found <- optim(start, function(t) -sum(at(t / size)$log_lik), function(t) -colSums(at(t / size)$score) / size,
                 method = "BFGS", control = list(maxit = 500, reltol = 1e-12))
  theta <- found$par / size
  information <- function(theta) {
    width <- 1e-4 / size
    -vapply(seq_along(theta), function(j) {
      g <- function(steps) colSums(at(replace(theta, j, theta[j] + steps * width[j]))$score)
      (8 * (g(1) - g(-1)) - (g(2) - g(-2))) / (12 * width[j])
    }, theta)
  }
  for (step in 1:10) {
    hessian <- information(theta)
    hessian <- (hessian + t(hessian)) / 2
    move <- drop(invert(hessian) %*% colSums(at(theta)$score))
    theta <- theta + move
    if (max(abs(move * size)) < 1e-9) break
  }
  if (exp(theta[k + 1]) < 1e-3) warning(name, ": the intercept has no variance; standard errors mean little at that bound")
  names(theta) <- c(names(pooled$b), "log_sigma")
  last <- at(theta)
  pooled$b <- theta[seq_len(k)]
  own <- list(name = "log_sigma", b = c("(Intercept)" = theta[[k + 1]]), rows = pooled$rows)
  inverse <- LINKS[[link]]
  # the rows of a group have one score, kept with its first row
  first <- pooled$d[match(seq_len(max(id)), id), ]
  stack <- list(d = first, n = pooled$rows, phi = 1, scores = last$score, frequency = FALSE, bread = list(observed = invert(hessian)))
  over <- function(one) c(one, list(over = 1, of = 1))
  list(
    at = at_names, equations = list(pooled, own), stacks = list(stack), rows = sort(pooled$d[[".row"]]), where = list(seq_len(k), k + 1), b = theta,
    log_lik = sum(last$log_lik),
    expectations = list(
      over(list(name = name, parameters = seq_len(k + 1),
                mean = function(eta, b) integrated(eta[[1]], exp(b[k + 1]), link)$mean,
                slopes = function(eta, b) list(integrated(eta[[1]], exp(b[k + 1]), link)$slope))),
      over(list(name = paste0(name, ".u0"), optional = TRUE, parameters = seq_len(k),
                mean = function(eta, b) inverse$mean(eta[[1]]), slopes = function(eta, b) list(inverse$slope(eta[[1]])))),
      over(list(name = paste0(name, ".xb"), optional = TRUE, parameters = seq_len(k),
                mean = function(eta, b) eta[[1]], slopes = function(eta, b) list(rep(1, length(eta[[1]])))))
    )
  )
}`,
  },
  {
    name: 'integrated',
    text: `# The probability integrated over a normal intercept, and its slope: closed form for probit, a sum over a fine grid
# for logit.
integrated <- function(eta, sigma, link) {
  if (link == "probit") {
    size <- sqrt(1 + sigma^2)
    return(list(mean = pnorm(eta / size), slope = dnorm(eta / size) / size))
  }
  z <- seq(-8, 8, by = 0.2)
  w <- dnorm(z) / sum(dnorm(z))
  p <- plogis(outer(eta, sigma * z, "+"))
  list(mean = drop(p %*% w), slope = drop((p * (1 - p)) %*% w))
}`,
  },
];
