"""The items of the registry, as data: the one place where a figure is defined."""

from collections.abc import Iterator
from typing import Final

from api.statistics.items_times import averages, statuses, totals
from api.statistics.metric import Metric, Scope, Unit, define

_B, _BO, _G, _O = Scope.BOARD, Scope.BOARD_OPERATOR, Scope.GROUP_REPORT, Scope.OPERATOR_REPORT
_REPORTS: Final = (_G, _O)
_BOARDS_AND_REPORTS: Final = (_B, _BO, _G, _O)
_C, _P, _H, _S = Unit.COUNT, Unit.PERCENT, Unit.PER_HOUR, Unit.SECONDS


def _live() -> Iterator[Metric]:
    none = ("", "")
    yield define(
        "waiting",
        ("待ち呼", "Waiting"),
        _C,
        (_B,),
        none,
        (
            "いま応答を待っている着信の数(オペレーターと未接続)",
            "Inbound calls that wait for an operator now",
        ),
    )
    yield define(
        "longest_wait",
        ("最大待ち時間", "Longest wait"),
        _S,
        (_B,),
        none,
        (
            "待ち呼のうち最も長く待っているものの経過時間",
            "How long the longest waiting call has waited",
        ),
    )
    yield define(
        "elapsed",
        ("経過時間", "Elapsed"),
        _S,
        (_BO,),
        none,
        ("現在のステータスになってからの時間", "Time since the present status began"),
    )
    for metric_id, label, which in (
        ("talking", ("通話中", "Talking"), ("外線", "External")),
        ("talking_in", ("通話中(着)", "Talking (in)"), ("着信の", "Inbound")),
        ("talking_out", ("通話中(発)", "Talking (out)"), ("発信の", "Outbound")),
    ):
        explanation = (
            f"いまつながっている{which[0]}通話の数(保留中を含む)",
            f"{which[1]} calls connected now, held ones too",
        )
        yield define(metric_id, label, _C, (_B,), none, explanation)
    yield define(
        "logged_in",
        ("ログイン", "Logged in"),
        _C,
        (_B,),
        none,
        ("ログインしているオペレーターの数(管理者を除く)", "Operators logged in; supervisors are not counted"),
    )
    for metric_id, label in (
        ("available", ("受付可", "Available")),
        ("acw", ("後処理", "After-call work")),
        ("short_break", ("小休憩", "Short break")),
        ("lunch_break", ("昼休憩", "Lunch break")),
        ("work", ("別作業", "Other work")),
    ):
        explanation = (f"いま{label[0]}のオペレーターの数(管理者を除く)", f"Operators in the status {label[1]!r} now")
        yield define(metric_id, label, _C, (_B,), none, explanation)


