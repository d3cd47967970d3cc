"""A filled setup workbook of 青山镇, as sheets and as a file; faulty variants are made of it."""

import io

import xlsxwriter

from campaigns.models import Authority, Campaign, Level, Standard
from township.files.workbooks import WorkbookSheet
from township.setup.parts import PARTS

VILLAGES = [f"{name}村" for name in "东南西北上下前后高低"] + [f"{n}坪社区" for n in "甲乙丙丁"]


def titles(key):
    return [column.title for column in PARTS[key].columns]


def example(key):
    return [column.example for column in PARTS[key].columns]


def rows():
    """{part: rows}: 14 villages, 28 groups, 17 accounts, 28 targets."""
    villages = [
        [name, "社区" if name.endswith("社区") else "村", "", "2026", "1200", "400", "900"]
        for name in VILLAGES
    ]
    groups = [[name, f"{n}组", "48", "100"] for name in VILLAGES for n in "一二"]
    accounts = [[f"张{name[0]}", f"cadre{n}", "村干部", name] for n, name in enumerate(VILLAGES)]
    accounts += [[f"李{n}", f"evaluator{i}", "考评员", ""] for i, n in enumerate("甲乙")]
    accounts += [["王镇", "leader", "领导小组", ""]]
    targets = [
        [name, level, str(year), "约束性（必须完成）", "班子齐，群众愿意", ""]
        for name in VILLAGES
        for level, year in (("合格村", 2026), ("先进村", 2028))
    ]
    return {"villages": villages, "groups": groups, "accounts": accounts, "targets": targets}


TEXTS = (
    ("自治章程", "自治章程", "2021-06-01"),
    ("自治公约", "村规民约", "2021-06-01"),
    ("自治制度", "议事制度", "2022-03-08"),
    ("自治制度", "村务公开制度", "2022-03-08"),
    ("自治制度", "财务管理制度", "2022-03-09"),
    ("协议书范本", "婚育文明协议书", "2023-05-20"),
)
BLANK = [""] * 5


def past_rows(years=(2023, 2024, 2025)):
    """{part: rows} of what was before the system: 84 texts, 20 honours, results of three years."""
    texts = [
        [name, kind, f"{name}{title}", day, "", _body(name), "", *BLANK, "", "", "原件存档案柜", ""]
        for name in VILLAGES
        for kind, title, day in reversed(TEXTS)
    ]
    for row in texts[:6]:  # the first village's counts are known
        row[7:12] = ["600", "400", "380", "10", "10"]
    honours = [
        [
            name,
            level,
            f"{year}-12-20",
            f"{organ}〔{year}〕{n}号",
            "",
            f"{organ}-{n}",
            "",
            "",
            "",
            "",
            "",
            "",
        ]
        for level, organ, year, some in (
            ("合格村", "江府发", 2023, VILLAGES),
            ("先进村", "清委发", 2024, VILLAGES[:6]),
        )
        for n, name in enumerate(some, 1)
    ]
    honours[0][8:10] = ["10000", "2024年1月发放，凭证号记-0112"]
    results = [
        [name, str(year), f"{80 + n}.5", "合格村" if n else "未达标", "", "", ""]
        for year in years
        for n, name in enumerate(VILLAGES)
    ]
    return {"texts": texts, "honours": honours, "results": results}


def _body(name):
    return "居民会议" if name.endswith("社区") else "村民会议"


def few_rows():
    """The same of three villages and five people."""
    table = rows()
    few = {"villages": 3, "groups": 4, "targets": 4}
    table |= {key: table[key][:count] for key, count in few.items()}
    return table | {"accounts": [*table["accounts"][:2], *table["accounts"][-3:]]}


def few_past_rows():
    """Two rows of each sheet of the past, for the first two villages."""
    return {key: lines[:2] for key, lines in past_rows().items()}


def sheets(table):
    """WorkbookSheets of {part: rows}, each with its head and the example."""
    return [
        WorkbookSheet(
            PARTS[key].name, tuple(map(tuple, [titles(key), example(key), *lines])), (), ()
        )
        for key, lines in table.items()
    ]


def file_of(sheets):
    """An .xlsx of the sheets, ready to be sent."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for number, line in enumerate(sheet.rows):
            page.write_row(number, 0, line)
    book.close()
    stream.seek(0)
    stream.name = "青山镇.xlsx"
    return stream


def campaign_of(township, name="先进村创建"):
    """A drafted campaign of 2023 to 2030 with the levels 合格村 and 先进村."""
    campaign = Campaign.objects.create(
        township=township, name=name, purpose="自治", first_year=2023, last_year=2030
    )
    organ, _ = Authority.objects.get_or_create(
        township=township,
        name="清江区人民政府",
        defaults={"tier": "district", "kind": "government"},
    )
    standard = Standard.objects.create(campaign=campaign, code="S1", name="标准")
    for rank, level in enumerate(("合格", "先进"), 1):
        Level.objects.create(
            campaign=campaign,
            code=f"L{rank}",
            name=f"{level}村",
            community_name=f"{level}社区",
            rank=rank,
            named_by=organ,
            standard=standard,
        )
    return campaign
