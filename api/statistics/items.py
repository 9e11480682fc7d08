"""The items of the registry, as data: the one place where a figure is defined."""

from collections.abc import Iterator
from typing import Final

from api.statistics.metric import Metric, Scope, Text, Unit
from sip.contract.enums import Status

_B, _BO, _G, _O = Scope.BOARD, Scope.BOARD_OPERATOR, Scope.GROUP_REPORT, Scope.OPERATOR_REPORT
_REPORTS: Final = (_G, _O)
_BOARDS_AND_REPORTS: Final = (_B, _BO, _G, _O)
_C, _P, _H, _S = Unit.COUNT, Unit.PERCENT, Unit.PER_HOUR, Unit.SECONDS


def _item(
    metric_id: str,
    label: tuple[str, str],
    unit: Unit,
    scopes: tuple[Scope, ...],
    formula: tuple[str, str],
    explanation: tuple[str, str],
) -> Metric:
    """`formula`: names of counters, separated by spaces, above and below the line."""
    return Metric(
        id=metric_id,
        label=Text(*label),
        unit=unit,
        scopes=scopes,
        explanation=Text(*explanation),
        numerator=tuple(formula[0].split()),
        denominator=tuple(formula[1].split()),
    )


def _live() -> Iterator[Metric]:
    none = ("", "")
    yield _item(
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
    yield _item(
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
    yield _item(
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
        yield _item(metric_id, label, _C, (_B,), none, explanation)
    yield _item(
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
        yield _item(metric_id, label, _C, (_B,), none, explanation)


def _counts() -> Iterator[Metric]:
    yield _item(
        "in",
        ("着信数", "Inbound"),
        _C,
        (_B, _G, _O),
        ("in", ""),
        ("グループに着信した数(オペレーター: 呼び出された数)", "Visits begun (operator: offers made to them)"),
    )
    yield _item(
        "ans",
        ("応答数", "Answered"),
        _C,
        _BOARDS_AND_REPORTS,
        ("ans", ""),
        ("着信のうちオペレーターが応答した数", "Of these, answered by an operator"),
    )
    yield _item(
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
    yield _item(
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
    yield _item(
        "out",
        ("発信数", "Outbound"),
        _C,
        _BOARDS_AND_REPORTS,
        ("out", ""),
        ("外線へ発信した数", "External calls dialled"),
    )
    yield _item(
        "conn",
        ("接続数", "Connected"),
        _C,
        _REPORTS,
        ("conn", ""),
        ("発信のうち相手が応答した数", "Of these, answered by the far end"),
    )
    yield _item(
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
        yield _item(
            metric_id,
            label,
            _C,
            scopes,
            (counter, ""),
            ("保留にした回数(転送の保留を含む)", "Holds pressed, those of transfers too"),
        )


def _rates() -> Iterator[Metric]:
    yield _item(
        "answer_rate",
        ("応答率", "Answer rate"),
        _P,
        (_B, _G, _O),
        ("ans", "in"),
        ("応答数 ÷ 着信数", "Answered ÷ inbound"),
    )
    yield _item(
        "connect_rate",
        ("接続率", "Connect rate"),
        _P,
        _REPORTS,
        ("conn", "out"),
        ("接続数 ÷ 発信数", "Connected ÷ outbound"),
    )
    yield _item(
        "service_level",
        ("サービスレベル", "Service level"),
        _P,
        (_G,),
        ("sl", "in"),
        ("応答目標時間内に応答した数 ÷ 着信数", "Answered within the target ÷ inbound"),
    )
    yield _item(
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
    yield _item(
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
    yield _item(
        "cph_in",
        ("CPH(着)", "CPH (in)"),
        _H,
        _REPORTS,
        ("ans", "t_labour"),
        ("労働1時間あたりの応答数", "Answered calls per labour hour"),
    )
    yield _item(
        "cph_out",
        ("CPH(発)", "CPH (out)"),
        _H,
        _REPORTS,
        ("conn", "t_labour"),
        ("労働1時間あたりの接続数", "Connected calls per labour hour"),
    )


_WAYS: Final = (("in", "着", "ans"), ("out", "発", "conn"))


def _averages() -> Iterator[Metric]:
    for name, ja, en, times in (
        ("handle", "処理", "talk and after-call work", "t_talk_{0} t_acw_{0}"),
        ("talk", "通話", "talk time", "t_talk_{0}"),
        ("acw", "後処理", "after-call work", "t_acw_{0}"),
    ):
        for way, kanji, count in _WAYS:
            yield _item(
                f"avg_{name}_{way}",
                (f"平均{ja}時間({kanji})", f"Average {en} ({way})"),
                _S,
                _BOARDS_AND_REPORTS,
                (times.format(way), count),
                (
                    f"{ja}時間の合計 ÷ {'応答数' if way == 'in' else '接続数'}",
                    f"Total {en} ÷ {'answered' if way == 'in' else 'connected'} calls",
                ),
            )
    yield _item(
        "avg_answer",
        ("平均応答時間", "Average speed of answer"),
        _S,
        (_B, _G, _O),
        ("t_ring_ans", "ans"),
        ("着信から応答までの時間の合計 ÷ 応答数(平均着信応答時間)", "Ring time of answered visits ÷ answered"),
    )
    yield _item(
        "avg_abandon",
        ("平均放棄時間", "Average time to abandon"),
        _S,
        (_B, _G),
        ("t_ring_aban", "aban"),
        ("着信から放棄までの時間の合計 ÷ 放棄数", "Ring time of abandoned visits ÷ abandoned"),
    )
    yield _item(
        "avg_ring",
        ("平均呼出時間", "Average ring time"),
        _S,
        (_BO,),
        ("t_ring_ans", "ans"),
        ("応答した呼出の時間の合計 ÷ 応答数", "Ring time of the operator's answered offers ÷ answered"),
    )
    yield _item(
        "avg_ring_in",
        ("平均着信呼出時間", "Average inbound ring time"),
        _S,
        _REPORTS,
        ("t_ring_in", "in"),
        ("着信呼出時間の合計 ÷ 着信数", "Inbound ring time ÷ inbound"),
    )
    yield _item(
        "avg_ring_out",
        ("平均発信呼出時間", "Average outbound ring time"),
        _S,
        _REPORTS,
        ("t_ring_out", "out"),
        ("発信呼出時間の合計 ÷ 発信数", "Outbound ring time ÷ outbound"),
    )
    for way, kanji, count in _WAYS:
        yield _item(
            f"avg_hold_per_call_{way}",
            (f"平均保留時間①({kanji})", f"Average hold per call ({way})"),
            _S,
            _REPORTS,
            (f"t_hold_{way}", count),
            ("保留時間の合計 ÷ 通話の数", "Hold time ÷ calls"),
        )
        yield _item(
            f"avg_hold_{way}",
            (f"平均保留時間②({kanji})", f"Average hold ({way})"),
            _S,
            _REPORTS,
            (f"t_hold_{way}", f"n_hold_{way}"),
            ("保留時間の合計 ÷ 保留数", "Hold time ÷ holds"),
        )


def _totals() -> Iterator[Metric]:
    for name, ja, en, times in (
        ("hold", "保留", "hold time", "t_hold_{0}"),
        ("handle", "処理", "handle time", "t_talk_{0} t_acw_{0}"),
        ("talk", "通話", "talk time", "t_talk_{0}"),
        ("acw", "後処理", "after-call work", "t_acw_{0}"),
    ):
        for way, kanji, _ in _WAYS:
            label = (f"合計{ja}時間({kanji})", f"Total {en} ({way})")
            yield _item(
                f"total_{name}_{way}", label, _S, _REPORTS, (times.format(way), ""), (f"{ja}時間の合計", f"Sum of {en}")
            )
    for metric_id, label, counter, scopes, explanation in (
        (
            "total_ring_in",
            ("合計着信呼出時間", "Total inbound ring time"),
            "t_ring_in",
            _REPORTS,
            ("着信から応答・切断・流出までの合計", "Visit begin to answer, leave or overflow"),
        ),
        (
            "total_answer",
            ("合計着信応答時間", "Total time to answer"),
            "t_ring_ans",
            _REPORTS,
            ("応答した着信の呼出時間の合計", "Ring time of answered visits"),
        ),
        (
            "total_ring_out",
            ("合計発信呼出時間", "Total outbound ring time"),
            "t_ring_out",
            _REPORTS,
            ("発信から応答または終了までの合計", "Dial to answer or end"),
        ),
        (
            "total_abandon",
            ("合計放棄時間", "Total time to abandon"),
            "t_ring_aban",
            (_G,),
            ("放棄した着信の呼出時間の合計", "Ring time of abandoned visits"),
        ),
    ):
        yield _item(metric_id, label, _S, scopes, (counter, ""), explanation)


def _statuses() -> Iterator[Metric]:
    yield _item(
        "avg_short_break",
        ("平均小休憩時間", "Average short break"),
        _S,
        (_BO,),
        (f"t_status:{Status.SHORT_BREAK}", f"n_status:{Status.SHORT_BREAK}"),
        ("本日の小休憩の合計 ÷ 回数(終了した小休憩)", "Today's short breaks that are over: time ÷ number"),
    )
    for metric_id, label, counter in (
        ("total_short_break", ("合計小休憩時間", "Total short breaks"), f"t_status:{Status.SHORT_BREAK}"),
        ("total_lunch_break", ("合計昼休憩時間", "Total lunch breaks"), f"t_status:{Status.LUNCH_BREAK}"),
        ("total_work", ("合計別作業時間", "Total other work"), "t_work"),
    ):
        yield _item(metric_id, label, _S, (_BO,), (counter, ""), ("本日の合計", "Today's total"))
    yield _item(
        "status_total",
        ("ステータス合計時間", "Status total"),
        _S,
        (_O,),
        ("t_status:S", ""),
        ("そのステータスの合計時間", "Time in the status"),
    )
    yield _item(
        "status_avg",
        ("ステータス平均時間", "Status average"),
        _S,
        (_O,),
        ("t_status:S", "n_status:S"),
        ("合計時間 ÷ 回数", "Time in the status ÷ entries into it"),
    )
    yield _item(
        "status_share",
        ("ステータス割合", "Status share"),
        _P,
        (_O,),
        ("t_status:S", "t_login"),
        ("全ステータスの時間に占める割合", "Share of the time of all statuses"),
    )
    yield _item(
        "login_total",
        ("合計ログイン時間", "Total log-in time"),
        _S,
        (_O,),
        ("t_login", ""),
        ("ログインからログアウトまでの合計", "Log-in to log-out"),
    )
    yield _item(
        "login_avg",
        ("平均ログイン時間", "Average log-in time"),
        _S,
        (_O,),
        ("t_login", "d_login"),
        ("ログイン時間 ÷ ログインした日数", "Log-in time ÷ days with a log-in"),
    )


ITEMS: Final = (*_live(), *_counts(), *_rates(), *_averages(), *_totals(), *_statuses())
"""Every item; ids are unique (tested)."""
