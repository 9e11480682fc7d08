"""What a supervisor's phone shows of the call that they are in (F4)."""

from api.phone.schemas import SupervisionView
from sip.contract.enums import SupervisionEnding, SupervisionMode
from sip.contract.events import SupervisionBegan, SupervisionChanged, SupervisionEnded
from tests.phone.viewed import SATO, SUZUKI, Log, at


def test_a_supervisor_sees_whose_call_they_are_in() -> None:
    began = SupervisionBegan(supervision="v1", supervisor="op1", operator="op2", call="c1", mode=SupervisionMode.LISTEN)
    log = Log(began)
    shown = log.view(SATO).supervision
    assert shown == SupervisionView(
        operator="op2", name="鈴木", extension="202", mode=SupervisionMode.LISTEN, since=at(1)
    )
    log = Log(began, SupervisionChanged(supervision="v1", operator="", mode=SupervisionMode.WHISPER))
    shown = log.view(SATO).supervision
    assert shown == SupervisionView(operator="", name="", extension="", mode=SupervisionMode.WHISPER, since=at(2))
    log = Log(began, SupervisionEnded(supervision="v1", reason=SupervisionEnding.LEFT))
    assert log.view(SATO).supervision is None
    assert log.view(SUZUKI).supervision is None
