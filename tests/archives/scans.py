"""Papers as they come back: printed by the product, signed, scanned or photographed."""

import io
import random
import re

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

DOTS = 150  # the least that scanners are set to
A4 = (1240, 1754)


def sheets(pdf, dots=DOTS):
    """The pages of a PDF as a scanner sees them."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dots / 72).to_pil().convert("RGB") for page in document]


def signed(sheet, seed=0):
    """Scribbles where people write, below the head; now and then one runs over a code there."""
    chance, sheet = random.Random(seed), sheet.copy()
    pen = ImageDraw.Draw(sheet)
    for _ in range(6):
        x = chance.randint(100, sheet.width - 500)
        y = chance.randint(sheet.height // 3, sheet.height - 100)
        line = [(x + 40 * n, y + chance.randint(-40, 40)) for n in range(9)]
        pen.line(line, fill=(20, 30, 120), width=5, joint="curve")
    return sheet


def turned(sheet, degrees):
    """Clockwise, as laid on the glass."""
    return sheet.rotate(-degrees, expand=True, fillcolor="white", resample=Image.BICUBIC)


def noised(sheet, seed=0):
    chance = random.Random(seed)
    noise = Image.effect_noise(sheet.size, 40 + chance.randint(0, 25)).convert("RGB")
    return Image.blend(sheet, noise, 0.22)


def skewed(sheet, seed=0):
    """Pulled awry, as a sheet that lay at a slant in the feeder."""
    chance = random.Random(seed)
    shear = chance.uniform(-0.06, 0.06)
    room = Image.new("RGB", (sheet.width + 320, sheet.height + 160), "white")
    room.paste(sheet, (160, 80))
    shift = -shear * room.height / 2
    return room.transform(room.size, Image.AFFINE, (1, shear, shift, 0, 1, 0), Image.BICUBIC)


def photographed(sheet, seed=0):
    """On a table, by a telephone: perspective, shadow, warm light, a little out of focus."""
    chance, (width, height) = random.Random(seed), sheet.size
    table = Image.new("RGB", (width + 400, height + 400), (112, 88, 66))
    table.paste(sheet, (200, 200))
    corners = [(200, 200), (200, height + 200), (width + 200, height + 200), (width + 200, 200)]
    quad = [value + chance.randint(-90, 90) for corner in corners for value in corner]
    margin = (-90, -90, -90, 90, 90, 90, 90, -90)
    quad = [one + more for one, more in zip(quad, margin, strict=True)]
    seen = table.transform((2400, 3200), Image.QUAD, quad, Image.BICUBIC)
    shade = Image.linear_gradient("L").resize(seen.size).rotate(chance.choice((0, 90, 180, 270)))
    shade = shade.resize(seen.size).point(lambda one: 110 + one * 145 // 255)
    lit = Image.composite(seen, Image.new("RGB", seen.size, (38, 30, 22)), shade)
    lit = lit.filter(ImageFilter.GaussianBlur(chance.uniform(0.5, 1.6)))
    return noised_lightly(lit, seed)


def noised_lightly(sheet, seed=0):
    noise = Image.effect_noise(sheet.size, 30).convert("RGB")
    return Image.blend(sheet, noise, 0.08)


def of_screen(sheet, seed=0):
    """Shown on a screen and photographed off it: its lines beat with those of the camera."""
    chance, wide, high = random.Random(seed), *sheet.size
    lines = Image.new("L", (1, high))
    lines.putdata([255 if row % 3 else 190 for row in range(high)])
    grid = Image.new("L", (wide, 1))
    grid.putdata([255 if column % 4 else 205 for column in range(wide)])
    shown = ImageChops.multiply(lines.resize(sheet.size), grid.resize(sheet.size))
    lit = ImageChops.multiply(sheet, Image.merge("RGB", (shown, shown, shown)))
    return photographed(turned(lit, chance.uniform(-3, 3)), seed)


def damaged(pdf, page):
    """The PDF with the picture of a page (from 1) overwritten, as a bad medium leaves it."""
    starts = [found.start() for found in re.finditer(rb"\xff\xd8\xff", pdf)]
    at = starts[page - 1]
    return pdf[:at] + bytes(200) + pdf[at + 200 :]


def blurred(sheet):
    """So far out of focus that nothing can be read."""
    return sheet.filter(ImageFilter.GaussianBlur(14))


def blank():
    return Image.new("RGB", A4, (247, 246, 242))


def jpeg(sheet, quality=80):
    target = io.BytesIO()
    sheet.save(target, "JPEG", quality=quality, dpi=(DOTS, DOTS))
    return target.getvalue()


def scanned(pages):
    """The pages as the one PDF that a scanner makes."""
    target = io.BytesIO()
    first, *rest = pages
    first.save(target, "PDF", resolution=DOTS, save_all=True, append_images=rest, quality=80)
    return target.getvalue()
