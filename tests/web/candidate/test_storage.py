"""What is stored of a session's log, on both databases: once, whatever happens on the way."""

from __future__ import annotations

from tests.web.candidate.world import World, own_events, starter_length


async def test_sent_twice_is_stored_once(both: World) -> None:
    candidate = await both.started()
    async with candidate.tab() as tab:
        first, second = (
            tab.insert("a", await starter_length(candidate)),
            tab.event("view", problem="talks", language="python"),
        )
        assert (await tab.push(first))["stored"] == 1
        assert (await tab.push(first, second))["stored"] == 2
        assert (await tab.push(first, second))["stored"] == 2
    assert [event["n"] for event in await own_events(candidate)] == [1, 2]


async def test_an_acknowledgement_lost_is_made_good(both: World) -> None:
    candidate = await both.started()
    tab = await candidate.open_tab()
    # A tab is welcomed a moment before the room counts it.
    await both.wait(lambda: both.services.hub.connected(candidate.session))
    event = tab.insert("a", await starter_length(candidate))
    await tab.say({"type": "push", "writer": "tab-a", "events": [event]})
    await tab.close()
    await both.wait(lambda: not both.services.hub.connected(candidate.session))
    async with candidate.tab() as again:
        assert again.welcome["stored"] == 1
        assert (await again.push(event))["stored"] == 1
    assert len(await own_events(candidate)) == 1


async def test_stored_and_killed_before_the_acknowledgement(both: World) -> None:
    candidate = await both.started()
    tab = await candidate.open_tab()
    event = tab.insert("a", await starter_length(candidate))
    await tab.push(event)
    await both.restart()
    candidate.browser.base_url = both.base
    async with candidate.tab(have=0) as again:
        assert again.welcome["stored"] == 1
        assert (await again.push(event))["stored"] == 1
        assert [one["kind"] for one in again.events].count("edit") == 1
    assert len(await own_events(candidate)) == 1
