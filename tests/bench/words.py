"""The search page over a million records."""

from tests.bench.measuring import seconds
from tests.bench.pages import page_ms

VOCABULARY = "会议 表决 公示 道路 硬化 垃圾 清运 党员 代表 评议 财务 公开 章程 公约 协会 活动"


def fill(count):
    """`count` more records and their words, made inside the database: the cadre's village and
    five hundred others, a different rare word every thousandth record."""
    from django.db import connection, transaction

    from archives.models.search_index import SIGN
    from villages.models import Village

    first = Village.objects.filter(township__code="t6").order_by("pk").first()
    words = VOCABULARY.split()
    columns = [
        column.name
        for column in connection.introspection.get_table_description(
            connection.cursor(), "archives_record"
        )
    ]
    kept = [f'"{name}"' for name in columns if name not in ("id", "title", "source")]
    chosen = " || ' ' || ".join(
        f"substr('{''.join(words)}', (n * {step} % {len(words)}) * 2 + 1, 2)"
        for step in (1, 3, 5, 7, 11, 13)
    )
    body = " || ' ' || ".join(
        f"char(19968 + n * {step} % 5000, 19968 + n % {step})" for step in range(7, 37)
    )
    numbers = f"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {count}) "
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM archives_record")
        (last,) = cursor.fetchone()
        cursor.execute(
            f"{numbers} INSERT INTO archives_record (id, title, source, {', '.join(kept)}) "
            f"SELECT {last} + n, '会议记录' || n, '', {', '.join('r.' + one for one in kept)} "
            "FROM c, archives_record r WHERE r.id = "
            "(SELECT min(id) FROM archives_record WHERE village_id = %s)",
            [first.pk],
        )
        cursor.execute(
            f"{numbers} INSERT INTO archives_search (rowid, words) SELECT {last} + n, "
            f"'{SIGN}t{first.township_id} {SIGN}v' || (n % 500) || ' {SIGN}y' || (2022 + n % 5) "
            f"|| ' 会议 议记 记录 录 ' || {chosen} || ' ' || {body} "
            "|| CASE WHEN n % 1000 = 7 THEN ' 罕见' ELSE '' END FROM c"
        )


def measure_search(count):
    from django.urls import reverse

    from archives.models import search_index
    from township.users.models import User

    spent = seconds(lambda: (fill(count), search_index.optimise()))
    print(f"  {count} records filled in {spent:.0f} s")
    user, times = User.objects.get(username="office6"), {}
    for words in ("会议", "会议 道路 财务", "罕见", "罕见 会议", "没有这个词", "会"):
        url = reverse("archives:find") + f"?words={words}"
        every, year = page_ms(user, url), page_ms(user, url + "&year=2024")
        times[words] = max(every, year)
        print(f"  search {words}: {every:.0f} ms, in one year {year:.0f} ms", flush=True)
    return {"search_ms_1m": round(max(times.values()))}
