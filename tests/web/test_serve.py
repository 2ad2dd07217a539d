"""`lofte serve` as a process: what it says when it cannot serve, and two workers that answer."""

import re
import socket
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

COMMAND = [sys.executable, "-c", "import sys; sys.argv[0] = 'lofte'; from lofteNLP.cli import main; main()", "serve"]


def refused(*arguments) -> str:
    done = subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    return done.stderr


def test_what_it_says_when_it_cannot_serve(folder, tmp_path):
    assert "there is no index; make one with lofte index" in refused(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = refused(folder, "--port", taken.getsockname()[1])
    assert "cannot listen on 127.0.0.1:" in said and "give another --port" in said


def test_workers_answer_by_the_names_they_were_given(folder):
    command = [*COMMAND, str(folder), "--port", "0", "--workers", "2", "--name", "loften.example"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        address = re.search(r"http://127\.0\.0\.1:\d+/", process.stderr.readline())[0]
        for host in ("localhost", "loften.example"):
            with urlopen(Request(f"{address}api/search?q=fots", headers={"Host": host}), timeout=30) as answer:
                assert b"Polisen g\xc3\xa5r till fots" in answer.read()
                assert answer.headers["Server"] is None
        with pytest.raises(HTTPError, match="421"):
            urlopen(Request(address, headers={"Host": "elsewhere.example"}), timeout=30)
        process.terminate()
        assert process.stderr.read() == ""
