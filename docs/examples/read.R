results <- jsonlite::fromJSON('results.json', simplifyVector = FALSE)
for (effect in results$models$use$effects) {
  for (term in effect$estimates) {
    cat(effect$equation, effect$effect, term$term, term$estimate, term$stdError, sep = '\t')
    cat('\n')
  }
}
