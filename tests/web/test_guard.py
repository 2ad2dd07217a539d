"""Strict headers on every answer, hosts that are ours, reading only."""

import pytest

from lofteNLP.search.web.guard import HEADERS

ADDRESSES = ["/", "/sok?q=krog", "/sok?q=(", "/nej", "/static/style.css", "/api/search?q=krog", "/api/nej",
             "/ladda-ned?format=csv", "/favicon.ico", "/dokument/nej"]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_the_headers(get, address):
    for method, host in (("GET", "localhost"), ("POST", "localhost"), ("GET", "elsewhere.example")):
        answer = get(address, method=method, host=host)
        assert {name: answer.header(name.lower()) for name in HEADERS} == HEADERS
        assert "server" not in dict(answer.headers)


def test_the_policy_allows_no_program_and_no_other_host():
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "script" not in policy and "unsafe" not in policy and "http" not in policy and "*" not in policy


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8000", 200),
        ("LOCALHOST", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("[::1]", 200),
        ("elsewhere.example", 421),
        ("localhost.elsewhere.example", 421),
        ("localhost@elsewhere.example", 421),
        ("elsewhere.example:localhost", 421),
        ("127.0.0.1.nip.example", 421),
        ("[localhost]", 421),
        ("[::1", 421),
        ("::1", 421),
        ("", 421),
        (None, 421),
    ],
)
def test_hosts(get, host, status):
    assert get("/hjalp", host=host).status == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "<b>"])
def test_other_methods_are_refused(get, method):
    for address in ("/sok?q=krog", "/api/search"):
        assert get(address, method=method).status == 405


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_get_without_the_body(get, address):
    head, whole = get(address, method="HEAD"), get(address)
    assert (head.status, head.headers, head.body) == (whole.status, whole.headers, b"")
