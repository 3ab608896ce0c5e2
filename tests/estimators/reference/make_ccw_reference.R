# Clone-censor-weight and landmark estimates of "divert and engage within 60 days" on the synthetic trials.
#
#   Rscript make_ccw_reference.R         (in this folder; about two minutes; writes ccw_reference.json)
#
# R 4.2.2, no package beyond base and jsonlite: plain loops over days. Data: synthetic_trials.csv,
# synthetic_engagement.csv (make_synthetic.py). Standard errors: infinitesimal jackknife by numerical
# differentiation, person by person, with the engagement model (glm) and the entropy balance estimated anew at every
# step (Richardson's extrapolation); no G/(G-1) factor.
trials <- read.csv("synthetic_trials.csv")
engagement <- read.csv("synthetic_engagement.csv")
trials$engaged_day <- engagement$engaged_day[match(trials$trial, engagement$trial)]
grace <- 60
horizons <- c(180, 365, 540)
one <- trials$lead == 1
X <- with(trials, cbind(age, prior, drug))
engaged <- one & !is.na(trials$engaged_day) & trials$engaged_day <= grace

entropy_weights <- function(case, treated) {       # comparison rows to the treated rows' means; returns all rows
  target <- colSums(case[treated] * X[treated, ]) / sum(case[treated])
  Z <- sweep(X[!treated, ], 2, target)
  lambda <- rep(0, ncol(X))
  for (k in 1:100) {
    q <- case[!treated] * exp(Z %*% lambda)[, 1]
    step <- solve(t(Z) %*% (q * Z), colSums(q * Z))
    lambda <- lambda - step
    if (max(abs(step)) < 1e-15) break
  }
  w <- case
  w[!treated] <- case[!treated] * exp(Z %*% lambda)[, 1]
  w
}
incidence <- function(start, stop, status, w, at) {  # Aalen-Johansen of cause 1 with start-stop rows
  surv <- 1; cif <- 0; out <- numeric(length(at))
  for (d in sort(unique(stop[status > 0]))) {
    at_risk <- sum(w[start < d & stop >= d])
    cif <- cif + surv * sum(w[stop == d & status == 1]) / at_risk
    out[at >= d] <- cif
    surv <- surv * (1 - sum(w[stop == d & status > 0]) / at_risk)
  }
  out
}
ccw <- function(case) {
  w <- entropy_weights(case, one)
  lead <- trials[one, ]; lw <- w[one]; le <- engaged[one]; lx <- X[one, ]
  late <- lead$first_day > grace
  p <- rep(NA, nrow(lead))
  p[late] <- fitted(suppressWarnings(glm(le[late] ~ lx[late, ], family = binomial, weights = lw[late],
                                         control = glm.control(epsilon = 1e-15, maxit = 100))))
  stays <- late & le
  start <- c(rep(-1, nrow(lead)), rep(grace, sum(stays)))
  stop <- c(pmin(lead$first_day, grace), lead$first_day[stays])
  status <- c(ifelse(lead$first_day <= grace, lead$first_status, 0), lead$first_status[stays])
  risk <- incidence(start, stop, status, c(lw, lw[stays] / p[stays]), horizons)
  other <- trials[!one, ]
  risk0 <- incidence(rep(-1, nrow(other)), other$first_day, other$first_status, w[!one], horizons)
  c(risk - risk0, risk, risk0)
}
landmark <- function(case) {
  kept <- trials$first_day > grace & (engaged | !one)
  saved <- list(trials = trials, X = X)
  X <<- saved$X[kept, ]
  w <- entropy_weights(case[kept], one[kept])
  X <<- saved$X
  d <- trials[kept, ]; arm <- one[kept]
  at <- horizons
  risk <- incidence(rep(grace, sum(arm)), d$first_day[arm], d$first_status[arm], w[arm], at)
  risk0 <- incidence(rep(grace, sum(!arm)), d$first_day[!arm], d$first_status[!arm], w[!arm], at)
  c(risk - risk0, risk, risk0)
}
jackknife <- function(theta, h = 2e-3) {
  persons <- sort(unique(trials$person)); n <- nrow(trials)
  derivative <- function(person, step) {
    up <- down <- rep(1, n)
    up[trials$person == person] <- 1 + step
    down[trials$person == person] <- 1 - step
    (theta(up) - theta(down)) / (2 * step)
  }
  influence <- t(sapply(persons, function(p) (4 * derivative(p, h / 2) - derivative(p, h)) / 3))
  k <- length(horizons)
  value <- theta(rep(1, n)); error <- sqrt(colSums(influence^2))
  list(difference = value[1:k], std_error = error[1:k], risk_lead = value[k + 1:k], risk_comparison = value[2 * k + 1:k],
       std_error_lead = error[k + 1:k], std_error_comparison = error[2 * k + 1:k])
}
out <- list(provenance = list(script = "make_ccw_reference.R", r = R.version.string,
                              data = "synthetic_trials.csv, synthetic_engagement.csv"),
            grace = grace, horizons = horizons, n_engaged = sum(engaged & trials$first_day > grace),
            n_at_risk = sum(one & trials$first_day > grace),
            clone_censor_weight = jackknife(ccw), landmark = jackknife(landmark))
jsonlite::write_json(out, "ccw_reference.json", digits = NA, auto_unbox = TRUE, pretty = TRUE)
