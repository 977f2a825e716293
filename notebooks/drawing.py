"""How are pictures and figures of these notebooks shown?"""

import io

import matplotlib.pyplot as plt
from IPython.display import SVG, Markdown, display

GREY, BLUE, ORANGE, PINK, SKY, GREEN = "#555555", "#0072b2", "#d55e00", "#cc79a7", "#56b4e9", "#009e73"
"""Colours that colour-blind people can tell apart (Okabe & Ito 2008)."""

SHADE = "#f2efe6"
"""Behind the months in which a regime is in force."""

plt.rcParams |= {
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "figure.constrained_layout.use": True,
    "legend.frameon": False,
    "svg.fonttype": "none",  # letters stay letters: smaller, and readable to programs that read aloud
    "svg.hashsalt": "glasshouse",  # the same picture has the same bytes
}


def head(ax, title: str, note: str = "") -> None:
    """Write a title, and under it what more or less of the measure means."""
    note = note.replace("more means that ", "more: ")
    ax.set_title(title, pad=19 if note else 6)
    ax.text(0, 1.025, note, transform=ax.transAxes, fontsize=8, color=GREY)


def show(figure, words: str) -> None:
    """Show a picture that shrinks on a small screen, with words for those who cannot see it."""
    out = io.StringIO()
    figure.savefig(out, format="svg", bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)
    words = words.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    looks = f'<svg role="img" aria-label="{words}" style="max-width: 100%; height: auto" '
    display(SVG(out.getvalue().replace("<svg ", looks, 1)))


def say(text: str) -> None:
    """Show a text in which figures were computed."""
    display(Markdown(text.strip()))


def signed(x: float, digits: int = 1, sign: str = "+") -> str:
    """Write a figure with a true minus; what rounds to nothing has no sign."""
    return f"{round(x, digits) + 0:{sign if round(x, digits) else ''},.{digits}f}".replace("-", "−")


def put(interval, digits: int = 1, sign: str = "+") -> str:
    """Write a figure with its 95 % interval; `sign=""` for levels."""
    if interval is None:
        return "not defined"
    if all(round(x, digits) == 0 for x in interval):
        return "about 0"
    mean, low, high = (signed(x, digits, sign) for x in interval)
    return f"{mean} ({low} to {high})"
