# References for the weighting half of estimators/, on synthetic.csv (made by make_synthetic.py).
#
#   Rscript tests/estimators/reference_weighting/make_reference.R     (R 4.2.2; numDeriv, sandwich, MASS, jsonlite not needed)
#
# Every standard error of a weighted contrast is M-estimation in full: all parameters (weights' dual or logit, arm
# means) stacked, A = numerical derivative (numDeriv, Richardson) of the summed estimating equations, B = sum over
# people of outer products of their summed equations, V = A^-1 B A^-T. No closed form of ours is used.

library(numDeriv)
library(sandwich)
library(MASS)

args <- commandArgs(trailingOnly = FALSE)
here <- dirname(sub("--file=", "", args[grep("--file=", args)]))
d <- read.csv(file.path(here, "synthetic.csv"))
X <- with(d, cbind(age = age / 10, female = female, lp = log1p(priors), lp2 = log1p(priors)^2,
                   lr = log1p(priors_recent), drug = drug, dl = drug * log1p(priors)))
A <- d$arm
Y <- with(d, cbind(rearrest = rearrest, count = count))
person <- d$person
out <- list()

tight <- glm.control(epsilon = 1e-15, maxit = 200)

sandwich_by <- function(psi, theta, cluster) {
  total <- function(t) colSums(psi(t))
  J <- jacobian(total, theta, method.args = list(eps = 1e-4, r = 6))
  U <- rowsum(psi(theta), cluster)
  bread <- solve(J)
  bread %*% crossprod(U) %*% t(bread)
}

# ---- entropy balancing: base weights q, dual lambda on standardised columns ---------------------------
ebal <- function(q) {
  sc <- apply(X, 2, sd)
  Z <- sweep(X, 2, sc, "/")
  t1 <- colSums(Z[A == 1, ] * q[A == 1]) / sum(q[A == 1])
  lam <- rep(0, ncol(Z))
  Zc <- sweep(Z[A == 0, ], 2, t1)
  for (k in 1:100) {
    w <- q[A == 0] * exp(-Zc %*% lam); w <- as.vector(w / sum(w))
    g <- -colSums(w * Zc)
    if (max(abs(g)) < 1e-15) break
    H <- crossprod(Zc * sqrt(w)) - tcrossprod(colSums(w * Zc))
    lam <- lam - solve(H, g)
  }
  list(Z = Z, t1 = t1, lam = lam, w = w)
}
eb_reference <- function(q, cluster) {
  e <- ebal(q); Z <- e$Z; p <- ncol(Z)
  # theta = (t1 (p), lambda (p), mu1 (2), mu0 (2))
  psi <- function(th) {
    t1 <- th[1:p]; lam <- th[p + 1:p]; mu1 <- th[2 * p + 1:2]; mu0 <- th[2 * p + 3:4]
    Zt <- sweep(Z, 2, t1)
    w <- as.vector(q * exp(-Zt %*% lam))
    cbind(A * q * Zt, (1 - A) * w * Zt, A * q * sweep(Y, 2, mu1), (1 - A) * w * sweep(Y, 2, mu0))
  }
  mu1 <- colSums(Y[A == 1, ] * q[A == 1]) / sum(q[A == 1])
  mu0 <- colSums(Y[A == 0, ] * e$w)
  V <- sandwich_by(psi, c(e$t1, e$lam, mu1, mu0), cluster)
  i <- 2 * p + 1:4
  V <- V[i, i]
  D <- cbind(diag(2), -diag(2))
  list(mu1 = mu1, mu0 = mu0, V = V, difference = mu1 - mu0, Vd = D %*% V %*% t(D),
       se_log_ratio = sapply(1:2, function(j) {
         g <- rep(0, 4); g[j] <- 1 / mu1[j]; g[j + 2] <- -1 / mu0[j]; sqrt(t(g) %*% V %*% g) }),
       ess = 1 / sum(e$w^2))
}
ones <- rep(1, nrow(d))
out$entropy <- eb_reference(ones, person)
out$entropy_rows <- eb_reference(ones, seq_len(nrow(d)))
out$entropy_base <- eb_reference(d$base, person)

