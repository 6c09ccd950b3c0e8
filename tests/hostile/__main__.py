"""Write the hostile folder for a look by hand: ``python -m tests.hostile DIR``."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.hostile import write_hostile_folder

print(f"{len(write_hostile_folder(Path(sys.argv[1])))} hostile files in {sys.argv[1]}")  # noqa: T201
