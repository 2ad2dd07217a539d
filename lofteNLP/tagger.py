"""The whole flow in one object: a file or text in, a tagged document out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from itertools import chain, tee
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from lofteNLP.documents import ReadError, Source, file_bytes, names, read, read_bytes
from lofteNLP.models import fingerprint, model_folder
from lofteNLP.schema import Actor, Cue, Deadline, Document, Pledge, Quantity

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from lofteNLP.cutting import Cutting
    from lofteNLP.pipeline.calendar import Span
    from lofteNLP.pipeline.offsets import Folded
    from lofteNLP.pledges.detector import PledgeDetector
    from lofteNLP.pledges.segment import Stretch
    from lofteNLP.themes.classifier import ThemeClassifier
    from lofteNLP.themes.items import ThemeInput

Value = TypeVar("Value", Actor, Quantity, Deadline)
LONGEST_REASON = 300  # characters of an error's message
MOST_WORDS = 100_000  # that spaCy keeps, some 50 megabytes; a word that it has forgotten costs time again
TOGETHER = 32  # documents whose texts the models get at once
TOGETHER_BYTES = 500_000
PARSED = (
    128  # texts that the base model has in hand at once; it is no faster with more, and a long document has thousands
)
CLASSIFIED = 1000  # pledges whose themes are told at once
# What has no say in how a document is tagged: the models have fingerprints of their own, the rest comes after.
AFTERWARDS = set("models batch cli search page.py page.css console.py datasets.py rows.py spark.py __pycache__".split())
MODELS = {  # by name: a file that a whole model has, and the command that makes it
    "base": ("config.cfg", "python training/train_base.py TREEBANK_DIR -o models/base"),
    "pledges": ("manifest.json", "python training/train_detector.py"),
    "themes": ("manifest.json", "lofte train corpus/ -o models/themes"),
}


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be tagged.

    Parameters
    ----------
    path : str
        As it was given.
    stage : str
        "read": the file is missing, damaged, empty or too large. "tag": the tagger stumbled over its text.
        "worker": the process that tagged it died, or took longer than it may.
    reason : str
        What was wrong and, where it is known, what to do.
    """

    path: str
    stage: str
    reason: str


Given = tuple[bytes | Failure, str, str | None]  # a file's bytes, or why there are none, its path and its name


