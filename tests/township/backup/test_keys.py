"""Keys are known again by their fingerprints, which tell nothing of them."""

from township.backup.keys import fingerprint, fingerprints, missing


def test_a_key_is_known_again_whichever_name_it_has(settings):
    settings.SECRET_KEY, settings.FIELD_KEY = "one key", ""
    told = fingerprints()
    assert told == {"SECRET_KEY": fingerprint("one key"), "FIELD_KEY": ""}
    assert "one key" not in told["SECRET_KEY"] and len(told["SECRET_KEY"]) == 16
    assert missing(told) == []
    settings.SECRET_KEY, settings.FIELD_KEY = "another key", "one key"
    assert missing(told) == []
    settings.FIELD_KEY = "a third"
    assert missing(told) == ["SECRET_KEY"]
