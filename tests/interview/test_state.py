from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.interview.state import Phase, SessionState, advance, fold_state
from assay.log.events import Event
from tests.interview.events import Log


def step(log: Log, draw: st.DataObject, t: int) -> None:
    """Adds one event that may follow."""
    ended = any(event.kind == "ended" for event in log.events)
    kinds = ["edit", "view", "run", "submit", "away", "back", "connected"]
    if not ended:
        kinds += ["time_returned", "ended"]
    open_attempts = [
        event
        for event in log.events
        if event.kind in ("run", "submit")
        and not any(other.kind == "judged" and other.data["of"] == event.seq for other in log.events)
    ]
    if open_attempts:
        kinds.append("judged")
    kind = draw.draw(st.sampled_from(kinds))
    problem = draw.draw(st.sampled_from(["cart", "logs"]))
    language, name = draw.draw(st.sampled_from([("python", "solution.py"), ("java", "Solution.java")]))
    writer = draw.draw(st.sampled_from(["tab-a", "tab-b"]))
    match kind:
        case "edit":
            log.add("edit", t, writer, file=f"{problem}/{name}", version=0, changes=[[0, "x"]], origin="type")
        case "view" | "run" | "submit":
            log.add(kind, t, writer, problem=problem, language=language)
        case "away" | "back":
            log.add(kind, t, writer)
        case "connected":
            log.add(kind, t, tab=writer)
        case "time_returned":
            log.add(kind, t, ms=draw.draw(st.integers(1, 10_000)), reason="server outage")
        case "ended":
            log.add(kind, t, reason="time")
        case "judged":
            of = draw.draw(st.sampled_from(open_attempts))
            log.add(
                kind,
                t,
                of=of.seq,
                purpose=of.kind,
                problem=of.data["problem"],
                language=of.data["language"],
                verdict="AC",
                tests=[],
                environment={},
            )


def of_kind(events: list[Event], kind: str) -> list[Event]:
    return [event for event in events if event.kind == kind]


@given(st.data())
def test_the_fold_says_what_the_log_says(data: st.DataObject) -> None:
    log = Log().start()
    for t in range(2000, 2000 + data.draw(st.integers(0, 30)) * 100, 100):
        step(log, data, t)
    state = fold_state(log.events)
    ends = of_kind(log.events, "ended")
    assert state.phase is (Phase.ENDED if ends else Phase.RUNNING)
    assert state.timing is not None
    assert state.timing.returned == sum(event.data["ms"] for event in of_kind(log.events, "time_returned"))
    attempts = of_kind(log.events, "run") + of_kind(log.events, "submit")
    assert set(state.attempts) == {event.seq for event in attempts}
    assert len(state.unjudged) == len(attempts) - len(of_kind(log.events, "judged"))
    views = of_kind(log.events, "view")
    assert (state.last_viewed is None) == (not views)
    if views:
        assert state.last_viewed is not None
        assert state.viewed[views[-1].data["problem"]] == state.last_viewed.language
    after = [event for event in log.events if ends and event.seq > ends[0].seq]
    assert state.late == sum(event.writer != "server" for event in after)


@given(st.data())
def test_folding_in_parts_is_folding_at_once(data: st.DataObject) -> None:
    log = Log().start()
    for t in range(2000, 2000 + data.draw(st.integers(0, 20)) * 100, 100):
        step(log, data, t)
    cut = data.draw(st.integers(0, len(log.events)))
    assert fold_state(log.events[cut:], fold_state(log.events[:cut])) == fold_state(log.events)


def test_phases_in_order() -> None:
    log = Log().start()
    state, seen = SessionState(), [Phase.INVITED]
    for event in log.events:
        state = advance(state, event)
        if state.phase is not seen[-1]:
            seen.append(state.phase)
    state = advance(state, log.add("ended", 99, reason="finished"))
    assert [*seen, state.phase] == list(Phase)
    assert state.end is not None and state.end.reason == "finished"


def test_time_returned_after_the_end_moves_nothing() -> None:
    log = Log().start()
    log.add("ended", 5000, reason="finished")
    log.add("time_returned", 6000, ms=5000, reason="judge fault")
    state = fold_state(log.events)
    assert state.timing is not None and state.timing.returned == 0


def test_the_first_end_holds() -> None:
    log = Log().start()
    log.add("ended", 5000, reason="finished")
    log.add("ended", 6000, reason="time")
    state = fold_state(log.events)
    assert state.end is not None and (state.end.t, state.end.reason) == (5000, "finished")
