"""How often, and how fast, the encoding of short files is told: ours against charset-normalizer and chardet.

    python -m bench.encodings [FOLDER ...]

Texts come from the posts below the folders (default: ``sample_posts``) that are UTF-8; pieces of 20, 100 and 1,000
bytes are encoded in each codec that can hold them. Right is an answer under which the bytes decode to the very
text they were made of. charset-normalizer and chardet take part when they are installed.
"""

from __future__ import annotations

import importlib
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from reader.archive.encoding import decode

PIECES = 150
"""Per codec and size."""
SIZES = (20, 100, 1_000)
LATIN = (
    "Le marché rouvre jeudi, a déclaré le maire; l'été sera chaud et les cafés pleins à craquer. ",
    "Müller größte Brücke über die Elbe wird schön; für Fußgänger täglich geöffnet, außer sonntags. ",
    "El niño señaló que mañana habrá función en el teatro; ¿quién podrá asistir? Todavía no se sabe. ",
    "På lördag öppnar kaféet vid ån igen, säger ägaren. Blåbärspaj och kaffe för 40 kronor. ",
)
Guess = Callable[[bytes], str]


def rivals() -> dict[str, Guess]:
    """The detectors by name; each gives the text it reads."""
    found: dict[str, Guess] = {"ours": lambda data: decode(data)[0]}
    try:
        charset_normalizer = importlib.import_module("charset_normalizer")
        found["charset-normalizer"] = lambda data: str(charset_normalizer.from_bytes(data).best() or "")
    except ImportError:
        pass
    try:
        chardet = importlib.import_module("chardet")
        found["chardet"] = lambda data: data.decode(chardet.detect(data)["encoding"] or "ascii", "replace")
    except ImportError:
        pass
    return found


def lines(folders: list[Path]) -> list[str]:
    """Lines with a third of their characters outside ASCII, from the UTF-8 posts below ``folders``."""
    texts: list[str] = []
    for folder in folders:
        for file in sorted(folder.rglob("*.md")):
            try:
                text = file.read_text(encoding="utf-8")
            except (UnicodeDecodeError, OSError):
                continue
            texts += [
                line
                for line in text.splitlines()
                if len(line) > 8 and sum(c > "\x7f" for c in line) * 3 > len(line)
            ]
    return texts


def traditional(texts: list[str]) -> list[str]:
    """The texts in traditional script where opencc is installed, else as they are."""
    try:
        opencc = importlib.import_module("opencc")
    except ImportError:
        return texts
    return [opencc.OpenCC("s2t").convert(text) for text in texts]


def pieces(texts: list[str], codec: str, size: int, fits: Callable[[str], bool]) -> list[tuple[bytes, str]]:
    """Up to ``PIECES`` texts of about ``size`` bytes with their bytes; those without a byte above 127 are left out."""
    rng = random.Random(size)
    texts = [text for text in texts if fits(text)]
    made: list[tuple[bytes, str]] = []
    for _ in range(PIECES * 3):
        if len(made) == PIECES or not texts:
            break
        at = rng.randrange(len(texts))
        text = "\n".join(texts[at : at + size // 10 + 1])
        while len(data := text.encode(codec, "ignore")) > size:
            text = text[: max(1, len(text) * size // len(data) - (len(data) - size < 8))]
        if len(data) < size // 2 or text.isascii() or data.decode(codec) != text:
            continue
        made.append((data, text))
    return made


def japanese(text: str) -> bool:
    """Whether there are kana in it."""
    return any("\u3041" <= char <= "\u30ff" for char in text)


def chinese(text: str) -> bool:
    """Whether there are none."""
    return not japanese(text)


def anything(text: str) -> bool:
    """Any text will do."""
    return bool(text)


def main() -> None:
    folders = [Path(name) for name in sys.argv[1:]] or [Path(__file__).parents[1] / "sample_posts"]
    texts = lines(folders)
    old = traditional([text for text in texts if chinese(text)])
    sources: list[tuple[str, list[str], Callable[[str], bool]]] = [
        ("utf-8", texts, anything),
        ("gb18030", texts, chinese),
        ("big5", old, chinese),
        ("cp932", texts, japanese),
        ("euc_jp", texts, japanese),
        ("utf-16", texts, anything),
        ("utf-16-le", texts, anything),
        ("utf-16-be", texts, anything),
        ("cp1252", list(LATIN), anything),
    ]
    detectors = rivals()
    print(f"{'codec':<11}{'bytes':>6}{'n':>5}" + "".join(f"{name:>26}" for name in detectors))
    for codec, source, fits in sources:
        for size in SIZES:
            made = pieces(source, codec, size, fits)
            if not made:
                continue
            cells = []
            for guess in detectors.values():
                start = time.perf_counter()
                right = sum(guess(data) == text for data, text in made)
                each = (time.perf_counter() - start) / len(made)
                cells.append(f"{right / len(made):>14.0%}{each * 1e6:>9,.0f} us")
            print(f"{codec:<11}{size:>6}{len(made):>5}" + "".join(cells))


if __name__ == "__main__":
    main()
