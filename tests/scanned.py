"""Pages as villages scan and photograph them: printed here, laid askew, smudged, photographed."""

import io
import random
import re

import typst
from PIL import Image, ImageChops, ImageFilter

from township.papers.typesetting import SHIPPED

DESK = (121, 104, 88)
PLACES = ("青山村", "万顺村", "合作村", "石桥村", "白杨社区", "龙泉村")
NAMES = ("李建国", "王秀兰", "陈志强", "刘桂英", "赵国平", "张福生", "何晓琴", "邓世荣", "罗永贵")
MATTERS = (
    "传达镇党委、镇政府关于开展村级自治创建活动的实施方案，说明今年的任务和时间安排。",
    "逐条审议《村民自治章程（草案）》，对“红白理事会”的职责提出修改意见，建议降低办席标准。",
    "通报第一季度村务公开情况，公布集体收入、支出和救灾款物的发放结果。",
    "讨论三组道路硬化工程的招标办法，由村民委员会组织，结果在公开栏公示七日。",
    "推选村民监督小组成员，听取上一届成员的工作报告，并作满意度测评。",
    "研究饮用水源地的保护，约定不在水库上游堆放垃圾、不洗农药桶，由各小组轮流巡查。",
    "商议协会活动室的开放时间，安排志愿者轮值，添置图书和体育器材。",
    "表决通过《村规民约》修订稿，赞成的占到会代表的九成以上，当场公布计票结果。",
)
HAN = re.compile("[㐀-鿿]+")


def minutes(seed):
    """(title, day as written, paragraphs) of one meeting."""
    chance = random.Random(seed)
    place = chance.choice(PLACES)
    year, month, day = 2026, chance.randint(1, 11), chance.randint(1, 28)
    title = f"{place}村民代表会议记录"
    chair, keeper = chance.sample(NAMES, 2)
    said = [
        f"{number}、{chance.choice(NAMES)}同志{matter}"
        for number, matter in zip("一二三四五六", chance.sample(MATTERS, 6), strict=True)
    ]
    head = [
        f"时间：{year}年{month}月{day}日上午9时",
        f"地点：{place}便民服务中心二楼会议室",
        f"主持人：{chair}　　记录人：{keeper}",
        f"应到村民代表：{chance.randint(30, 60)}人，实到：{chance.randint(25, 30)}人",
    ]
    return title, (year, month, day), [*head, *said, "会议于11时30分结束。", f"{place}村民委员会"]


def printed(title, paragraphs, *, size=14, dots=200, as_pdf=False):
    """The page as a picture, or a PDF with its words in it."""
    body = "\n\n".join(one.replace("#", "") for one in paragraphs)
    source = (
        "#set page(width: 595pt, height: 842pt, margin: 72pt)\n"
        f'#set text(font: "Noto Serif SC", size: {size}pt, lang: "zh")\n'
        f'#align(center)[#text(size: {size * 1.5}pt, weight: "bold")[{title}]]\n\n{body}\n'
    )
    compiler = typst.Compiler(font_paths=[str(SHIPPED)], ignore_system_fonts=True)
    if as_pdf:
        return compiler.compile(source.encode(), format="pdf")
    drawn = compiler.compile(source.encode(), format="png", ppi=dots)
    drawn = drawn[0] if isinstance(drawn, list) else drawn
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def askew(picture, seed):
    """As a scanner takes it: turned up to 3°, sheared, smudged, saved small."""
    chance = random.Random(seed)
    turned = picture.rotate(
        chance.uniform(-3, 3), expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC
    )
    shear = chance.uniform(-0.02, 0.02)
    sheared = turned.transform(
        turned.size,
        Image.Transform.AFFINE,
        (1, shear, -shear * turned.height / 2, 0, 1, 0),
        fillcolor="white",
        resample=Image.Resampling.BICUBIC,
    )
    return _noised(sheared.filter(ImageFilter.GaussianBlur(0.6)), 22)


def photographed(picture, seed):
    """As a telephone takes it: from aside, on a desk, half in the shade, a little out of focus."""
    chance = random.Random(seed)
    wide, high = picture.size
    edge = wide // 12
    on_desk = Image.new("RGB", (wide + 2 * edge, high + 2 * edge), DESK)
    on_desk.paste(picture, (edge, edge))
    away = [chance.uniform(-0.045, 0.045) * wide for _ in range(8)]
    right, low = on_desk.size
    corners = [(0, 0), (0, low), (right, low), (right, 0)]
    quad = [value for x, y in corners for value in (x, y)]
    seen = on_desk.transform(
        on_desk.size,
        Image.Transform.QUAD,
        [value + shift for value, shift in zip(quad, away, strict=True)],
        fillcolor=DESK,
        resample=Image.Resampling.BICUBIC,
    )
    shade = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270))).resize(seen.size)
    shade = shade.point(lambda value: 150 + value * 105 // 255)
    lit = ImageChops.multiply(seen, Image.merge("RGB", (shade, shade, shade)))
    return _noised(lit.filter(ImageFilter.GaussianBlur(1.0)), 16)


def _noised(picture, strength):
    grain = Image.effect_noise(picture.size, strength)
    return ImageChops.overlay(picture, Image.merge("RGB", (grain, grain, grain)))


def jpeg(picture, quality=72):
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=quality, dpi=(200, 200))
    return target.getvalue()


def as_pdf(*pictures, quality=72):
    """A scanned PDF: pages that are pictures and nothing else."""
    target = io.BytesIO()
    first, *others = pictures
    first.save(target, "PDF", save_all=True, append_images=others, resolution=200, quality=quality)
    return target.getvalue()


def words_of(paragraphs):
    """Every three characters that stand next to each other in a text."""
    runs = (run for one in paragraphs for run in HAN.findall(one))
    return {run[at : at + 3] for run in runs for at in range(len(run) - 2)}
