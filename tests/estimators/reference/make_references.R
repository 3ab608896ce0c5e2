# Reference numbers of the survival, recurrent-event and Cox estimators on the synthetic trials.
#
#   Rscript make_references.R            (in this folder; about a minute; writes survival_reference.json)
#
# Made with R 4.2.2, survival 3.5-3, jsonlite 1.8.4. Data: synthetic_trials.csv, synthetic_events.csv
# (make_synthetic.py, seed 20260104). Where a package has the estimator it is used (survfit, residuals.survfit,
# coxph); Ghosh-Lin and everything with *estimated* weights are coded by hand below: there the standard error is the
# infinitesimal jackknife by numerical differentiation (every row of one person is given case weight 1 + h, the
# weights are estimated again, the estimate is made again; Richardson's extrapolation over h and h/2), summed over
# persons, without a G/(G-1) factor. So no formula is shared with the Python code.

suppressMessages(library(survival))
trials <- read.csv("synthetic_trials.csv")
events <- read.csv("synthetic_events.csv")
horizons <- c(90, 180, 365, 540)
tau <- 365
trials$w <- ifelse(trials$drug == 1, 1.7, 0.6) + trials$prior / 10        # known, arbitrary weights
status <- factor(trials$first_status, 0:2, c("censored", "event", "death"))
by_arm <- list(comparison = which(trials$lead == 0), lead = which(trials$lead == 1))

X <- with(trials, cbind(age, prior, drug))

# ---- weights ---------------------------------------------------------------------------------------------------
logistic_att <- function(case) {
  fit <- suppressWarnings(glm(trials$lead ~ X, family = binomial, weights = case,
                              control = glm.control(epsilon = 1e-15, maxit = 100)))
  e <- fitted(fit)
  ifelse(trials$lead == 1, case, case * e / (1 - e))
}
entropy_att <- function(case) {
  one <- trials$lead == 1
  target <- colSums(case[one] * X[one, ]) / sum(case[one])
  Z <- sweep(X[!one, ], 2, target)
  lambda <- rep(0, ncol(X))
  for (k in 1:100) {
    q <- case[!one] * exp(Z %*% lambda)[, 1]
    gradient <- colSums(q * Z)
    step <- solve(t(Z) %*% (q * Z), gradient)
    lambda <- lambda - step
    if (max(abs(step)) < 1e-15) break
  }
  w <- case
  w[!one] <- case[!one] * exp(Z %*% lambda)[, 1]
  w
}

# ---- hand-coded curves (plain loops over distinct days) ---------------------------------------------------------
aj_value <- function(rows, w, at) {                # Aalen-Johansen of cause 1
  surv <- 1; cif <- 0; out <- numeric(length(at))
  days <- sort(unique(trials$first_day[rows]))
  done <- 0
  for (d in days) {
    at_risk <- sum(w[rows][trials$first_day[rows] >= d])
    here <- trials$first_day[rows] == d
    d1 <- sum(w[rows][here & trials$first_status[rows] == 1])
    d2 <- sum(w[rows][here & trials$first_status[rows] == 2])
    cif <- cif + surv * d1 / at_risk
    surv <- surv * (1 - (d1 + d2) / at_risk)
    out[at >= d] <- cif
  }
  out
}
gl_value <- function(rows, w, at) {                # Ghosh-Lin mean cumulative function, death terminal
  surv <- 1; mean_count <- 0; out <- numeric(length(at))
  mine <- events[events$trial %in% trials$trial[rows], ]
  event_weight <- w[match(mine$trial, trials$trial)]
  days <- sort(unique(c(mine$day, trials$follow_up[rows][trials$died[rows] == 1])))
  for (d in days) {
    at_risk <- sum(w[rows][trials$follow_up[rows] >= d])
    mean_count <- mean_count + surv * sum(event_weight[mine$day == d]) / at_risk      # events before deaths
    out[at >= d] <- mean_count
    surv <- surv * (1 - sum(w[rows][trials$follow_up[rows] == d & trials$died[rows] == 1]) / at_risk)
  }
  out
}
rmtl_value <- function(rows, w, to) {              # restricted mean time lost to cause 1: exact area of a step curve
  days <- sort(unique(trials$first_day[rows])); days <- days[days < to]
  values <- aj_value(rows, w, days)
  sum(values * diff(c(days, to)))
}

