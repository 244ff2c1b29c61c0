"""The rules of the house, as an analyzer for crossfoot.

`wit/analyzer.wit` explains every field.
"""

from wit_world import exports
from wit_world.exports.analysis import (
    Conclusion,
    Declaration,
    Detail,
    Entry,
    Inspection,
    Manifest,
    Operand,
    Rule,
    Severity,
    Status,
    Tally,
    Value_Number,
)

from attempts_short import EXPLANATION

FIELD, KEY = 16, 17
COUNT, ALONE = 0, 0
NO_LOW, NO_HIGH, HEDGED = 4, 8, 16

RULE = 0


class Analysis(exports.Analysis):
    def describe(self):
        return Manifest(
            name="house-rules",
            version="0.1.0",
            rules=[Rule("HOUSE101", "attempts-short", Severity.ERROR, EXPLANATION)],
            settings=[
                Declaration(
                    "attempts",
                    Value_Number(3),
                    "The least number of attempts that a round must report.",
                )
            ],
        )

    def inspect(self, report, settings):
        # Spans count bytes of UTF-8.
        source = report.source.encode()

        def text(span):
            return source[span.start : span.end].decode()

        least = next(each.value.value for each in settings.values if each.name == "attempts")
        entries, unlisted = [], Tally(0, 0)
        for index, quantity in enumerate(report.quantities):
            if not counts_attempts(report, quantity, text):
                continue
            status = judge(quantity, least)
            if settings.detail == Detail.FINDINGS and status == Status.HOLDS:
                unlisted.holds += 1
                continue
            if settings.detail == Detail.FINDINGS and status == Status.UNDECIDED:
                unlisted.undecided += 1
                continue
            printed = text(quantity.at)
            entries.append(
                Entry(
                    rule=RULE,
                    status=status,
                    finding=Severity.ERROR if status == Status.CONTRADICTED else None,
                    at=quantity.at,
                    message=f"{printed} where the house asks for at least {least} attempts",
                    derivation=[],
                    operands=[Operand(index, quantity.at, "attempts")],
                    related=[],
                    fixes=[],
                    claim=f"{printed} attempts, at least {least}",
                )
            )
        return Inspection(entries, unlisted, b"")

    def conclude(self, notes, settings):
        """Nothing is said across reports."""
        return Conclusion([], Tally(0, 0), [])


def counts_attempts(report, quantity, text):
    """`2 attempts`, or the value of a field `Attempts: 2`."""
    if quantity.class_ != COUNT or quantity.role != ALONE:
        return False
    if is_attempts("".join(text(quantity.noun).split()[-1:])):
        return True
    node = quantity.node
    while node != 0 and report.nodes[node].kind != FIELD:
        node = report.nodes[node].parent
    if node == 0:
        return False
    keys = (child for child in report.nodes if child.kind == KEY and child.parent == node)
    return any(is_attempts(text(key.at).strip("*_: ")) for key in keys)


def is_attempts(word):
    return word.lower() in ("attempt", "attempts")


def judge(quantity, least):
    """A count is exactly itself; "2+" has no upper end, and "about 2" decides nothing."""
    if quantity.flags & HEDGED or quantity.exponent > 0:
        return Status.UNDECIDED
    scale = 10**-quantity.exponent
    if not quantity.flags & NO_LOW and quantity.low >= least * scale:
        return Status.HOLDS
    if not quantity.flags & NO_HIGH and quantity.high < least * scale:
        return Status.CONTRADICTED
    return Status.UNDECIDED
