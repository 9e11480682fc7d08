"""Closed sets of values that both sides must agree on."""

from enum import StrEnum
from typing import Final, TypeAlias

StatusId: TypeAlias = str
"""A `Status` value, or `work:<n>` for a 別作業 status of the master (F9.4)."""

WORK_PREFIX: Final = "work:"


class Status(StrEnum):
    """The eleven fixed statuses of an operator (F5.1, F5.2, F9.4)."""

    AVAILABLE = "available"  # 受付可
    TALKING = "talking"  # 通話中
    RINGING = "ringing"  # 着信中
    DIALING = "dialing"  # 発信中
    HOLDING = "holding"  # 保留中
    ACW = "acw"  # 後処理
    INTERNAL = "internal"  # 内線通話
    PREPARING = "preparing"  # 準備中
    SHORT_BREAK = "short_break"  # 小休憩
    LUNCH_BREAK = "lunch_break"  # 昼休憩
    LOGGED_OUT = "logged_out"  # ログアウト


CHOOSABLE: Final = frozenset(
    {Status.AVAILABLE, Status.PREPARING, Status.SHORT_BREAK, Status.LUNCH_BREAK, Status.ACW},
)
"""Fixed statuses that an operator may choose; every `work:<n>` may be chosen too (F5.1)."""


def is_work(status: StatusId) -> bool:
    """Whether `status` is one of the 別作業 statuses."""
    return status.startswith(WORK_PREFIX)


class Role(StrEnum):
    """What a user is to the switch. Supervisors have a phone but no status (F3.3)."""

    OPERATOR = "operator"
    SUPERVISOR = "supervisor"


class PhoneKind(StrEnum):
    """What a user talks on (setting of the phone window)."""

    BROWSER = "browser"
    DESK = "desk"  # the extension's SIP phone; the browser controls it


class NumberClass(StrEnum):
    """Kinds of outside numbers, each allowed or not by a permission set."""

    DOMESTIC = "domestic"  # 固定電話, IP電話
    MOBILE = "mobile"  # 携帯電話
    FREE = "free"  # フリーダイヤル
    SPECIAL = "special"  # three-digit services: 117, 177 …
    PREMIUM = "premium"  # ナビダイヤル, 0990: the caller pays more
    INTERNATIONAL = "international"  # and carrier selection, which can lead abroad
    EMERGENCY = "emergency"  # 110, 118, 119: allowed to everybody


CALLABLE: Final = (NumberClass.DOMESTIC, NumberClass.MOBILE, NumberClass.FREE, NumberClass.SPECIAL)
"""What may be called where nothing else is said: premium and international numbers only if allowed."""


class Direction(StrEnum):
    """Direction of a call as seen from the centre."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    INTERNAL = "internal"


class CallerId(StrEnum):
    """Why a caller's number is, or is not, known (`rules.md`, phone numbers)."""

    NUMBER = "number"
    WITHHELD = "withheld"  # 非通知
    PAYPHONE = "payphone"  # 公衆電話
    UNAVAILABLE = "unavailable"  # 表示圏外


class Diversion(StrEnum):
    """How a call from outside ended that became no visit (F10.5)."""

    CLOSED = "closed"  # 時間外
    IVR_LEFT = "ivr_left"  # IVR離脱
    VOICEMAIL = "voicemail"  # 留守電: came to a mailbox without being offered to a group


class CallState(StrEnum):
    """Where a call is: queued for or offered to operators, being dialled, connected, over."""

    WAITING = "waiting"
    RINGING = "ringing"
    DIALING = "dialing"
    CONNECTED = "connected"
    ENDED = "ended"


class Cause(StrEnum):
    """Why a call, leg or dial ended."""

    NORMAL = "normal"
    CANCELLED = "cancelled"  # the calling side gave up before an answer
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    REJECTED = "rejected"
    UNREACHABLE = "unreachable"  # no such number, nobody registered, trunk down
    INCOMPLETE = "incomplete"  # what was dialled is no number
    FORBIDDEN = "forbidden"
    NOT_ACCEPTABLE = "not_acceptable"  # no common codec
    OVERLOADED = "overloaded"
    MEDIA_TIMEOUT = "media_timeout"
    MEDIA_FAILURE = "media_failure"  # the media worker died
    SIGNALLING_FAILURE = "signalling_failure"
    SWITCH_FAILURE = "switch_failure"  # estimated end: the switch died


class Side(StrEnum):
    """Who released a call."""

    OUTSIDE = "outside"
    OPERATOR = "operator"
    SYSTEM = "system"


class VisitEntry(StrEnum):
    """How a call came into a group."""

    DIRECT = "direct"  # its number was called
    TRANSFER = "transfer"
    OVERFLOW = "overflow"
    IVR = "ivr"


class VisitOutcome(StrEnum):
    """How a visit ended; an unfinished one is 未確定."""

    OPEN = "open"
    ANSWERED = "answered"
    ABANDONED = "abandoned"
    OVERFLOWED = "overflowed"


