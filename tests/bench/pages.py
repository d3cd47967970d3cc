"""The archive's pages in a small township and in a large one."""

from tests.bench.measuring import processor_seconds


def people_of(township, count):
    """An office user and `count` villages of a new township."""
    from archives.acts.category import load_categories
    from campaigns.rules import preset
    from tests.personas import person
    from township.access import Role
    from township.users.models import District, Township
    from villages.models import Village

    place = Township.objects.create(
        district=District.objects.order_by("pk").first(), name=township, code=f"t{count}"
    )
    Village.objects.bulk_create(
        Village(township=place, name=f"{township}{n}村", fonds_code=f"J{n:03d}")
        for n in range(1, count + 1)
    )
    villages = list(Village.objects.filter(township=place))
    load_categories(place, preset.load("renkou-zizhi").archive_categories)
    return person(f"office{count}", "办事员", Role.OFFICE, township=place), villages


def file_records(villages, years, each):
    """`each` records a village and year, spread over the categories, indexed."""
    from archives.acts import words as words_acts
    from archives.models import Category, Record

    categories = list(Category.objects.filter(township=villages[0].township))
    rows = [
        Record(
            village=village,
            township=village.township,
            category=categories[n % len(categories)],
            year=year,
            title=f"{year}年第{n}次村民代表会议记录",
            on=f"{year}-{n % 12 + 1:02d}-10",
        )
        for village in villages
        for year in years
        for n in range(each)
    ]
    made = Record.objects.bulk_create(rows, batch_size=2000)
    ids = [row.pk for row in made]
    for start in range(0, len(ids), 2000):
        words_acts.index(ids[start : start + 2000])


def pages_of(user, villages):
    from django.urls import reverse

    return {
        "list": reverse("archives:records") + "?title=会议",
        "search": reverse("archives:find") + "?words=会议",
        "completeness": reverse("archives:completeness") + "?year=2026",
        "village": reverse("archives:village_completeness", args=[villages[0].pk]) + "?year=2026",
    }


def page_ms(user, url, times=9):
    """Milliseconds of the processor for a page that is made anew, the least of several."""
    from django.test import Client, override_settings

    client = Client()
    client.force_login(user)

    def ask():
        if client.get(url).status_code != 200:
            raise RuntimeError(url)

    with override_settings(KEEP_PAGES=False):
        ask()
        return min(processor_seconds(ask) for _ in range(times)) * 1000


def measure_pages(many):
    from django.db import transaction

    found = []
    for township, count in (("小镇", 6), ("大镇", many)):
        user, villages = people_of(township, count)
        with transaction.atomic():
            file_records(villages, range(2022, 2027), 30)
        found.append({name: page_ms(user, url) for name, url in pages_of(user, villages).items()})
    few, lots = found
    for name, ms in lots.items():
        print(f"  page {name}: {ms:.0f} ms at {many} villages, {few[name]:.0f} ms at 6")
    return {"list_growth": round(max(lots[name] / few[name] for name in lots), 2)}
