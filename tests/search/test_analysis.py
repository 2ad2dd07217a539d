"""Which words meet in a search, and which do not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofteNLP.search import analysis
from lofteNLP.search.analysis import analyse

MEETING = """
nattvandrare: nattvandring nattvandringar nattvandra nattvandrarna Nattvandrarnas
kontroll: kontroller kontrollerna kontrollera kontrollerar kontrollerade kontrollant
besök: besöka besöker besökte besöken hembesök skolbesöket
krog tillsyn: krogtillsyn krogtillsyner krogtillsynerna
trafik: trafiknykterhetskontroller trafikkontroll biltrafiken
nykterhetskontroll: trafiknykterhetskontroller nykterhetskontrollerna
patrull: patrullerar patrullering fotpatrull fotpatrullerar
märka: märkning cykelmärkning märker DNA-märkning
utbilda: utbildning utbildningar utbildare
trygg: trygghet tryggare trygga otrygghet trygghetsvandring
samverkan: samverka samverkar grannsamverkan
anmälan: anmäla anmälningar anmälde polisanmälan brottsanmälningar orosanmälan polisanmäler
felanmälan: felanmälningar felanmälningarna felanmäla felanmäler
inspektion: inspektera inspektör inspektionerna
plan: planer planen planera planering handlingsplan
lov: lovet sommarlov skollovet
gäng: gängen gängens
traktor: a-traktor A-traktorer EPA-traktorerna
skola: skolan skolor skolgård
vakt: ordningsvakt vakter väktare
körning: köra kör körningar
brå: BRÅ:s BRÅ
kinda: Kinda Kindas
upplands väsby: Upplands Väsby
22: 22.00 22:30
åtgärd: åtgärder åtgärda åtgärdas
drog: droger drogerna nätdroger drogfri
bar: barer baren
vuxen: vuxna vuxnas vuxenvandring vuxenvandrare
granne: grannar grannarna grannes grannsamverkan grannstöd
supporter: supportrar supporters
häck: häckar häckarna
bom: bommar bommen vippbom alkobommen
avfall: avfallet trädgårdsavfall
bälte: bältet bälten bälteskoll
buller: bullret bullrar
underhåll: underhålla underhållet
förhör: förhöra förhöret
kolla: bälteskoll cykelkollen
häng: hänget
runda: rundor rundan kvällsrunda kvällsrundor
fältare: fältarna fältaren
vite: viten vitet
bot: böter böterna boten
vilt: viltet
kris: kriser
rädd: rädda
gräns: gränser fartgräns fartgränsen
spana: spaning spanar
skolka: skolk skolkar skolkare
häkte: häktet häkten
skylt: skyltar skylten
knivar: kniv knivarna
uteställe: uteställen uteställena
lönehelg: lönehelger löningshelg löningshelgen
riskhelg: riskhelger riskhelgen
helgnatt: helgnätter
motorträff: motorträffar motorträffarna
träff: informationsträff informationsträffar bilträffarna
skolstart: skolstarten
start: skolstart terminsstarten
plan: åtgärdsplan åtgärdsplaner tidplan
vakt: trygghetsvakt krogvakter hamnvakt
skyddsboende: skyddsboenden skyddsboendet
hus: ungdomshus barnahuset
polis: bypolis bypolisen närpolis vällingbypolisen
värd: bovärd bovärdar
skola: högstadieskolor Alléskolan
avhoppare: avhopparverksamhet avhopparteamet
trafik: nattrafik nattrafiken
natt: nattetid nattöppet
öl: folköl starköl
brott: sexualbrott internetbrott
servering: uteservering uteserveringar
lov: sportlov höstlovet
feriejobb: feriejobben
samtal: bluffsamtal bekymringssamtal
frihet: frihetsberöva
fredag: löningsfredag löningsfredagar
kontrakt: andrahandskontrakt
övergripande: myndighetsövergripande
ansvar: ansvarar
förening: byaföreningar sockenföreningarna
"""
APART = """
park: parkering parkeringar parkera
lag: laga lagar
mål: måla målning
skola: ska skall skulle
vår: vi oss
maj: maja
mars: mara
förening: förena förenar
ordning: ordna
åka: aka
här: har
får: far
Ål: al
bil: bild
natt: natur
idé: ide
närvaro: nära
region: regera
körning: körna
2: 22 20
anmälan: felanmälan felanmälningar
felanmälan: anmälan polisanmälan
drog: dra drar dragit
bar: bära bär
vuxen: växa växer
it: se ser
bot: bo bor
make: maka
unge: ung unga
rädd: räddar
hets: het heta
vite: vit vita
vilt: vild vilda
koppar: koppa
spana: spa
supporter: support
lag: tillslag
tillslag: tillse
bov: bovärd
apel: konstapel
tal: rundabordssamtal
löningsfredag: dag
träd: träna
rå: råna rånad
"""


def rows(cases: str) -> list[tuple[str, str]]:
    pairs = [line.split(": ") for line in cases.strip().splitlines()]
    return [(query, text) for query, texts in pairs for text in texts.split() if " " not in query] + [
        (query, texts) for query, texts in pairs if " " in query
    ]


def meets(query: str, text: str) -> bool:
    """Every part of the query is one of the text's, or every base form, as a search that needs all words has it."""
    sought, found = analyse(query), analyse(text)
    return set(sought.parts) <= set(found.parts) and bool(sought.parts)


