"""What a simulated centre is like: how often it is called, how long people talk and wait, who works when.

The api hands a `Simulation` to the simulator (`python -m sip.simulate`), which answers with `Events` frames. A scenario
is read from TOML too, so a misspelt field is a fault; its defaults are a Japanese centre that is open 9–18 on weekdays.
Shares are of 1; lengths are in seconds.
"""

import datetime
from typing import Annotated, Final, TypeAlias

from msgspec import Meta, Struct

from sip.contract.config import SwitchConfig

Share: TypeAlias = Annotated[float, Meta(ge=0, le=1)]
Amount: TypeAlias = Annotated[float, Meta(ge=0, le=10_000)]
Seconds: TypeAlias = Annotated[float, Meta(gt=0, le=86_400)]
TimeOfDay: TypeAlias = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Hourly: TypeAlias = Annotated[tuple[Amount, ...], Meta(min_length=24, max_length=24)]
Weekly: TypeAlias = Annotated[tuple[Amount, ...], Meta(min_length=7, max_length=7)]
Monthly: TypeAlias = Annotated[tuple[Amount, ...], Meta(min_length=12, max_length=12)]

OPEN_9_TO_18: Final = (*(0.0,) * 9, 1.0, 1.25, 1.15, 0.85, 1.0, 1.1, 1.0, 0.95, 0.7, *(0.0,) * 6)


