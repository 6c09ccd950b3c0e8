"""newsreader: a terminal reader for folders of saved news."""

__version__ = "0.1.0"