def _counts() -> Iterator[Metric]:
    yield define(
        "in",
        ("着信数", "Inbound"),
        _C,
        (_B, _G, _O),
        ("in", ""),
        ("グループに着信した数(オペレーター: 呼び出された数)", "Visits begun (operator: offers made to them)"),
    )
    yield define(
        "ans",
        ("応答数", "Answered"),
        _C,
        _BOARDS_AND_REPORTS,
        ("ans", ""),
        ("着信のうちオペレーターが応答した数", "Of these, answered by an operator"),
    )
    yield define(
        "aban",
        ("放棄数", "Abandoned"),
        _C,
        (_B, _G),
        ("aban", ""),
        (
            "応答前に発信者が切断した着信の数(標準では流出を含む)",
            "Visits left by the caller before an answer (manual profile: overflowed ones too)",
        ),
    )
    yield define(
        "closed",
        ("時間外", "Closed"),
        _C,
        (_B,),
        ("closed", ""),
        (
            "営業時間外のためお断りした通話の数(着信に数えない)",
            "Calls turned away by the opening hours; they are no visits",
        ),
    )
    yield define(
        "ivr_left",
        ("IVR離脱", "Left in the IVR"),
        _C,
        (_B,),
        ("ivr_left", ""),
        (
            "グループに着信する前に、案内や音声メニューの中で終わった通話の数(着信に数えない)",
            "Calls that ended in a greeting or a menu, before any group; they are no visits",
        ),
    )
    yield define(
        "voicemail",
        ("留守電", "Voicemail"),
        _C,
        (_B,),
        ("voicemail", ""),
        (
            "グループに着信せずに留守番電話につながった通話の数(着信に数えない。時間外の通話は時間外に数える)",
            "Calls to a mailbox that no group was offered; they are no visits (out of hours: closed)",
        ),
    )
    yield define(
        "missed",
        ("着信無応答数", "Missed offers"),
        _C,
        (_O,),
        ("missed", ""),
        (
            "呼び出されて応答しなかった数(厳密: 他者応答と10秒未満の発信者切断を除く)",
            "Offers not answered by that operator (strict: without those answered elsewhere or left within 10 s)",
        ),
    )
    yield define(
        "out",
        ("発信数", "Outbound"),
        _C,
        _BOARDS_AND_REPORTS,
        ("out", ""),
        ("外線へ発信した数", "External calls dialled"),
    )
    yield define(
        "conn",
        ("接続数", "Connected"),
        _C,
        _REPORTS,
        ("conn", ""),
        ("発信のうち相手が応答した数", "Of these, answered by the far end"),
    )
    yield define(
        "calls",
        ("通話数", "Calls"),
        _C,
        (_G,),
        ("ans conn", ""),
        ("応答数と接続数の合計", "Answered inbound and connected outbound calls"),
    )
    for metric_id, label, counter, scopes in (
        ("holds", ("保留数", "Holds"), "n_hold", (_BO, _G, _O)),
        ("holds_in", ("保留数(着)", "Holds (in)"), "n_hold_in", _REPORTS),
        ("holds_out", ("保留数(発)", "Holds (out)"), "n_hold_out", _REPORTS),
    ):
        yield define(
            metric_id,
            label,
            _C,
            scopes,
            (counter, ""),
            ("保留にした回数(転送の保留を含む)", "Holds pressed, those of transfers too"),
        )


def _rates() -> Iterator[Metric]:
    yield define(
        "answer_rate",
        ("応答率", "Answer rate"),
        _P,
        (_B, _G, _O),
        ("ans", "in"),
        ("応答数 ÷ 着信数", "Answered ÷ inbound"),
    )
    yield define(
        "connect_rate",
        ("接続率", "Connect rate"),
        _P,
        _REPORTS,
        ("conn", "out"),
        ("接続数 ÷ 発信数", "Connected ÷ outbound"),
    )
    yield define(
        "service_level",
        ("サービスレベル", "Service level"),
        _P,
        (_G,),
        ("sl", "in"),
        ("応答目標時間内に応答した数 ÷ 着信数", "Answered within the target ÷ inbound"),
    )
    yield define(
        "utilisation",
        ("稼働率", "Utilisation"),
        _P,
        _REPORTS,
        ("t_busy t_avail", "t_labour"),
        (
            "(通話対応時間 + 受付可の時間) ÷ 労働時間(昼休憩を除くログイン時間)",
            "(Busy + available time) ÷ labour time (log-in without lunch break)",
        ),
    )
    yield define(
        "occupancy",
        ("占有率", "Occupancy"),
        _P,
        _REPORTS,
        ("t_handle_all", "t_occupiable"),
        (
            "(通話 + 後処理) ÷ (通話対応時間 + 受付可の時間。厳密: 呼出時間を除く)",
            "(Talk + ACW) ÷ (busy + available time; strict: without ring time)",
        ),
    )
    yield define(
        "cph_in",
        ("CPH(着)", "CPH (in)"),
        _H,
        _REPORTS,
        ("ans", "t_labour"),
        ("労働1時間あたりの応答数", "Answered calls per labour hour"),
    )
    yield define(
        "cph_out",
        ("CPH(発)", "CPH (out)"),
        _H,
        _REPORTS,
        ("conn", "t_labour"),
        ("労働1時間あたりの接続数", "Connected calls per labour hour"),
    )


ITEMS: Final = (*_live(), *_counts(), *_rates(), *averages(), *totals(), *statuses())
"""Every item; ids are unique (tested)."""
