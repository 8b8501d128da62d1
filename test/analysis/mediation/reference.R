# Reference numbers of the tests of mediation and splits: R 4.2, base and numDeriv, data of test/golden/data/lbw.csv.
# Run in the project's folder: R --vanilla --slave -f test/analysis/mediation/reference.R
options(digits = 15)
d <- read.csv("test/golden/data/lbw.csv")
show <- function(name, x) cat(sprintf("%-42s %s\n", name, paste(format(x, digits = 12), collapse = " ")))
control <- glm.control(epsilon = 1e-14, maxit = 100)

# ---- mediation: smoke -> lwt -> low, covariate age
total <- glm(low ~ smoke + age, binomial, d, control = control)
direct <- glm(low ~ smoke + age + lwt, binomial, d, control = control)
mediator <- lm(lwt ~ smoke + age, d)
X1 <- model.matrix(total); X2 <- model.matrix(mediator); X3 <- model.matrix(direct)
S <- cbind(X1 * (d$low - fitted(total)), X2 * resid(mediator), X3 * (d$low - fitted(direct)))
block <- function(...) { m <- list(...); k <- sapply(m, nrow); b <- matrix(0, sum(k), sum(k)); at <- 0
  for (i in seq_along(m)) { j <- at + seq_len(k[i]); b[j, j] <- m[[i]]; at <- at + k[i] }; b }
bread <- block(vcov(total), solve(crossprod(X2)), vcov(direct))
theta <- c(coef(total), coef(mediator), coef(direct))
n <- nrow(d)
ame <- function(b, X, j) mean(dlogis(X %*% b)) * b[j]
effects <- function(t) {
  bt <- t[1:3]; bm <- t[4:6]; bd <- t[7:10]
  a <- bm[2]; b <- bd[4]; me_b <- ame(bd, X3, 4)
  c(product = a * b, difference = bt[2] - bd[2], share_product = a * b / bt[2], share_difference = 1 - bd[2] / bt[2],
    me_total = ame(bt, X1, 2), me_direct = ame(bd, X3, 2), me_product = a * me_b,
    me_difference = ame(bt, X1, 2) - ame(bd, X3, 2), me_share = 1 - ame(bd, X3, 2) / ame(bt, X1, 2))
}
show("names", names(effects(theta)))
show("estimate", effects(theta))
J <- numDeriv::jacobian(effects, theta)
errors <- function(meat, factors) {
  s <- sqrt(rep(factors, c(3, 3, 4)))
  V <- (s %o% s) * (bread %*% meat %*% bread)
  sqrt(diag(J %*% V %*% t(J)))
}
show("robust", errors(crossprod(S), c(n / (n - 1), n / (n - 3), n / (n - 1))))
G <- length(unique(d$age)); g <- G / (G - 1)
show("cluster age", errors(crossprod(rowsum(S, d$age)), c(g, g * (n - 1) / (n - 3), g)))
V <- block(vcov(total), vcov(mediator), vcov(direct))
show("model (products)", sqrt(diag(J %*% V %*% t(J)))[c(1, 7)])

# discrete change of the treatment, at the means of the columns
at <- function(b, X, j) { m <- colMeans(X); one <- m; one[j] <- 1; zero <- m; zero[j] <- 0; plogis(sum(one * b)) - plogis(sum(zero * b)) }
show("discrete at means, total and direct", c(at(coef(total), X1, 2), at(coef(direct), X3, 2)))

# KHB with the robust covariance of the direct model and the mediator's regression
T <- c(coef(direct), coef(mediator))
B <- block(vcov(direct), solve(crossprod(X2)))
M <- crossprod(cbind(X3 * (d$low - fitted(direct)), X2 * resid(mediator)))
s <- sqrt(rep(c(n / (n - 1), n / (n - 3)), c(4, 3)))
V <- (s %o% s) * (B %*% M %*% B)
grad <- c(0, 0, 0, T[6], 0, T[4], 0)
show("khb difference, robust", c(T[6] * T[4], sqrt(drop(grad %*% V %*% grad))))

# ---- splits: effect of lwt on low by race, covariate age
d$race <- factor(d$race, levels = c("white", "black", "other"))
inter <- glm(low ~ 0 + race + race:lwt + race:age, binomial, d, control = control)
b <- coef(inter); k <- 4:6
X <- model.matrix(inter); S <- X * (d$low - fitted(inter)); A <- vcov(inter)
L <- rbind(c(-1, 1, 0), c(-1, 0, 1), c(0, -1, 1))
report <- function(name, V) {
  V <- V[k, k]; diff <- L %*% b[k]
  show(paste(name, "differences"), diff); show(paste(name, "se"), sqrt(diag(L %*% V %*% t(L))))
  D <- L[1:2, ]; w <- drop(t(D %*% b[k]) %*% solve(D %*% V %*% t(D)) %*% (D %*% b[k])); show(paste(name, "wald, p"), c(w, pchisq(w, 2, lower = FALSE)))
}
report("model", A)
report("robust", n / (n - 1) * A %*% crossprod(S) %*% A)
report("cluster age", g * A %*% crossprod(rowsum(S, d$age)) %*% A)
groups <- split(seq_len(n), d$race)
mes <- function(b) sapply(1:3, function(i) mean(dlogis(X[groups[[i]], ] %*% b)) * b[3 + i])
J <- numDeriv::jacobian(mes, b)
V <- g * A %*% crossprod(rowsum(S, d$age)) %*% A
show("effects by group", mes(b)); show("effect differences", L %*% mes(b)); show("cluster age se", sqrt(diag(L %*% J %*% V %*% t(J) %*% t(L))))