@pytest.mark.parametrize(("query", "text"), rows(MEETING))
def test_words_that_meet(query, text):
    assert meets(query, text), (analyse(query), analyse(text))


@pytest.mark.parametrize(("query", "text"), rows(APART))
def test_words_that_do_not(query, text):
    sought, found = analyse(query), analyse(text)
    assert not meets(query, text), (sought, found)
    assert not set(sought.lemmas) & set(found.lemmas)


@pytest.mark.parametrize(
    ("text", "surface", "lemmas"),
    [
        ("Två krogtillsyner per år", "två krogtillsyner per år", "två krogtillsyn per år"),
        ("DNA-märkning, kl. 22.00", "dna-märkning kl 22.00", "dna-märkning klocka 22.00"),
        ("A-traktorerna (4,5 kW)", "a-traktorerna 4,5 kw", "a-traktor 4,5 kw"),
        ("2–4 gånger; 10-12 st.", "2 4 gånger 10-12 st", "2 4 gång 10-12 styck"),
        ("Polisens mål: skol- och krogbesök", "polisens mål skol och krogbesök", "polis mål skola och krogbesök"),
        ("mars–maj 2022", "mars maj 2022", "mars maj 2022"),
        ("”Caféet” & 1:a idén", "caféet 1:a idén", "café 1 idé"),
        ("… – !", "", ""),
        ("", "", ""),
    ],
)
def test_words_of_a_text(text, surface, lemmas):
    found = analyse(text)
    assert (" ".join(found.surface), " ".join(found.lemmas)) == (surface, lemmas)


def test_stop_words_have_no_parts_but_keep_their_place():
    found = analyse("i parken")
    assert found.surface == ("i", "parken") and found.parts == ("park",)


TEXTS = st.text(st.sampled_from("abå ä-Öe\u0301:.,2 1\n–_¤İßﬁ\u200d\u0308SKKrog"), max_size=40) | st.text(max_size=40)


@given(TEXTS)
def test_spans_are_where_the_words_stand(text):
    found = analyse(text)
    assert len(found.spans) == len(found.surface) == len(found.lemmas)
    assert all(lemma for lemma in found.lemmas)
    ends = 0
    for (start, end), surface in zip(found.spans, found.surface, strict=True):
        assert ends <= start < end <= len(text)
        assert unicodedata.normalize("NFC", text[start:end]).lower() == surface
        ends = end


@given(TEXTS)
def test_case_and_composition_do_not_count(text):
    found = analyse(text)
    assert analyse(unicodedata.normalize("NFD", text)).parts == analyse(unicodedata.normalize("NFC", text)).parts
    assert analyse(" ".join(found.surface)).lemmas == found.lemmas


@given(TEXTS)
def test_what_the_index_takes_is_what_a_query_is_made_of(text):
    found = analyse(text)
    assert [tuple(part.split()) for part in analysis.joined(text)] == [found.surface, found.lemmas, found.parts]


@given(TEXTS)
def test_no_term_has_white_space(text):
    found = analyse(text)
    assert not any(character.isspace() for term in (*found.surface, *found.lemmas, *found.parts) for character in term)


@pytest.mark.parametrize("name", ["lemmas.csv", "roots.csv", "compounds.csv"])
def test_tables_have_a_word_once(name):
    words = [row[0] for row in analysis._rows(name)]
    assert len(words) == len(set(words))
    assert all(len(row) == 2 and all(row) and row == [part.lower() for part in row] for row in analysis._rows(name))


@pytest.mark.parametrize("name", ["lemmas.csv", "compounds.csv"])
def test_tables_are_sorted(name):
    words = [row[0] for row in analysis._rows(name)]
    assert words == sorted(words)


def test_base_forms_are_their_own():
    """What a form leads back to has itself as base form, so that all forms of a word have the same."""
    astray = {base: analysis.lemma(base) for base in analysis.table("lemmas.csv").values()}
    assert not {base: other for base, other in astray.items() if other != base}


def test_roots_are_not_led_on():
    """What a root leads back to is its own root, so that all words of a family have the same."""
    astray = {root: analysis.root(root) for root in analysis.table("roots.csv").values() if analysis.root(root) != root}
    assert not astray
