"""Places shared between organizations."""

from __future__ import annotations

import asyncio

from assay.jobs.sharing import SharedPlaces


class Many:
    """Who asks for a place and holds it until told."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.places = SharedPlaces(lambda: self.most)
        self.order: list[str] = []
        self.leave: dict[str, asyncio.Event] = {}

    def come(self, name: str) -> asyncio.Task[None]:
        self.leave[name] = asyncio.Event()

        async def stay() -> None:
            async with self.places.place(name[0]):
                self.order.append(name)
                await self.leave[name].wait()

        return asyncio.create_task(stay())

    async def go(self, *names: str) -> None:
        for name in names:
            self.leave[name].set()
            await settle()


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_one_organizations_many_do_not_hold_up_anothers_few() -> None:
    many = Many(2)
    tasks = [many.come(f"a{n}") for n in range(6)]
    await settle()
    tasks += [many.come("b0"), many.come("b1"), many.come("c0")]
    await settle()
    assert many.order == ["a0", "a1"]
    await many.go("a0")
    assert many.order[2:] == ["b0"], "the first of who has nothing yet"
    await many.go("a1", "b0", "c0")
    assert many.order[3:6] == ["c0", "a2", "b1"]
    await many.go("a2", "b1", "a3", "a4", "a5")
    await asyncio.gather(*tasks)
    assert many.order[6:] == ["a3", "a4", "a5"]


async def test_who_goes_away_leaves_no_place_taken() -> None:
    many = Many(1)
    first, second, third = (many.come(name) for name in ("a0", "a1", "b0"))
    await settle()
    second.cancel()
    await many.go("a0")
    assert many.order == ["a0", "b0"]
    third.cancel()
    await settle()
    last = many.come("a9")
    await many.go("a9")
    await asyncio.gather(first, last)
    assert many.order[-1] == "a9"


async def test_more_places_are_used_when_they_come() -> None:
    many = Many(1)
    tasks = [many.come(name) for name in ("a0", "a1", "a2")]
    await settle()
    many.most = 3
    await many.go("a0")
    assert many.order == ["a0", "a1", "a2"]
    await many.go("a1", "a2")
    await asyncio.gather(*tasks)
