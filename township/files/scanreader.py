"""Child process: reads pictures and pages without a text layer, one JSON on standard output.

`python -m township.files.scanreader folder path media_type first count`. `folder` holds the
packages that read (READERS_DIR); the models come with them. A page is laid upright before it is
read: sideways by the shape of its lines, upside down by a vote over the longest of them, askew by
their slope. Where the lines lie is told in ten-thousandths of the picture as it was sent, four
corners each. What is doubtful is told with its certainty: who asks decides what it is worth.
"""

import io
import json
import os
import sys
from dataclasses import dataclass

from township.files.limits import OUT_OF_MEMORY, limit_self

DOTS = 200  # an inch, of a page as wide as A4
LONGEST_SIDE = 3200
# Lines are looked for on a picture of this size; how the page lies is seen on a smaller one.
DETECTED_SIDE, ROUGH_SIDE = 1024, 640
FEWEST_LETTERS = 16  # of a page that has its words in it
PARTS = 10_000
# A line is tall when it stands so many times as high as wide; a slope of fewer degrees is let be.
TALL, LEAST_SLOPE = 1.5, 0.4
VOTERS = 12
IN_ONE_ROW = 0.55
LEAST_CERTAIN = 0.3
READ, HAS_WORDS, DAMAGED = "read", "has_words", "damaged"


def read(path, media_type, first, count):
    """{"pages": all there are, "engine", "read": [one for each page of the slice]}."""
    told = {"engine": "", "read": []}
    is_pdf = media_type == "application/pdf"
    pages, page_of = _pages_of(path) if is_pdf else _pictures_of(path, media_type)
    reader = None
    for number in range(first, min(first + count, pages + 1)):
        try:
            picture = page_of(number)
            if picture is not None:
                reader = reader or PageReader()
            found = reader.read(picture) if picture is not None else {"state": HAS_WORDS}
        except MemoryError:
            raise
        except Exception:
            found = {"state": DAMAGED}
        told["read"].append({"number": number, "lines": [], "turned": 0} | found)
    return told | {"pages": pages, "engine": reader.name if reader else ""}


def _pictures_of(path, media_type):
    from PIL import ImageOps

    from township.files.checks.image import opened
    from township.files.previewer import within_eight_bits

    def picture_of(number):
        with opened(path, media_type) as image:
            if number > 1:
                image.seek(number - 1)
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return _on_white(ImageOps.exif_transpose(within_eight_bits(image)))

    with opened(path, media_type) as image:
        # Only a scan has pages; the pictures of a moving one are one.
        return (image.n_frames if media_type == "image/tiff" else 1), picture_of


def _on_white(picture):
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    sheet = Image.new("RGB", picture.size, "white")
    sheet.paste(picture, mask=picture.getchannel("A"))
    return sheet


def _pages_of(path):
    from pypdf import PdfReader

    pages = PdfReader(path).pages

    def page_of(number):
        """None where the page has its words in it."""
        page = pages[number - 1]
        letters = sum(sign.isalnum() for sign in page.extract_text())
        return None if letters >= FEWEST_LETTERS else _drawn(path, number, page)

    return len(pages), page_of


def _drawn(path, number, page):
    from PIL import Image

    from township.files.pagedrawer import draw

    wide, high = page.mediabox.width, page.mediabox.height
    if page.rotation % 180:
        wide, high = high, wide
    drawn = io.BytesIO()
    draw(path, number, drawn, dots=DOTS * max(1.0, float(wide / high)), quality=92)
    with Image.open(drawn) as picture:
        return picture.convert("RGB")


@dataclass
class PagePicture:
    """A picture as it is read, and the way back to where its points lay in what was sent."""

    pixels: object
    way: object  # 3 × 3

    def moved(self, matrix, size):
        """As `matrix` (2 × 3) lays it on a white sheet of `size`."""
        import cv2
        import numpy

        pixels = cv2.warpAffine(self.pixels, matrix, size, borderValue=(255, 255, 255))
        return PagePicture(pixels, self.way @ numpy.linalg.inv(numpy.vstack([matrix, [0, 0, 1]])))

    def turned(self, degrees):
        """Counter-clockwise about its middle, on a sheet that holds all of it."""
        import cv2

        high, wide = self.pixels.shape[:2]
        matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
        cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
        size = round(wide * cos + high * sin), round(wide * sin + high * cos)
        matrix[:, 2] += (size[0] - wide) / 2, (size[1] - high) / 2
        return self.moved(matrix, size)

    def corners_before(self, box):
        import cv2

        return cv2.perspectiveTransform(box.reshape(1, 4, 2).astype("float64"), self.way)[0]