# ---- infinitesimal jackknife by numerical differentiation --------------------------------------------------------
persons <- sort(unique(trials$person))
jackknife <- function(theta, h = 2e-3) {
  n <- nrow(trials)
  derivative <- function(person, step) {
    up <- down <- rep(1, n)
    up[trials$person == person] <- 1 + step
    down[trials$person == person] <- 1 - step
    (theta(up) - theta(down)) / (2 * step)
  }
  influence <- t(sapply(persons, function(p) (4 * derivative(p, h / 2) - derivative(p, h)) / 3))
  influence <- matrix(influence, nrow = length(persons))
  list(estimate = theta(rep(1, n)), std_error = sqrt(colSums(influence^2)))
}
curves <- function(w) c(
  aj_difference = aj_value(by_arm$lead, w, horizons) - aj_value(by_arm$comparison, w, horizons),
  aj_log_ratio = log(aj_value(by_arm$lead, w, horizons) / aj_value(by_arm$comparison, w, horizons)),
  gl_difference = gl_value(by_arm$lead, w, horizons) - gl_value(by_arm$comparison, w, horizons),
  rmtl_difference = rmtl_value(by_arm$lead, w, tau) - rmtl_value(by_arm$comparison, w, tau)
)
labelled <- function(fit) {
  name <- sub("[0-9]+$", "", names(fit$estimate))
  lapply(split(seq_along(name), name), function(k)
    list(estimate = unname(fit$estimate[k]), std_error = unname(fit$std_error[k])))
}

out <- list(provenance = list(
  script = "make_references.R", r = R.version.string, survival = as.character(packageVersion("survival")),
  data = "synthetic_trials.csv, synthetic_events.csv (make_synthetic.py, seed 20260104)",
  note = "std_error: infinitesimal jackknife summed by person, no G/(G-1)"), horizons = horizons, tau = tau)

out$unweighted <- labelled(jackknife(function(case) curves(case)))
out$known_weights <- labelled(jackknife(function(case) curves(case * trials$w)))
out$logistic_att <- labelled(jackknife(function(case) curves(logistic_att(case))))
out$entropy_att <- labelled(jackknife(function(case) curves(entropy_att(case))))
# the same contrasts with the estimated weights held fixed: what a careless analysis prints
fixed <- logistic_att(rep(1, nrow(trials)))
out$logistic_att_held_fixed <- labelled(jackknife(function(case) curves(case * fixed)))
fixed_entropy <- entropy_att(rep(1, nrow(trials)))
out$entropy_att_held_fixed <- labelled(jackknife(function(case) curves(case * fixed_entropy)))

# ---- one arm, package survival: Aalen-Johansen, Kaplan-Meier, restricted means, mean cumulative function ----------
one_arm <- function(rows) {
  # residuals.survfit looks its data up again, by name, in the global environment
  d <<- trials[rows, ]; s <<- status[rows]
  # survfit 3.5-3 ignores cluster= for several states (its std.err is that of the rows): the clustered error is made
  # from its own residuals, summed by person
  aj <- survfit(Surv(first_day, s) ~ 1, data = d, weights = w, id = trial, conf.type = "log-log")
  ajs <- summary(aj, times = horizons)
  state <- residuals(aj, times = horizons, type = "pstate", weighted = TRUE)
  clustered <- sqrt(colSums(rowsum(state[, , 2], d$person)^2))
  limit <- function(sign) ajs$pstate[, 2]^exp(sign * qnorm(0.975) * clustered / (ajs$pstate[, 2] * log(ajs$pstate[, 2])))
  plain <- summary(survfit(Surv(first_day, s) ~ 1, data = d, id = trial, conf.type = "log-log"), times = horizons)
  rmtl <- residuals(aj, times = tau, type = "sojourn", collapse = FALSE, weighted = TRUE)
  loss <- if (length(dim(rmtl)) == 3) rmtl[, 1, 2] else rmtl[, 2]
  km <- survfit(Surv(first_day, first_status > 0) ~ 1, data = d, weights = w, cluster = person, conf.type = "log-log")
  kms <- summary(km, times = horizons)
  auc <- residuals(km, times = tau, type = "rmst", weighted = TRUE)
  by_person <- function(x) sqrt(sum(tapply(x, d$person, sum)^2))
  list(
    aj_weighted = list(cif = ajs$pstate[, 2], std_error = ajs$std.err[, 2],
                       lower = ajs$lower[, 2], upper = ajs$upper[, 2]),
    aj_weighted_clustered = list(cif = ajs$pstate[, 2], std_error = unname(clustered), lower = limit(-1),
                                 upper = limit(1), death = ajs$pstate[, 3]),
    aj_plain = list(cif = plain$pstate[, 2], std_error = plain$std.err[, 2],
                    lower = plain$lower[, 2], upper = plain$upper[, 2]),
    rmtl_weighted_clustered = list(estimate = unname(summary(aj, rmean = tau)$table[2, "rmean"]),
                                   std_error = by_person(loss)),
    km_weighted_clustered = list(survival = kms$surv, std_error = kms$std.err, lower = kms$lower, upper = kms$upper),
    rmst_weighted_clustered = list(estimate = unname(summary(km, rmean = tau)$table["rmean"]),
                                   std_error = by_person(as.vector(auc))))
}
out$by_arm <- lapply(by_arm, one_arm)

