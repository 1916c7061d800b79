"""The example company: two positions, their plans, and how each candidate's session went."""

from __future__ import annotations

from dataclasses import dataclass, field

from assay.interview.plan import Plan, Section

ORGANIZATION = "Northwind Freight"
MEMBER = ("Helena Vasquez", "helena@northwind.example")


@dataclass(frozen=True)
class View:
    """Turn to a problem, in a language."""

    problem: str
    language: str


@dataclass(frozen=True)
class Think:
    """Nothing for so long; ``away`` means that the page is left meanwhile."""

    seconds: int
    away: bool = False


@dataclass(frozen=True)
class Write:
    """Turn the open file into this one of the package's ``submissions``, key by key."""

    submission: str
    share: float = 1.0
    """How much of it, from the top: someone whose time ends stops in the middle."""


@dataclass(frozen=True)
class Paste:
    """Paste a comment at the top of the file."""

    text: str


@dataclass(frozen=True)
class Run:
    own: tuple[str, ...] = ()
    """Inputs of the candidate's own; none means the samples."""


@dataclass(frozen=True)
class Submit:
    pass


@dataclass(frozen=True)
class Finish:
    """Without it the session lasts until its time is over."""


Step = View | Think | Write | Paste | Run | Submit | Finish


@dataclass(frozen=True)
class Opening:
    title: str
    notes: str
    plan: Plan


@dataclass(frozen=True)
class Sitting:
    """A finished session: ``days`` ago at ``hour`` o'clock (UTC)."""

    name: str
    opening: int
    days: int
    hour: int
    steps: tuple[Step, ...]
    pace: float = 1.0

    @property
    def email(self) -> str:
        return email(self.name)


@dataclass(frozen=True)
class Awaited:
    """Invited, not yet come."""

    name: str
    opening: int


def email(name: str) -> str:
    ascii_name = name.lower().encode("ascii", "ignore").decode()
    return ".".join(ascii_name.replace("'", "").replace("-", " ").split()) + "@example.org"


OPENINGS = (
    Opening(
        "Backend engineer, payments",
        "Two problems close to the work: money that has to add up, and a limiter in front of it.",
        Plan(
            sections=[Section(problem="cart-total", minutes=20), Section(problem="rate-limiter", minutes=30)],
            minutes=60,
            languages=["python", "javascript", "typescript", "java", "cpp"],
            level="notice",
            welcome="Take the problems in any order. We look at how you work as much as at what passes.",
        ),
    ),
    Opening(
        "Platform engineer",
        "Schedules and fair shares: data that people typed in, with all that goes wrong there.",
        Plan(
            sections=[
                Section(problem="meeting-gaps", minutes=25),
                Section(problem="split-the-bill", minutes=25),
            ],
            minutes=60,
            languages=["python", "javascript", "java", "cpp"],
            welcome="You may use any of the four languages, and a different one for each problem.",
        ),
    ),
)

_NOTE = "read all lines first, group by item, discount per item, sum, tax once, round half up at the end"

_CARTS = ("[]", '["cup 10 250"]', '["cup 5 255", "cup 5 255"]', '["pen -1 100", "pen 1_0 100", "pen 1 100"]')
_REQUESTS = ("2 10 3\n5 app\n10 app\n15 app\n", "1 10 4\n5 app\n6 app\n15 app\n3 app\n", "1 10 0\n")
_BOOKINGS = (
    '"09:00:00"\n"17:00:00"\n[]\n600\n',
    '"09:00:00"\n"17:00:00"\n["10:00:00-14:00:00", "11:00:00-12:00:00"]\n600\n',
)
_BILLS = ('100\n["1", "1", "1"]\n', '-100\n["1", "2"]\n', '100\n["0", "0"]\n', '100\n["1.5", "two"]\n')
"""Cases that candidates wrote themselves."""