# ---- logistic weights ---------------------------------------------------------------------------------
logit_reference <- function(estimand, cluster) {
  M <- cbind(1, X); p <- ncol(M)
  fit <- glm.fit(M, A, family = binomial(), control = tight)
  gam <- fit$coefficients
  wts <- function(g) {
    e <- plogis(as.vector(M %*% g))
    switch(estimand, att = ifelse(A == 1, 1, e / (1 - e)), ate = ifelse(A == 1, 1 / e, 1 / (1 - e)),
           overlap = ifelse(A == 1, 1 - e, e))
  }
  psi <- function(th) {
    g <- th[1:p]; mu1 <- th[p + 1:2]; mu0 <- th[p + 3:4]
    e <- plogis(as.vector(M %*% g)); w <- wts(g)
    cbind((A - e) * M, A * w * sweep(Y, 2, mu1), (1 - A) * w * sweep(Y, 2, mu0))
  }
  for (k in 1:5) gam <- gam - solve(jacobian(function(g) colSums((A - plogis(as.vector(M %*% g))) * M), gam),
                                    colSums((A - plogis(as.vector(M %*% gam))) * M))
  w <- wts(gam)
  mu1 <- colSums(Y[A == 1, ] * w[A == 1]) / sum(w[A == 1])
  mu0 <- colSums(Y[A == 0, ] * w[A == 0]) / sum(w[A == 0])
  i <- p + 1:4
  V <- sandwich_by(psi, c(gam, mu1, mu0), cluster)[i, i]
  D <- cbind(diag(2), -diag(2))
  list(coefficients = gam, mu1 = mu1, mu0 = mu0, V = V, difference = mu1 - mu0, Vd = D %*% V %*% t(D),
       ess = sum(w[A == 0])^2 / sum(w[A == 0]^2))
}
for (e in c("att", "ate", "overlap")) out[[paste0("logistic_", e)]] <- logit_reference(e, person)

# ---- Firth: maximise the penalised likelihood directly ---------------------------------------------------
firth <- function(M, y) {
  score <- function(b) {
    e <- plogis(as.vector(M %*% b)); W <- e * (1 - e)
    h <- rowSums((M %*% solve(crossprod(M * sqrt(W)))) * M) * W
    colSums(M * (y - e + h * (0.5 - e)))
  }
  b <- rep(0, ncol(M))
  for (k in 1:200) {
    e <- plogis(as.vector(M %*% b))
    step <- solve(crossprod(M * sqrt(e * (1 - e))), score(b))
    b <- b + step / max(1, max(abs(step)))
    if (max(abs(step)) < 1e-15) break
  }
  b
}
out$firth <- list(coefficients = firth(cbind(1, X), A))
zero <- as.numeric(d$priors >= 6 & A == 1)          # complete separation on one column
out$firth_separated <- list(coefficients = firth(cbind(1, zero, X[, 1:2]), A))

# ---- AIPW: stacked ---------------------------------------------------------------------------------------
aipw_reference <- function(y, family, normalised, cluster) {
  M <- cbind(1, X); p <- ncol(M)
  linkinv <- switch(family, linear = identity, logistic = plogis, poisson = exp)
  glm_family <- switch(family, linear = gaussian(), logistic = binomial(), poisson = poisson())
  gam <- glm.fit(M, A, family = binomial(), control = tight)$coefficients
  bet <- glm.fit(M[A == 0, ], y[A == 0], family = glm_family, control = tight)$coefficients
  psi <- function(th) {
    g <- th[1:p]; b <- th[p + 1:p]; mu1 <- th[2 * p + 1]; mu0 <- th[2 * p + 2]; extra <- th[2 * p + 3]
    e <- plogis(as.vector(M %*% g)); w <- (1 - A) * e / (1 - e)
    m <- linkinv(as.vector(M %*% b)); r <- y - m
    # extra: weighted mean residual (normalised) or its sum over n1
    last <- if (normalised) w * (r - extra) else w * r - A * extra
    cbind((A - e) * M, (1 - A) * (y - m) * M, A * (y - mu1), A * (m + extra - mu0), last)
  }
  e <- plogis(as.vector(M %*% gam)); w <- (1 - A) * e / (1 - e); m <- linkinv(as.vector(M %*% bet))
  extra <- sum(w * (y - m)) / (if (normalised) sum(w) else sum(A))
  mu1 <- mean(y[A == 1]); mu0 <- mean(m[A == 1]) + extra
  V <- sandwich_by(psi, c(gam, bet, mu1, mu0, extra), cluster)
  i <- 2 * p + 1:2
  V <- V[i, i]
  list(mu1 = mu1, mu0 = mu0, difference = mu1 - mu0, se = sqrt(V[1, 1] + V[2, 2] - 2 * V[1, 2]))
}
out$aipw_linear <- aipw_reference(d$rearrest, "linear", TRUE, person)
out$aipw_logistic <- aipw_reference(d$rearrest, "logistic", TRUE, person)
out$aipw_logistic_plain <- aipw_reference(d$rearrest, "logistic", FALSE, person)
out$aipw_poisson <- aipw_reference(d$count, "poisson", TRUE, person)

