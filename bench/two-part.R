# The comparator of bench/two-part.ts: fread + three glm + marginal effects, as an R user would write it.
# Usage: Rscript bench/two-part.R data.csv
library(data.table)
args <- commandArgs(trailingOnly = TRUE)
start <- proc.time()[["elapsed"]]
data <- fread(args[1], nThread = 2)
read <- proc.time()[["elapsed"]]
factors <- grep("^f", names(data), value = TRUE)
for (name in factors) data[[name]] <- factor(data[[name]])
numbers <- grep("^x", names(data), value = TRUE)
right <- paste(c(numbers, factors), collapse = " + ")
participation <- glm(as.formula(paste("any ~", right)), binomial("probit"), data)
users <- data[any == 1]
amount <- glm(as.formula(paste("log_amount ~", right)), Gamma("identity"), users, start = c(mean(users$log_amount), rep(0, length(coef(participation)) - 1)))
ratio <- glm(as.formula(paste("ratio ~", right)), Gamma("log"), users)
fitted <- proc.time()[["elapsed"]]

# average marginal effects with delta-method standard errors: derivative for numbers, discrete change against the base for factors
ame <- function(model, data, mean_of, density_of) {
  x <- model.matrix(model)
  b <- coef(model)
  v <- vcov(model)
  eta <- drop(x %*% b)
  out <- list()
  for (name in numbers) {
    d <- density_of(eta)
    h <- 1e-5
    dd <- (density_of(eta + h) - density_of(eta - h)) / (2 * h)
    gradient <- colMeans(x * (dd * b[[name]]))
    gradient[[name]] <- gradient[[name]] + mean(d)
    out[[name]] <- c(mean(d) * b[[name]], sqrt(drop(gradient %*% v %*% gradient)))
  }
  for (name in factors) {
    columns <- grep(paste0("^", name), colnames(x), value = TRUE)
    base <- x
    base[, columns] <- 0
    for (column in columns) {
      up <- base
      up[, column] <- 1
      e1 <- drop(up %*% b)
      e0 <- drop(base %*% b)
      gradient <- colMeans(up * density_of(e1) - base * density_of(e0))
      out[[column]] <- c(mean(mean_of(e1) - mean_of(e0)), sqrt(drop(gradient %*% v %*% gradient)))
    }
  }
  do.call(rbind, out)
}
effects <- list(
  participation = ame(participation, data, pnorm, dnorm),
  ratio = ame(ratio, users, exp, exp)
)
done <- proc.time()[["elapsed"]]
peak <- sum(gc()[, 6])
cat(sprintf("read %.2f s, fit %.2f s, effects %.2f s, total %.2f s, peak %.0f MB (R heap)\n", read - start, fitted - read, done - fitted, done - start, peak))
for (name in names(effects)) {
  cat(name, "\n")
  print(effects[[name]][seq_len(min(4, nrow(effects[[name]]))), ], digits = 12)
}
print(coef(amount)[1:4], digits = 12)