class Tagger:
    """Tags documents with pledges, actors, quantities, deadlines and themes.

    Parameters
    ----------
    nlp : Language
        A pipeline with tags, lemmas and a parse: the base model, or any other that gives UD labels.
    detector : PledgeDetector
    classifier : ThemeClassifier
    version : dict of str to str
        What tags, by name: it goes into `Document.model`.  Of anything that changes results, something here changes.
    """

    def __init__(
        self,
        nlp: Language,
        detector: PledgeDetector,
        classifier: ThemeClassifier,
        version: dict[str, str] | None = None,
    ) -> None:
        self.nlp = nlp
        self.detector = detector
        self.classifier = classifier
        self.version = version or code_version()

    def tag(self, source: Path | str) -> Document:
        """Tag a file (a Path) or a text (a str).

        Raises
        ------
        ReadError
            Where the file cannot be read; the message names it and says what was wrong.
        """
        read_source = read(source) if isinstance(source, Path) else read_bytes(source.encode(), "text.txt")
        return self.tag_source(read_source)

    def pipe(self, paths: Iterable[Path]) -> Iterator[Document | Failure]:
        """Tag files one by one, in order; one that fails gives a Failure, and the rest go on.

        Document names are the files' stems, made unique within the run.
        """
        ahead, named = tee(paths)
        return self.stream((_bytes(path), str(path), name) for path, name in zip(ahead, names(named), strict=True))

    def stream(self, documents: Iterable[Given]) -> Iterator[Document | Failure]:
        """Tag files' bytes as they come, each as for `tag_bytes`, a few together; a Failure is passed on."""
        for stretch in stretches(documents):
            results = iter(
                self.tag_many([(data, path, name) for data, path, name in stretch if isinstance(data, bytes)])
            )
            for data, _, _ in stretch:
                yield next(results) if isinstance(data, bytes) else data

    def tag_bytes(self, data: bytes, path: str, name: str | None = None) -> Document | Failure:
        """Tag a file's bytes; whatever is wrong with them gives a Failure, never an exception.

        Parameters
        ----------
        data : bytes
            HTML, PDF, DOCX or plain text; the content decides.
        path : str
            Names the file in the result; its ending helps with fragments of HTML.
        name : str, optional
            The document's name; by default the path's stem.

        Examples
        --------
        >>> load().tag_bytes(b"", "ale.pdf")
        Failure(path='ale.pdf', stage='read', reason='the file is empty; fetch or save it anew')
        """
        return self.tag_many([(data, path, name)])[0]

    def tag_many(self, documents: Sequence[tuple[bytes, str, str | None]]) -> list[Document | Failure]:
        """Tag some files' bytes together, which takes half the time of one by one; the results are the same.

        Parameters
        ----------
        documents : sequence of (data, path, name)
            Each as for `tag_bytes`.  All are held in memory, and so is what is made of them.

        Returns
        -------
        list of Document or Failure
            In the order of the documents.
        """
        try:
            found = [_source(*document) for document in documents]
            tagged = iter(self.tag_sources([source for source in found if isinstance(source, Source)]))
            return [source if isinstance(source, Failure) else next(tagged) for source in found]
        except Exception as error:  # a document may provoke anything; KeyboardInterrupt and SystemExit are no Exception
            if len(documents) > 1:
                return [self.tag_bytes(*document) for document in documents]
            reason = " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST_REASON]
            return [Failure(documents[0][1], "tag", reason)]

    def tag_source(self, source: Source) -> Document:
        """Tag a document that has been read."""
        return self.tag_sources([source])[0]

    def tag_sources(self, sources: Sequence[Source]) -> list[Document]:
        """Tag documents that have been read; spaCy keeps the words of the first ones, so that long runs do not grow."""
        from lofteNLP.cutting import Cutting
        from lofteNLP.pipeline.actors import find_actors

        vocabulary = self.nlp.vocab
        within = vocabulary.in_memory_zone  # type: ignore[attr-defined]
        with nullcontext() if within or len(vocabulary) < MOST_WORDS else self.nlp.memory_zone():  # zones do not nest
            cuttings = Cutting.of_all(sources, self.detector)
            lines = dict.fromkeys(line for cutting in cuttings for line in cutting.lines())
            own = (whole.text for cutting in cuttings for whole in cutting.own)
            parsed = self.nlp.pipe(chain(lines, own), batch_size=PARSED)
            around = {text: Line(doc, find_actors(doc)) for text, doc in zip(lines, parsed, strict=False)}
            inputs: list[ThemeInput] = []
            documents = [self._document(cutting, around, parsed, inputs) for cutting in cuttings]
            pledges = iter([pledge for document in documents for pledge in document.pledges])
            for start in range(0, len(inputs), CLASSIFIED):
                for themes in self.classifier.predict(inputs[start : start + CLASSIFIED]):
                    next(pledges).themes = themes
            return documents

    def _document(
        self, cutting: Cutting, around: dict[str, Line], parsed: Iterable[Doc], inputs: list[ThemeInput]
    ) -> Document:
        """Put a document together from its parsed texts; what the classifier is to see of its pledges is added."""
        from lofteNLP.pipeline.inheritance import document_parties
        from lofteNLP.pipeline.places import find_municipalities, find_police_area
        from lofteNLP.pipeline.published import find_published
        from lofteNLP.pipeline.validity import find_validity
        from lofteNLP.themes.items import theme_input

        source = cutting.source
        headings = [section.heading for section in cutting.sections if section.heading]
        kommun = find_municipalities(source.text, source.title, headings)
        published = source.published or find_published(source.text)
        validity = find_validity(source.text, headings, published)
        parties = document_parties(source.text, [(k.name, k.code) for k in kommun])
        start, end = validity.iso()
        pledges = []
        for number, (cut, doc) in enumerate(zip(cutting.cuts, parsed, strict=False), 1):  # no Doc is kept
            inputs.append(theme_input(doc, around[cutting.around[cut.headings[0]].text].doc if cut.headings else None))
            pledges.append(pledge(cutting, number, doc, around, validity, parties))
        return Document(
            document=source.name,
            source=source.path,
            sha256=source.sha256,
            title=source.title or (headings[0] if headings else None),
            text=source.text,
            kommun=kommun,
            police_area=find_police_area(source.text),
            published=published,
            valid_from=start,
            valid_to=end,
            sections=cutting.sections,
            pledges=pledges,
            model=self.version,
        )


class Line(NamedTuple):
    """A parsed text around pledges, and the actors that it names."""

    doc: Doc
    actors: Sequence[Actor]


