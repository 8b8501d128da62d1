/** R functions for descriptive tables, as scripts define them. */
import type { Piece } from '../pieces.ts';

export const SUMMARY_PIECES: readonly Piece[] = [
  {
    name: 'mean_row',
    text: `# Mean and standard deviation (n - 1) in every group, and the test between the groups that are compared.
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
}`,
  },
  {
    name: 'mean_test',
    text: `# One-way analysis of variance, or the t test of the first group against the second.
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
}`,
  },
  {
    name: 'share_rows',
    text: `# Counts and shares of one level, or of every level; Pearson's chi-squared test without continuity correction.
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
}`,
  },
];