SITTINGS = (
    Sitting(
        "Ingrid Solheim", 0, 6, 9,
        (
            View("cart-total", "python"), Think(75), Write("accepted/solution.py"), Run(), Think(20), Run(_CARTS),
            Submit(),
            View("rate-limiter", "python"), Think(110), Write("accepted/solution.py"), Run(), Run(_REQUESTS),
            Think(35), Submit(),
            Think(40), Finish(),
        ),
        pace=0.85,
    ),
    Sitting(
        "Tomas Echeverria", 0, 6, 13,
        (
            View("cart-total", "python"), Think(50), Write("wrong_answer/discount_per_line.py"), Run(), Submit(),
            Think(95), Write("accepted/solution.py"), Run(), Run(_CARTS[1:2]), Submit(),
            View("rate-limiter", "python"), Think(80), Write("wrong_answer/window_too_long.py"), Run(), Think(60),
            Write("wrong_answer/counts_denied.py"), Run(), Submit(), Finish(),
        ),
    ),
    Sitting(
        "Amara Okonkwo", 0, 5, 10,
        (
            View("rate-limiter", "javascript"), Think(140), Write("accepted/solution.js"), Run(), Submit(),
            View("cart-total", "javascript"), Think(45), Write("accepted/solution.js"), Run(), Submit(), Finish(),
        ),
        pace=0.95,
    ),
    Sitting(
        "Park Jun-ho", 0, 5, 15,
        (
            View("cart-total", "python"), Think(60), Write("wrong_answer/trusts_int.py"), Run(), Submit(),
            View("rate-limiter", "python"), Think(70), Write("time_limit_exceeded/brute_force.py"), Run(), Submit(),
            Think(150, away=True), Think(60), Finish(),
        ),
        pace=1.1,
    ),
    Sitting(
        "Priya Raman", 0, 4, 9,
        (
            View("cart-total", "python"), Think(180), Write("wrong_answer/rounds_each_line.py"), Run(), Think(200),
            Submit(), Think(240), Write("accepted/solution.py"), Run(), Submit(),
            View("rate-limiter", "python"), Think(300), Write("accepted/solution.py", share=0.6), Think(600),
        ),
        pace=2.1,
    ),
    Sitting(
        "Lukas Brandt", 0, 4, 14,
        (
            View("cart-total", "cpp"), Think(40), Paste(_NOTE), Write("accepted/solution.cpp"), Run(), Submit(),
            View("rate-limiter", "java"), Think(90, away=True), Write("accepted/solution.java"), Run(), Submit(),
            View("cart-total", "cpp"), Think(25), Finish(),
        ),
        pace=0.9,
    ),
    Sitting(
        "Salma Idrissi", 0, 5, 12,
        (
            View("cart-total", "python"), Think(40), Write("accepted/solution.py"), Submit(),
            View("rate-limiter", "python"), Think(90), Write("wrong_answer/counts_denied.py"), Submit(), Finish(),
        ),
    ),
    Sitting(
        "Oskar Lindgren", 0, 4, 11,
        (
            View("rate-limiter", "python"), Think(120), Write("accepted/solution.py"), Submit(),
            View("cart-total", "python"), Think(70), Write("wrong_answer/rounds_each_line.py"), Submit(), Finish(),
        ),
        pace=0.9,
    ),
    Sitting(
        "Noor al-Hashimi", 1, 3, 9,
        (
            View("meeting-gaps", "python"), Think(65), Write("accepted/solution.py"), Run(), Run(_BOOKINGS), Submit(),
            View("split-the-bill", "python"), Think(60), Write("accepted/solution.py"), Run(), Submit(), Finish(),
        ),
    ),
    Sitting(
        "Daniel Fairweather", 1, 3, 11,
        (
            View("meeting-gaps", "python"), Think(55), Write("wrong_answer/previous_end_only.py"), Run(), Submit(),
            View("split-the-bill", "python"), Think(75), Write("wrong_answer/rounds_to_nearest.py"), Run(), Submit(),
            Finish(),
        ),
        pace=1.2,
    ),
    Sitting(
        "Chiara Bellini", 1, 3, 15,
        (
            View("split-the-bill", "javascript"), Think(50), Write("accepted/solution.js"), Run(), Run(_BILLS),
            Submit(),
            View("meeting-gaps", "cpp"), Think(70), Write("accepted/solution.cpp"), Run(), Submit(), Finish(),
        ),
        pace=0.8,
    ),
    Sitting(
        "Kofi Mensah", 1, 2, 10,
        (
            View("meeting-gaps", "python"), Think(90), Write("time_limit_exceeded/brute_force.py"), Run(), Submit(),
            Think(120), Write("accepted/solution.py"), Run(), Submit(),
            View("split-the-bill", "python"), Think(60), Write("wrong_answer/ties_to_the_last.py"), Run(), Submit(),
            Finish(),
        ),
        pace=1.15,
    ),
    Sitting(
        "Maximiliana Featherstonehaugh-Oyelaran", 1, 2, 14,
        (
            View("meeting-gaps", "python"), Think(150), Write("wrong_answer/keeps_given_order.py"), Run(), Think(90),
            Write("accepted/solution.py"), Run(), Think(30), Submit(),
            View("split-the-bill", "python"), Think(200), Write("run_time_error/divides_by_nothing.py"), Run(), Submit(),
            Finish(),
        ),
        pace=1.5,
    ),
    Sitting(
        "Marek Nowak", 1, 1, 9,
        (
            View("meeting-gaps", "java"), Think(120), Write("accepted/solution.java"), Run(), Submit(),
            View("split-the-bill", "java"), Think(45), Finish(),
        ),
        pace=1.3,
    ),
)  # fmt: skip

AWAITED = (
    Awaited("Rosalind Achterberg", 0),
    Awaited("Yusuf Demir", 0),
    Awaited("Beatrix Lam", 1),
)

VISITOR = Awaited("Robin Example", 0)
"""Whose personal link `assay demo` prints, for whoever wants to sit the interview."""


@dataclass(frozen=True)
class Company:
    openings: tuple[Opening, ...] = OPENINGS
    sittings: tuple[Sitting, ...] = SITTINGS
    awaited: tuple[Awaited, ...] = AWAITED
    visitor: Awaited = field(default=VISITOR)
