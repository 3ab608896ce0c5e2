# Cox fits of the two data sets that may be committed, converged to the last digit.
#
#   Rscript make_cox_reference.R         (in this folder; writes cox_reference.json)
#
# R 4.2.2, survival 3.5-3. truth/rossi.json and truth/recid.json hold the same fits at coxph's default tolerance
# (eps = 1e-9 on the likelihood), which leaves coefficients off by up to 2e-8 relative; here eps = 1e-14.
suppressMessages(library(survival))
rossi <- read.csv("../data/rossi.csv")
recid <- read.csv("../data/recid_nc1978.csv")
recid$event <- 1 - recid$cens
tight <- coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 60)
describe <- function(fit) list(
  coef = as.list(coef(fit)), robust_se = unname(sqrt(diag(fit$var))),
  naive_se = unname(sqrt(diag(if (is.null(fit$naive.var)) fit$var else fit$naive.var))), loglik = fit$loglik)
out <- list(provenance = list(script = "make_cox_reference.R", r = R.version.string,
                              survival = as.character(packageVersion("survival"))))
ps <- glm(fin ~ age + race + wexp + mar + paro + prio, binomial, rossi, control = glm.control(epsilon = 1e-15))
e <- fitted(ps)
weights <- list(att = ifelse(rossi$fin == 1, 1, e / (1 - e)), ate = ifelse(rossi$fin == 1, 1 / e, 1 / (1 - e)),
                ato = ifelse(rossi$fin == 1, 1 - e, e))
for (ties in c("efron", "breslow")) {
  out[[paste0("rossi_", ties)]] <- describe(coxph(Surv(week, arrest) ~ fin + age + race + wexp + mar + paro + prio,
    rossi, robust = TRUE, ties = ties, control = tight))
  out[[paste0("rossi_clustered_by_prio_", ties)]] <- describe(coxph(
    Surv(week, arrest) ~ fin + age + race + wexp + mar + paro + prio, rossi, cluster = prio, ties = ties,
    control = tight))
  for (name in names(weights)) {
    rossi$w <- weights[[name]]
    out[[paste0("rossi_", name, "_", ties)]] <- describe(coxph(Surv(week, arrest) ~ fin, rossi, weights = w,
      robust = TRUE, ties = ties, control = tight))
  }
  out[[paste0("recid_", ties)]] <- describe(coxph(Surv(durat, event) ~ workprg + priors + tserved + felon + alcohol +
    drugs + black + married + educ + age, recid, robust = TRUE, ties = ties, control = tight))
}
jsonlite::write_json(out, "cox_reference.json", digits = NA, auto_unbox = TRUE, pretty = TRUE)
