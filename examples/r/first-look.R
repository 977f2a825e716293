# Draws four measures over time from the results of `glasshouse compare`. What did each regime do to these people?
#
#   Rscript first-look.R glasshouse-out             # the folder with series.parquet and summary.csv
#   Rscript first-look.R glasshouse-out look.svg    # ... and the file for the picture (.svg, .pdf or .png)
#
# The Parquet file is read with nanoparquet or arrow, whichever is installed. Without either, series.csv is read if it is in
# the folder; docs/r.md says how to write it. Everything else is base R.

arguments <- commandArgs(trailingOnly = TRUE)
folder <- if (length(arguments) >= 1) arguments[1] else "glasshouse-out"
picture <- if (length(arguments) >= 2) arguments[2] else "first-look.svg"

read_series <- function(folder) {
  parquet <- file.path(folder, "series.parquet")
  csv <- file.path(folder, "series.csv")
  for (package in c("nanoparquet", "arrow")) {
    if (file.exists(parquet) && requireNamespace(package, quietly = TRUE)) {
      message("series.parquet, read with ", package)
      return(as.data.frame(getExportedValue(package, "read_parquet")(parquet)))
    }
  }
  if (file.exists(csv)) {
    message("series.csv")
    return(read.csv(csv))
  }
  stop("there is no ", csv, ", and no package that reads ", parquet, ": install.packages(\"nanoparquet\")")
}

series <- read_series(folder)
summary <- read.csv(file.path(folder, "summary.csv"))
regimes <- unique(summary$regime) # the baseline first

# --- Mean over societies and its 95 % interval, month by month -------------------------------------------------------

by_month <- function(measure, regime, view = "truth") {
  rows <- series[series$measure == measure & series$regime == regime & series$view == view, ]
  months <- tapply(rows$value, list(rows$month, rows$replicate), mean) # one row per month, one column per society
  societies <- ncol(months)
  half <- qt(0.975, societies - 1) * apply(months, 1, sd) / sqrt(societies)
  mean <- rowMeans(months)
  data.frame(year = (as.numeric(rownames(months)) + 0.5) / 12, mean = mean, low = mean - half, high = mean + half)
}

# --- The picture -----------------------------------------------------------------------------------------------------

about <- data.frame(
  measure = c("help", "violations", "trust", "criticism"),
  title = c("Help per distress", "Rules broken", "Trust in strangers", "Open criticism"),
  unit = c("% of cases", "% of occasions", "% of full trust", "% of people a month"),
  more = c("more people in need are helped", "less compliance", "people expect more good of each other", "more is said aloud")
)
colours <- rep_len(c("#555555", "#0072B2", "#D55E00", "#009E73", "#CC79A7"), length(regimes)) # Okabe & Ito 2008
in_force <- c(1, 7) # years in which the shipped regimes are in force

draw <- function(n) {
  measure <- about$measure[n]
  curves <- lapply(regimes, function(regime) by_month(measure, regime))
  top <- max(sapply(curves, function(curve) max(c(curve$mean, curve$high), na.rm = TRUE)))
  plot(NULL, xlim = c(0, max(curves[[1]]$year)), ylim = c(0, top), xlab = "year",
       ylab = about$unit[n], bty = "l", las = 1)
  rect(in_force[1], 0, in_force[2], top, col = "#F2EFE6", border = NA)
  for (k in seq_along(regimes)) {
    curve <- curves[[k]]
    if (!anyNA(curve$low)) {
      polygon(c(curve$year, rev(curve$year)), c(curve$low, rev(curve$high)), col = adjustcolor(colours[k], 0.2), border = NA)
    }
    lines(curve$year, curve$mean, col = colours[k], lwd = 1.6)
  }
  title(about$title[n], adj = 0, line = 1.6)
  mtext(paste("more means:", about$more[n]), adj = 0, line = 0.5, cex = 0.65, col = "#555555")
}

switch(tools::file_ext(picture),
  svg = svg(picture, 9, 7),
  pdf = pdf(picture, 9, 7),
  png = png(picture, 9, 7, units = "in", res = 100),
  stop("the name of a picture must end with .svg, .pdf or .png, unlike ", picture)
)
layout(rbind(c(1, 1), c(2, 3), c(4, 5)), heights = c(0.14, 1, 1))
par(mar = c(0, 0, 0, 0))
plot.new()
legend("center", legend = regimes, col = colours, lwd = 2, horiz = TRUE, bty = "n", cex = 1.2)
par(mar = c(4, 4.2, 3, 1))
for (n in seq_len(nrow(about))) draw(n)
invisible(dev.off())

# --- Does R get the same figures as the laboratory? ------------------------------------------------------------------
# Trust and approval are means over all people, so their mean over the months in force equals the figure in summary.csv.

for (measure in c("trust", "approval")) {
  for (regime in regimes) {
    told <- summary[summary$measure == measure & summary$view == "truth" & summary$window == "during" & summary$regime == regime, ]
    curve <- by_month(measure, regime)
    ours <- mean(curve$mean[curve$year > in_force[1] & curve$year < in_force[2]])
    cat(sprintf("%-10s %-20s R %.6f   summary.csv %.6f\n", measure, regime, ours, told$mean))
    stopifnot(abs(ours - told$mean) < 1e-4)
  }
}
cat("picture:", picture, "\n")