# ---- regressions: sandwich::vcovCL without and with its factor ----------------------------------------------
fit <- glm(rearrest ~ arm + X, family = poisson, data = d, control = tight)
out$modified_poisson <- list(coefficients = coef(fit), se = sqrt(diag(vcovCL(fit, person, type = "HC0", cadjust = FALSE))),
                             se_factor = sqrt(diag(vcovCL(fit, person, type = "HC0", cadjust = TRUE))))
fit <- glm(count ~ arm + X + offset(log(days)), family = poisson, data = d, weights = base, control = tight)
out$poisson_rate <- list(coefficients = coef(fit), se = sqrt(diag(vcovCL(fit, person, type = "HC0", cadjust = FALSE))))
fit <- glm.nb(count ~ arm + X + offset(log(days)), data = d, control = glm.control(epsilon = 1e-14, maxit = 500))
out$negative_binomial <- list(coefficients = coef(fit), theta = fit$theta,
                              se = sqrt(diag(vcovCL(fit, person, type = "HC0", cadjust = FALSE))))
fit <- glm(rearrest ~ arm + X, family = binomial, data = d, control = tight)
standard <- function(b) {
  M1 <- cbind(1, 1, X); M0 <- cbind(1, 0, X)
  mean(plogis(as.vector(M1 %*% b))) - mean(plogis(as.vector(M0 %*% b)))
}
g <- grad(standard, coef(fit))
out$standardised <- list(difference = standard(coef(fit)), se_model = sqrt(t(g) %*% vcov(fit) %*% g),
                         se_delta = sqrt(t(g) %*% vcovCL(fit, person, type = "HC0", cadjust = FALSE) %*% g))
# with the covariates' sampling: stacked
M <- cbind(1, A, X); p <- ncol(M)
psi <- function(th) {
  b <- th[1:p]; M1 <- M; M1[, 2] <- 1; M0 <- M; M0[, 2] <- 0
  cbind((d$rearrest - plogis(as.vector(M %*% b))) * M, plogis(as.vector(M1 %*% b)) - th[p + 1],
        plogis(as.vector(M0 %*% b)) - th[p + 2])
}
M1 <- M; M1[, 2] <- 1; M0 <- M; M0[, 2] <- 0
V <- sandwich_by(psi, c(coef(fit), mean(plogis(as.vector(M1 %*% coef(fit)))), mean(plogis(as.vector(M0 %*% coef(fit))))), person)
i <- p + 1:2; V <- V[i, i]
out$standardised$se_stacked <- sqrt(V[1, 1] + V[2, 2] - 2 * V[1, 2])

# ---- weighted rate ratio, weights estimated (entropy balance) ---------------------------------------------------
e <- ebal(ones); Z <- e$Z; p <- ncol(Z)
psi <- function(th) {
  t1 <- th[1:p]; lam <- th[p + 1:p]; r1 <- th[2 * p + 1]; r0 <- th[2 * p + 2]
  Zt <- sweep(Z, 2, t1); w <- as.vector(exp(-Zt %*% lam))
  cbind(A * Zt, (1 - A) * w * Zt, A * (d$count - r1 * d$days), (1 - A) * w * (d$count - r0 * d$days))
}
r1 <- sum(d$count[A == 1]) / sum(d$days[A == 1])
r0 <- sum(e$w * d$count[A == 0]) / sum(e$w * d$days[A == 0])
V <- sandwich_by(psi, c(e$t1, e$lam, r1, r0), person)
i <- 2 * p + 1:2; V <- V[i, i]
out$rate_contrast <- list(rate1 = r1, rate0 = r0, log_ratio = log(r1 / r0),
                          se_log = sqrt(V[1, 1] / r1^2 + V[2, 2] / r0^2 - 2 * V[1, 2] / (r1 * r0)))

# ---- difference-in-differences ------------------------------------------------------------------------------------
fit <- lm(rearrest ~ area * after, data = d)
out$did <- list(estimate = coef(fit)[["area:after"]],
                se = sqrt(diag(vcovCL(fit, person, type = "HC0", cadjust = FALSE)))[["area:after"]])
