"""The corpus as a dataset: by the library `datasets`, by the package, and its card."""

import json
import re
from datetime import date

import pytest

import agreement
import composition
from lofteNLP.records import RecordError
from lofteNLP.records.corpus import features, read_corpus


@pytest.fixture(scope="module")
def dataset(folder, tmp_path_factory):
    cache = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HOME", str(cache))  # read on import
        patch.setenv("HF_HUB_OFFLINE", "1")
        import datasets

        yield datasets.load_dataset(str(folder), cache_dir=str(cache))


def lines(folder, split):
    return [json.loads(line) for line in (folder / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("split", ["train", "test"])
def test_datasets_gives_the_rows_back(dataset, folder, split):
    assert [with_iso_dates(row) for row in dataset[split]] == lines(folder, split)


def with_iso_dates(value):
    """A row with its dates as the files write them."""
    if isinstance(value, dict):
        return {key: with_iso_dates(part) for key, part in value.items()}
    if isinstance(value, list):
        return [with_iso_dates(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def test_the_card_declares_the_features(dataset):
    assert dataset["train"].features == features()
    assert dataset["test"].features == features()


@pytest.mark.parametrize("split", ["train", "test"])
def test_the_package_gives_the_rows_back(folder, split):
    documents = read_corpus(folder / f"{split}.jsonl")
    rows = lines(folder, split)
    assert [d.document for d in documents] == [row["document"] for row in rows]
    assert [[p.themes for p in d.pledges] for d in documents] == [[p["themes"] for p in row["pledges"]] for row in rows]


def test_a_folder_gives_both_splits(folder, rows):
    assert len(read_corpus(folder)) == len(rows)


ROW = {
    "document": "x01-ale",
    "writer": "x",
    "form": "list",
    "gold": "full",
    "format": "txt",
    "raw": "Lampor byts.",
    "text": "Lampor byts.",
    "kommun": [{"code": "1440", "name": "Ale"}],
    "valid_from": None,
    "valid_to": None,
    "blocks": [{"label": "pledge", "start_char": 0, "end_char": 12}],
    "pledges": [
        {
            "text": "Lampor byts.",
            "start_char": 0,
            "end_char": 12,
            "heading": None,
            "themes": ["eget_tema"],
            "actors": [],
            "quantities": [],
            "deadlines": [],
        }
    ],
}


def test_a_corpus_of_one_s_own_may_have_its_own_themes(tmp_path):
    (tmp_path / "own.jsonl").write_text(json.dumps(ROW) + "\n\n", encoding="utf-8")
    [document] = read_corpus(tmp_path)
    assert document.pledges[0].themes == ["eget_tema"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[]", "Expected `object`, got `array`"),
        (json.dumps({**ROW, "gold": "half"}), "Invalid enum value 'half' - at `$.gold`"),
        (json.dumps({**ROW, "themes": []}), "unknown key 'themes'"),
        (
            json.dumps({**ROW, "kommun": [{"name": "Ale", "code": "1440", "kod": "1440"}]}),
            "kommun[0]: unknown key 'kod'",
        ),
        (json.dumps({key: value for key, value in ROW.items() if key != "text"}), "missing required field `text`"),
        (
            json.dumps({**ROW, "blocks": [{"label": "löfte", "start_char": 0, "end_char": 3}]}),
            "Invalid enum value 'löfte' - at `$.blocks[0].label`",
        ),
        (json.dumps({**ROW, "text": "Lampor"}), "offsets 0–12 lie outside the text of 'x01-ale', which has 6"),
    ],
)
def test_errors_name_file_and_line(tmp_path, line, message):
    path = tmp_path / "own.jsonl"
    path.write_text(f"{json.dumps(ROW)}\n{line}\n", encoding="utf-8")
    with pytest.raises(RecordError) as error:
        read_corpus(path)
    assert str(error.value).startswith(f"{path}, line 2: ")
    assert message in str(error.value)
    assert str(error.value).endswith("see corpus/README.md")


def test_nothing_to_read_is_an_error(tmp_path):
    with pytest.raises(RecordError, match=r"no \.jsonl file in the folder"):
        read_corpus(tmp_path)
    with pytest.raises(RecordError, match="cannot be read"):
        read_corpus(tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").touch()
    with pytest.raises(RecordError, match="no document in it"):
        read_corpus(tmp_path)


def test_the_card_s_figures_are_the_scripts(folder, rows):
    blocks = re.findall(r"```text\n(.*?)\n```", (folder / "README.md").read_text(encoding="utf-8"), re.S)
    assert composition.show(composition.composition(rows)) in blocks
    assert agreement.report(agreement.read()) in blocks
