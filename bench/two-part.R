# The comparator of bench/two-part.yaml, as an R user who cares for speed writes it: fread of the columns needed, three glm, average
# marginal effects (derivatives for numbers, discrete changes for factors) with analytic delta-method standard errors.
# Usage: Rscript --vanilla two-part.R DATA.csv ESTIMATES.csv [EPSILON]
suppressPackageStartupMessages(library(data.table))
args <- commandArgs(trailingOnly = TRUE)
now <- function() proc.time()[["elapsed"]]
control <- glm.control(epsilon = if (length(args) > 2) as.numeric(args[3]) else 1e-8)
start <- now()

numbers <- paste0("x", 1:10)
factors <- paste0("f", 1:8)
data <- fread(args[1], select = c(numbers, factors, "any", "log_amount", "ratio"), na.strings = "")
data[, (factors) := lapply(.SD, factor), .SDcols = factors]
read <- now()

right <- paste(c(numbers, factors), collapse = " + ")
small <- function(equation, ...) glm(as.formula(paste(equation, "~", right)), ..., control = control, model = FALSE, y = FALSE)
users <- data[any == 1]
width <- 1 + length(numbers) + sum(sapply(factors, function(name) nlevels(data[[name]]) - 1))
models <- list(
  participation = small("any", binomial("probit"), data),
  amount = small("log_amount", Gamma("identity"), users, start = c(mean(users$log_amount), numeric(width - 1))),
  ratio = small("ratio", Gamma("log"), users)
)
fitted <- now()

# second derivative of the mean by the linear predictor
curvatures <- list(
  participation = function(eta) -eta * dnorm(eta),
  amount = function(eta) numeric(length(eta)),
  ratio = exp
)

marginal_effects <- function(model, data, curvature) {
  x <- model.matrix(formula(model), data)
  b <- coef(model)
  v <- vcov(model)
  eta <- drop(x %*% b)
  n <- length(eta)
  level_of <- attr(x, "assign")
  term <- attr(terms(model), "term.labels")
  estimate <- error <- setNames(numeric(length(b) - 1), names(b)[-1])
  put <- function(column, value, gradient) {
    estimate[[column]] <<- value
    error[[column]] <<- sqrt(drop(gradient %*% v %*% gradient))
  }
  density <- mean(family(model)$mu.eta(eta))
  bend <- drop(crossprod(x, curvature(eta))) / n
  for (name in numbers) {
    gradient <- b[[name]] * bend
    gradient[[name]] <- gradient[[name]] + density
    put(name, density * b[[name]], gradient)
  }
  for (name in factors) {
    own <- which(level_of == match(name, term))
    without <- eta - drop(x[, own, drop = FALSE] %*% b[own])
    mean_without <- mean(family(model)$linkinv(without))
    density_without <- family(model)$mu.eta(without)
    for (column in own) {
      with <- without + b[[column]]
      density_with <- family(model)$mu.eta(with)
      gradient <- drop(crossprod(x, density_with - density_without)) / n
      gradient[own] <- 0
      gradient[[column]] <- mean(density_with)
      put(names(b)[[column]], mean(family(model)$linkinv(with)) - mean_without, gradient)
    }
  }
  list(estimate = estimate, error = error)
}

tables <- lapply(names(models), function(name) {
  model <- models[[name]]
  effects <- marginal_effects(model, if (name == "participation") data else users, curvatures[[name]])
  rbind(
    data.table(equation = name, effect = "coefficients", term = names(coef(model)), estimate = coef(model), std_error = sqrt(diag(vcov(model)))),
    data.table(equation = name, effect = "marginal_effects", term = names(effects$estimate), estimate = effects$estimate, std_error = effects$error)
  )
})
done <- now()
fwrite(rbindlist(tables), args[2])
cat(sprintf('{"read": %.3f, "fit": %.3f, "effects": %.3f}\n', read - start, fitted - read, done - fitted))
