"""A cluster gives the records of a local run, and so it does when a worker dies."""

import threading

import pytest

import lofteNLP
from lofteNLP import spark
from lofteNLP.documents import find
from lofteNLP.records import PledgeRecord, pledge_records, read
from lofteNLP.schema import Document

PARTS = 12
PLACES = "Ale Kinda Sotenäs Vännäs Avesta".split()
PAGE = """{place} – medborgarlöften
Medborgarlöfte {year}
Polisen lovar att:
- tillsammans med {place} kommun göra minst {count} krogtillsyner per halvår
- senast i maj ha besökt alla skolor
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Documents with the same names in different folders, and two that cannot be read."""
    folder = tmp_path_factory.mktemp("in")
    for year in range(2021, 2029):
        (folder / str(year)).mkdir()
        for count, place in enumerate(PLACES, 2):
            page = PAGE.format(place=place, year=year, count=count)
            (folder / str(year) / f"{place.lower()} löften.txt").write_text(page * 3, "utf-8")
    (folder / "2023" / "ale.pdf").write_bytes(b"%PDF-1.7 cut off")
    (folder / "2024" / "ale.txt").write_bytes(b"\0\1\2" * 50)
    return folder


@pytest.fixture(scope="module")
def local(folder):
    """What a run on this machine gives: documents and failures."""
    results = list(lofteNLP.load().pipe(find([folder])))
    return [result for result in results if isinstance(result, Document)], [
        result for result in results if not isinstance(result, Document)
    ]


def files(session, folder):
    reader = session.read.format("binaryFile").option("recursiveFileLookup", True)
    return reader.load(str(folder)).repartition(PARTS)


def written(table, shape, out):
    """The records of a table, by way of Parquet files, in the order of a local run."""
    table.write.parquet(str(out))
    return [record for part in sorted(out.glob("*.parquet")) for record in read(part, shape)]


def check(tagged, local, out):
    documents, failed = local
    found = sorted(written(spark.documents(tagged), Document, out / "documents"), key=lambda record: record.source)
    assert found == sorted(documents, key=lambda record: record.source)
    expected = [pledge for document in documents for pledge in pledge_records(document)]
    pledges = written(spark.pledges(tagged), PledgeRecord, out / "pledges")
    assert sorted(pledges, key=lambda pledge: pledge.id) == sorted(expected, key=lambda pledge: pledge.id)
    rows = sorted((row.path, row.stage, row.reason) for row in spark.failures(tagged).collect())
    assert rows == sorted((failure.path, failure.stage, failure.reason) for failure in failed)


def test_a_cluster_gives_the_records_of_a_local_run(session, folder, local, tmp_path):
    assert (len(local[0]), len(local[1])) == (40, 2)
    spark.tag(files(session, folder)).write.parquet(str(tmp_path / "tagged"))
    check(session.read.parquet(str(tmp_path / "tagged")), local, tmp_path / "out")


def test_a_worker_that_is_killed_costs_nothing(cluster, session, folder, local, tmp_path, wait_for):
    tracker = session.sparkContext.statusTracker()

    def is_in_the_middle():
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        return any(stage and stage.numTasks == PARTS and 1 < stage.numCompletedTasks < PARTS - 2 for stage in stages)

    table = spark.tag(files(session, folder))
    tagging = threading.Thread(target=lambda: table.write.parquet(str(tmp_path / "tagged")))
    tagging.start()
    wait_for(is_in_the_middle)
    assert executors(session) == 2, "both workers are at work"
    cluster.kill(cluster.workers[0])
    assert tagging.is_alive()
    tagging.join(120)
    assert not tagging.is_alive()
    wait_for(lambda: executors(session) == 1)
    check(session.read.parquet(str(tmp_path / "tagged")), local, tmp_path / "out")


def executors(session):
    """How many there are; Spark counts the driver too."""
    return session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
