"""The session log over the WebSocket: what is stored once, what is not taken, and how the browser is told."""

from __future__ import annotations

import json
from typing import Any

import pytest
import websockets
from websockets.exceptions import ConnectionClosed

from assay.store.ids import new_token, token_hash
from assay.store.sitting import add_browser
from tests.web.candidate.world import FILE, Tab, World, connect, later, own_events, starter_length

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def last_words(tab: Tab) -> tuple[str, int]:
    """The trouble that the server told of, and the code it closed with."""
    said = await tab.hear("trouble")
    with pytest.raises(ConnectionClosed) as closed:
        await tab.hear("nothing")
    assert closed.value.rcvd is not None
    return said["message"], closed.value.rcvd.code


async def test_after_a_gap_nothing_is_taken(shared: World) -> None:
    candidate = await shared.started()
    async with candidate.tab() as tab:
        events = [tab.event("view", problem="talks", language="python") for _ in range(3)]
        assert (await tab.push(events[0], events[2]))["stored"] == 1
        assert (await tab.hear("gap"))["stored"] == 1
        assert (await tab.push(*reversed(events)))["stored"] == 1, "out of order is a gap too"
        assert (await tab.push(*events))["stored"] == 3
    assert len(await own_events(candidate)) == 3


async def test_two_tabs_merge(shared: World) -> None:
    candidate = await shared.started()
    size = await starter_length(candidate)
    async with candidate.tab("tab-a") as one, candidate.tab("tab-b") as two:
        await one.push(one.insert("a", size))
        offered = two.insert("b", size)
        assert (await two.push(offered))["stored"] == 0
        behind = await two.hear("behind")
        assert (behind["file"], behind["version"]) == (FILE, 1)
        assert [event["kind"] for event in two.events].count("edit") == 1, "sent before it was told to rebase"
        rebased = {**offered, "data": {**offered["data"], "version": 1, "changes": [size + 1, [0, "b"]]}}
        assert (await two.push(rebased))["stored"] == 1
        await one.hear_event("connected")
        while len([event for event in one.events if event["kind"] == "edit"]) < 2:
            await one.hear("events")
        seqs = [event["seq"] for event in one.events]
        assert seqs == list(range(1, max(seqs) + 1)), "every event, in order, without gaps"
    room = await shared.services.hub.room(candidate.session)
    assert room.sitting.ledger.text(FILE).endswith("ab")


async def test_coming_back_brings_what_was_missed(shared: World) -> None:
    candidate = await shared.started()
    async with candidate.tab("tab-a") as one:
        await one.push(one.event("view", problem="talks", language="python"))
        have = max(event["seq"] for event in one.events)
    async with candidate.tab("tab-b", have) as two:
        await two.push(two.event("view", problem="talks", language="javascript"))
        assert min(event["seq"] for event in two.events) == have + 1


async def test_the_same_tab_again_replaces_its_old_line(shared: World) -> None:
    candidate = await shared.started()
    old = await candidate.open_tab("tab-a")
    async with candidate.tab("tab-a") as new:
        with pytest.raises(ConnectionClosed):
            await old.hear("nothing")
        await new.push(new.event("view", problem="talks", language="python"))
        log = [event["kind"] for event in await candidate.log()]
        assert log.count("connected") == 1 and "disconnected" not in log


async def test_leaving_is_logged(shared: World) -> None:
    candidate = await shared.started()
    async with candidate.tab("tab-a"):
        # A tab is welcomed a moment before the room counts it.
        await shared.wait(lambda: shared.services.hub.connected(candidate.session))
    await shared.wait(lambda: not shared.services.hub.connected(candidate.session))
    async with candidate.tab("tab-b"):
        kinds = [(event["kind"], event["data"].get("tab")) for event in await candidate.log()]
    assert kinds[-3:] == [("connected", "tab-a"), ("disconnected", "tab-a"), ("connected", "tab-b")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"file": "talks/none.py", "version": 0, "changes": [[0, "a"]], "origin": "type"}, "no file"),
        ({"file": FILE, "version": 0, "changes": [5, [0, "a"]], "origin": "type"}, "code units"),
        ({"file": FILE, "version": 0, "changes": "all", "origin": "type"}, "list"),
        ({"file": FILE, "version": 0, "changes": [[0, "a"]], "origin": "magic"}, "origin"),
        ({"file": FILE, "version": 0, "changes": [[0, "a"]], "origin": "type", "\ud800": 1}, "edit"),
        ({}, "file"),
    ],
)
async def test_a_malformed_event_is_refused_and_those_before_it_kept(
    shared: World, data: dict[str, Any], words: str
) -> None:
    candidate = await shared.started()
    async with candidate.tab() as tab:
        good = tab.event("view", problem="talks", language="python")
        assert (await tab.push(good, {**tab.event("edit"), "data": data}))["stored"] == 1
        refused = await tab.hear("refused")
        assert (refused["n"], refused["code"]) == (2, "malformed") and words in refused["message"]


