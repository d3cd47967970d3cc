"""Photos of a sheet of paper on a table, made by us: printed, askew, in uneven light, noised."""

import io
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from township.papers.typesetting import fonts_of

A4 = (1240, 1754)
TABLE = (92, 78, 66)
# Where the corners lie about, clockwise from the top left, as shares of the photo.
ABOUT = ((0.13, 0.09), (0.87, 0.11), (0.9, 0.91), (0.1, 0.89))


def font(size):
    info = next(one for one in fonts_of("").fonts() if "Noto Serif SC" in one.family)
    return ImageFont.truetype(info.path, size, index=info.index)


def text_page(number=1, *, lines=34):
    """A page of minutes at 150 dpi, in No. 4 type, with a red stamp."""
    page = Image.new("RGB", A4, "white")
    draw, body = ImageDraw.Draw(page), font(27)
    draw.text((400, 110), f"万顺村会议记录（第{number}页）", fill="black", font=font(44))
    for line in range(lines):
        told = f"{line + 1}. 到会代表三十二人，讨论自治章程第{line + number}条，赞成二十九人。"
        draw.text((120, 220 + line * 41), told, fill="black", font=body)
    draw.ellipse((860, 1380, 1120, 1640), outline=(200, 30, 30), width=9)
    return page


def corners_of(number):
    """Where the corners of photo `number` lie, as shares, clockwise from the top left."""
    chance = random.Random(number)
    return [(x + chance.uniform(-0.04, 0.04), y + chance.uniform(-0.04, 0.04)) for x, y in ABOUT]


def photo_of(page, number, size=(1920, 2560), *, dark=0.45):
    """`page` as a phone takes it, a JPEG: askew, light falling off to `dark`, soft, noised."""
    chance = random.Random(number)
    corners = [(x * size[0], y * size[1]) for x, y in corners_of(number)]
    view = _view(corners, page.size)
    laid = page.transform(size, Image.Transform.PERSPECTIVE, view, Image.Resampling.BICUBIC)
    mask = Image.new("L", page.size, 255)
    mask = mask.transform(size, Image.Transform.PERSPECTIVE, view, Image.Resampling.BILINEAR)
    photo = Image.composite(laid, Image.new("RGB", size, TABLE), mask)
    light = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180))).resize(size)
    light = light.point(lambda value: 255 * (dark + (0.95 - dark) * value / 255))
    photo = ImageChops.multiply(photo, Image.merge("RGB", (light, light, light)))
    photo = photo.filter(ImageFilter.GaussianBlur(0.9))
    grain = Image.effect_noise(size, 14)
    photo = ImageChops.add(photo, Image.merge("RGB", (grain, grain, grain)), offset=-128)
    stream = io.BytesIO()
    photo.save(stream, "JPEG", quality=88)
    return stream.getvalue()


def _view(corners, size):
    """What PIL asks for: the eight numbers that take a point of the photo to one of the page."""
    width, height = size
    flat = [(0, 0), (width, 0), (width, height), (0, height)]
    rows, wanted = [], []
    for (x, y), (u, v) in zip(corners, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    return _solved(rows, wanted)


def _solved(rows, wanted):
    """Gaussian elimination with pivots."""
    table = [[*row, value] for row, value in zip(rows, wanted, strict=True)]
    for at in range(len(table)):
        pivot = max(range(at, len(table)), key=lambda row: abs(table[row][at]))
        table[at], table[pivot] = table[pivot], table[at]
        table[at] = [value / table[at][at] for value in table[at]]
        for row in range(len(table)):
            if row != at:
                share = table[row][at]
                table[row] = [a - share * b for a, b in zip(table[row], table[at], strict=True)]
    return [row[-1] for row in table]
