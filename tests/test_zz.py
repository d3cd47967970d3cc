import logging, time
from campaigns.demonstration.story import tell
from tests import test_hostile_forms as t
from tests.hostile_forms import VALUES, everywhere, one_by_one, reached
from tests.personas import PASSWORD


def test_probe(db):
    logging.getLogger("django").setLevel("CRITICAL")
    tell(PASSWORD)
    seen = list(reached().values())
    print("forms", len(seen), flush=True)
    start = time.process_time()
    for label in t.TELLING:
        for one in seen:
            if found := t.wrong_with(one, everywhere(one.form, VALUES[label]), label):
                print("ALL", one.name, label, found[:200], flush=True)
        print("done", label, time.process_time() - start, flush=True)
    try:
        t.told_of_numbers(seen)
    except AssertionError as e:
        print("NUMBERS", str(e)[:1500], flush=True)
    for label in ("year 1", "huge number", "U+0000", "nothing", "beyond 64 bits", "very long", "year 9999", "superscript", "no time", "NaN"):
        for one in seen:
            for sent in one_by_one(one.form, VALUES.get(label, label)):
                if found := t.wrong_with(one, sent, label):
                    field = [n for n, v in sent.items() if v is VALUES.get(label, label)][:1]
                    print("ONE", one.name, field, label, found[:200], flush=True)
        print("done one", label, time.process_time() - start, flush=True)