def pledge(
    cutting: Cutting, number: int, doc: Doc, around: dict[str, Line], validity: Span, parties: Sequence[Actor]
) -> Pledge:
    """One pledge of a document with its values, offsets in the document."""
    from lofteNLP.pipeline.actors import find_actors
    from lofteNLP.pipeline.deadlines import find_deadlines
    from lofteNLP.pipeline.inheritance import Context, Surroundings, with_inherited
    from lofteNLP.pipeline.measurable import measure
    from lofteNLP.pipeline.quantities import find_quantities
    from lofteNLP.pipeline.validity import section_period

    cut, whole = cutting.cuts[number - 1], cutting.own[number - 1]

    def parsed(stretch: Stretch) -> Context:
        whole = cutting.around[stretch]
        line = around.get(whole.text)
        return Context(line.actors if line else (), whole)

    periods = [span for heading in cut.headings if (span := section_period(heading.text))]
    period = periods[0] if periods else validity
    surroundings = Surroundings(
        [parsed(line) for line in cut.responsible],
        parsed(cut.lead_in) if cut.lead_in else None,
        [parsed(heading) for heading in cut.headings],
        parties,
    )
    actors = with_inherited([in_document(actor, whole) for actor in find_actors(doc)], surroundings)
    quantities = [in_document(quantity, whole) for quantity in find_quantities(doc)]
    deadlines = [in_document(deadline, whole) for deadline in find_deadlines(whole.text, period)]
    known = bool(period.start or period.end)
    own_from, own_to = period.iso() if period != validity else (None, None)
    return Pledge(
        id=f"{cutting.source.name}#{number}",
        number=number,
        text=whole.text,
        start_char=cut.start,
        end_char=cut.end,
        heading=cut.headings[0].text if cut.headings else None,
        lead_in=cut.lead_in.text if cut.lead_in else None,
        actors=actors,
        quantities=quantities,
        deadlines=deadlines,
        measurable=measure(doc, whole, actors, quantities, deadlines, known),
        valid_from=own_from,
        valid_to=own_to,
    )


def stretches(documents: Iterable[Given]) -> Iterator[list[Given]]:
    """Give those documents together that are to be tagged together."""
    stretch: list[Given] = []
    size = 0
    for document in documents:
        size += len(document[0]) if isinstance(document[0], bytes) else 0
        stretch.append(document)
        if len(stretch) >= TOGETHER or size > TOGETHER_BYTES:
            yield stretch
            stretch, size = [], 0
    yield stretch


def _bytes(path: Path) -> bytes | Failure:
    try:
        return file_bytes(path)
    except ReadError as error:
        return Failure(error.path, "read", error.reason)


def _source(data: bytes, path: str, name: str | None) -> Source | Failure:
    try:
        source = read_bytes(data, path)
        return source if name is None else replace(source, name=name)
    except ReadError as error:
        return Failure(path, "read", error.reason)


def in_document(value: Value, whole: Folded) -> Value:
    """A value found in a pledge's text with its offsets in the document."""
    start, end = whole.span(value.start_char, value.end_char)
    cue = value.cue and Cue(value.cue.text, *whole.span(value.cue.start_char, value.cue.end_char))
    return replace(value, start_char=start, end_char=end, cue=cue)


def load() -> Tagger:
    """Load the shipped models.

    Raises
    ------
    FileNotFoundError
        Where a model is missing; the message names the command that makes it.

    Examples
    --------
    >>> document = load().tag("Medborgarlöfte 2021\\n- Polisen genomför minst tio trafikkontroller.")
    >>> [(p.quantities[0].value, p.themes[0].label) for p in document.pledges]
    [(10.0, 'trafik')]
    """
    from lofteNLP.pipeline.base import load_base
    from lofteNLP.pledges.store import load as load_detector
    from lofteNLP.themes.store import load as load_classifier

    return Tagger(load_base(), load_detector(), load_classifier(), shipped_version())


@cache
def shipped_version() -> dict[str, str]:
    """Tell the version of what `load` gives, without loading it: of the code, and of each model.

    Raises
    ------
    FileNotFoundError
        Where a model is missing; the message names the command that makes it.

    Examples
    --------
    >>> list(shipped_version())
    ['version', 'code', 'base', 'pledges', 'themes']
    """
    folders = {name: model_folder(name, file, make) for name, (file, make) in MODELS.items()}
    return {**code_version(), **{name: fingerprint([folder]) for name, folder in folders.items()}}


@cache
def code_version() -> dict[str, str]:
    """Tell the package's version and a fingerprint of its code, which also changes between releases."""
    own = [path for path in sorted(Path(__file__).parent.iterdir()) if path.name not in AFTERWARDS]
    return {"version": version("lofteNLP"), "code": fingerprint(own)}
