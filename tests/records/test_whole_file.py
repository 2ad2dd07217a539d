"""A file that appears whole or not at all."""

import pytest

from lofteNLP.records import whole_file


def test_the_file_appears_at_the_end(tmp_path):
    path = tmp_path / "a.jsonl"
    with whole_file(path) as file:
        file.write(b"hela")
        assert not path.exists()
    assert path.read_bytes() == b"hela"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_leaves_what_was_there(tmp_path, error):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"gammalt")
    with pytest.raises(error), whole_file(path) as file:
        file.write(b"halva")
        raise error
    assert path.read_bytes() == b"gammalt"
    assert list(tmp_path.iterdir()) == [path]


def test_others_may_read_it_as_any_new_file(tmp_path):
    with whole_file(tmp_path / "a"):
        pass
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "a").touch()
    (tmp_path / "link").symlink_to(tmp_path / "a")
    with whole_file(tmp_path / "link") as file:
        file.write(b"ny")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"ny"
