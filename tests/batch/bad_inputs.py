"""The folder of bad inputs: every file with the outcome that users are promised."""

from __future__ import annotations

import io
import os
import socket
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
from fpdf import FPDF

PLEDGES = (
    "Medborgarlöfte för Ale 2031\n\nPolisen lovar att:\n"
    "- tillsammans med Ale kommun göra minst två krogtillsyner per halvår\n- senast i maj ha besökt alla skolor\n"
)
TAGGED, SKIPPED = "tagged", "skipped"
Made = Callable[[Path], object]


def holding(data: bytes | str | Callable[[], bytes]) -> Made:
    """A file with this in it; what is large is made when it is needed."""

    def make(path: Path) -> None:
        content = data() if callable(data) else data
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    return make


def page(data: str = PLEDGES) -> bytes:
    items = "".join(f"<li>{line[2:]}" for line in data.splitlines() if line.startswith("- "))
    return f"<!doctype html><html><main><h1>{data.splitlines()[0]}</h1><p>Polisen lovar att:<ul>{items}</ul>".encode()


def word(change: Callable[[str, bytes], bytes] = lambda name, part: part, **more: bytes) -> bytes:
    document = docx.Document()
    for line in PLEDGES.splitlines():
        document.add_paragraph(line.removeprefix("- "), "List Bullet" if line.startswith("- ") else None)
    whole, buffer = io.BytesIO(), io.BytesIO()
    document.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return buffer.getvalue()


def main_part(change: Callable[[bytes], bytes]) -> bytes:
    return word(lambda name, part: change(part) if name == "word/document.xml" else part)


def declaring(declaration: bytes) -> bytes:
    return main_part(lambda part: part.replace(b"?>", b"?><!DOCTYPE x [" + declaration + b"]>", 1))


def locked_word() -> bytes:
    whole = bytearray(word())
    at = whole.index(b"PK\x01\x02")
    whole[at + 8] |= 1  # the flag of an encrypted member
    return bytes(whole)


def deep(part: bytes) -> bytes:
    inner = b"<w:sdt><w:sdtContent>" * 500 + b"</w:sdtContent></w:sdt>" * 500
    return part.replace(b"<w:body>", b"<w:body>" + inner, 1)


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        for name in names:
            new.writestr(name, "Hej")
    return buffer.getvalue()


def pdf(draw: Callable[[FPDF], object], password: str = "") -> bytes:
    new = FPDF()
    new.add_page()
    new.set_font("helvetica", size=11)
    if password:
        new.set_encryption(owner_password="a", user_password=password)
    draw(new)
    return bytes(new.output())


def written(new: FPDF) -> None:
    for line in PLEDGES.splitlines():
        new.multi_cell(0, 7, line, align="L", new_x="LMARGIN", new_y="NEXT")


def pdf_bomb() -> bytes:
    """Two kilobytes that unpack, in two steps, to a hundred million operators."""
    squeeze = zlib.compressobj(9)
    once = b"".join(squeeze.compress(b"q " * 2**19) for _ in range(200)) + squeeze.flush()
    twice = zlib.compress(once, 9)
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n4 0 obj<</Filter"
        b"[/FlateDecode/FlateDecode]/Length %d>>stream\n%b\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n"
        % (len(twice), twice)
    )


def page_ring() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 9>>endobj\n"
        b"3 0 obj<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 9>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def unreadable(path: Path) -> None:
    path.write_text(PLEDGES)
    path.chmod(0)


def listening(path: Path) -> None:
    """A socket; its name must be short, so it is made from inside the folder."""
    own, before = socket.socket(socket.AF_UNIX), os.getcwd()
    os.chdir(path.parent)
    try:
        own.bind(path.name)
    finally:
        os.chdir(before)
        own.close()


def folder(path: Path) -> None:
    path.mkdir()
    (path / "innehåll.txt").write_text(PLEDGES)


def link_to(target: str) -> Made:
    return lambda path: path.symlink_to(target)


