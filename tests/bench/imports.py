"""A roster of two thousand rows: its preview and its writing, in seconds of the processor."""

import itertools

from tests.bench.measuring import bench_village, processor_seconds

FAMILY, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "伟芳娜敏静丽强磊军洋勇艳"


def roster(count):
    """The sheet of so many members."""
    from township.files.workbooks import WorkbookSheet

    names = map("".join, itertools.product(FAMILY, GIVEN, GIVEN))
    heads = ("姓名", "性别", "协会职务", "联系电话", "入会时间")
    rows = [
        (name, "男女"[number % 2], "会员", f"138{number:08d}", "2024-01-01")
        for number, name in enumerate(itertools.islice(names, count))
    ]
    return [WorkbookSheet("会员", (heads, *rows))]


def measure_imports(count):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.personas import person
    from township.access import Role
    from villages.acts.imports import carry_out, preview

    village = bench_village()
    office = person("imports", "王办事", Role.OFFICE, township=village.township)
    given = {"place": village, "by": office}
    sheets = roster(count)
    seen = processor_seconds(lambda: preview("members", sheets, **given))
    with CaptureQueriesContext(connection) as asked:
        written = processor_seconds(lambda: carry_out("members", sheets, about=village, **given))
    print(f"  {count} rows: {seen:.2f} s, {written:.2f} s, {len(asked)} questions", flush=True)
    return {
        "import_preview_s": round(seen, 2),
        "import_confirm_s": round(written, 2),
        "import_queries": len(asked),
    }