# time-varying weights: every trial cut at day 100, another weight after it (as a clone-censor-weight analysis has)
long <- survSplit(Surv(first_day, first_status == 1) ~ ., data = trials[, c("trial", "person", "first_day",
                  "first_status", "prior", "drug")], cut = 100, episode = "piece", event = "event")
long$event <- as.integer(long$event)
long$w <- ifelse(long$piece == 1, 1, 1.4) * (1 + long$prior / 5)
split_fit <- summary(survfit(Surv(tstart, first_day, event) ~ 1, data = long, weights = w, id = trial,
                             cluster = person), times = horizons)
out$split_rows <- list(survival = split_fit$surv, std_error = split_fit$std.err)

# ---- recurrent events ----------------------------------------------------------------------------------------------
rows_of <- function(i) {
  days <- events$day[events$trial == trials$trial[i]]
  stop <- sort(unique(c(days, trials$follow_up[i])))
  data.frame(trial = trials$trial[i], person = trials$person[i], lead = trials$lead[i], age = trials$age[i],
             prior = trials$prior[i], drug = trials$drug[i], w = trials$w[i],
             start = c(0, head(stop, -1)), stop = stop, event = as.integer(stop %in% days))
}
counting <- do.call(rbind, lapply(seq_len(nrow(trials)), rows_of))
mcf <- survfit(Surv(start, stop, event) ~ 1, data = counting, weights = w, id = trial, cluster = person)
mcfs <- summary(mcf, times = horizons)
out$mcf_death_censors <- list(cumhaz = mcfs$cumhaz, std_error = mcfs$std.chaz)
out$ghosh_lin_by_arm <- lapply(by_arm, function(rows) {
  fit <- jackknife(function(case) gl_value(rows, case * trials$w, horizons))
  list(estimate = fit$estimate, std_error = fit$std_error)
})

# ---- Cox -----------------------------------------------------------------------------------------------------------
tight <- coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 60)
describe <- function(fit) list(
  coef = unname(coef(fit)), robust_se = unname(sqrt(diag(fit$var))),
  naive_se = unname(sqrt(diag(if (is.null(fit$naive.var)) fit$var else fit$naive.var))), loglik = fit$loglik)
out$cox <- list()
for (ties in c("efron", "breslow")) {
  out$cox[[paste0("plain_", ties)]] <- describe(coxph(Surv(first_day, first_status == 1) ~ lead + age + prior + drug,
    data = trials, robust = TRUE, ties = ties, control = tight))
  out$cox[[paste0("weighted_clustered_", ties)]] <- describe(coxph(
    Surv(first_day, first_status == 1) ~ lead + age + prior + drug, data = trials, weights = w, cluster = person,
    ties = ties, control = tight))
  out$cox[[paste0("lwyy_weighted_clustered_", ties)]] <- describe(coxph(Surv(start, stop, event) ~ lead + age + prior,
    data = counting, weights = w, cluster = person, ties = ties, control = tight))
  out$cox[[paste0("delayed_entry_stratified_", ties)]] <- describe(coxph(
    Surv(pmax(0, first_day - 60 - prior), first_day, first_status == 1) ~ lead + age + prior + strata(drug),
    data = trials, weights = w, cluster = person, ties = ties, control = tight))
  fixed_weights <- logistic_att(rep(1, nrow(trials)))
  out$cox[[paste0("logistic_att_", ties)]] <- describe(coxph(Surv(first_day, first_status == 1) ~ lead, data = trials,
    weights = fixed_weights, cluster = person, ties = ties, control = tight))
}

jsonlite::write_json(out, "survival_reference.json", digits = NA, auto_unbox = TRUE, pretty = TRUE)
