* Coinsurance and visits to a doctor
* Written from the spec "visits". Stata 16 or later. Nobody has run this do-file: it was written
* without a Stata at hand.
*
*   do script.do survey.csv estimates.csv
*
* In Stata a missing value is larger than every number: conditions carry a guard where that matters.

version 16
clear all
set more off
args data estimates
if `"`data'"' == "" local data "visits.csv"
if `"`estimates'"' == "" local estimates "estimates.csv"
frame create results str500 address double(estimate std_error rows)

* ---- Functions ----------------------------------------------------------------------------------

* A category from raw codes: level numbers in the order of the codebook, refused where a code is unknown.
capture program drop to_category
program define to_category
    syntax varname(string), Codes(string asis) Levels(numlist integer)
    quietly generate int level_of = .
    local i = 0
    foreach code of local codes {
        local ++i
        local level : word `i' of `levels'
        quietly replace level_of = `level' if `varlist' == `"`code'"'
    }
    quietly count if missing(level_of) & `varlist' != ""
    if r(N) > 0 {
        display as error "`varlist' has codes that the codebook does not know"
        exit 459
    }
    drop `varlist'
    rename level_of `varlist'
end

* Coefficients and standard errors of the last command.
capture program drop save_estimates
program define save_estimates
    args address
    matrix b = e(b)
    matrix V = e(V)
    save_matrix "`address'" `=e(N)'
end

* Estimates and standard errors of the last margins.
capture program drop save_margins
program define save_margins
    args address
    matrix b = r(b)
    matrix V = r(V)
    save_matrix "`address'" `=r(N)'
end

capture program drop save_matrix
program define save_matrix
    args address rows
    local names : colfullnames b
    local j = 0
    foreach name of local names {
        local ++j
        frame post results ("`address'.`name'") (b[1, `j']) (sqrt(V[`j', `j'])) (`rows')
    }
end

* ---- Data: codes become levels, codes for "no answer" become missing ----------------------------

import delimited using `"`data'"', clear varnames(1) case(preserve) stringcols(_all) ///
    delimiters(",") bindquotes(strict) encoding("utf-8")
keep visits coinsurance diseases limited health
foreach column of varlist visits coinsurance diseases limited health {
    quietly replace `column' = strtrim(`column')
    foreach code in "." "-9" {
        quietly replace `column' = "" if `column' == `"`code'"'
    }
}
quietly destring visits, replace
confirm numeric variable visits
quietly replace visits = . if inlist(visits, -9)
label variable visits "Visits in the year"
quietly destring coinsurance, replace
confirm numeric variable coinsurance
quietly replace coinsurance = . if inlist(coinsurance, -9)
label variable coinsurance "Coinsurance rate"
quietly destring diseases, replace
confirm numeric variable diseases
quietly replace diseases = . if inlist(diseases, -9)
label variable diseases "Chronic diseases"
to_category limited, codes("2" "1") levels(1 2)
label define limited 1 "no" 2 "yes", replace
label values limited limited
label variable limited "Physical limitation"
to_category health, codes("1" "2" "3" "4") levels(1 2 3 4)
label define health 1 "excellent" 2 "good" 3 "fair" 4 "poor", replace
label values health health
label variable health "Self-rated health"
frame rename `c(frame)' as_read

* ---- Sample analysis: analysis ------------------------------------------------------------------

frame copy as_read analysis, replace
frame change analysis
* limitation known
drop if missing(limited)
* plan: Plan
* where several hold, the first wins: it is written last
generate int plan = .
quietly replace plan = 2 if coinsurance > 0 & !missing(coinsurance)
quietly replace plan = 1 if coinsurance == 0
label define plan 1 "free" 2 "sharing", replace
label values plan plan
* health3: Self-rated health
generate int health3 = .
quietly replace health3 = 1 if health == "excellent":health
quietly replace health3 = 2 if health == "good":health
quietly replace health3 = 3 if health == "fair":health
quietly replace health3 = 3 if health == "poor":health
assert !missing(health3) | missing(health)
label define health3 1 "excellent" 2 "good" 3 "fair_or_poor", replace
label values health3 health3
count

* ---- Summary by_plan: Persons by plan -----------------------------------------------------------

frame change analysis
tabstat visits, by(plan) statistics(n mean sd)
* (the program uses Satterthwaite's degrees of freedom: ttest, unequal)
ttest visits, by(plan) unequal
tabstat diseases, by(plan) statistics(n mean sd)
* (the program uses Satterthwaite's degrees of freedom: ttest, unequal)
ttest diseases, by(plan) unequal
tabulate limited plan, column
tabulate limited plan, chi2
tabulate health3 plan, column
tabulate health3 plan, chi2
* NOT TRANSLATED summaries.by_plan.limited=yes: the test of one level against all others: tabulate
* an indicator of it

* ---- Model use: Visits to a doctor --------------------------------------------------------------

frame change analysis
* Standard errors: robust (robust), bread inverse observed information, small-sample factor n/(n-1).
* NOT TRANSLATED models.use.vcov: n and G here are those of each equation, not of the whole model,
* so that small-sample factors differ slightly

* participation (whether there is any): visits > 0, Bernoulli family, probit link
capture drop any_visits
generate byte any_visits = visits > 0 if !missing(visits)
capture drop in_model
generate byte in_model = !missing(plan, diseases, limited, health3)
local terms ib1.plan c.diseases ib1.limited ib1.health3
local last_command probit any_visits `terms' if in_model, vce(robust)
`last_command'
* The coefficients.
save_estimates "models.use.participation.coefficients"
* Marginal effects averaged over the rows; numbers: derivative; levels of factors: discrete change
* from the reference level; delta method, covariates held fixed.
margins, dydx(plan diseases limited health3)
save_margins "models.use.participation.marginal_effects"

* amount (how much where there is any): visits, gamma family, log link; dispersion: Pearson
* chi-squared over n - k
capture drop in_model
generate byte in_model = visits > 0 & !missing(visits) & !missing(plan, diseases, limited, health3)
local terms ib1.plan c.diseases ib1.limited ib1.health3
local last_command glm visits `terms' if in_model, family(gamma) link(log) vce(robust)
`last_command'
* The coefficients.
save_estimates "models.use.amount.coefficients"
* Marginal effects averaged over the rows; numbers: derivative; levels of factors: discrete change
* from the reference level; delta method, covariates held fixed.
margins, dydx(plan diseases limited health3)
save_margins "models.use.amount.marginal_effects"
* NOT TRANSLATED models.use.combined: the product of both means and its joint covariance: see twopm
* (Belotti and others 2015) or suest and margins

* ---- Estimates: one line per number; terms by the names that Stata gives its columns ------------

frame results: export delimited using `"`estimates'"', replace
