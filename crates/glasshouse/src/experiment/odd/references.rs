//! The references of an ODD text: those of its form and rules, and those of the encounters that are on.

use super::process_overview::on;
use super::scenario::Scenario;
use crate::life::ENCOUNTERS;

/// A reference, and the encounter that reduces to it; empty if every text cites it.
type Reference = (&'static str, &'static str);

/// By author.
const ALL: &[Reference] = &[
    (
        "market",
        "Akerlof, G. A. (1970). The market for \"lemons\": quality uncertainty and the market mechanism. *Quarterly Journal of Economics* 84(3), 488-500.",
    ),
    (
        "",
        "Anwar, S. & Loughran, T. A. (2011). Testing a Bayesian learning theory of deterrence among serious juvenile offenders. *Criminology* 49(3), 667-698.",
    ),
    (
        "road",
        "Becker, G. S. (1968). Crime and punishment: an economic approach. *Journal of Political Economy* 76(2), 169-217.",
    ),
    (
        "hardship",
        "Becker, G. S. (1974). A theory of social interactions. *Journal of Political Economy* 82(6), 1063-1093.",
    ),
    (
        "discretion",
        "Becker, G. S. & Stigler, G. J. (1974). Law enforcement, malfeasance, and compensation of enforcers. *Journal of Legal Studies* 3(1), 1-18.",
    ),
    (
        "informing",
        "Bergemann, P. (2017). Denunciation and social control. *American Sociological Review* 82(2), 384-406.",
    ),
    (
        "",
        "Deci, E. L., Koestner, R. & Ryan, R. M. (1999). A meta-analytic review of experiments examining the effects of extrinsic rewards on intrinsic motivation. *Psychological Bulletin* 125(6), 627-668.",
    ),
    (
        "",
        "Gavrilets, S. (2021). Coevolution of actions, personal norms and beliefs about others in social dilemmas. *Evolutionary Human Sciences* 3, e44.",
    ),
    (
        "",
        "Gavrilets, S. & Richerson, P. J. (2022). Authority matters: propaganda and the coevolution of behaviour and attitudes. *Evolutionary Human Sciences* 4, e51.",
    ),
    ("", "Gneezy, U. & Rustichini, A. (2000). A fine is a price. *Journal of Legal Studies* 29(1), 1-17."),
    (
        "speech",
        "Granovetter, M. (1978). Threshold models of collective behavior. *American Journal of Sociology* 83(6), 1420-1443.",
    ),
    (
        "",
        "Grimm, V. et al. (2020). The ODD protocol for describing agent-based and other simulation models: a second update to improve clarity, replication, and structural realism. *Journal of Artificial Societies and Social Simulation* 23(2), 7.",
    ),
    (
        "shunning",
        "Holme, P. & Newman, M. E. J. (2006). Nonequilibrium phase transition in the coevolution of networks and opinions. *Physical Review E* 74, 056108.",
    ),
    (
        "work",
        "Jacobson, L. S., LaLonde, R. J. & Sullivan, D. G. (1993). Earnings losses of displaced workers. *American Economic Review* 83(4), 685-709.",
    ),
    (
        "market",
        "Klein, B. & Leffler, K. B. (1981). The role of market forces in assuring contractual performance. *Journal of Political Economy* 89(4), 615-641.",
    ),
    (
        "speech",
        "Kuran, T. (1991). Now out of never: the element of surprise in the East European revolution of 1989. *World Politics* 44(1), 7-48.",
    ),
    (
        "purchase",
        "McFadden, D. (1974). Conditional logit analysis of qualitative choice behavior. In P. Zarembka (ed.), *Frontiers in Econometrics*, 105-142. Academic Press.",
    ),
    (
        "distress",
        "Nowak, M. A. & Sigmund, K. (1998). Evolution of indirect reciprocity by image scoring. *Nature* 393, 573-577.",
    ),
    (
        "",
        "Salmon, J. K., Moraes, M. A., Dror, R. O. & Shaw, D. E. (2011). Parallel random numbers: as easy as 1, 2, 3. *SC'11*.",
    ),
    (
        "discretion",
        "Shapiro, C. & Stiglitz, J. E. (1984). Equilibrium unemployment as a worker discipline device. *American Economic Review* 74(3), 433-444.",
    ),
    (
        "loan",
        "Stiglitz, J. E. & Weiss, A. (1981). Credit rationing in markets with imperfect information. *American Economic Review* 71(3), 393-410.",
    ),
    ("", "Tirole, J. (2021). Digital dystopia. *American Economic Review* 111(6), 2007-2048."),
];

pub(super) fn text(all: &Scenario) -> String {
    let is_on = |key: &str| ENCOUNTERS.iter().any(|encounter| encounter.key == key && on(all, encounter).is_on);
    let lines = ALL.iter().filter(|(key, _)| key.is_empty() || is_on(key)).map(|(_, text)| format!("- {text}\n"));
    format!(
        "## References\n\nThe sources of single numbers stand beside them. References of this text:\n\n{}",
        lines.collect::<String>()
    )
}
