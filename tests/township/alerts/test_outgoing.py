"""Where nothing is sent to, and what counts as sent, not sent, and perhaps sent."""

import socket

import pytest

from tests.township.alerts.servers import TAKEN, receiver
from township.alerts import outgoing
from township.alerts.messages import Message
from township.alerts.outgoing import MaybeSent, NotSent, address_faults, post


def to(server, path="/hook?key=1"):
    return Message(f"http://127.0.0.1:{server.server_port}{path}", b"{}", {})


@pytest.fixture
def inside(settings):
    settings.HOOKS_INSIDE = True


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/a",
        "ftp://example.org/a",
        "https://",
        "https:///a",
        "https://name:word@example.org/",
        "https://example.org:99999/",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fd00::1]/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "https://exämple.org/路",
    ],
)
def test_addresses_that_are_not_talked_to(address):
    assert address_faults(address)
    with pytest.raises(NotSent) as refused:
        post(Message(address, b"", {}))
    assert refused.value.is_final and address not in refused.value.told


def test_the_open_internet_by_https_is_fine():
    for address in ("https://oapi.dingtalk.com/robot/send?access_token=1", "https://8.8.8.8/x"):
        assert address_faults(address) == []


@pytest.mark.parametrize("found", [["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["::1"]])
def test_a_name_that_leads_inside_is_not_talked_to(found, monkeypatch):
    """Whatever the name server says: also one bad address among good ones."""
    told = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in found]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: told)
    monkeypatch.setattr(socket, "create_connection", lambda *args: pytest.fail("connected"))
    with pytest.raises(NotSent, match="内部网络") as refused:
        post(Message("https://rebind.example/", b"", {}))
    assert refused.value.is_final


def test_the_address_that_was_looked_at_is_the_one_talked_to(monkeypatch):
    told, asked = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))], []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: told)

    def connect(place, seconds):
        asked.append(place)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(NotSent, match="连不上"):
        post(Message("https://hook.example/", b"", {}))
    assert asked == [("93.184.216.34", 443)]


def test_what_is_taken_is_answered(inside):
    with receiver() as server:
        assert b"errcode" in post(to(server))
        ((path, _, body),) = server.got
    assert (path, body) == ("/hook?key=1", b"{}")


@pytest.mark.parametrize(
    ("status", "final"), [(302, True), (400, True), (404, True), (429, False), (500, False)]
)
def test_what_is_refused_says_so_and_no_redirect_is_followed(inside, status, final):
    with receiver((status, TAKEN, 0)) as server:
        with pytest.raises(NotSent, match=f"状态{status}") as refused:
            post(to(server))
        assert len(server.got) == 1
    assert refused.value.is_final is final


def test_whoever_does_not_answer_may_have_taken_it(inside, monkeypatch):
    monkeypatch.setattr(outgoing, "SECONDS", 0.2)
    with receiver((200, TAKEN, 60), (None, TAKEN, 0)) as server:
        for _ in range(2):
            with pytest.raises(MaybeSent):
                post(to(server))


def test_nobody_there_is_not_sent(inside):
    with receiver() as server:
        place = to(server)
    with pytest.raises(NotSent, match="连不上") as refused:
        post(place)
    assert not refused.value.is_final
