"""Bytes: encodings right, wrong, mixed and untold, and files that are no text at all."""

from __future__ import annotations

import base64
import gzip
import json
import struct
import unicodedata
from typing import TYPE_CHECKING

from tests.hostile.form import PROSE, post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.hostile.form import Case


def encodings() -> Iterator[Case]:
    chinese, latin = (
        post(PROSE * 20),
        post(
            "<p>Le café coûte très cher à Düsseldorf.</p>",
            title="'Café à Düsseldorf'",
            category="x",
            author="y",
        ).replace("来源", "z"),
    )
    for codec in (
        "gb18030",
        "gbk",
        "gb2312",
        "utf-16-le",
        "utf-16-be",
        "utf-32-le",
        "utf-32-be",
        "utf-7",
        "hz",
    ):
        yield f"{codec} without BOM", chinese.encode(codec)
    for codec in ("utf-8-sig", "utf-16", "utf-32", "utf-16-be"):
        bom = b"\xfe\xff" if codec == "utf-16-be" else b""
        yield f"{codec} with BOM", bom + chinese.encode(codec)
    yield (
        "big5",
        post("<p>這是一個繁體中文的測試，講一件平常的事情。</p>" * 9, title="'繁體標題'")
        .replace("来源", "來源")
        .replace("某某", "作者")
        .encode("big5", "replace"),
    )
    for codec in ("shift_jis", "euc_jp", "iso2022_jp"):
        yield (
            codec,
            post("<p>これは日本語の記事です。今日は天気がとても良い。</p>" * 9, title="'日本の記事'")
            .replace("来源", "東京")
            .encode(codec, "replace"),
        )
    yield (
        "euc_kr",
        post("<p>이것은 한국어 글입니다. 오늘은 날씨가 좋습니다.</p>" * 9, title="'한국어 제목'").encode(
            "euc_kr", "replace"
        ),
    )
    yield (
        "koi8_r",
        post("<p>Это русский текст о погоде и новостях.</p>" * 9, title="'Заголовок'").encode(
            "koi8_r", "replace"
        ),
    )
    yield (
        "windows 1251",
        post("<p>Это русский текст о погоде.</p>" * 9, title="'Заголовок'").encode("cp1251", "replace"),
    )
    for codec in ("latin-1", "cp1252", "cp437", "mac_roman", "cp500"):
        yield codec, latin.replace("金融", "f").encode(codec, "replace")
    whole = chinese.encode()
    yield "utf-8 then gb18030", whole + "后半是另一种编码。".encode("gb18030") * 50
    yield "gb18030 then utf-8", chinese.encode("gb18030") + "后半是另一种编码。".encode() * 50
    yield "utf-8 with one bad byte", whole[:200] + b"\xff" + whole[200:]
    yield "utf-8 encoded twice", chinese.encode().decode("latin-1").encode()
    yield (
        "utf-8 cut in a character",
        whole[: whole.rindex("要".encode()) + 1] if "要".encode() in whole else whole[:-40] + b"\xe4\xb8",
    )
    bad = {
        "lone continuation": b"\x80\xbf",
        "lone lead": b"\xc3",
        "truncated three": b"\xe4\xb8",
        "truncated four": b"\xf0\x9f\x98",
        "overlong slash": b"\xc0\xaf",
        "overlong null": b"\xc0\x80",
        "overlong three": b"\xe0\x80\xaf",
        "overlong ESC": b"\xc0\x9b[2J",
        "surrogates": b"\xed\xa0\x80\xed\xb0\x80",
        "beyond Unicode": b"\xf4\x90\x80\x80",
        "five bytes": b"\xf8\x88\x80\x80\x80",
        "FE and FF": b"\xfe\xff\xfe",
    }
    for name, raw in bad.items():
        yield (
            f"invalid utf-8 {name}",
            post(title="'坏@字节'", body="<p>正文@字节</p>").encode().replace(b"@", raw),
        )
    yield (
        "utf-16 with lone surrogates",
        b"\xff\xfe"
        + "---\ntitle: x".encode("utf-16-le")
        + b"\x00\xd8\x41\x00\x00\xdc"
        + "\n---\ny".encode("utf-16-le"),
    )
    yield "utf-16 of odd length", "---\ntitle: 奇数\n---\n正文".encode("utf-16") + b"\x41"
    yield "utf-16 BOM twice", b"\xff\xfe\xff\xfe" + chinese.encode("utf-16-le")
    yield "utf-8 BOM twice", b"\xef\xbb\xbf\xef\xbb\xbf" + whole
    yield "utf-32 beyond Unicode", b"\xff\xfe\x00\x00" + struct.pack("<3I", 0x110000, 0xD800, 0x41)
    for name, bom in (
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32", b"\xff\xfe\0\0"),
        ("utf-7", b"+/v8-"),
        ("gb18030", b"\x84\x31\x95\x33"),
    ):
        yield f"only a BOM of {name}", bom
    yield "charset told wrong", post('<meta charset="utf-7"><p>+ADw-script+AD4-</p>')
    yield "every byte", bytes(range(256)) * 64
    yield "every character", "".join(chr(code) for code in range(0x3000) if not 0xD800 <= code < 0xE000)
    yield (
        "every control category",
        "".join(
            char
            for code in range(0x110000)
            if unicodedata.category(char := chr(code)) in {"Cc", "Cf", "Zl", "Zp", "Mn", "Me"}
        ),
    )


def shapes() -> Iterator[Case]:
    yield "empty", b""
    yield "one newline", b"\n"
    yield "one byte", b"x"
    yield "only blanks", b" \t\r\n\x0c" * 1000
    yield "only ideographic blanks", "\u3000\u00a0\u2003\n" * 1000
    yield "only nulls", b"\0" * 100_000
    yield "CR only", post().replace("\n", "\r")
    yield "CRLF", post().replace("\n", "\r\n")
    yield (
        "newlines mixed",
        "---\r\ntitle: 混\n\rdate: 2021-01-01\r---\n\r\n<p>a\r\r\nb\x0bc\x0cd\x85e\u2028f</p>",
    )
    yield "newlines of LF CR", post().replace("\n", "\n\r")
    yield "form feeds around the header", "\x0c\n---\x0c\ntitle: x\x0c\n---\x0c\nbody"
    yield "Ctrl-Z at the end", post() + "\x1a" + "after"
    yield (
        "PNG",
        base64.b64decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        ),
    )
    yield "gzip", gzip.compress(post().encode(), mtime=0)
    yield "ELF", b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HHI", 2, 62, 1) + bytes(range(256)) * 40
    yield "ZIP", b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(range(255, -1, -1)) * 4
    yield "PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    yield "SQLite", b"SQLite format 3\0" + bytes(4080)
    yield "pickle", b"cos\nsystem\n(S'true'\ntR."
    yield "Python source", "#!/usr/bin/env python\nraise SystemExit(1)\n"
    yield "merge conflict", "<<<<<<< HEAD\n---\ntitle: a\n=======\n---\ntitle: b\n>>>>>>> x\n---\nbody"
    yield "git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    yield "a mail", "From: a@b\nSubject: =?utf-8?b?/////w==?=\nDate: Thu, 99 Foo\n\nbody"
    yield "JSON lines", "\n".join(json.dumps({"title": at}) for at in range(1000))