class PageReader:
    """The models, loaded once a child."""

    def __init__(self):
        from importlib.metadata import version

        from rapidocr import RapidOCR

        self.engine = RapidOCR(
            params={
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Global.log_level": "critical",
                "Det.limit_type": "max",
            }
        )
        self.name = f"rapidocr {version('rapidocr')} {self.engine.cfg.Rec.ocr_version.value}"

    def read(self, picture):
        """{"state", "turned", "lines": [{"text", "corners", "certainty"}]} in reading order."""
        import numpy

        sheet = PagePicture(
            numpy.ascontiguousarray(numpy.asarray(picture)[:, :, ::-1]), numpy.eye(3)
        )
        high, wide = sheet.pixels.shape[:2]
        sheet, boxes, turned = self._upright(sheet)
        lines = []
        if len(boxes):
            found = self.engine._load_rec_model()(_input(self._cut(sheet, boxes)))
            for box, text, certainty in zip(boxes, found.txts, found.scores, strict=True):
                if text.strip() and certainty >= LEAST_CERTAIN:
                    corners = sheet.corners_before(box) / (wide, high) * PARTS
                    places = [int(min(max(one, 0), PARTS)) for one in corners.flatten()]
                    line = {"text": text.strip(), "corners": places}
                    lines.append(line | {"certainty": round(float(certainty), 3)})
        return {"state": READ, "turned": turned, "lines": lines}

    def _boxes(self, sheet, side=DETECTED_SIDE):
        import numpy

        detector = self.engine._load_det_model()
        detector.limit_side_len = side
        boxes = detector(sheet.pixels).boxes
        return numpy.array([]) if boxes is None else boxes

    def _cut(self, sheet, boxes):
        from rapidocr.utils.process_img import get_rotate_crop_image

        return [get_rotate_crop_image(sheet.pixels, box) for box in boxes]

    def _upright(self, sheet):
        """(the sheet as one reads it, its lines in order, degrees clockwise it was turned)."""
        import numpy

        rough, turned = self._boxes(sheet, ROUGH_SIDE), 0
        if len(rough):
            wide, high = _sides(rough)
            if high[high > wide * TALL].sum() > wide[high <= wide * TALL].sum():
                sheet, turned = sheet.turned(-90), 90
                rough = self._boxes(sheet, ROUGH_SIDE)
            slope = _slope(rough)
            if abs(slope) >= LEAST_SLOPE:
                sheet = sheet.turned(slope)
        boxes = self._boxes(sheet)
        if len(boxes) and self._is_upside_down(sheet, boxes):
            high, wide = sheet.pixels.shape[:2]
            sheet, turned = sheet.turned(180), (turned + 180) % 360
            boxes = numpy.roll((wide, high) - boxes, 2, axis=1).astype("float32")
        return sheet, _in_reading_order(boxes), turned

    def _is_upside_down(self, sheet, boxes):
        longest = sorted(boxes, key=lambda box: -_sides(box[None])[0][0])[:VOTERS]
        votes = self.engine._load_cls_model()(self._cut(sheet, longest)).cls_res
        against = sum(score for label, score in votes if "180" in label)
        return against > sum(score for label, score in votes if "180" not in label)


def _input(pictures):
    from rapidocr.ch_ppocr_rec import TextRecInput

    return TextRecInput(img=pictures, return_word_box=False)


def _sides(boxes):
    """(widths, heights) of four-cornered boxes."""
    import numpy

    wide = numpy.linalg.norm(boxes[:, 1] - boxes[:, 0], axis=1)
    return wide, numpy.linalg.norm(boxes[:, 3] - boxes[:, 0], axis=1)


def _slope(boxes):
    """Degrees by which the lines fall to the right; the middle one by their lengths."""
    import numpy

    if not len(boxes):
        return 0.0
    across = boxes[:, 1] - boxes[:, 0] + boxes[:, 2] - boxes[:, 3]
    slopes = numpy.degrees(numpy.arctan2(across[:, 1], across[:, 0]))
    lengths = numpy.linalg.norm(across, axis=1)
    lengths[numpy.abs(slopes) > 30] = 0
    order = numpy.argsort(slopes)
    reached = numpy.cumsum(lengths[order])
    if not reached[-1]:
        return 0.0
    return float(slopes[order][numpy.searchsorted(reached, reached[-1] / 2)])


def _in_reading_order(boxes):
    """Row by row, each from left to right; what lies half a line lower is the next row."""
    import numpy

    rows = []
    for box in sorted(boxes, key=lambda box: box[:, 1].mean()):
        middle, high = box[:, 1].mean(), numpy.ptp(box[:, 1])
        if rows and middle - rows[-1][0] < IN_ONE_ROW * min(high, rows[-1][1]):
            rows[-1][2].append(box)
        else:
            rows.append((middle, high, [box]))
    return [box for _, _, row in rows for box in sorted(row, key=lambda box: box[:, 0].min())]


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    os.nice(15)
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    folder, path, media_type, first, count = sys.argv[1:]
    limit_self(cpu_seconds=40 * int(count) + 20, memory_mb=3072, output_mb=16)
    sys.path.append(folder)
    try:
        json.dump(read(path, media_type, int(first), int(count)), sys.stdout, ensure_ascii=False)
    except (MemoryError, RecursionError):
        sys.exit(OUT_OF_MEMORY)
