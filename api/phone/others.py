"""What a phone shows of calls that are not its own: parked ones, and those that ring a colleague (F5.10). Pure."""

from collections.abc import Iterable, Iterator

from api.moments import moment
from api.phone.directory import Directory
from api.phone.schemas import ColleagueCall, ParkedCall, PhoneParty
from api.statistics.facts import Call, CallFile
from sip.contract.enums import CallerId, Direction


def other_party(call: Call, dials: bool, directory: Directory) -> tuple[str, str, CallerId]:
    """Number, name and known-ness of the party across from an operator who dialled (`dials`) or was rung."""
    internal = call.direction == Direction.INTERNAL
    if dials:
        return call.to_number, directory.extension(call.to_number) if internal else "", CallerId.NUMBER
    if call.direction == Direction.OUTBOUND:  # taken over from the operator who dialled
        return call.to_number, "", CallerId.NUMBER
    number = (call.extension or call.from_number) if internal else call.from_number
    name = directory.extension(number) if internal else ""
    return number, name or call.from_name, call.caller_id


def party_across(operator: str, file: CallFile, dials: bool, directory: Directory) -> tuple[str, str, CallerId]:
    """As `other_party`, but where a conference has left somebody else: whoever of it is there now."""
    if file.instead:
        return file.instead, "", CallerId.NUMBER
    if file.regrouped and not file.external:
        there = [one.operator for one in file.segments.values() if one.open and one.operator != operator]
        if len(there) == 1:
            return directory.extension_of(there[0]), directory.user(there[0]), CallerId.NUMBER
    return other_party(file.call, dials, directory)


def conference_parties(operator: str, file: CallFile, dials: bool, directory: Directory) -> tuple[PhoneParty, ...]:
    """Who else talks in the conference of `operator`: the party across, colleagues, and who was called outside."""
    colleagues = [
        PhoneParty(number=directory.extension_of(user), name=directory.user(user), caller_id=CallerId.NUMBER)
        for user in dict.fromkeys(one.operator for one in file.segments.values() if one.open)
        if user != operator
    ]
    found = []
    if file.external or len(colleagues) < 2:  # of an internal call both may be colleagues
        number, name, caller_id = party_across(operator, file, dials, directory)
        found.append(PhoneParty(number=number, name=name, caller_id=caller_id))
    found += [one for one in colleagues if one not in found]
    if file.joined:
        found.append(PhoneParty(number=file.joined, name="", caller_id=CallerId.NUMBER))
    return tuple(found)


def parked_calls(files: Iterable[CallFile], directory: Directory) -> tuple[ParkedCall, ...]:
    """The parked calls, by slot."""
    found = []
    for file in files:
        if file.parked is None or not file.call.open:
            continue
        number, name, caller_id = party_across("", file, False, directory)
        found.append(
            ParkedCall(
                slot=file.parked.slot,
                call=file.call.call,
                number=number,
                name=name,
                caller_id=caller_id,
                since=moment(file.parked.begin),
                by=directory.user(file.parked.operator),
            )
        )
    return tuple(sorted(found, key=lambda call: call.slot))


def colleague_calls(operator: str, files: Iterable[CallFile], directory: Directory) -> tuple[ColleagueCall, ...]:
    """Calls that ring somebody of a common group and not `operator`, longest first; one row for each call."""
    colleagues = directory.colleagues(operator)
    found = [call for file in files if colleagues for call in _colleague_call(operator, colleagues, file, directory)]
    return tuple(sorted(found, key=lambda call: (call.since, call.call)))


def _colleague_call(
    operator: str, colleagues: frozenset[str], file: CallFile, directory: Directory
) -> Iterator[ColleagueCall]:
    rung = [offer for offer in file.offers.values() if offer.open]
    asking = {consult.operator for consult in file.consults.values()}  # theirs is what they see themselves
    if any(offer.operator == operator for offer in rung) or operator in (file.call.operator, *asking):
        return
    for offer in rung:
        if offer.operator in colleagues:
            number, name, caller_id = other_party(file.call, False, directory)
            yield ColleagueCall(
                call=file.call.call,
                colleague=directory.user(offer.operator),
                number=number,
                name=name,
                caller_id=caller_id,
                since=moment(offer.begin),
            )
            return
