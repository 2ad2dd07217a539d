"""Talbanken's training part of January 2015 (UD v1) as UD v2, by rules.

Every rule takes a sentence and returns a new one. A relation that cannot be decided is left empty, with
its head kept: the parser then learns the arc and not the label.
"""

from __future__ import annotations

import re

from conllu import Sentence, Token
from expressions import undo_expressions
from features import features, is_deponent, universal_tag
from tree import NOMINAL, Rule, children, is_predicate, kind, left_edge, rule

RENAMED = {
    "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass",
    "neg": "advmod", "name": "flat:name", "nmod:agent": "obl:agent", "dep": "",
}  # fmt: skip


@rule
def repair_forms(sentence: Sentence) -> None:
    """`s_k`, as the file writes abbreviations with a space, becomes `s.k.`."""
    for token in sentence:
        if "_" in token.form and len(token.form) > 1:
            token.form = token.form.rstrip("._").replace("_", ".") + "."


@rule
def rename(sentence: Sentence) -> None:
    """Relations that only changed their names."""
    for token in sentence:
        token.deprel = RENAMED.get(token.deprel, token.deprel)


@rule
def finite_copula_with_predicate(sentence: Sentence) -> None:
    """`är` with a predicate that v1 left as `dep` or `xcomp`: the predicate heads the clause in v2."""
    for number, token in enumerate(sentence, 1):
        if kind(token) != "VB" or token.form.lower() not in {"är", "var", "vara", "varit", "vore"}:
            continue
        found = [
            n for n in children(sentence, number)
            if sentence[n - 1].deprel in {"", "dep", "xcomp"} and kind(sentence[n - 1]) not in {"VB", "HP", "HA"}
        ]  # fmt: skip
        if len(found) != 1:
            continue
        new = found[0]
        for n in children(sentence, number):
            if n != new:
                sentence[n - 1].head = new
        sentence[new - 1].head, sentence[new - 1].deprel = token.head, token.deprel
        token.head, token.deprel = new, "cop"


@rule
def coordinate_siblings(sentence: Sentence) -> None:
    """Lists that v1 hangs one by one on the verb (`färg, lera och sand`) become conjuncts of the first."""
    by_comma = {"nsubj", "nsubj:pass", "obj", "appos", "amod", "xcomp"}
    by_conjunction = by_comma | {"nmod", "obl", "advmod", "advcl", "acl", "acl:relcl", "ccomp", "csubj", "nummod"}
    for head in range(1, len(sentence) + 1):
        last: dict[str, tuple[int, int]] = {}
        for n in children(sentence, head):
            token = sentence[n - 1]
            if token.deprel not in by_conjunction:
                continue
            first, previous = last.get(token.deprel, (0, 0))
            low = left_edge(sentence, n)
            between = sentence[low - 2] if low >= 2 else None
            joined = between is not None and (
                (kind(between) == "KN" and between.deprel == "cc")
                or (kind(between) == "MID" and token.deprel in by_comma and kind(token) != "VB")
            )
            if first and joined and low - 2 >= previous - 1:
                token.head, token.deprel = first, "conj"
                last[sentence[first - 1].deprel] = (first, n)
            else:
                last[token.deprel] = (n, n)


@rule
def obliques(sentence: Sentence) -> None:
    """v2 parts `nmod`, under nouns, from `obl`, under predicates."""
    for number, token in enumerate(sentence, 1):
        if token.deprel not in {"nmod", "obl"} or not token.head:
            continue
        head = sentence[token.head - 1]
        if kind(token) in {"AB", "HA"} and token.deprel == "nmod":
            token.deprel = "advmod"
        elif kind(head) not in NOMINAL or (is_predicate(sentence, token.head) and number < token.head):
            token.deprel = "obl"
        elif token.deprel == "obl":
            token.deprel = "nmod"


@rule
def coordination(sentence: Sentence) -> None:
    """Conjunctions, and the commas between conjuncts, hang on the conjunct that follows."""
    for number, token in enumerate(sentence, 1):
        if token.deprel not in {"cc", "punct"} or (token.deprel == "punct" and token.form != ","):
            continue
        following = [
            n for n, t in enumerate(sentence, 1)
            if n > number and t.deprel == "conj" and t.head < number and t.head in {token.head, _top(sentence, token)}
        ]  # fmt: skip
        if following and (token.deprel == "cc" or left_edge(sentence, following[0]) - number in {1, 2}):
            token.head = following[0]


def _top(sentence: Sentence, token: Token) -> int:
    """Return the first conjunct of the coordination that the token's head belongs to."""
    number = token.head
    while number and sentence[number - 1].deprel == "conj":
        number = sentence[number - 1].head
    return number


@rule
def asyndetic_clauses(sentence: Sentence) -> None:
    """Clauses with subjects of their own that only a comma joins are `parataxis`."""
    for number, token in enumerate(sentence, 1):
        if token.deprel != "conj" or kind(token) != "VB":
            continue
        kids = [sentence[n - 1] for n in children(sentence, number)]
        others = [t for n, t in enumerate(sentence, 1) if t.head == token.head and t.deprel == "conj" and n != number]
        if (
            not others
            and any(k.deprel.startswith(("nsubj", "expl")) for k in kids)
            and not any(k.deprel == "cc" for k in kids)
            and not any(sentence[n - 1].deprel == "cc" for n in children(sentence, token.head))
        ):
            token.deprel = "parataxis"


