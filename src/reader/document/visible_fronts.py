"""What lines of Markdown begin with, as visible_markdown.py reads them: the marks of blocks, and where these end."""

from __future__ import annotations

import re

ORDINARY = frozenset(" \t>#*+-=_~`|<:[0123456789$")
"""What a line that is not just words can begin with."""
ITEM = re.compile(r"([-*+]|\d{1,9}[.)])([ \t]+|$)")
TASK = re.compile(r"\[[ xX]\][ \t]+")
HEADING = re.compile(r"(#{1,6})(?:[ \t]|$)")
BREAK = re.compile(r"(?:\*[ \t]*){3,}$|(?:-[ \t]*){3,}$|(?:_[ \t]*){3,}$")
UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
AFTER_TABLE = re.compile(r"#{1,6}[ \t]|>|```|~~~|[-*+][ \t]|1[.)][ \t]|</?(?:div|p|table|h\d|ul|ol|pre)\b")
DEFINED = re.compile(
    r"\[(?:[^\[\]\\]|\\.)+\]:[ \t]*(?:(?:<[^<>]*>|\S+)([ \t]+(?:\".*\"|'.*'|\(.*\)))?)?[ \t]*$"
)
TITLE = re.compile(r"[ \t]*(?:\"[^\"]*\"|'[^']*'|\([^()]*\))[ \t]*$")
DEFINITION = re.compile(r":[ \t]+(?=\S)")
NOTE = re.compile(r"\[\^([^\]\s]{1,200})\]:[ \t]*")
MORE = re.compile(r"<!--[ \t]*more[ \t]*-->[ \t]*(?=\S)")
BLOCK = re.compile(  # CommonMark 4.6: how a block of HTML begins, conditions 6 and 7
    r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div"
    r"|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link"
    r"|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|td|tfoot"
    r"|th|thead|title|tr|track|ul)(?:[\s>]|/>|$)",
    re.IGNORECASE,
)
ALONE = re.compile(
    r"<[A-Za-z][A-Za-z0-9-]*+(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+"
    r"\s*+/?>[ \t]*$|</[A-Za-z][A-Za-z0-9-]*+\s*>[ \t]*$"
)
VERBATIM = re.compile(
    r"<(?:script|pre|style|textarea)(?=[\s>]|$)|<!--|<\?|<!\[CDATA\[|<!(?=[A-Za-z])", re.IGNORECASE
)
VERBATIM_END = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
ENDS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>", "<!": ">"}
INFO = re.compile(r"\s*(?:\{\s*\.?)?[\w+#.-]*\s*[:=]\s*(?=\S*\.)([^\s{}]+)")
NAMED = re.compile(r"\b(?:title|filename|file|name)\s*=\s*(?:\"([^\"]+)\"|'([^']+)'|([^\s\"'{}]+))")
