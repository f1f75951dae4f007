"""Finding patches of a colour in a picture."""

from __future__ import annotations

from PIL import Image

from tools.browser.pixels import patches

CYAN = (0, 255, 255)
ALMOST_CYAN = (7, 250, 255)


def _picture(*boxes: tuple[int, int, int, int], colour: tuple[int, int, int] = CYAN) -> Image.Image:
    image = Image.new("RGB", (60, 40))
    for box in boxes:
        image.paste(colour, box)
    return image


def test_no_patch() -> None:
    assert patches(_picture(), CYAN) == []


def test_patches_are_ordered_from_top_to_bottom() -> None:
    image = _picture((50, 20, 60, 30), (0, 30, 10, 40), (20, 0, 30, 10))
    assert [middle for middle, _ in patches(image, CYAN)] == [(24, 4), (54, 24), (4, 34)]


def test_a_patch_that_goes_down_along_and_up_is_one() -> None:
    assert patches(_picture((10, 0, 15, 30), (40, 5, 45, 30), (10, 25, 45, 30)), CYAN) == [
        ((27, 14), 150 + 125 + 125)
    ]


def test_patches_that_touch_at_a_corner_are_two() -> None:
    image = _picture((0, 0, 10, 10), (10, 10, 20, 20))
    assert patches(image, CYAN) == [((4, 4), 100), ((14, 14), 100)]


def test_the_end_of_a_row_and_the_start_of_the_next_are_apart() -> None:
    image = _picture((0, 1, 5, 40), (55, 0, 60, 39))
    assert patches(image, CYAN) == [((57, 19), 195), ((2, 20), 195)]


def test_small_patches_are_left_out() -> None:
    assert patches(_picture((0, 0, 13, 3), (20, 0, 30, 4)), CYAN) == [((24, 1), 40)]


def test_a_colour_need_not_be_exact() -> None:
    box = (0, 0, 10, 10)
    assert patches(_picture(box, colour=ALMOST_CYAN), CYAN) == [((4, 4), 100)]
    assert patches(_picture(box, colour=(8, 255, 255)), CYAN) == []
