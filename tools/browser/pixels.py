"""Compares pictures of a screen, and finds patches of a colour in them."""

from __future__ import annotations

from PIL import Image, ImageChops

Point = tuple[int, int]


def same(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures are identical."""
    return ImageChops.difference(one, other).getbbox() is None


def patches(image: Image.Image, colour: tuple[int, int, int]) -> list[tuple[Point, int]]:
    """Center and size in pixels of each connected patch of a colour, from top to bottom."""
    flat = Image.new("RGB", image.size, colour)
    red, green, blue = ImageChops.difference(image, flat).split()
    # Zero only where all three channels are the colour's.
    off = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    near = off.point([1] * 8 + [0] * 248)
    box = near.getbbox()
    if box is None:
        return []
    # Only this box is searched; one extra column keeps the ends of its rows apart.
    width = box[2] - box[0] + 1
    left = bytearray(near.crop((*box[:2], box[0] + width, box[3])).tobytes())
    found: list[tuple[Point, int]] = []
    start = -1
    while (start := left.find(1, start + 1)) >= 0:
        todo, runs = [start], []
        while todo:
            at = todo.pop()
            if not left[at]:
                continue
            # A whole run of a row at once, which is many times faster than pixel by pixel.
            first, end = left.rfind(0, 0, at) + 1, left.find(0, at)
            left[first:end] = bytes(end - first)
            runs.append((first, end))
            for row in (-width, width):
                beside = max(first + row, 0)
                while (beside := left.find(1, beside, max(end + row, 0))) >= 0:
                    todo.append(beside)
                    beside = left.find(0, beside)
        size = sum(end - first for first, end in runs)
        if size < 40:
            continue
        columns = [at % width for first, end in runs for at in (first, end - 1)]
        rows = [first // width for first, _ in runs]
        middle = (
            box[0] + (min(columns) + max(columns)) // 2,
            box[1] + (min(rows) + max(rows)) // 2,
        )
        found.append((middle, size))
    return sorted(found, key=lambda it: (it[0][1], it[0][0]))