@rule
def determiners(sentence: Sentence) -> None:
    """`det` is for determiners: adjectives are `amod`, measures `nmod`, numerals `nummod`."""
    by_kind = {"JJ": "amod", "RO": "amod", "PC": "amod", "NN": "nmod", "AB": "advmod", "RG": "nummod",
               "PN": "det", "PM": "nmod", "PP": "case"}  # fmt: skip
    for token in sentence:
        word = token.form.lower()
        if token.deprel == "det" and kind(token) not in {"DT", "HD"} and word not in {"båda", "bägge"}:
            token.deprel = by_kind.get(kind(token), "det")
        if word == "samma" and token.deprel == "det":
            token.deprel = "amod"


@rule
def clause_markers(sentence: Sentence) -> None:
    """Prepositions and adverbs that open a clause are `mark`; `som` and `än` before a phrase are `case`."""
    for token in sentence:
        if not token.head:
            continue
        head = sentence[token.head - 1]
        kids = [sentence[n - 1] for n in children(sentence, token.head)]
        clause = kind(head) == "VB" or any(k.deprel in {"cop", "nsubj", "nsubj:pass"} for k in kids)
        if token.deprel == "case" and clause and (kind(head) == "VB" or any(kind(k) in {"SN", "IE"} for k in kids)):
            token.deprel = "mark"
        elif token.deprel == "mark" and kind(token) == "KN" and not clause and head.deprel == "advcl":
            word = token.form.lower()
            if (kind(head) in NOMINAL and word in {"än", "som"}) or (kind(head) == "AB" and word == "än"):
                token.deprel, head.deprel = "case", "obl"
        elif (
            kind(token) == "HA"
            and token.form.lower() in {"när", "då"} and token.deprel in {"advmod", "case", "mark"}
            and clause and head.deprel in {"advcl", "acl:relcl", "acl"}
        ):  # fmt: skip
            token.deprel = "mark"


@rule
def numerals(sentence: Sentence) -> None:
    """A numeral that counts nothing is a phrase of its own: `kl 6`, `till 1970`."""
    for number, token in enumerate(sentence, 1):
        if token.deprel != "nummod" or not token.head:
            continue
        cased = any(sentence[n - 1].deprel == "case" for n in children(sentence, number))
        if kind(sentence[token.head - 1]) in {"VB", "JJ", "PC", "AB"}:
            token.deprel = "obl"
        elif cased:
            token.deprel = "nmod"


MODALS = re.compile(
    r"(är|var|vara|varit|vore|har|ha|hade|haft|kan|kunna|kunde|kunnat|ska|skall|skulle|kommer|komma|kom|kommit|"
    r"måste|vill|vilja|ville|velat|får|få|fick|fått|bör|böra|borde|bli|blir|blev|blivit|må|måtte|torde|lär)$"
)


@rule
def semi_auxiliaries(sentence: Sentence) -> None:
    """`behöver`, `brukar` and others are full verbs in v2, with the infinitive as `xcomp`."""
    for number, token in enumerate(sentence, 1):
        if token.deprel != "aux" or not token.head or MODALS.match(token.form.lower()):
            continue
        main = sentence[token.head - 1]
        if number > token.head:
            token.deprel = "xcomp" if token.xpos.startswith("VB|INF") else ""
            continue
        if kind(main) != "VB":
            token.deprel = ""
            continue
        below = token.head
        for n in children(sentence, below):
            before = n < number or sentence[n - 1].deprel.startswith(("nsubj", "mark", "punct", "expl"))
            if n != number and (before or (sentence[n - 1].deprel == "aux" and n < number)):
                sentence[n - 1].head = number
        token.head, token.deprel = main.head, main.deprel
        main.head, main.deprel = number, "xcomp"


@rule
def single_words(sentence: Sentence) -> None:
    """Words that v2 attaches otherwise: `tillsammans med`, `för … sedan`, `både … och`, `så`."""
    for number, token in enumerate(sentence, 1):
        word = token.form.lower()
        after = sentence[number] if number < len(sentence) else None
        if word == "tillsammans" and after is not None and after.form == "med" and after.head:
            if kind(sentence[after.head - 1]) != "VB":
                token.head, token.deprel = after.head, "advmod"
        elif word == "sedan" and token.deprel == "case" and token.head and token.head < number:
            opening = [n for n in children(sentence, token.head) if sentence[n - 1].form.lower() == "för"]
            if opening:
                token.head, token.deprel = opening[0], "fixed"
        elif word in {"både", "antingen", "varken", "såväl"} and token.deprel == "advmod" and kind(token) == "KN":
            token.deprel = "cc"
        elif word == "så" and token.deprel == "dislocated":
            token.deprel = "advmod"
        elif word in {"är", "var", "vara"} and token.deprel == "aux" and token.head:
            token.deprel = token.deprel if kind(sentence[token.head - 1]) == "VB" else "cop"


