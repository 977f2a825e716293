"""Drawing and formatting for the notebooks. How are their pictures and figures shown?"""

import io

import matplotlib.pyplot as plt
from IPython.display import SVG, Markdown, display

GREY, BLUE, ORANGE, PINK, SKY, GREEN = "#555555", "#0072b2", "#d55e00", "#cc79a7", "#56b4e9", "#009e73"
"""Colours that colour-blind people can tell apart (Okabe & Ito 2008)."""

SHADE = "#f2efe6"
"""Background of the months in which a regime is in force."""

plt.rcParams |= {
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "figure.constrained_layout.use": True,
    "legend.frameon": False,
    "svg.fonttype": "none",  # text stays text: smaller, and readable for screen readers
    "svg.hashsalt": "glasshouse",  # identical pictures have identical bytes
}


def head(ax, title: str, note: str = "") -> None:
    """Write a title, and below it the meaning of more or less of the measure."""
    note = note.replace("more means that ", "more: ")
    ax.set_title(title, pad=19 if note else 6)
    ax.text(0, 1.025, note, transform=ax.transAxes, fontsize=8, color=GREY)


def show(figure, words: str) -> None:
    """Show a picture that shrinks on a small screen, with a description for people who cannot see it."""
    out = io.StringIO()
    figure.savefig(out, format="svg", bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)
    words = words.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    looks = f'<svg role="img" aria-label="{words}" style="max-width: 100%; height: auto" '
    display(SVG(out.getvalue().replace("<svg ", looks, 1)))


def say(text: str) -> None:
    """Show a text with computed figures."""
    display(Markdown(text.strip()))


def signed(x: float, digits: int = 1, sign: str = "+") -> str:
    """Write a figure with a true minus sign; a figure that rounds to zero has no sign."""
    return f"{round(x, digits) + 0:{sign if round(x, digits) else ''},.{digits}f}".replace("-", "−")


def put(interval, digits: int = 1, sign: str = "+") -> str:
    """Write a figure with its 95 % interval; `sign=""` for levels."""
    if interval is None:
        return "not defined"
    if all(round(x, digits) == 0 for x in interval):
        return "about 0"
    mean, low, high = (signed(x, digits, sign) for x in interval)
    return f"{mean} ({low} to {high})"
