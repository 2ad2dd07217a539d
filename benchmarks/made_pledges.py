"""As many pledges as wanted for measuring search, made from the project's corpus: words, numbers and names are swapped.

python benchmarks/made_pledges.py 100000 -o made.jsonl

The same number gives the same records.  They read like nonsense here and there; their lengths, the frequencies of their
words and the number of values to a pledge are the corpus'.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

import msgspec

from lofteNLP.documents.municipalities import municipalities
from lofteNLP.records import PledgeRecord
from lofteNLP.records.corpus import CorpusPledge, read_corpus
from lofteNLP.schema import Actor, Deadline, Evidence, Measurable, Quantity, Theme

CORPUS = Path(__file__).parents[1] / "corpus" / "train.jsonl"
SWAPPED = 0.12  # the share of words that give way to one from another pledge
YEARS = range(2012, 2027)
VALUES = (1, 2, 2, 3, 4, 5, 8, 10, 12, 20, 50)
FIRST = "Björk Ek Sten Gran Berg Sand Norr Söder Öster Väster Lång Kvarn Sjö Ås Kyrk Hög Mo Lund Ren Älv".split()
LAST = "torp by hult vik ås gården torget vägen skolan parken rum sta köping bro mala stad holm näs berga tuna".split()


def made_pledges(seed: int = 1) -> Iterator[PledgeRecord]:
    """Make pledges without end, a document's one after the other.

    Examples
    --------
    >>> first, again = next(made_pledges()), next(made_pledges())
    >>> first == again and first.id.endswith("#1")
    True
    """
    random = Random(seed)
    corpus = read_corpus(CORPUS)
    models = [pledge for document in corpus if document.gold == "full" for pledge in document.pledges]
    words = [word for document in corpus for pledge in document.pledges for word in pledge.text.split()]
    count = 0
    while True:
        kommun, year = random.choice(municipalities()), random.choice(YEARS)
        count += 1
        name = f"{kommun.name.lower().replace(' ', '-')}-{year}-{count}"
        for number in range(1, random.randint(2, 12)):
            record = _made(random.choice(models), words, random)
            record.id, record.number, record.document, record.source = f"{name}#{number}", number, name, f"{name}.html"
            record.kommun, record.kommun_codes = [kommun.name], [kommun.code]
            record.valid_from, record.valid_to = f"{year}-01-01", f"{year + random.choice((0, 0, 1))}-12-31"
            yield record


def _made(model: CorpusPledge, words: list[str], random: Random) -> PledgeRecord:
    """Give a pledge like a model; offsets point into it where the swapped words left the value, else at its start."""
    text = " ".join(swapped(word, words, random) for word in model.text.split())

    def place(part: str) -> tuple[str, int, int]:
        start = max(text.find(part), 0)
        return part, start, min(start + len(part), len(text))

    quantities = [
        Quantity(*place(q.text), q.comparator, float(random.choice(VALUES)), None, q.unit, q.per)
        for q in model.quantities
    ]
    said, unsaid = Evidence("explicit", 0, len(text)), Evidence("missing", None, None)
    return PledgeRecord(
        id="",
        number=0,
        text=text,
        start_char=0,
        end_char=len(text),
        heading=model.heading,
        lead_in="Vi lovar att",
        actors=[Actor(a.type, a.role, a.source, *place(a.text)) for a in model.actors],
        quantities=quantities,
        deadlines=[Deadline(*place(d.text), d.type, d.start, d.end, None) for d in model.deadlines],
        themes=[Theme(label, round(random.uniform(0.5, 1.0), 4)) for label in model.themes],
        measurable=Measurable(
            said if model.actors else unsaid, said, said if quantities else unsaid, said if model.deadlines else unsaid
        ),
        document="",
        source="",
        kommun=[],
        kommun_codes=[],
    )


def swapped(word: str, words: list[str], random: Random) -> str:
    """Give another word in the place of one in eight, and another number in the place of a number."""
    if word.isdigit():
        return str(random.randint(1, 60))
    if random.random() >= SWAPPED:
        return word
    if re.match("[A-ZÅÄÖ]", word):
        return random.choice(FIRST) + random.choice(LAST)
    return random.choice(words)


def write_pledges(size: int, file: Path) -> None:
    """Write that many pledges as JSON Lines."""
    with open(file, "wb") as lines:
        for record in islice(made_pledges(), size):
            lines.write(msgspec.json.encode(record) + b"\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int)
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    write_pledges(given.size, given.output)
