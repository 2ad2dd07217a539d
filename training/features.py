"""UPOS and FEATS of UD v2 from SUC tags: what the 2015 treebank lacks and PUD writes otherwise."""

from __future__ import annotations

import re

from conllu import Token
from lofteNLP.pipeline.base import lexicon

# Words that head a clause as subordinators although SUC calls them relative adverbs.
CLAUSE_ADVERBS = {"när", "då", "som", "därför", "såsom"}
COMPARISON = {"som", "än", "liksom", "såsom"}
NEGATION = {"inte", "ej", "icke"}
PARTICLE_PREPOSITIONS = {"till", "med", "på", "av", "om", "åt", "utan", "ifrån", "från", "för", "vid", "under"}
PERSONAL = re.compile(r"(jag|du|han|hon|den|det|vi|ni|de|dom|mig|dig|honom|henne|oss|er|dem|sig|sej|mej|dej|en|ett)$")
TOTAL = re.compile(r"(all|allt|alla|allting|var|vart|varje|varenda|vartenda|varannan|båda|bägge|bådadera|ena)$")
NEGATIVE = re.compile(r"(ingen|inget|inga|ingenting|ingendera)$")
DEMONSTRATIVE = re.compile(r"(denna|detta|dessa|denne|dennes|dessas|dennas)$")

SUC = {
    "UTR": "Gender=Com", "NEU": "Gender=Neut", "MAS": "Gender=Com", "SIN": "Number=Sing",
    "PLU": "Number=Plur", "IND": "Definite=Ind", "DEF": "Definite=Def", "NOM": "Case=Nom",
    "GEN": "Case=Gen", "SUB": "Case=Nom", "OBJ": "Case=Acc", "POS": "Degree=Pos", "KOM": "Degree=Cmp",
    "SUV": "Degree=Sup", "AN": "Abbr=Yes",
}  # fmt: skip
VERB_FORMS = {
    "PRS": "Mood=Ind|Tense=Pres|VerbForm=Fin", "PRT": "Mood=Ind|Tense=Past|VerbForm=Fin",
    "INF": "VerbForm=Inf", "SUP": "VerbForm=Sup", "IMP": "Mood=Imp|VerbForm=Fin",
}  # fmt: skip


def join(values: set[str]) -> str:
    """Return features in CoNLL-U's order.

    Examples
    --------
    >>> join({"Number=Sing", "Case=Nom"})
    'Case=Nom|Number=Sing'
    """
    return "|".join(sorted(values, key=str.lower)) or "_"


def universal_tag(token: Token) -> str:
    """Return the UPOS of UD v2 for a token that has its SUC tag and v2 relation.

    Examples
    --------
    >>> universal_tag(Token("kan", xpos="VB|PRS|AKT", deprel="aux"))
    'AUX'
    """
    kind, word = token.xpos.split("|")[0], token.form.lower()
    if kind == "VB":
        return "AUX" if token.deprel.split(":")[0] in {"aux", "cop"} else "VERB"
    if kind == "KN":
        if word in COMPARISON and token.deprel in {"mark", "case", "advmod"}:
            return "ADP" if word == "som" and token.deprel == "case" else "SCONJ"
        return "CCONJ"
    if kind == "HA":
        return "SCONJ" if word in CLAUSE_ADVERBS and token.deprel == "mark" else "ADV"
    if kind == "AB":
        return "PART" if word in NEGATION else "ADV"
    if kind == "PL":
        return "ADP" if word in PARTICLE_PREPOSITIONS else "ADV"
    if kind in {"DT", "HD"}:
        return "ADJ" if word == "samma" else "DET"
    if kind == "JJ" and word in {"båda", "bägge"} and token.deprel == "det":
        return "DET"
    if kind == "MID" and token.deprel in {"case", "cc"}:
        return "SYM"  # 2–4, och/eller
    fixed = {
        "JJ": "ADJ", "PC": "ADJ", "RO": "ADJ", "NN": "NOUN", "PM": "PROPN", "RG": "NUM", "PP": "ADP",
        "PN": "PRON", "PS": "PRON", "HP": "PRON", "HS": "PRON", "SN": "SCONJ", "IE": "PART", "IN": "INTJ",
        "MAD": "PUNCT", "MID": "PUNCT", "PAD": "PUNCT", "UO": "NOUN",
    }  # fmt: skip
    return fixed.get(kind, "X")


def features(token: Token, definite: bool = False) -> str:
    """Return FEATS of UD v2 for a SUC tag; `definite` says that the phrase has a definite word before.

    Examples
    --------
    >>> features(Token("går", xpos="VB|PRS|AKT"))
    'Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Act'
    """
    kind, *parts = token.xpos.split("|")
    word = token.form.lower()
    if kind == "VB":
        return _verb(word, token.lemma, parts)
    if kind in {"JJ", "PC"} or word == "samma":
        return _adjective(kind, parts, definite)
    if kind == "RG":
        return join({SUC[p] for p in parts if p in SUC} | {"NumType=Card"})
    if kind == "RO":
        return "Case=Nom|NumType=Ord"
    if kind in {"DT", "HD", "PN", "PS", "HP", "HS"}:
        return _pronoun(kind, word, parts, token.deprel)
    if kind == "AB" and word in NEGATION | {"aldrig"}:
        return "Polarity=Neg"
    if kind in {"NN", "PM", "AB"}:
        return join({SUC[p] for p in parts if p in SUC})
    return "_"