class OfferKind(StrEnum):
    """What an operator is rung for."""

    VISIT = "visit"
    TRANSFER = "transfer"
    INTERNAL = "internal"


class OfferOutcome(StrEnum):
    """How the ringing of one operator ended."""

    OPEN = "open"
    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    REJECTED = "rejected"
    ANSWERED_ELSEWHERE = "answered_elsewhere"
    CALLER_LEFT = "caller_left"


class ConsultOutcome(StrEnum):
    """How a consultation ended (F5.7)."""

    COMPLETED = "completed"  # 転送実行: the target has the caller now
    JOINED = "joined"  # all three talk
    CANCELLED = "cancelled"  # the transferrer went back to the caller
    FAILED = "failed"  # the target did not answer, or hung up
    CALLER_LEFT = "caller_left"


class SupervisionMode(StrEnum):
    """What a supervisor does in an operator's call (F4.2–F4.4)."""

    LISTEN = "listen"  # 聴話: hears both, is heard by nobody
    WHISPER = "whisper"  # ささやき: is heard by the operator only
    BARGE = "barge"  # 三者通話: all hear all


class SupervisionEnding(StrEnum):
    """Why a supervision ended."""

    LEFT = "left"  # the supervisor hung up
    CALL_ENDED = "call_ended"
    PHONE_LOST = "phone_lost"  # the supervisor's phone was not answered, or is gone
    REMOVED = "removed"  # the supervisor is none any more


class Strategy(StrEnum):
    """How a group distributes its callers (F10.4)."""

    RING_ALL = "ring_all"
    LONGEST_IDLE = "longest_idle"
    ROUND_ROBIN = "round_robin"  # each member in turn
    IN_ORDER = "in_order"  # the first free one in the members' order
    FEWEST_CALLS = "fewest_calls"  # whoever had the fewest calls since the last `DayStarted`


class LogOutReason(StrEnum):
    """Why a login span ended."""

    CHOSEN = "chosen"
    FORCED = "forced"
    LOST = "lost"  # client gone: dated at the last heartbeat
    DAY_START = "day_start"
    TAKEN_OVER = "taken_over"
    SWITCH_FAILURE = "switch_failure"


class NumberFrom(StrEnum):
    """Where a carrier's INVITE says which number was called (F10.1)."""

    AUTO = "auto"  # P-Called-Party-ID where it is there, else the Request-URI
    REQUEST_URI = "request_uri"
    TO = "to"
    P_CALLED_PARTY_ID = "p_called_party_id"  # RFC 7315 5.2; without it the call leads nowhere


class IdentityIn(StrEnum):
    """Where a carrier reads the calling number of our INVITEs (F10.1)."""

    FROM = "from"
    ASSERTED = "p_asserted_identity"  # in From too (RFC 3325)
    PREFERRED = "p_preferred_identity"  # in From too


class Use(StrEnum):
    """Whether an extension of SIP is used with a peer."""

    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


class TrunkState(StrEnum):
    """Reachability of a trunk (F10.1)."""

    UNKNOWN = "unknown"
    UP = "up"
    DOWN = "down"


class Refusal(StrEnum):
    """Why the switch refused a command. `api` maps each to one problem+json code."""

    UNKNOWN_OPERATOR = "unknown_operator"
    UNKNOWN_CALL = "unknown_call"
    NOTHING_PARKED = "nothing_parked"  # at that slot
    NOTHING_RINGS = "nothing_rings"  # that one might pick up
    UNKNOWN_GROUP = "unknown_group"
    UNKNOWN_STATUS = "unknown_status"
    UNKNOWN_NUMBER = "unknown_number"
    INVALID_NUMBER = "invalid_number"
    OWN_NUMBER = "own_number"  # one's own extension
    NOT_LOGGED_IN = "not_logged_in"
    ALREADY_LOGGED_IN = "already_logged_in"
    NO_PHONE = "no_phone"
    NOT_SUPERVISOR = "not_supervisor"  # an operator has a status, and cannot be in others' calls
    NOT_IN_CALL = "not_in_call"  # whoever is to be supervised has no call
    BUSY = "busy"
    WRONG_STATE = "wrong_state"
    HELD_ON_PHONE = "held_on_phone"  # by the desk phone's own hold key, which alone takes the party back
    TARGET_BUSY = "target_busy"  # whom the call is to go to has another, or takes none
    TARGET_UNREACHABLE = "target_unreachable"  # nothing of theirs can ring
    BAD_OFFER = "bad_offer"  # the browser's SDP cannot be used
    NO_TRUNK = "no_trunk"
    NUMBER_NOT_ALLOWED = "number_not_allowed"  # the caller may not call numbers of this class
    TOO_MANY_CALLS = "too_many_calls"  # the extension has as many outside calls as it may have at once
    TOO_MANY_PER_HOUR = "too_many_per_hour"  # … or has begun as many within the last hour
    NO_EMERGENCY_TRUNK = "no_emergency_trunk"  # no trunk takes emergency calls
    MEDIA_UNAVAILABLE = "media_unavailable"
    FAILED = "failed"  # an error inside the switch; its log has the details
