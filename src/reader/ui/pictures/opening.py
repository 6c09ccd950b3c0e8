"""Picture files, opened with care: they come from anywhere. Needs Pillow, which is imported when the first one is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

    from reader.ui.pictures.terminal import Cell

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "TIFF", "ICO")
"""What news is illustrated with. Not EPS and the like, which start other programs."""
_MAX_PIXELS = 80_000_000
"""A picture of more is not unpacked: it would take a third of a gigabyte. Pillow warns from 89 million on."""
_ORIENTATION = 0x0112
"""The tag of EXIF that says how the camera was held; from 5 on it lay on its side."""
_DOT = 10
"""Pixels of a cell's width for which pictures are made; on a screen of more, pictures are shown larger."""

MOST = 297
"""Columns and rows at most: what the placeholders of kitty's protocol can count."""

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""


class Size(NamedTuple):
    """Of a picture, in pixels."""

    width: int
    height: int


class Box(NamedTuple):
    """Of a picture on the screen, in cells."""

    columns: int
    rows: int


def measure(path: Path) -> Size | None:
    """The size of the picture in a file by its first bytes; None when it can't be drawn."""
    from PIL import Image  # noqa: PLC0415 -- takes 40 ms, and not everyone has it

    try:
        with Image.open(path, formats=_FORMATS) as image:
            width, height = image.size
            lying = image.getexif().get(_ORIENTATION, 1) in {5, 6, 7, 8}
    except Exception:  # noqa: BLE001 -- whatever a reader of a broken file stumbles over; Pillow has no class for it
        return None
    if width * height > _MAX_PIXELS or not width or not height:
        return None
    return Size(height, width) if lying else Size(width, height)


def natural(cell: Cell) -> int:
    """Pixels of a picture that a cell is wide when it is shown in its own size."""
    return min(cell.width, _DOT)


def fit(size: Size, columns: int, max_rows: int, cell: Cell, dots: int) -> Box:
    """The cells that a picture takes.

    Args:
        size: of the picture.
        columns: that there are.
        max_rows: that there are.
        cell: of the terminal.
        dots: pixels of the picture that a cell is wide, at least: it is not made larger than that.
    """
    aspect = size.height / size.width * cell.width / cell.height
    columns, max_rows = min(columns, MOST), min(max_rows, MOST)
    wide = max(1, min(columns, -(-size.width // dots)))
    rows = round(wide * aspect)
    if rows > max_rows:
        wide, rows = max(1, min(wide, round(max_rows / aspect))), max_rows
    return Box(wide, max(1, rows))


def opened(path: Path, size: Size, ground: Colour) -> Image | None:
    """The picture in a file as ``size`` pixels of RGB: upright, its first frame, on ``ground`` where it is transparent.

    Returns:
        None when the file is broken.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415

    try:
        with Image.open(path, formats=_FORMATS) as image:
            if image.width * image.height > _MAX_PIXELS:
                return None
            # A JPEG is unpacked at the smallest of its scales that is large enough, for either way up.
            image.draft("RGB", (max(size), max(size)))
            upright = ImageOps.exif_transpose(image)
            assert upright is not None
            if upright.has_transparency_data:
                upright = _on_ground(upright.convert("RGBA"), size, ground)
            return upright.convert("RGB").resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    except Exception:  # noqa: BLE001 -- see above
        return None


def _on_ground(image: Image, size: Size, ground: Colour) -> Image:
    """``image`` without transparency: on ``ground``, or on white or black if it could not be told from ``ground``."""
    from PIL import Image as Images  # noqa: PLC0415
    from PIL import ImageStat  # noqa: PLC0415

    small = image.resize(size, Images.Resampling.BOX, reducing_gap=1.0)
    alpha = small.getchannel("A")
    brightness = ImageStat.Stat(small.convert("L"), alpha.point(lambda value: 255 * (value > 127)))
    shade = sum(weight * part for weight, part in zip((0.299, 0.587, 0.114), ground, strict=True))
    is_visible = not brightness.count[0] or abs(brightness.mean[0] - shade) > 60
    behind = ground if is_visible else (255,) * 3 if shade < 128 else (0,) * 3
    return Images.alpha_composite(Images.new("RGBA", small.size, (*behind, 255)), small)
