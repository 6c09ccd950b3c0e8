from __future__ import annotations

import pytest

from tests.document.golden import CASES, Case, drawn, read

PAIRS = [read(path) for path in sorted(CASES.glob("*.txt"))]


@pytest.mark.parametrize("case", PAIRS, ids=lambda case: case.name)
def test_a_body_becomes_the_lines_that_its_case_shows(case: Case) -> None:
    assert case.expected, "a case without expected lines proves nothing"
    for width, styles, expected in case.expected:
        assert drawn(case, width, styles=styles) == expected, case.sentence


def test_every_case_says_in_a_sentence_what_a_reader_should_see() -> None:
    assert len(PAIRS) >= 130
    assert all(case.sentence.endswith(".") for case in PAIRS)
