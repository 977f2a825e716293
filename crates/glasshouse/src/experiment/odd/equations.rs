//! The equations of the decision rule and of the learning rule, as mathematics in Markdown.
//!
//! They are those of `docs/model.md`; a reader of an appendix should not need another file.

/// The decision rule (model.md, "The decision rule").
pub(super) const DECISION: &str = r"
For an act $a = 1$ that agrees with the norm of its domain, against $a = 0$,

$$P(a=1) = \frac{1}{1 + e^{-\Delta U/\tau}}, \qquad m(\Delta, v) = \frac{\Delta}{v + |\Delta|},$$

$$\Delta U = A_0\,m(\Delta_m + \Delta_r, v) + A_1\bigl(y-\tfrac12\bigr) + A_2\bigl(\tilde{y}-\tfrac12\bigr) +
A_3\bigl(\tilde{x}-\tfrac12\bigr) + A_4\,s\,\ell\,\bigl(G-\tfrac12\bigr).$$

$\Delta_m$ is the gain in yuan; $v$ is `ease_base` plus `ease_income` times income plus `ease_savings` times savings. $y$ is her
own norm, $\tilde{y}$ what the neighbourhood approves of, $\tilde{x}$ what she thinks others do, $s$ the legitimacy of the
authority, $G$ what it promotes and $\ell$ how loudly. A regime adds

$$\Delta_r(\mathrm{act}) = F\,\bigl(\mathrm{points}\cdot w(\mathrm{score}) - \mathrm{months}\cdot\mathrm{listing} -
\mathrm{shame}\bigr), \qquad
w = \sum_{\mathrm{borders}} \mathrm{difference}\cdot\frac{h}{d}\,\max\Bigl(0,\ 1 - \frac{|\mathrm{score}-\mathrm{border}|}{d}\Bigr),$$

with $F$ the chance of being found out that she expects, $h$ the horizon in months and $d$ the distance in points at which a
border is no longer felt.
";

/// The learning rule (model.md, "The learning rule").
pub(super) const LEARNING: &str = r"
With $x$ the act of the month in a domain, $J \ge 0$ the share of it that the regime explains, $X$ what ties were seen to do
and $Y$ what the neighbourhood did,

$$\begin{aligned}
y &\leftarrow y + B_1(x-y)(1-\kappa J) + B_2(\tilde{y}-y) + B_3\,s\,\ell\,(G-y) + B_4(y_0-y)\\
\tilde{x} &\leftarrow \tilde{x} + C_1(X-\tilde{x}) + C_2(x-\tilde{x}) + C_3\,s\,\ell\,(G-\tilde{x})\\
\tilde{y} &\leftarrow \tilde{y} + r\,(Y-\tilde{y})\\
T &\leftarrow T + D_1\,c\,(\mathrm{treated}-T) + D_2\,c\,(\mathrm{good}-T) + D_3(\mathrm{news}-T)\\
F &\leftarrow F + E_1(\mathrm{found}-F) + E_2\sum_{\mathrm{ties}}(\mathrm{found}-F) + E_3\,2^{-t/h}\max(a-F,0) - E_4F\\
s &\leftarrow s + H_1\,p(\mathrm{regime}) - H_2\,\sigma s + H_3\,p(\mathrm{life}) + H_4\,s\,\ell\,(1-s) + H_5(\mathrm{talk}-s) +
\lambda(s_0-s)
\end{aligned}$$

where $c = 1-\kappa J$ of helping if $T$ would rise and 1 otherwise, $a$ is what is announced, $\sigma$ the share of ties
sanctioned, and $p(q) = q(1-s)$ for $q>0$ and $qs$ otherwise.
";