def _verb(word: str, lemma: str, parts: list[str]) -> str:
    if parts and parts[0] == "KON":
        parts = ["PRT", *parts[2:]]
    values = set(VERB_FORMS[parts[0]].split("|")) if parts and parts[0] in VERB_FORMS else set()
    if "AN" in parts:
        return "Abbr=Yes"
    if "AKT" in parts:
        values.add("Voice=Act")
    elif "SFO" in parts and not is_deponent(word) and not lemma.endswith("s"):
        values.add("Voice=Pass")
    return join(values)


DEPONENTS = (
    "finn", "fann", "funnit", "tyck", "tyckt", "lycka", "hoppa", "minn", "mind", "triv", "anda", "umgå",
    "umgick", "handska", "vista", "låts",
)  # fmt: skip


def is_deponent(word: str) -> bool:
    """Tell whether an s-form is active in meaning (finns, hoppas, lyckas).

    Examples
    --------
    >>> is_deponent("finns"), is_deponent("genomförs")
    (True, False)
    """
    return word.endswith("s") and word.startswith(DEPONENTS)


def _adjective(kind: str, parts: list[str], definite: bool) -> str:
    values: set[str] = {SUC[p] for p in parts if p in {"NOM", "GEN", "KOM", "SUV", "AN"}}
    if "AN" in parts:
        return "Abbr=Yes"
    if parts[:4] == ["POS", "UTR/NEU", "PLU", "IND"]:  # fler, flera
        return "Case=Nom|Degree=Cmp|Number=Plur"
    if "MAS" in parts:
        values |= {"Gender=Com", "Number=Sing"}
    if not values & {"Degree=Cmp", "Degree=Sup"}:
        values.add("Degree=Pos")
    if kind == "PC":
        values |= {"VerbForm=Part", "Tense=Pres" if "PRS" in parts else "Tense=Past"}
    if kind == "DT":
        return "Case=Nom|Definite=Ind|Degree=Pos"
    if "SUV" in parts:
        values.add("Definite=Def" if "DEF" in parts else "Definite=Ind")
    elif "KOM" not in parts and "PRS" not in parts:
        if "SIN/PLU" in parts:
            return join(values)
        if "PLU" in parts:
            values |= {"Definite=Def"} if definite else {"Definite=Ind", "Number=Plur"}
        elif "DEF" in parts:
            values.add("Definite=Def")
        elif "SIN" in parts:
            gender = {SUC[p] for p in parts if p in {"UTR", "NEU"}}
            values |= {"Definite=Ind", "Number=Sing"} | gender
    return join(values)


def _pronoun(kind: str, word: str, parts: list[str], deprel: str) -> str:
    values = {SUC[p] for p in parts if p in {"UTR", "NEU", "MAS", "SIN", "PLU", "IND", "DEF", "SUB", "OBJ"}}
    if kind in {"PS", "HS"}:
        kind_value = "Rel" if kind == "HS" else "Prs"
        return join(values | {"Poss=Yes", f"PronType={kind_value}"})
    if word in {"vad", "mycket"}:
        values.discard("Gender=Neut")
    if kind == "HP":
        return join(values | {"PronType=" + ("Rel" if word == "som" or word.startswith("vilk") else "Int")})
    if kind == "HD":
        return join(values | {"PronType=Int"})
    if NEGATIVE.match(word):
        prontype = "Neg"
    elif TOTAL.match(word):
        prontype = "Tot"
    elif DEMONSTRATIVE.match(word):
        prontype = "Dem"
    elif kind == "DT":
        prontype = "Art" if PERSONAL.match(word) else "Ind"
    else:
        prontype = "Prs" if PERSONAL.match(word) and word not in {"en", "ett"} else "Ind"
    return join(values | {f"PronType={prontype}"})


KEPT_ADVERBS = {"helt", "relativt", "långt", "självfallet", "direkt", "snart", "särskilt", "allt", "ungefärligt"}


def adjective_of(adverb: str) -> str | None:
    """Return the adjective that an adverb in -t is made of, where the dictionary knows it.

    Examples
    --------
    >>> adjective_of("snabbt")
    'snabb'
    """
    for ending, base in (("tt", "d"), ("tt", "t"), ("tt", ""), ("et", "en"), ("t", "")):
        adjective = adverb.removesuffix(ending) + base
        if adverb.endswith(ending) and {"A", "a"} & set(lexicon.classes(adjective)):
            return adjective
    return None


def normalise_pud(token: Token) -> None:
    """Bring a PUD token to the conventions of Talbanken v2, in place.

    Examples
    --------
    >>> t = Token("tre", upos="NUM", xpos="RG|NOM", feats="Case=Nom")
    >>> normalise_pud(t)
    >>> t.feats
    'Case=Nom|NumType=Card'
    """
    kind = token.xpos.split("|")[0]
    values = set(token.feats.split("|")) - {"_"}
    if kind == "AB" and token.lemma.endswith("t") and token.form.lower() not in KEPT_ADVERBS:
        # Talbanken gives adverbs in -t the adjective as base form, PUD the adverb itself
        token.lemma = adjective_of(token.lemma) or token.lemma
    if kind == "RG":
        values.add("NumType=Card")
    if "PronType=Int,Rel" in values:
        values.discard("PronType=Int,Rel")
        if kind in {"HP", "HD", "HS"}:
            word = token.form.lower()
            relative = kind != "HD" and (word in {"som", "vars"} or word.startswith("vilk"))
            values.add("PronType=Rel" if relative else "PronType=Int")
    if token.upos == "VERB" and is_deponent(token.form.lower()):
        values.discard("Voice=Pass")
    token.feats = join(values)
