"""A document with its pledges cut out, and the texts of it that are to be parsed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from lofteNLP.pipeline.mentions import find_mentions
from lofteNLP.pipeline.offsets import Folded, folded
from lofteNLP.pledges.segment import Cut, Stretch, cut_all

if TYPE_CHECKING:
    from lofteNLP.documents import Source
    from lofteNLP.pledges.detector import PledgeDetector
    from lofteNLP.schema import Section


@dataclass(frozen=True, slots=True)
class Cutting:
    """A document whose pledges are cut out, with the texts that are to be parsed, each once.

    Parameters
    ----------
    source : Source
    cuts : list of Cut
    sections : list of Section
    own : list of Folded
        The pledges' texts, one a cut.
    around : dict of Stretch to Folded
        Headings, lead-ins and responsible-lines.
    """

    source: Source
    cuts: list[Cut]
    sections: list[Section]
    own: list[Folded]
    around: dict[Stretch, Folded]

    @classmethod
    def of_all(cls, sources: Sequence[Source], detector: PledgeDetector) -> list[Cutting]:
        """Cut documents."""
        return [cls.of(source, *found) for source, found in zip(sources, cut_all(sources, detector), strict=True)]

    @classmethod
    def of(cls, source: Source, cuts: list[Cut], sections: list[Section]) -> Cutting:
        """Read the texts of a document that is cut."""
        own = [folded(source.text, [(piece.start, piece.end) for piece in cut.pieces]) for cut in cuts]
        lines = chain.from_iterable(
            (*cut.headings, *cut.responsible, *((cut.lead_in,) if cut.lead_in else ())) for cut in cuts
        )
        around = {stretch: folded(source.text, [(stretch.start, stretch.end)]) for stretch in dict.fromkeys(lines)}
        return cls(source, cuts, sections, own, around)

    def lines(self) -> Iterator[str]:
        """Give the texts around the pledges that are to be parsed: nearest headings, and what else names a party."""
        nearest = {cut.headings[0] for cut in self.cuts if cut.headings}
        for stretch, whole in self.around.items():
            if stretch in nearest or find_mentions(whole.text):
                yield whole.text
