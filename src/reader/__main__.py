"""``python -m reader`` is ``newsreader``."""

from reader.cli import main

if __name__ == "__main__":
    main()