@rule
def brackets(sentence: Sentence) -> None:
    """Paired marks hang on the head of what they enclose, commas before an apposition on the apposition."""
    for number, token in enumerate(sentence, 1):
        if token.form in {"(", '"', "'"} and token.deprel == "punct":
            closing = ")" if token.form == "(" else token.form
            marks = [n for n, t in enumerate(sentence, 1) if t.form == closing and t.deprel == "punct"]
            ends = [n for n in marks if n > number + 1]
            if not ends:
                continue
            inside = range(number + 1, ends[0])
            tops = [n for n in inside if sentence[n - 1].head not in inside and sentence[n - 1].deprel != "punct"]
            if len(tops) == 1:
                token.head = sentence[ends[0] - 1].head = tops[0]
        elif token.form == "," and token.deprel == "punct":
            for n, other in enumerate(sentence, 1):
                if n > number and other.deprel in {"appos", "parataxis"} and left_edge(sentence, n) == number + 1:
                    token.head = n
                    break


@rule
def controlled_complements(sentence: Sentence) -> None:
    """An infinitive without a subject of its own is `xcomp`, not `ccomp`."""
    for number, token in enumerate(sentence, 1):
        if token.deprel == "ccomp" and token.xpos.startswith("VB|INF"):
            kids = [sentence[n - 1] for n in children(sentence, number)]
            if not any(k.deprel.startswith("nsubj") or kind(k) == "SN" for k in kids):
                token.deprel = "xcomp"


@rule
def predicates_of_verbs(sentence: Sentence) -> None:
    """`acl` under a verb is `advcl`; an agent phrase under a participle stays an agent."""
    for token in sentence:
        if token.deprel == "acl" and token.head and kind(sentence[token.head - 1]) == "VB":
            token.deprel = "advcl"


@rule
def deponent_subjects(sentence: Sentence) -> None:
    """`finns`, `hoppas`, `lyckas` are active: their subjects are plain."""
    for token in sentence:
        if token.deprel == "nsubj:pass" and token.head and is_deponent(sentence[token.head - 1].form.lower()):
            token.deprel = "nsubj"


@rule
def clefts(sentence: Sentence) -> None:
    """`det är X som …`: the clause is `acl:cleft`, `det` is expletive."""
    for number, token in enumerate(sentence, 1):
        kids = children(sentence, number)
        subjects = [n for n in kids if sentence[n - 1].deprel in {"nsubj", "expl"}]
        copulas = [n for n in kids if sentence[n - 1].deprel == "cop"]
        clauses = [n for n in kids if sentence[n - 1].deprel == "acl:relcl"]
        it = [n for n in subjects if sentence[n - 1].form.lower() == "det"]
        if len(it) == 1 and copulas and clauses and kind(token) in {"PN", "PM", "NN", "AB", "RG"}:
            definite = "DEF" in token.xpos or kind(token) in {"PN", "PM", "AB"}
            if definite:
                sentence[it[0] - 1].deprel = "expl"
                sentence[clauses[0] - 1].deprel = "acl:cleft"


@rule
def tags(sentence: Sentence) -> None:
    """UPOS and FEATS of v2, which follow from SUC tag, form and relation."""
    for token in sentence:
        token.upos = universal_tag(token)
    for number, token in enumerate(sentence, 1):
        token.feats = features(token, definite=_has_definite(sentence, number))


def _has_definite(sentence: Sentence, number: int) -> bool:
    token = sentence[number - 1]
    if not token.head or token.deprel != "amod":
        return False
    if "|DEF|" in sentence[token.head - 1].xpos and kind(sentence[token.head - 1]) == "NN":
        return True
    return any(
        ("DEF" in t.xpos.split("|") and kind(t) in {"DT", "PS"}) or t.xpos.endswith("|GEN")
        for n, t in enumerate(sentence, 1)
        if t.head == token.head and n < number and t.deprel in {"det", "nmod:poss"}
    )


RULES: tuple[Rule, ...] = (
    repair_forms,
    rename,
    finite_copula_with_predicate,
    undo_expressions,
    coordinate_siblings,
    determiners,
    numerals,
    semi_auxiliaries,
    single_words,
    controlled_complements,
    clause_markers,
    predicates_of_verbs,
    obliques,
    asyndetic_clauses,
    coordination,
    deponent_subjects,
    clefts,
    brackets,
    tags,
)


def convert(sentence: Sentence) -> Sentence:
    """Return a v1 sentence as v2.

    Examples
    --------
    >>> old = [Token("Polisen", xpos="NN|UTR|SIN|DEF|NOM", head=2, deprel="nsubj"),
    ...        Token("går", xpos="VB|PRS|AKT", deprel="root")]
    >>> [(t.upos, t.deprel) for t in convert(old)]
    [('NOUN', 'nsubj'), ('VERB', 'root')]
    """
    for step in RULES:
        sentence = step(sentence)
    return sentence
