"""Markdown for the search index: what is markup in it becomes HTML that visible_html.py reads."""

from __future__ import annotations

from reader.document.markdown import is_written, to_html

__all__ = ["is_written", "to_html"]