async def test_kinds_that_a_browser_may_not_write(shared: World) -> None:
    candidate = await shared.started()
    async with candidate.tab() as tab:
        for kind, data in (("away", {}), ("ended", {"reason": "time"}), ("nonsense", {})):
            await tab.push({"n": 1, "t": 0, "kind": kind, "data": data})
            assert (await tab.hear("refused"))["code"] == "not_allowed"
        await tab.say(
            {"type": "push", "writer": "server", "events": [{"n": 99, "t": 0, "kind": "view", "data": {}}]}
        )
        await tab.hear("ack")
    assert await own_events(candidate) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", 1007),
        ("[]", 1007),
        ('{"type": "dance"}', 1007),
        ('{"type": "push", "writer": "tab-a", "events": []}', 1007),
        (
            '{"type": "push", "writer": "../../x", "events": [{"n": 1, "t": 0, "kind": "view", "data": {}}]}',
            1007,
        ),
        (
            '{"type": "push", "writer": "tab-a", "events": [{"n": 1, "t": NaN, "kind": "view", "data": {}}]}',
            1007,
        ),
        ("[" * 100_000, 1007),
        (json.dumps({"type": "push", "writer": "x" * (2 * 1024 * 1024), "events": []}), 1009),
    ],
    ids=["cut", "list", "type", "empty", "writer", "nan", "deep", "large"],
)
async def test_what_is_no_message_ends_the_connection_with_words(shared: World, text: str, code: int) -> None:
    candidate = await shared.started()
    tab = await candidate.open_tab()
    await tab.line.send(text)
    words, closed_with = await last_words(tab)
    assert closed_with == code and words


async def test_bytes_are_no_message(shared: World) -> None:
    candidate = await shared.started()
    tab = await candidate.open_tab()
    await tab.line.send(b"\x00")
    assert (await last_words(tab))[1] == 1007


async def test_the_first_message_is_a_hello(shared: World) -> None:
    candidate = await shared.started()
    cookies = "; ".join(f"{name}={value}" for name, value in candidate.browser.cookies.items())
    tab = Tab(await connect(shared.base, cookies), "tab-a")
    await tab.say({"type": "push", "writer": "tab-a", "events": [tab.event("view")]})
    assert (await last_words(tab))[1] == 1007


async def test_a_browser_that_knows_more_than_the_server(shared: World) -> None:
    candidate = await shared.started()
    tab = await candidate.open_tab(have=10_000)
    words, _ = await last_words(tab)
    assert "knows more" in words


@pytest.mark.parametrize("cookies", ["", "assay_candidate=nonsense", "assay_member=nonsense"])
async def test_strangers_are_told_to_enter(shared: World, cookies: str) -> None:
    tab = Tab(await connect(shared.base, cookies), "tab-a")
    assert (await last_words(tab))[1] == 4401


async def test_an_expired_cookie_is_a_strangers(shared: World) -> None:
    candidate = await shared.started()
    token, now = new_token(), shared.services.now()
    async with shared.database.write() as s:
        await add_browser(s, token_hash(token), candidate.session, now - later(20), now - later(10))
    tab = Tab(await connect(shared.base, f"assay_candidate={token}"), "tab-a")
    assert (await last_words(tab))[1] == 4401


async def test_a_foreign_page_gets_no_connection(shared: World) -> None:
    candidate = await shared.started()
    cookies = "; ".join(f"{name}={value}" for name, value in candidate.browser.cookies.items())
    with pytest.raises(websockets.InvalidStatus) as refused:
        await connect(shared.base, cookies, origin="https://evil.example")
    assert refused.value.response.status_code == 403


async def test_one_sees_ones_own_session_only(shared: World) -> None:
    mine, other = await shared.started(), await shared.started()
    async with other.tab("tab-o") as theirs, mine.tab("tab-m") as tab:
        await theirs.push(theirs.event("view", problem="talks", language="python"))
        await tab.push(tab.event("view", problem="talks", language="javascript"))
        assert all(event["writer"] in ("server", "tab-m") for event in tab.events)


async def test_before_the_start_nothing_is_recorded(shared: World) -> None:
    candidate = await shared.candidate()
    async with candidate.tab() as tab:
        assert tab.welcome["clock"]["state"] == "not_started"
        event = tab.event("view", problem="talks", language="python")
        await tab.say({"type": "push", "writer": "tab-a", "events": [event]})
        assert (await tab.hear("refused"))["code"] == "not_started"
    assert [event["kind"] for event in await candidate.log()] == ["opened"]


async def test_hidden_tests_stay_hidden(shared: World) -> None:
    candidate = await shared.started()
    async with candidate.tab() as tab:
        await tab.push(
            tab.insert("wrong", await starter_length(candidate)),
            tab.event("submit", problem="talks", language="python"),
        )
        shown = (await tab.hear_event("judged"))["data"]["tests"]
    whole = next(event for event in await candidate.log() if event["kind"] == "judged")["data"]["tests"]
    hidden = [test for test in shown if test["group"] != "samples"]
    assert hidden and len(shown) == len(whole)
    assert all(test["name"].startswith(f"{test['group']} test ") and test["got"] is None for test in hidden)
    assert all(test["got"] == "80\n" for test in whole)