class Base(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Immutable; a misspelt field is a fault."""


class Length(Base, frozen=True, kw_only=True):
    """How long something takes: log-normal, `spread` is its coefficient of variation (standard deviation ÷ mean)."""

    mean_s: Seconds
    spread: Annotated[float, Meta(ge=0, le=10)] = 0.7


class Patience(Base, frozen=True, kw_only=True):
    """How long a caller waits for somebody: Weibull; a `shape` of 1 is the exponential distribution, above it few leave
    at once."""

    mean_s: Seconds = 110.0
    shape: Annotated[float, Meta(ge=0.2, le=10)] = 1.25


class Demand(Base, frozen=True, kw_only=True):
    """What is different about one group. `weight`: of its calls beside those of other groups; None: by its members."""

    weight: Amount | None = None
    talk: Length | None = None
    work: Length | None = None


class Arrivals(Base, frozen=True, kw_only=True):
    """Calls from outside, a Poisson process. `per_seat`: callers for each operator of the configuration on a day of
    weight 1; `hours`, `week` (Monday first), `year`: weights of the hours of the local clock, weekdays and months;
    `holiday`: of a holiday, in place of its weekday's. `swing`: how far days differ by chance (log-normal spread);
    `closed`: calls out of hours, as a share of the day's, to groups that have opening hours."""

    per_seat: Amount = 45.0
    hours: Hourly = OPEN_9_TO_18
    week: Weekly = (1.2, 1.0, 0.95, 0.95, 1.05, 0.0, 0.0)
    year: Monthly = (1.0, 0.95, 1.1, 1.1, 0.95, 1.0, 1.05, 0.9, 1.0, 1.0, 1.0, 1.15)
    holiday: Amount = 0.0
    swing: Annotated[float, Meta(ge=0, le=3)] = 0.12
    closed: Share = 0.03


class Callers(Base, frozen=True, kw_only=True):
    """People who call. `redial`: share of those who left that call again, `redial_after` later; `regular`: share of
    calls from `numbers` numbers that call again and again; `withheld`, `payphone`, `unavailable`: why some show none.
    `silent`, `wrong_key`: of those in a menu; `message`: what they leave in a mailbox."""

    patience: Patience = Patience()
    redial: Share = 0.35
    redial_after: Length = Length(mean_s=420, spread=1.0)
    regular: Share = 0.4
    numbers: Annotated[int, Meta(ge=1, le=10_000_000)] = 3000
    withheld: Share = 0.05
    payphone: Share = 0.002
    unavailable: Share = 0.004
    silent: Share = 0.06
    wrong_key: Share = 0.04
    message: Length = Length(mean_s=25)


class Desk(Base, frozen=True, kw_only=True):
    """What operators do with a call. `missed`, `rejected`: share of offers; `pick_up`: of the missed ones that a
    colleague takes; `hangs_up`: share of talks that the operator ends. Of connected outside calls, `hold`, `consult`,
    `blind` and `park` are the shares with which that is done; `to_group`: of the transfers that go to a group;
    `conference`, `cancelled`: what becomes of consultations; `alert`: share of talks with a call for help."""

    answer: Length = Length(mean_s=4.5, spread=0.6)
    missed: Share = 0.015
    rejected: Share = 0.004
    pick_up: Share = 0.2
    talk: Length = Length(mean_s=190, spread=0.8)
    work: Length = Length(mean_s=45, spread=0.8)
    hangs_up: Share = 0.35
    hold: Share = 0.14
    held: Length = Length(mean_s=40, spread=0.8)
    consult: Share = 0.035
    consulting: Length = Length(mean_s=25)
    blind: Share = 0.02
    to_group: Share = 0.35
    conference: Share = 0.08
    cancelled: Share = 0.12
    park: Share = 0.006
    alert: Share = 0.004


class Dialling(Base, frozen=True, kw_only=True):
    """Calls that operators begin. `out_per_seat`, `inside_per_seat`: on one shift, to outside numbers and to
    colleagues. Of the outside ones `busy`, `unreachable`, `unanswered` and `mistyped` come to nothing."""

    out_per_seat: Amount = 6.0
    inside_per_seat: Amount = 2.0
    busy: Share = 0.07
    unreachable: Share = 0.02
    unanswered: Share = 0.2
    mistyped: Share = 0.01
    ring: Length = Length(mean_s=9, spread=0.6)
    gives_up: Length = Length(mean_s=32, spread=0.3)
    talk: Length = Length(mean_s=130, spread=0.9)
    inside_talk: Length = Length(mean_s=50, spread=0.9)


class Shift(Base, frozen=True, kw_only=True):
    """Who is there from when to when; an `end` that is not after `begin` is on the next day. `weight`: share of the
    operators beside other shifts. `lunch_s`: 0 = none; `breaks`: short breaks."""

    begin: TimeOfDay = "08:55"
    end: TimeOfDay = "18:05"
    weight: Amount = 1.0
    lunch_s: Annotated[float, Meta(ge=0, le=7200)] = 3600.0
    breaks: Annotated[int, Meta(ge=0, le=10)] = 2


class Staff(Base, frozen=True, kw_only=True):
    """Who works when. `week`: share of the operators at work on each weekday (Monday first), `holiday` on holidays.
    `rest`: a short break; `other`: stretches of 別作業 for each shift, if the centre has such statuses, `other_s` long.
    For each shift: `forgets`: to log out; `reloads`: the page is loaded anew; `lost`: the client is lost for more than
    the grace time; `forced`: logged out by a supervisor. `supervises`: calls that a supervisor listens to in a day.
    `in_call`: share of statuses that are chosen during a call for afterwards."""

    shifts: Annotated[tuple[Shift, ...], Meta(min_length=1, max_length=20)] = (
        Shift(weight=3),
        Shift(begin="09:55", end="18:05", weight=1, lunch_s=2700),
        Shift(begin="08:55", end="14:30", weight=1, lunch_s=0, breaks=1),
    )
    week: Weekly = (0.95, 0.93, 0.93, 0.93, 0.94, 0.0, 0.0)
    holiday: Share = 0.0
    rest: Length = Length(mean_s=600, spread=0.3)
    other: Amount = 0.4
    other_s: Length = Length(mean_s=1500, spread=0.6)
    forgets: Share = 0.01
    reloads: Share = 0.05
    lost: Share = 0.015
    forced: Share = 0.003
    supervises: Amount = 5.0
    in_call: Share = 0.2


class Scenario(Base, frozen=True, kw_only=True):
    """A centre's life. `groups`: what is different about some of them, by id."""

    arrivals: Arrivals = Arrivals()
    callers: Callers = Callers()
    desk: Desk = Desk()
    dialling: Dialling = Dialling()
    staff: Staff = Staff()
    groups: dict[str, Demand] = {}


class Simulation(Base, frozen=True, kw_only=True):
    """What is to be simulated: `days` local days of the time zone `zone` from the one on that `begin` (UTC, ms) lies.
    The same of all this gives the same bytes. `switch`: id of the log that comes out, "" = made of the seed;
    `day_start_min`: minutes after midnight at which the business day begins (F1.7); `log_out`: whether whoever is
    logged in then is logged out."""

    config: SwitchConfig
    scenario: Scenario = Scenario()
    seed: int = 1
    begin: int
    days: Annotated[int, Meta(ge=1, le=36_600)]
    zone: str = "Asia/Tokyo"
    day_start_min: Annotated[int, Meta(ge=0, lt=1440)] = 0
    log_out: bool = True
    holidays: tuple[datetime.date, ...] = ()
    switch: str = ""
