"""`python -m tests.ops [PART…]`: all parts on SQLite and PostgreSQL; writes var/ops.json."""

import json
import sys
import tempfile
import time
from pathlib import Path

from tests.ops import archive, kills, nodes, offline, outage, round_trip, upgrade
from tests.postgres import postgres

ROOT = Path(__file__).resolve().parents[2]
BOTH = ("sqlite", "postgresql")
# {part: (its function, the databases it is asked of)}
PARTS = {
    "kills": (kills.run, BOTH),
    "outage": (outage.run, BOTH),
    "round_trip": (round_trip.run, BOTH),
    "archive": (archive.run, ("postgresql",)),
    "nodes": (nodes.run, ("postgresql",)),
    "upgrade": (upgrade.run, ("postgresql",)),
    "offline": (offline.run, ("sqlite",)),
}


def main(wanted):
    told, started = {}, time.monotonic()
    with postgres() as server:
        for name in wanted or PARTS:
            part, engines = PARTS[name]
            for engine in engines:
                with tempfile.TemporaryDirectory(prefix="township-ops-") as folder:
                    url = "" if engine == "sqlite" else round_trip.fresh(server, f"{name}_1")
                    began = time.monotonic()
                    try:
                        found = part(Path(folder), url, server)
                    except Exception as error:  # the other parts are asked all the same
                        found = {"faults": [f"{type(error).__name__}: {error}"]}
                    found["seconds"] = round(time.monotonic() - began)
                told.setdefault(name, {})[engine] = found
                print(f"{name} {engine}: {found}", flush=True)
    target = ROOT / "var" / "ops.json"
    before = json.loads(target.read_text()) if target.exists() else {}
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(before | told, ensure_ascii=False, indent=1) + "\n")
    faults = [one for part in told.values() for found in part.values() for one in found["faults"]]
    print(f"{round(time.monotonic() - started)} s, faults: {len(faults)}")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
