"""Backed up while people write, burnt, brought back, upgraded, and a failed upgrade taken back."""

import time

import psycopg

from tests.township.backup.installation import PHONE, act, environment, manage


def fresh(server, name):
    """URL of a new database on the server."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return server.rpartition("/")[0] + f"/{name}"


def run(folder, url, server):
    faults = []
    on = environment(folder / "old", url)
    (folder / "old").mkdir()
    code, said = manage("migrate", "--verbosity", "0", on=on)
    assert code == 0, said
    made = act("make", str(folder / "kept"), str(folder / "sealed"), on=on)
    there = environment(folder / "new", url and fresh(server, "round_trip_2"))
    began = time.monotonic()
    code, said = manage("restore", made["path"], on=there)
    restored_in = round(time.monotonic() - began, 1)
    if code or "可以开放使用" not in said:
        return {"faults": [f"not restored: {said}"]}
    found = act("look", made["path"], on=there)
    if not made["before"] <= found["records"] <= made["after"]:
        faults.append(f"{found['records']} records of {made['before']} to {made['after']}")
    if found["phone"] != PHONE:
        faults.append("a telephone number is not readable")
    if "没有恢复" not in found.get("over data", ""):
        faults.append("restored over data")
    told = act("upgrades", str(folder / "before"), on=on)
    if told["left over"] or told["half done: districts"] != ["清江区"]:
        faults.append(f"a failed upgrade was not taken back: {told}")
    code, said = manage("upgrade", "--to", str(folder / "before"), on=there)
    if code or "升级完成" not in said:
        faults.append(f"not upgraded: {said}")
    return {
        "acknowledged before": made["before"],
        "came back": found["records"],
        "written in all": made["after"],
        "restored in seconds": restored_in,
        "copied again": made["again"],
        "copied after one act": round(made["after one act"], 2),
        "faults": faults,
    }
