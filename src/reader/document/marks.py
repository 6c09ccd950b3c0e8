"""Raised and lowered text in plain characters: H₂O, x², and ``^(…)`` where Unicode has no sign."""

from __future__ import annotations

_UP = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_DOWN = dict(zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "re", "e", "o", "a", "tm", "sm", "®", "™", "©"})
"""Raised for looks only: 1st, 2e, 3º."""


def raised(text: str) -> str:
    """``text`` of a ``<sup>``."""
    return _moved(text, _UP, "^")


def lowered(text: str) -> str:
    """``text`` of a ``<sub>``."""
    return _moved(text, _DOWN, "_")


def _moved(text: str, signs: dict[str, str], sign: str) -> str:
    bare = text.strip()
    if not bare or bare[0] in "[^_(*†‡［（〔" or bare.lower() in _ORDINALS or len(bare) > 40:
        return text  # a note's mark, an ordinal, or a whole sentence in small print
    if all(char in signs for char in bare):
        return "".join([signs[char] for char in bare])
    return f"{sign}({bare})"