# balanced: each other cell to the programme-after cell
target <- d$area == 1 & d$after == 1
Xd <- with(d, cbind(age / 10, female, log1p(priors), drug))
cells <- list(d$area == 1 & d$after == 0, d$area == 0 & d$after == 1, d$area == 0 & d$after == 0)
p <- ncol(Xd)
t1 <- colMeans(Xd[target, ])
lams <- lapply(cells, function(cell) {
  Zc <- sweep(Xd[cell, ], 2, t1); lam <- rep(0, p)
  for (k in 1:100) {
    w <- as.vector(exp(-Zc %*% lam)); w <- w / sum(w); g <- -colSums(w * Zc)
    if (max(abs(g)) < 1e-15) break
    lam <- lam - solve(crossprod(Zc * sqrt(w)) - tcrossprod(colSums(w * Zc)), g)
  }
  list(lam = lam, mu = sum(w * d$rearrest[cell]))
})
psi <- function(th) {
  t1 <- th[1:p]
  parts <- list(target * sweep(Xd, 2, t1), target * (d$rearrest - th[4 * p + 1]))
  for (c in 1:3) {
    lam <- th[c * p + 1:p]; Zt <- sweep(Xd, 2, t1); w <- cells[[c]] * as.vector(exp(-Zt %*% lam))
    parts <- c(parts, list(w * Zt, w * (d$rearrest - th[4 * p + 1 + c])))
  }
  # columns in the order of theta
  cbind(parts[[1]], parts[[3]], parts[[5]], parts[[7]], parts[[2]], parts[[4]], parts[[6]], parts[[8]])
}
mu <- c(mean(d$rearrest[target]), sapply(lams, function(l) l$mu))
V <- sandwich_by(psi, c(t1, unlist(lapply(lams, function(l) l$lam)), mu), person)
i <- 4 * p + 1:4; s <- c(1, -1, -1, 1)
out$did_balanced <- list(estimate = sum(s * mu), se = sqrt(t(s) %*% V[i, i] %*% s))

# ---- power, p-value adjustment --------------------------------------------------------------------------------------
out$power <- list(n = power.prop.test(p1 = .5, p2 = .4, power = .8, tol = 1e-12)$n,
                  power = power.prop.test(n = 150, p1 = .45, p2 = .33)$power,
                  mde_p = power.prop.test(n = 150, p2 = .45, power = .8, tol = 1e-12, p1 = NULL)$p1)
pv <- c(.01, .04, .03, .005, .2)
out$adjust <- list(holm = p.adjust(pv, "holm"), bh = p.adjust(pv, "BH"))

# ---- LaLonde with a converged logit (data not committed; numbers are) ----------------------------------------------
path <- Sys.getenv("LEAD_TRUTH", file.path(here, "..", "..", "..", "..", "shared", "truth"))
if (file.exists(file.path(path, "lalonde_matchit.csv"))) {
  l <- read.csv(file.path(path, "lalonde_matchit.csv"))
  X <- with(l, cbind(age, educ, black = race == "black", hispan = race == "hispan", married, nodegree,
                     re74 = re74 / 1000, re75 = re75 / 1000))
  A <- l$treat; Y <- cbind(l$re78, l$re78 == 0)
  rows <- seq_len(nrow(l))
  out$lalonde_entropy <- eb_reference(rep(1, nrow(l)), rows)
  for (e in c("att", "ate", "overlap")) out[[paste0("lalonde_", e)]] <- logit_reference(e, rows)
  out$lalonde_aipw_linear <- aipw_reference(l$re78, "linear", TRUE, rows)
  out$lalonde_aipw_logistic <- aipw_reference(as.numeric(l$re78 == 0), "logistic", TRUE, rows)
}

# ---- write: a flat JSON with all digits ------------------------------------------------------------------------------
number <- function(x) if (length(x) == 1) sprintf("%.17g", x) else paste0("[", paste(sprintf("%.17g", as.vector(x)), collapse = ", "), "]")
entry <- function(name, l) paste0('  "', name, '": {', paste(sprintf('"%s": %s', names(l), sapply(l, number)), collapse = ", "), "}")
writeLines(c("{", paste0('  "made_by": "', R.version.string, ", numDeriv ", packageVersion("numDeriv"), ", sandwich ",
                         packageVersion("sandwich"), ", MASS ", packageVersion("MASS"), '",'),
             paste(mapply(entry, names(out), out), collapse = ",\n"), "}"), file.path(here, "reference.json"))
