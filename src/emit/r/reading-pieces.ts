/** R functions that read the survey and make columns, as scripts define them. */
import type { Piece } from '../pieces.ts';

export const READING_PIECES: readonly Piece[] = [
  {
    name: 'read_survey',
    text: String.raw`# Every cell as text; several files are read as one.
read_survey <- function(files, separator) {
  parts <- lapply(files, function(file) {
    part <- read.csv(file, sep = separator, colClasses = "character", na.strings = character(0),
                     check.names = FALSE, strip.white = TRUE, encoding = "UTF-8")
    names(part)[1] <- sub("^\ufeff", "", names(part)[1])
    part
  })
  do.call(rbind, parts)
}`,
  },
  {
    name: 'known',
    text: `# Cells that hold an answer; the codes of the codebook for "no answer" become NA.
known <- function(x, missing) {
  x[x %in% c(NO_ANSWER, missing)] <- NA
  x
}`,
  },
  {
    name: 'number',
    text: `# A quantity. A missing code also counts in another spelling: -9.0 is -9.
number <- function(x, missing = character(0)) {
  x <- known(x, c("", missing))
  value <- suppressWarnings(as.numeric(x))
  if (any(is.na(value) & !is.na(x))) stop("SCRIPT: a numeric column has cells that are not numbers")
  value[value %in% suppressWarnings(as.numeric(c(NO_ANSWER, missing)))] <- NA
  value
}`,
  },
  {
    name: 'category',
    text: `# One of a few answers: codes are named by their levels, in the order of the codebook.
category <- function(x, codes, missing = character(0)) {
  x <- known(x, c("", missing))
  level <- names(codes)[match(x, codes)]
  if (any(is.na(level) & !is.na(x))) stop("SCRIPT: a column has codes that the codebook does not know")
  factor(level, levels = unique(names(codes)))
}`,
  },
  {
    name: 'names_of',
    text: `# Names of persons, places, clusters: kept as text, with leading zeros.
names_of <- function(x, missing = character(0), sorted = FALSE) {
  x <- known(x, c("", missing))
  present <- unique(x[!is.na(x)])
  if (sorted && !anyNA(suppressWarnings(as.numeric(present)))) present <- present[order(as.numeric(present))]
  else if (sorted) present <- sort(present, method = "radix")
  factor(x, levels = present)
}`,
  },
  {
    name: 'answers',
    text: `# A question with several answers in one cell; an empty cell answers none of them.
answers <- function(x, missing = character(0)) known(x, missing)`,
  },
  {
    name: 'as_it_comes',
    text: `# A column that no codebook describes: a number when every cell is one, else a category.
as_it_comes <- function(x) {
  x <- known(x, "")
  if (!anyNA(suppressWarnings(as.numeric(x[!is.na(x)])))) as.numeric(x) else names_of(x, sorted = TRUE)
}`,
  },
  {
    name: 'keep_rows',
    text: `# Rows where a condition is true; a condition that is not known is not true.
keep_rows <- function(d, holds, label) {
  kept <- d[holds %in% TRUE, , drop = FALSE]
  message(sprintf("%6d rows (%d lost): %s", nrow(kept), nrow(d) - nrow(kept), label))
  kept
}`,
  },
  {
    name: 'drop_rows',
    text: `# Rows where a condition is not true; a condition that is not known stays.
drop_rows <- function(d, holds, label) keep_rows(d, !(holds %in% TRUE), label)`,
  },
  {
    name: 'finite',
    text: `# What is undefined (log of 0, division by 0) is missing.
finite <- function(x) replace(x, !is.finite(x), NA)`,
  },
  {
    name: 'one_of',
    text: `# %in% that keeps what is missing missing.
one_of <- function(x, values) ifelse(is.na(x), NA, as.character(x) %in% as.character(values))`,
  },
  {
    name: 'round_half_away',
    text: `# Halves away from zero; round() goes to the even number.
round_half_away <- function(x) trunc(x) + ifelse(abs(x - trunc(x)) >= 0.5, sign(x), 0)`,
  },
  {
    name: 'power_of',
    text: `# A power that is missing where a part is: NA^0 would be 1.
power_of <- function(x, exponent) ifelse(is.na(x) | is.na(exponent), NA, finite(x^exponent))`,
  },
  {
    name: 'recode',
    text: `# Levels from the levels of another column.
recode <- function(x, levels, rest = "refuse") {
  from <- unlist(levels, use.names = FALSE)
  to <- rep(names(levels), lengths(levels))[match(as.character(x), from)]
  if (rest == "refuse" && any(is.na(to) & !is.na(x))) stop("SCRIPT: a level in use that no new level takes")
  factor(to, levels = names(levels))
}`,
  },
  {
    name: 'classify',
    text: `# Levels by conditions. Where several hold the first (or the last) wins; where none does, and one is not
# known, the row is missing; rest is the level of all other rows.
classify <- function(rules, levels, overlap, rest = NA) {
  truths <- do.call(cbind, rules)
  if (overlap == "refuse" && any(rowSums(truths, na.rm = TRUE) > 1)) stop("SCRIPT: several levels apply to a row")
  level <- ifelse(rowSums(is.na(truths)) > 0, NA, rest)
  for (name in if (overlap == "last") names(rules) else rev(names(rules))) level[rules[[name]] %in% TRUE] <- name
  factor(level, levels = levels)
}`,
  },
  {
    name: 'xtile',
    text: `# Quantile groups by Stata's rule: cut point j of q is where the cumulated weight reaches j/q, the middle of
# two values where it falls between them; ties go to the lower group.
xtile <- function(x, groups, weight = rep(1, length(x))) {
  use <- which(!is.na(x) & weight > 0)
  use <- use[order(x[use])]
  cumulated <- cumsum(weight[use])
  total <- sum(weight[use])
  slack <- if (total == round(total)) 0 else 1e-12 * groups * total
  cuts <- vapply(seq_len(groups - 1), function(j) {
    at <- which(groups * cumulated >= j * total - slack)[1]
    between <- abs(groups * cumulated[at] - j * total) <= slack && at < length(use)
    if (between) (x[use[at]] + x[use[at + 1]]) / 2 else x[use[at]]
  }, numeric(1))
  group <- rowSums(outer(x, cuts, ">")) + 1
  group
}`,
  },
  {
    name: 'composite',
    text: `# A composite of several items by principal components; a row that lacks an item has none and does not count.
composite <- function(items, matrix, components, weights, sign, scale) {
  complete <- complete.cases(items)
  raw <- as.matrix(items[complete, ])
  z <- scale(raw, center = TRUE, scale = matrix == "correlation")
  decomposed <- eigen(cov(z), symmetric = TRUE)
  value <- pmax(decomposed$values, 0)
  vector <- apply(decomposed$vectors, 2, function(v) {
    largest <- which(abs(v) >= max(abs(v)) * (1 - 1e-9))[1]
    turn <- if (sign == "loadings_sum" && abs(sum(v)) > 1e-9 * sum(abs(v))) sum(v) else v[largest]
    if (turn < 0) -v else v
  })
  count <- switch(as.character(components), first = 1, all = length(value),
                  retained = max(1, sum(value > mean(value) * (1 + 1e-9))), as.numeric(components))
  share <- value[seq_len(count)] / sum(value)
  weight <- if (weights == "none") rep(1, count) else share / sum(share)
  direction <- drop(vector[, seq_len(count), drop = FALSE] %*% weight)
  score <- drop(z %*% direction)
  if (scale == "standardised") score <- score / sd(score)
  if (scale == "indicators") score <- drop(raw %*% (direction / sum(direction)))
  replace(rep(NA_real_, length(complete)), complete, score)
}`,
  },
  {
    name: 'first_time',
    text: `# The first time at which a unit is treated; missing where it never is.
first_time <- function(unit, treated, time) {
  on <- which(treated == 1 & !is.na(unit) & !is.na(time))
  first <- tapply(time[on], as.character(unit[on]), min)
  unname(first[as.character(unit)])
}`,
  },
  {
    name: 'group_mean',
    text: `# The mean over the rows of the same group, missing values left out.
group_mean <- function(x, by) {
  means <- tapply(x, as.character(by), mean, na.rm = TRUE)
  unname(means[as.character(by)])
}`,
  },
  {
    name: 'answered',
    text: `# Whether one of some codes is among the answers of a cell.
answered <- function(x, codes, separator) {
  given <- strsplit(ifelse(is.na(x), "", x), separator, fixed = TRUE)
  ifelse(is.na(x), NA, vapply(given, function(one) any(trimws(one) %in% codes), logical(1)))
}`,
  },
  {
    name: 'as_levels',
    text: `# A number as a factor, its levels by size.
as_levels <- function(x) if (is.factor(x)) x else factor(x, levels = sort(unique(x)))`,
  },
  {
    name: 'treated_post',
    text: `# One from adoption on, zero before it and where nothing was ever adopted.
treated_post <- function(adopted, time, lag = 0) as.numeric((time >= adopted + lag) %in% TRUE)`,
  },
  {
    name: 'event_time',
    text: `# Time since adoption as a factor over a window; rows beyond an end join its last event time (bin), or have all
# indicators zero like the reference (zero), or leave (drop: NA). Never adopted: the reference.
event_time <- function(adopted, time, window, left, right, reference, unit, off_grid) {
  waves <- sort(unique(time))
  gap <- if (length(waves) > 1) waves[2] - waves[1] else NA
  start <- vapply(adopted, function(from) {
    if (is.na(from)) return(NA_real_)
    inside <- from >= waves[1] && from <= waves[length(waves)]
    if (unit == "waves") return(if (inside) which(waves >= from)[1] - 1 else ceiling((from - waves[1]) / gap))
    if (inside && off_grid == "first_treated_wave") waves[waves >= from][1] else from
  }, numeric(1))
  at <- (if (unit == "waves") match(time, waves) - 1 else time) - start
  end <- function(rule, limit) switch(rule, bin = limit, zero = reference, drop = NA)
  level <- ifelse(is.na(at), reference, at)
  level[at < window[1] & !is.na(at)] <- end(left, window[1])
  level[at > window[2] & !is.na(at)] <- end(right, window[2])
  factor(level, levels = window[1]:window[2])
}`,
  },
  {
    name: 'always_treated',
    text: `# Rows of units that had adopted by the first time.
always_treated <- function(adopted, time, lag = 0) (adopted <= min(time, na.rm = TRUE) - lag) %in% TRUE`,
  },
];
