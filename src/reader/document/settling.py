"""What html2text wrote, settled: code, addresses and stand-ins put in place, escapes that nothing needs taken out."""

from __future__ import annotations

import re

# Noncharacters stand for what html2text is to leave alone; they can't be in a text (Unicode 23.7).
START, BREAK, BACKSLASH, WIDE_BLANK, IDLE = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
CODE, CODE_END, LINK, ADDRESS, ADDRESS_END = "\ufdd5", "\ufdd6", "\ufdd7", "\ufdd8", "\ufdd9"
STRIKE, FORMULA = "\ufdda", "\ufddb"
RESERVED = re.compile("[\ufdd0-\ufdef]")
STANDING = {"\n": BREAK, "\\": BACKSLASH, "\u3000": WIDE_BLANK}
STAND_IN = re.compile(r"[\n\\\u3000]")

_TOKEN = re.compile(
    f"{CODE}(?P<code>[^{CODE_END}]*){CODE_END}|{ADDRESS}(?P<address>[^{ADDRESS_END}]*){ADDRESS_END}"
    rf"|{LINK}|{FORMULA}+[^{FORMULA}]*{FORMULA}+|\\(?P<escaped>.)|~~+|\$"
)
_AUTOLINK = re.compile(
    f"{LINK}(?P<text>[^{LINK}{ADDRESS}{CODE}]*){ADDRESS}(?P<address>[a-z]+://[^\\s<>{ADDRESS_END}]*){ADDRESS_END}"
)
_BEGINS = re.compile(r"\\\[(?:[ xX]\\\]|TOC|[^\n\]]*\]:)")
"""At the start of a paragraph: the box of a task, a wish for a table of contents, a definition."""
_ESCAPE = re.compile(r"\\(.)")


def settled(text: str) -> str:
    """What html2text wrote, with code, addresses and stand-ins in place and without escapes that nothing needs."""
    if LINK in text:
        text = _AUTOLINK.sub(_autolink, text)
    text = _Settling(text).run()
    for char, stand_in in STANDING.items():
        text = text.replace(stand_in, char * 2 if char == "\\" else char)
    return text.replace(IDLE, "").replace(STRIKE, "~~").replace(FORMULA, "$")


def _autolink(match: re.Match[str]) -> str:
    shown = _ESCAPE.sub(r"\1", match["text"]).replace("&amp;", "&")
    return f"{ADDRESS}<{match['address']}{ADDRESS_END}" if shown == match["address"] else match.group()


class _Settling:
    """One pass over a text from html2text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.in_link = False
        self.may_be_tex = "^" in text or BACKSLASH in text
        """An escaped bracket might be taken for the beginning of a formula."""
        self.escape_sums = text.count("$") + text.count(FORMULA) > 1

    def run(self) -> str:
        return _TOKEN.sub(self._token, self.text)

    def _token(self, match: re.Match[str]) -> str:
        if match["code"] is not None:
            return _code(match["code"])
        if match["address"] is not None:
            self.in_link = False
            address = match["address"]
            return f"{address}>" if address.startswith("<") else f"]{link_target(address)}"
        found = match.group()
        if found == LINK:
            self.in_link = True
            return "["
        if found[0] == FORMULA:
            return found
        if found == "$":
            return r"\$" if self.escape_sums else found
        return self._kept(match) if match["escaped"] else found.replace("~", r"\~")

    def _kept(self, match: re.Match[str]) -> str:
        """An escaped character: escaped still where Markdown would take it for a mark."""
        char = match["escaped"]
        before = self.text[match.start() - 1] if match.start() else " "
        after = self.text[match.end() : match.end() + 2]
        if not self._counts(char, before, after, match.start()):
            return char
        return f"&#{ord(char)};" if char in "[]" and self.may_be_tex else f"\\{char}"

    def _counts(self, char: str, before: str, after: str, at: int) -> bool:
        if char in "(){}.+-#":
            return False
        if char == "!":
            return after.startswith((LINK, "\\["))
        if char == "[":
            return self.in_link or after == "\\!" or (at == 0 and _BEGINS.match(self.text) is not None)
        if char == "]":
            return self.in_link or after.startswith(("\\(", "\\[", LINK))
        if char in "*_" and before.isspace() and (not after or after[0].isspace()):
            return at == 0
        # snake_case is safe everywhere; between Chinese characters readers differ, ours takes it for emphasis.
        return char != "_" or not (before.isalnum() and after[:1].isalnum() and (before + after[0]).isascii())


def _code(text: str) -> str:
    """A code span that may hold backticks (CommonMark 6.1)."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    edge = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{edge}{text}{edge}{fence}"


_UNSAFE_ADDRESS = re.compile(r"[<>\s]")


def link_target(address: str) -> str:
    """The address of a link in its brackets (CommonMark 6.3)."""
    address = _UNSAFE_ADDRESS.sub(lambda match: f"%{ord(match.group()):02X}", address)
    address = address.replace("\\", "%5C")
    return f"(<{address}>)" if not address or "(" in address or ")" in address else f"({address})"
