"""How long a document's pledges hold, and when it was published, case by case."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofteNLP.pipeline.periods import find_periods, mend
from lofteNLP.pipeline.published import find_published
from lofteNLP.pipeline.validity import find_validity, section_period

Ends = tuple[str | None, str | None]
NONE: Ends = (None, None)

# A page, its headings marked with "# ", and the two ends of its validity.
STATED: list[tuple[str, Ends]] = [
    ("Medborgarlöftet gäller från den 15 januari 2019 till och med den 14 januari 2021.", ("2019-01-15", "2021-01-14")),
    ("Löftena gäller fr.o.m. 1 maj 2022 t.o.m. 30 april 2023.", ("2022-05-01", "2023-04-30")),
    ("Löftet gäller fr o m 2019-02-01 t o m 2020-01-31", ("2019-02-01", "2020-01-31")),
    ("Giltighet: 2018-05-01--2019-04-30", ("2018-05-01", "2019-04-30")),
    ("Giltighetstid 190901–210831", ("2019-09-01", "2021-08-31")),
    ("Avtalet är giltigt 180101 - 191231.", ("2018-01-01", "2019-12-31")),
    ("Löptid: 1 januari 2020 – 31 december 2021", ("2020-01-01", "2021-12-31")),
    ("Löftesperiod: mars 2021–februari 2023", ("2021-03-01", "2023-02-28")),
    ("Löftesperioden är 1 oktober 2017 till 30 september 2018.", ("2017-10-01", "2018-09-30")),
    ("Löftet gäller i två år från den 1 juli 2020.", ("2020-07-01", "2022-06-30")),
    ("Överenskommelsen gäller i ett år från och med den 15 mars 2018.", ("2018-03-15", "2019-03-14")),
    ("Löftet gäller från den 1 mars 2016 och arton månader framåt.", ("2016-03-01", "2017-08-31")),
    ("Löftena gäller under en treårsperiod från den 1 januari 2017.", ("2017-01-01", "2019-12-31")),
    ("Medborgarlöftet gäller tills vidare från den 3 april 2018.", ("2018-04-03", None)),
    ("Löftet träder i kraft den 1 november 2020 och gäller tills vidare.", ("2020-11-01", None)),
    ("Detta löfte gäller från och med 1 februari 2017 till dess att parterna skriver ett nytt.", ("2017-02-01", None)),
    ("Löftet gäller från undertecknandet till den 31 december 2020.", (None, "2020-12-31")),
    ("Gäller från det att parterna skrivit under och längst till och med den 30 juni 2022.", (None, "2022-06-30")),
    ("Löftena för verksamhetsåren 2019–2022 har tagits fram av polisen och kommunen.", ("2019-01-01", "2022-12-31")),
    ("Löftet omfattar verksamhetsåren 2021 och 2022.", ("2021-01-01", "2022-12-31")),
    ("Löftet gäller åren 2018, 2019 och 2020.", ("2018-01-01", "2020-12-31")),
    ("Löftena avser kalenderåret 2017.", ("2017-01-01", "2017-12-31")),
    ("Löftet gäller hela 2023.", ("2023-01-01", "2023-12-31")),
    ("Överenskommelsen träder i kraft den 1 april 2019 och upphör vid utgången av 2020.", ("2019-04-01", "2020-12-31")),
    ("Löftet är giltigt från den 1 maj 2015 till årsskiftet 2016/2017.", ("2015-05-01", "2016-12-31")),
    ("Löftet gäller mellan den 1 mars 2022 och den 29 februari 2024.", ("2022-03-01", "2024-02-29")),
    ("Löftet gäller 1/9 2018–31/8 2019.", ("2018-09-01", "2019-08-31")),
    ("Löftet gäller hösten 2021 till våren 2023.", ("2021-09-01", "2023-05-31")),
    ("Avtalstid: l oktober 2O17 – 3O september 20l9", ("2017-10-01", "2019-09-30")),
    (
        "Parterna är överens om att detta löfte gäller från den\n1 februari 2018 till och med den 31\njanuari 2020.",
        ("2018-02-01", "2020-01-31"),
    ),
    (
        "Löftet gäller från den 1 juni 2020 till\noch med den 31 maj 2021. Det följs upp i augusti 2021.",
        ("2020-06-01", "2021-05-31"),
    ),
    (
        "# Giltighetstid\n1 april 2016 – 31 mars 2018\n# Uppföljning\nParterna träffas i maj 2018.",
        ("2016-04-01", "2018-03-31"),
    ),
    ("Löftet sträcker sig från september 2022 till och med augusti 2024.", ("2022-09-01", "2024-08-31")),
    ("Löftet gäller maj–december 2019.", ("2019-05-01", "2019-12-31")),
    ("# Medborgarlöfte vintern 2020/2021\n• Patrullera till fots", ("2020-12-01", "2021-02-28")),
    ("# Det lovar vi från den 1 mars 2019 till den 28 februari 2020:\n• Fler patruller", ("2019-03-01", "2020-02-28")),
    ("Under tiden 1 juni 2017 till 31 maj 2018 åtar sig polisen att:\n• gå till fots", ("2017-06-01", "2018-05-31")),
    ("Löftet gäller till och med den 31 december 2021.\n# Medborgarlöfte 2020–2021", ("2020-01-01", "2021-12-31")),
    # A day that the calendar has not is unknown; the other end stands.
    ("Löftet gäller från den 1 maj 2018 till den 31 april 2019.", ("2018-05-01", None)),
    ("Löftet gäller från den 30 februari 2020 till den 31 december 2021.", (None, "2021-12-31")),
]
NAMED: list[tuple[str, Ends]] = [
    ("# Medborgarlöfte 2018\n• Trafikkontroller", ("2018-01-01", "2018-12-31")),
    ("# Medborgarlöfte 2016/2017\n• Trafikkontroller", ("2016-01-01", "2017-12-31")),
    ("# Medborgarlöfte 2016-17", ("2016-01-01", "2017-12-31")),
    ("# Forshaga, medborgarlöfte 21/22", ("2021-01-01", "2022-12-31")),
    ("# LÖFTEN TILL INVÅNARNA ÅR 2019", ("2019-01-01", "2019-12-31")),
    ("# Handlingsplan 2022-23", ("2022-01-01", "2023-12-31")),
    ("# Det här gör vi under 2020", ("2020-01-01", "2020-12-31")),
    ("# Polisen och kommunen lovar för 2021 att:", ("2021-01-01", "2021-12-31")),
    ("# Medborgarlöfte 2023 och tills vidare\n1. Nattvandring", ("2023-01-01", None)),
    ("Polisen och kommunen har enats om ett löfte för 2022.", ("2022-01-01", "2022-12-31")),
    ("I fredags skrevs 2021 års medborgarlöfte under i stadshuset.", ("2021-01-01", "2021-12-31")),
    ("Kommunen och polisen avger härmed löften om insatser under 2017:", ("2017-01-01", "2017-12-31")),
    (
        "# Medborgarlöfte 2021–2022\n• A\n# Medborgarlöfte 2019–2020\n• B\n# Medborgarlöfte 2018\n• C",
        ("2018-01-01", "2022-12-31"),
    ),
    ("# 2020\n• A\n# 2019\nFrån 1 april till årets slut.\n• B", ("2019-04-01", "2020-12-31")),
    ("# 1 juli 2021–30 juni 2022\n• A\n# 1 juli 2020–30 juni 2021\n• B", ("2020-07-01", "2022-06-30")),
    (
        "# Medborgarlöfte 2022\n• A\n# Uppföljning av medborgarlöfte 2021\nAllt blev gjort.",
        ("2022-01-01", "2022-12-31"),
    ),
    ("# Medborgarlöfte 2022\n• A\n# Medborgarlöfte 2020 – så gick det\nAllt blev gjort.", ("2022-01-01", "2022-12-31")),
    ("# Uppföljning av medborgarlöfte 2019\nTolv vandringar hölls.", ("2019-01-01", "2019-12-31")),
    ("# Så gick det\nLöftet gällde 2018–2019. Det blev bra.", ("2018-01-01", "2019-12-31")),
    (
        "Dessa löften är en bilaga till samverkansavtalet 2018–2023.\n# Medborgarlöfte 2021",
        ("2021-01-01", "2021-12-31"),
    ),
    ("# Lägesbild inför medborgarlöfte 2020\n• Mörka gångvägar", ("2020-01-01", "2020-12-31")),
]
PAGES: list[tuple[str, Ends]] = [
    (
        "# Skara – medborgarlöften\nUnder 2021 har polisen lyssnat på folk. Löftet är tvåårigt och gäller 2022–2023.",
        ("2022-01-01", "2023-12-31"),
    ),
    (
        "# Medborgarlöfte\nPolisen och kommunen har skrivit under ett löfte som ska gälla under 2019 och 2020.",
        ("2019-01-01", "2020-12-31"),
    ),
    (
        "# Medborgarlöften 2017\nUppföljning sker i januari 2018.\nMedborgarlöftena ersätter dem från 2016.",
        ("2017-01-01", "2017-12-31"),
    ),
    ("# Trygghet i Habo\nLöftet löper ut den 31 december 2021.", (None, "2021-12-31")),
    ("# Medborgarlöfte för Ale kommun\n2018-01-01 – 2018-12-31\n• Kontroller", ("2018-01-01", "2018-12-31")),
    ("# Medborgarlöfte för Ale kommun\n# 2018-01-01 – 2018-12-31\n• Kontroller", ("2018-01-01", "2018-12-31")),
    ("# Medborgarlöfte\nTid\n1 mars 2019 – 31 mars 2020\nAnsvarig\nPolisen", ("2019-03-01", "2020-03-31")),
    ("# Medborgarlöfte\nTidsperiod: februari 2020 till januari 2021", ("2020-02-01", "2021-01-31")),
    ("# Löftet\nGäller tillsvidare från och med 2020-01-01", ("2020-01-01", None)),
    ("# Löftet\nFörsta löftesperioden är från april 2021 fram till mars 2022.", ("2021-04-01", "2022-03-31")),
    ("# Löftet\nLöftet är undertecknat den 2 maj 2018 och gäller till den 1 maj 2020.", (None, "2020-05-01")),
    (
        "# Medborgarlöfte 2021-2022\nPolisen åtar sig att under 2021 starta en grupp.\nBelysningen byts under 2022.",
        ("2021-01-01", "2022-12-31"),
    ),
    ("# Löften för Åmål\nKommunen och polisen utlovar för 2016 följande:\n- patruller", ("2016-01-01", "2016-12-31")),
    (
        "# Nyhet\nNytt medborgarlöfte i Hjo undertecknat. Löftet, som gäller 2023 och 2024, handlar om trafik.",
        ("2023-01-01", "2024-12-31"),
    ),
    (
        "# Nyhet\nI dag undertecknade parterna medborgarlöftet för åren 2020–2021. "
        "Tidigare har kommunen haft löften 2016–2017 och 2018–2019.",
        ("2020-01-01", "2021-12-31"),
    ),
    (
        "# Löftet\nAvtalet gäller fr.o.m. dagen för undertecknande t.o.m. 2021-12-31 och därefter ett år i taget.",
        (None, "2021-12-31"),
    ),
    (
        "# Löftet\nPolisen och kommunen förbinder sig att under perioden 1 jan 2018 – 31 dec 2018:\n1. gå till fots",
        ("2018-01-01", "2018-12-31"),
    ),
    ("# Löftet\nPeriod: 2018", ("2018-01-01", "2018-12-31")),
    ("# Löftet\nLöftesperioden är kalenderåret 2024 och följs upp i februari 2025.", ("2024-01-01", "2024-12-31")),
    ("# Resultat 2020\nAv 12 åtgärder 2020 blev tio gjorda.\n# Medborgarlöfte 2021\n• A", ("2021-01-01", "2021-12-31")),
    ("# Medborgarlöften i Örebro\nLöftena gäller från våren 2022 till hösten 2023.", ("2022-03-01", "2023-11-30")),
    ("# Medborgarlöften\nLöftet avser första halvåret 2019.", ("2019-01-01", "2019-06-30")),
    ("# Medborgarlöften\nLöftet gäller från 1 juni 2022 och ett år framåt.", ("2022-06-01", "2023-05-31")),
    ("# Medborgarlöften\nLöftet gäller från 2021-03-01 och löper i 24 månader.", ("2021-03-01", "2023-02-28")),
    (
        "# Medborgarlöften\nAvtalet gäller 2020-01-01--2021-12-31 med möjlighet till förlängning till 2022-12-31.",
        ("2020-01-01", "2021-12-31"),
    ),
    (
        "# Medborgarlöfte 2019–2020 Tjörns kommun – Stenungsunds polis\nSenast uppdaterad 2018-12-20",
        ("2019-01-01", "2020-12-31"),
    ),
    ("# Nu har vi nya löften\nFör 2022 lovar vi att:\n• A", ("2022-01-01", "2022-12-31")),
    (
        "# Nu har vi nya löften\nMedborgarlöftet har tagits fram under hösten 2021 och gäller för 2022.",
        ("2022-01-01", "2022-12-31"),
    ),
    (
        "# Nu har vi nya löften\nLöftet är giltigt under 18 månader med start 1 januari 2020.",
        ("2020-01-01", "2021-06-30"),
    ),
    ("# Gemensamma löften år 2017 och 2018\n• A", ("2017-01-01", "2018-12-31")),
    (
        "# Uppföljning\nMedborgarlöftet för 2020 följdes upp i mars 2021.\n# Medborgarlöfte 2021\n• A",
        ("2021-01-01", "2021-12-31"),
    ),
    ("# Medborgarlöfte 2021\nDet gäller året ut.\n# Medborgarlöfte 2019–2020", ("2019-01-01", "2021-12-31")),
    ("# Bakgrund\nMedborgarlöfte 2018 är det tredje i ordningen.\n• A", ("2018-01-01", "2018-12-31")),
    ("# Löftet\nLöftet gäller 2018-06-01 tom 2019-05-31", ("2018-06-01", "2019-05-31")),
    (
        "# Löftet\nLöftet gäller fr. o. m. den 1 februari 2019 t. o. m. den 31 januari 2020.",
        ("2019-02-01", "2020-01-31"),
    ),
    ("# Löftet\nDetta gäller från\n1 april 2019\ntill\n31 mars 2020.", ("2019-04-01", "2020-03-31")),
    ("# Löftet\nLöftet gäller till årsskiftet 2021/2022.", (None, "2021-12-31")),
    ("# Löftet\nLöftet gäller från årsskiftet 2019/2020 och två år framåt.", ("2020-01-01", "2021-12-31")),
    ("# Löftet\nLöftet gäller till sista juni 2022.", (None, "2022-06-30")),
    ("# Löftet\nMedborgarlöftet är en treårig överenskommelse (2021–2023).", ("2021-01-01", "2023-12-31")),
    ("# Medborgarlöfte 2020\nLöftet gäller från den 1 mars.", ("2020-03-01", "2020-12-31")),
    (
        "Löftet gäller från 1 mars 2020 till 28 februari 2021 och revideras vid årsskiftet.",
        ("2020-03-01", "2021-02-28"),
    ),
    ("Löftet gäller 2022. Ett nytt löfte för 2023 tas fram under hösten.", ("2022-01-01", "2022-12-31")),
]
NEVER = [
    "",
    "Ett medborgarlöfte är det som polisen och kommunen lovar dem som bor i kommunen.",
    "Medborgarlöften infördes 2015 och finns i dag i de flesta kommuner.",
    "Modellen kom till när polisen gjordes om år 2015.",
    "I trygghetsmätningen 2019 svarade 612 personer.",
    "Under 2018 anmäldes 48 inbrott i kommunen.",
    "Hösten 2020 hölls fyra dialoger med dem som bor här.",
    "# Siffror från 2021\n• 41 stölder\n• 12 rån",
    "# Statistik 2017–2019\n• 41 stölder",
    "Sidan uppdaterades den 4 mars 2022.",
    "Publicerad 2021-03-04\nPolisen och kommunen har träffats.",
    "Dnr KS 2019/0231, antagen av kommunstyrelsen 2019-05-06 § 41.",
    "Lagen gäller från den 1 juli 2023 och ställer krav på kommunerna.",
    "Samverkansöverenskommelsen gäller från 2018 till 2022.",
    "Samverkansavtalet 2019–2023 finns att läsa hos kommunen.",
    "Det förra löftet gick ut den 31 december 2020.",
    "Det senaste löftet upphörde att gälla 2019-12-31. Något nytt finns inte.",
    "Det tidigare löftet (2017–2018) nådde fem av sju mål.",
    "Ett nytt medborgarlöfte för 2024 ska tas fram under hösten.",
    "Nytt löfte väntas våren 2021.",
    "Löftet följs upp i februari 2022 och redovisas i mars 2022.",
    "Kameraförbudet gäller från den 1 maj 2020 till den 30 september 2020.",
    "Polisen lovar att stå vid skolan från den 1 maj 2020 till den 12 juni 2020.",
    "• Belysningen i parken byts ut senast den 1 oktober 2021",
    "• Trygghetsvandring, hösten 2019",
    "• Kommunen röjer sly längs gångvägen under 2020",
    "Målet är att andelen otrygga ska vara högst 20 procent år 2025.",
    "# Medborgarlöfte 2021–2019",
    "Löftet gäller från den 1 januari 2021 till den 31 december 2019.",
    "Löftet gäller från den 31 juni 2018.",
    "Ring 0980-201 812 eller skriv till Box 2019. Väg 2020 är avstängd.",
    "Undertecknat den 14 december 2018",
    "Det här är årets medborgarlöfte.",
    "# Vad är ett medborgarlöfte?\nSedan 2015 arbetar polisen så. Under 2016 fick 200 kommuner löften.",
    "# Trygghet i Habo\nLöftet löpte ut den 31 december 2021.",
    "# Löftet\nDetta medborgarlöfte undertecknades den 3 mars 2019 och gäller under två år.",
    "# Medborgarlöften\nBokslut 2018. Budget 2020. Väg 2019. Telefon 010-2018 2019.",
    "# Medborgarlöften\nEnligt brottsförebyggande rådet ökade stölderna 2017 till 2018 med 20 procent.",
    "# Aktiviteter\nAktivitet | Ansvar | 2020\nTrygghetsvandring | Polisen | maj 2020",
    "# Löftet\nGäller ej under 2020 på grund av pandemin.",
    "# Löftet\nPolisens verksamhetsplan 2019–2021 styr arbetet.",
    "# Löftet\nLöftet gäller 2022 års första halvår.",
    "Löftet gäller tills nya löften för 2018 undertecknats.",
    "# Vad säger siffrorna?\nMellan 2016 och 2019 ökade stölderna från 61 till 94.",
    "# Enkät\nEnkäten gällde perioden 1 mars 2020 till 31 mars 2020.",
    "Brottsstatistiken omfattar åren 2017–2019.",
    "Den lokala ordningsstadgan gäller från den 1 januari 2019.",
    "Kommunens trygghetspolicy 2020–2024 antogs i maj.",
    "# Kontakt\nÖppettider gäller från den 1 juni 2021 till den 31 augusti 2021.",
    "Så samlades synpunkter in mellan den 1 mars 2019 och den 30 april 2019.",
    "# Nyheter\nMedborgardialog hålls under våren 2022.\nArbetet med ett löfte startar hösten 2022.",
    "Foto: 2019. Protokoll 2020-03-01. Sida 1 av 2020.",
    "Parterna träffas i mars 2021 och september 2021.",
    "Kommunen fick ordningsvakter den 1 maj 2018 och de ska finnas kvar till den 30 april 2020.",
    "Löften om belysning har funnits sedan 2014.",
]
CASES = [*STATED, *NAMED, *PAGES]
SECTIONS: list[tuple[str, Ends | None]] = [
    ("Medborgarlöfte 2023", ("2023-01-01", "2023-12-31")),
    ("Medborgarlöften 2019-2020", ("2019-01-01", "2020-12-31")),
    ("2017 - 2018", ("2017-01-01", "2018-12-31")),
    ("2016", ("2016-01-01", "2016-12-31")),
    ("1 juli 2021–30 juni 2022", ("2021-07-01", "2022-06-30")),
    ("Medborgarlöfte maj 2021 - augusti 2021", ("2021-05-01", "2021-08-31")),
    ("Under 2021-09-01 - 2022-02-28 lovar polisen att:", ("2021-09-01", "2022-02-28")),
    ("Vi lovar (maj–december 2025):", ("2025-05-01", "2025-12-31")),
    ("Polisen ska under 2018:", ("2018-01-01", "2018-12-31")),
    ("Gemensamt 2023–2024", ("2023-01-01", "2024-12-31")),
    ("Trafik", None),
    ("Uppföljning 2019", None),
    ("Resultat av medborgarlöftet 2022", None),
    ("Lägesbild 2023–2024", None),
    ("Så gick det 2018", None),
    ("Medborgarlöfte 2020 (pdf, 200 kB)", None),
    ("Uppdaterad 2019-02-04", None),
    ("Antagen av kommunstyrelsen 2022-12-06, § 231", None),
    ("Mora den 21 april 2016", None),
    ("Medborgarlöfte 2022–2021", None),
    ("", None),
]
PUBLISHED = [
    ("Publicerad: 14 februari 2017", "2017-02-14"),
    ("Publicerad 07:42, 14 mar 2019\nText", "2019-03-14"),
    ("Sidan publicerad: 2022-01-27   Hjälpte informationen dig?", "2022-01-27"),
    ("Pressmeddelande • Dec 12, 2019 10:05 CET\nRubrik", "2019-12-12"),
    ("7 februari 2023\nNytt löfte", "2023-02-07"),
    ("STORVIK • 27 mars 2018 • Text och foto: A. Ek\nRubrik", "2018-03-27"),
    ("Storvik 2019-02-06 17:22\nRubrik", "2019-02-06"),
    ("Start / Nyheter / 17 januari 2022 kl. 13.06", "2022-01-17"),
    ("Senast granskad 2 februari 2023", None),
    ("Uppdaterad: 2022-02-10", None),
    ("Löftet gäller från den 1 mars 2020.", None),
    ("Antagen av kommunstyrelsen 2018-08-22", None),
    ("Publicerad av redaktionen", None),
    ("Publicerad 31 juni 2020", None),
]


def page(marked: str) -> tuple[str, list[str]]:
    """The text and the headings of a page whose headings are marked with "# "."""
    lines = marked.split("\n")
    return "\n".join(line.removeprefix("# ") for line in lines), [line[2:] for line in lines if line.startswith("# ")]


@pytest.mark.parametrize(("marked", "ends"), CASES, ids=[row[0][:50] for row in CASES])
def test_validity(marked: str, ends: Ends) -> None:
    assert find_validity(*page(marked)).iso() == ends


@pytest.mark.parametrize("marked", NEVER)
def test_other_times_are_no_validity(marked: str) -> None:
    assert find_validity(*page(marked)).iso() == NONE


def test_a_third_of_the_cases_are_negative() -> None:
    assert len(CASES) + len(NEVER) >= 60
    assert 2 * len(NEVER) >= len(CASES) - 1


@pytest.mark.parametrize(
    ("text", "published", "ends"),
    [
        ("Här är årets medborgarlöfte.", "2019-03-14", ("2019-01-01", "2019-12-31")),
        (
            "Överenskommelsen träder i kraft den 1 mars och gäller till och med december 2018.",
            "2017-02-14",
            ("2017-03-01", "2018-12-31"),
        ),
        ("Löftet gäller från 1 april och ett år framåt.", "2018-03-27", ("2018-04-01", "2019-03-31")),
        ("Löftet gäller från den 1 maj till årets slut.", "2020-04-27", ("2020-05-01", "2020-12-31")),
        ("Polisen har fått en ny bil.", "2020-04-27", NONE),
    ],
)
def test_day_of_publication_gives_the_year(text: str, published: str, ends: Ends) -> None:
    assert find_validity(text, [], published).iso() == ends


@pytest.mark.parametrize(("heading", "ends"), SECTIONS)
def test_section_period(heading: str, ends: Ends | None) -> None:
    period = section_period(heading)
    assert (period.iso() if period else None) == ends


@pytest.mark.parametrize(("text", "day"), PUBLISHED)
def test_published(text: str, day: str | None) -> None:
    assert find_published(text) == day


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("2O15 och l9l7", "2015 och 1917"),
        ("l oktober, 3l maj, l2 april", "1 oktober, 31 maj, 12 april"),
        ("170401–181231", "2017-04-01 – 2018-12-31"),
        ("fr.o.m. 1 maj t.o.m. 3 juni", "från och med 1 maj till och med 3 juni"),
        ("01.07.2016", "01/07 2016"),
        ("Dörren är tom och from", "Dörren är tom och from"),
        ("Ring 123456-789012", "Ring 123456-789012"),
        ("Polisen lol 12", "Polisen lol 12"),
    ],
)
def test_mend(text: str, mended: str) -> None:
    assert mend(text) == mended


WORDS = (
    "gäller löftet från den till och med t.o.m. 1 31 l oktober februari 2O19 2020 2021–2019 2020-02-30 990231–211301 "
    "– -- / i två år månader framåt tills vidare medborgarlöfte # uppföljning årets 9999 1900 årsskiftet 2020/2021 "
    "hösten mellan och . : \n"
).split(" ")
texts = st.text(max_size=150) | st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
days = st.none() | st.dates().map(lambda day: day.isoformat())


@settings(deadline=None, max_examples=200)
@given(text=texts, headings=st.lists(texts, max_size=3), published=days)
def test_any_text_gives_a_period_in_order(text: str, headings: list[str], published: str | None) -> None:
    span = find_validity("\n".join([*headings, text]), headings, published)
    assert span.start is None or span.end is None or span.start <= span.end
    for heading in headings:
        section_period(heading)
    for period in find_periods(mend(text), 2020):
        assert 0 <= period.start < period.end <= len(mend(text))
    find_published(text)
