"""Pictures in the terminal, where the extra ``images`` is installed. Nothing is imported for them before there is one to show."""

from reader.ui.pictures.view import Pictures

__all__ = ["Pictures"]