ODT = b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text"
UNPACKS, TOO_LONG = "unpacks to far more", "longer than 5,000,000 characters"
INPUTS: dict[str, tuple[Made, str]] = {
    # Empty, or not text at all
    "empty.txt": (holding(""), "the file is empty"),
    "white-space.txt": (holding(" \n\t\u00a0\n"), "holds no text"),
    "nuls.txt": (holding("Hej\0\0\0"), "binary data"),
    "bytes.html": (holding(bytes(range(256)) * 20), "binary data"),
    "utf-16-without-mark.txt": (holding(PLEDGES.encode("utf-16-le")), "binary data"),
    "marks-alone.txt": (holding("\u202e\u200b\ufeff"), "holds no text"),
    # Something else than the name says
    "picture.html": (holding(b"\x89PNG\r\n\x1a\n...."), "a picture (PNG)"),
    "picture.pdf": (holding(b"\xff\xd8\xff\xe0...."), "a picture (JPEG)"),
    "packed.txt": (holding(b"\x1f\x8b\x08...."), "a packed file (gzip)"),
    "packed.docx": (holding(lambda: archive("a.txt")), "without a Word document"),
    "sheet.docx": (holding(lambda: archive("xl/workbook.xml")), "no text document"),
    "open.docx": (holding(ODT), "OpenDocument"),
    "old.docx": (holding(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."), "an old Office file"),
    "rich.txt": (holding(b"{\\rtf1 Hej}"), "an RTF file"),
    "pdf-named.txt": (holding(lambda: pdf(written)), TAGGED),
    "html-named.pdf": (holding(lambda: page()), TAGGED),
    "text-named.docx": (holding(PLEDGES), TAGGED),
    # PDF
    "cut-off.pdf": (holding(lambda: pdf(written)[:900]), "the PDF is cut off"),
    "head-alone.pdf": (holding(b"%PDF-1.7\n%%EOF"), "the PDF is damaged"),
    "locked.pdf": (holding(lambda: pdf(written, "hemligt")), "encrypted"),
    "drawn.pdf": (holding(lambda: pdf(lambda new: new.rect(9, 9, 9, 9))), "only pictures"),
    "ring.pdf": (holding(lambda: page_ring()), "damaged"),
    "bomb.pdf": (holding(lambda: pdf_bomb()), "crashes the reader, or takes more than"),
    # DOCX
    "cut-off.docx": (holding(lambda: word()[:-400]), "cut off"),
    "locked.docx": (holding(lambda: locked_word()), "encrypted"),
    "bomb.docx": (holding(lambda: main_part(lambda part: part + b" " * 40_000_000)), UNPACKS),
    "parts.docx": (holding(lambda: word(**{f"word/{n}.bin": b"" for n in range(5_000)})), UNPACKS),
    "entities.docx": (holding(lambda: declaring(b'<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">')), "declares XML entities"),
    "outside.docx": (holding(lambda: declaring(b'<!ENTITY a SYSTEM "file:///etc/passwd">')), "declares XML entities"),
    "deep.docx": (holding(lambda: main_part(deep)), "damaged DOCX"),
    "broken.docx": (holding(lambda: main_part(lambda part: part[:300])), "damaged DOCX"),
    "no-body.docx": (holding(lambda: main_part(lambda part: b"<a/>")), "holds no text"),
    "paths.docx": (holding(lambda: word(**{"../../utanför.txt": b"x", "/utanför.txt": b"x"})), TAGGED),
    # HTML
    "deep.html": (holding(b"<html><body>" + b"<div>" * 100_000 + b"Hej"), "nested more than 256 deep"),
    "one-line.html": (holding(lambda: b"<html><p>" + b"a" * 49_000_000), "larger than 5 MB"),
    "scripts.html": (holding("<html><body><script>x()</script>"), "holds no text"),
    "unclosed.html": (holding(lambda: page().replace(b"</", b"<")), TAGGED),
    # Text
    "too-large.txt": (holding(lambda: b"a" * 50_000_001), "larger than 50 MB"),
    "one-line.txt": (holding(lambda: b"a" * 49_999_999), TOO_LONG),
    "million-items.txt": (holding(lambda: "• Polisen går.\n".encode() * 1_000_000), TOO_LONG),
    "many-items.txt": (holding(PLEDGES + "- Polisen besöker Surte\n" * 3_000), TAGGED),
    "long-line.txt": (holding(PLEDGES + "Polisen går " * 20_000), TAGGED),
    "tower.txt": (holding(PLEDGES + "a" + "\u0301" * 100_000), TAGGED),
    "invalid-utf-8.txt": (holding(PLEDGES.encode() + b"\xff\xfe\xc3"), TAGGED),
    "windows.txt": (holding(PLEDGES.replace("\n", "\r\n").encode("cp1252")), TAGGED),
    "utf-16.txt": (holding(PLEDGES.encode("utf-16")), TAGGED),
    "controls.txt": (holding("\x1b[2J\x07" + PLEDGES.replace("krog", "kr\u202eo\u2066g")), TAGGED),
    # Names
    "rad\nbryt.txt": (holding(PLEDGES), TAGGED),
    "\x1b[31mröd\x07.txt": (holding(PLEDGES), TAGGED),
    "\u202etxt.exe.txt": (holding(PLEDGES), TAGGED),
    "<script>alert('x')</script>.txt".replace("/", "\u2215"): (holding(PLEDGES), TAGGED),
    "\"citat\" & 'andra' %s [b].txt": (holding(PLEDGES), TAGGED),
    os.fsdecode(b"ej-utf-8-\xff\xfe.txt"): (holding(PLEDGES), TAGGED),
    "-o.txt": (holding(PLEDGES), TAGGED),
    "=cmd.txt": (holding(PLEDGES), TAGGED),
    "l" * 251 + ".txt": (holding(PLEDGES), TAGGED),
    # No files, or not ours
    "pipe.txt": (os.mkfifo, SKIPPED),
    "socket.txt": (listening, SKIPPED),
    "unreadable.txt": (unreadable, "no permission"),
    "to-pipe.txt": (link_to("pipe.txt"), SKIPPED),
    "folder.txt": (folder, SKIPPED),  # it is gone through, and what is in it is tagged
    "loop.txt": (link_to("."), SKIPPED),
    "ring.txt": (link_to("ring.txt"), SKIPPED),
    "dangling.txt": (link_to("nowhere.txt"), SKIPPED),
    "outside.txt": (link_to("/etc/hostname"), SKIPPED),
    "outside": (link_to("/etc"), SKIPPED),
    ".hidden.txt": (holding(PLEDGES), SKIPPED),
    "notes.md": (holding(PLEDGES), SKIPPED),
}
