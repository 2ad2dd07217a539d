"""The few words in which the table and the page show a value."""

from __future__ import annotations

from lofteNLP.schema import Actor, Deadline, Pledge, Quantity, Theme

_SIGNS = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "≈ "}


def facts(pledge: Pledge, valid: str) -> tuple[str, str, str]:
    """Write who, how many and when, a line each; without times of its own, in brackets when the pledge is valid.

    Examples
    --------
    >>> facts(Pledge("ale#1", 1, "Polisen fotpatrullerar.", 0, 23, None, None), "2022-01-01 –")
    ('', '', '(2022-01-01 –)')
    """
    times = [when(deadline) for deadline in pledge.deadlines] or [f"({valid})" if valid else ""]
    return (
        "\n".join(dict.fromkeys(map(who, pledge.actors))),
        "\n".join(map(how_many, pledge.quantities)),
        "\n".join(times),
    )


def who(actor: Actor) -> str:
    """Name an actor; a partner is marked with a plus.

    Examples
    --------
    >>> who(Actor("kommun", "partner", "text", "Ale kommun", 0, 10, "Ale", "1440"))
    '+ kommun (Ale)'
    """
    name = f" ({actor.name})" if actor.name else ""
    return f"{'+ ' if actor.role == 'partner' else ''}{actor.type}{name}"


def how_many(quantity: Quantity) -> str:
    """Write a quantity in its normal form.

    Examples
    --------
    >>> how_many(Quantity("minst två gånger i veckan", 0, 25, ">=", 2.0, None, "gång", "vecka"))
    '≥ 2 gång/vecka'
    >>> how_many(Quantity("10–15 kvällar", 0, 13, "=", 10.0, 15.0, "kväll", None))
    '10–15 kväll'
    """
    value = _number(quantity.value)
    if quantity.value_max is not None:
        value += f"–{_number(quantity.value_max)}"
    unit = f" {quantity.unit}" if quantity.unit else ""
    per = f"/{quantity.per}" if quantity.per else ""
    return f"{_SIGNS[quantity.comparator]}{value}{unit}{per}"


def when(deadline: Deadline) -> str:
    """Write a deadline's ends, or its own words where it has none.

    Examples
    --------
    >>> when(Deadline("senast i maj 2022", 0, 17, "deadline", None, "2022-05-31", "2022-05"))
    '– 2022-05-31'
    >>> when(Deadline("varje sommar", 0, 12, "recurrence", None, None, None))
    'varje sommar'
    """
    if deadline.start is None and deadline.end is None:
        return " ".join(deadline.text.split())
    return period(deadline.start, deadline.end)


def period(start: str | None, end: str | None) -> str:
    """Write a period; an end that is not known stays open.

    Examples
    --------
    >>> period("2022-01-01", "2022-12-31"), period("2022-01-01", None), period(None, None)
    ('2022-01-01 – 2022-12-31', '2022-01-01 –', '')
    """
    if start is None and end is None:
        return ""
    return f"{start or ''} – {end or ''}".strip()


def about(theme: Theme) -> str:
    """Write a theme with its score.

    Examples
    --------
    >>> about(Theme("trafik", 0.931))
    'trafik 0.93'
    """
    return f"{theme.label} {theme.score:.2f}"


def _number(value: float) -> str:
    return f"{value:.10g}".replace(".", ",") if abs(value) < 1e10 else f"{value:.0f}"


def visible(text: str) -> str:
    """Write what a terminal would obey, or not show, as an escape; file names may hold anything.

    Examples
    --------
    >>> print(visible("ale\\n\\x1b[31m.txt"), visible("å\\u202e"))
    ale\\n\\x1b[31m.txt å\\u202e
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
