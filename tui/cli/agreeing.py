"""`copytaster agree` and `assign`: several readers on the same documents."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from tui.cli.arguments import Command
from tui.cli.opening import Opened, opened
from tui.cli.output import Failure, counted, json_line, one_line, title_of
from tui.cli.team import Resolution, assignments, decisions, resolutions
from tui.decision import ASSIGNMENTS, RESOLUTIONS, Change, Decision, written
from tui.ingest.sanitise import sanitise_name
from tui.triage.agreement import Agreement, Disagreement, agreement, assign
from tui.triage.folder import checked_name


def run_agree(options: Namespace) -> int:
    """The `agree` command."""
    if options.resolve:
        return _resolve(options)
    if options.reason:
        raise Failure("--reason says why --resolve decides as it does", 2)
    with opened(options) as case:
        found = agreement(_compared(case, options.readers))
        resolved = resolutions(case.record.folder)
        if options.json:
            print(json_line(_fields(case, found, resolved)))
            return 0
        for line in _summary(found):
            print(line)
        for one in found.disagreements:
            print("\t".join(_cells(case, one, resolved.get(one.document))))
    return 0


def run_assign(options: Namespace) -> int:
    """The `assign` command."""
    team = [checked_name(reader, "reader") for reader in dict.fromkeys(options.readers)]
    with opened(options, write=True) as case:
        rows = case.rows(" ".join(options.query))
        documents = list(dict.fromkeys(row.id for row in rows if row.id))
        held = assignments(case.record.folder)
        fresh = documents if options.again else [one for one in documents if one not in held]
        piles = assign(_shuffled(fresh, options.seed), team, options.overlap)
        readers: dict[str, list[str]] = {document: [] for document in fresh}
        for reader, pile in piles.items():
            for document in pile:
                readers[document].append(reader)
        case.record.submit_and_wait(
            [
                Change(ASSIGNMENTS, document, {"readers": names})
                for document, names in readers.items()
            ]
        )
        twice = sum(len(names) > 1 for names in readers.values())
        print(
            f"{counted(len(fresh), 'document')}, {twice} of them to two readers "
            f"(seed {options.seed})"
        )
        for reader, pile in piles.items():
            print(f"{reader}\t{len(pile)}")
        if left := len(documents) - len(fresh):
            print(f"{left} were assigned before, and are left so; --again splits them too")
    return 0


def _resolve(options: Namespace) -> int:
    doc, word = options.resolve
    if word not in (Decision.KEEP, Decision.MAYBE, Decision.DISCARD):
        raise Failure(f"{one_line(word)}: a resolution is keep, maybe or discard", 2)
    if not options.reason:
        raise Failure("a resolution needs its --reason", 2)
    with opened(options, write=True) as case:
        row = case.document(doc)
        found = agreement(decisions(case.record.folder))
        if row.id not in {one.document for one in found.disagreements}:
            raise Failure(f"{title_of(row)}: its readers do not disagree")
        said = Resolution(word, options.reason, case.reader.name, written(datetime.now(UTC)))
        case.record.submit_and_wait([Change(RESOLUTIONS, row.id, said._asdict())])
        print(f"resolved: {word}: {title_of(row)}")
    return 0


def _compared(case: Opened, wanted: list[str]) -> Mapping[str, Mapping[str, Decision]]:
    """The decisions of the readers ``wanted``, or of all; blind, without what is not one's own."""
    held = decisions(case.record.folder)
    if unknown := [reader for reader in wanted if reader not in held]:
        raise Failure(f"{sanitise_name(unknown[0])}: no reader of this record is called so")
    if case.blind:
        mine = held.get(case.reader.name, {})
        held = {
            reader: {document: word for document, word in said.items() if document in mine}
            for reader, said in held.items()
        }
    return {reader: said for reader, said in held.items() if (reader in wanted if wanted else said)}


def _summary(found: Agreement) -> Iterator[str]:
    share = f" ({100 * found.equal / found.documents:.0f} %)" if found.documents else ""
    yield f"readers                  {', '.join(found.readers) or 'none'}"
    yield f"decided by two or more   {found.documents}"
    yield f"equal                    {found.equal}{share}"
    if len(found.readers) == 2:
        yield f"Cohen's kappa            {_coefficient(found.kappa)}"
    yield f"Krippendorff's alpha     {_coefficient(found.alpha)}"


def _coefficient(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.3f}"


def _cells(case: Opened, one: Disagreement, resolution: Resolution | None) -> tuple[str, ...]:
    said = " ".join(f"{reader}:{word}" for reader, word in sorted(one.decisions.items()))
    resolved = ""
    if resolution:
        resolved = f"resolved: {resolution.decision}, by {resolution.by}: {resolution.reason}"
    return (one.document[7:19], said, _title(case, one.document), one_line(resolved))


def _fields(case: Opened, found: Agreement, resolved: Mapping[str, Resolution]) -> dict[str, Any]:
    return {
        "readers": list(found.readers),
        "documents": found.documents,
        "equal": found.equal,
        "kappa": found.kappa,
        "alpha": found.alpha,
        "disagreements": [
            {
                "id": one.document,
                "title": _title(case, one.document),
                "decisions": {reader: str(word) for reader, word in one.decisions.items()},
                "resolution": said and said._asdict(),
            }
            for one in found.disagreements
            for said in (resolved.get(one.document),)
        ],
    }


def _title(case: Opened, document: str) -> str:
    rows = case.index.find(document)
    return title_of(rows[0]) if rows else ""


def _shuffled(documents: list[str], seed: int) -> list[str]:
    """The documents in an order that has nothing to do with what is in them, for ever the same."""
    return sorted(documents, key=lambda one: sha256(f"{seed} {one}".encode()).digest())


def _share(text: str) -> float:
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError as error:
        raise ArgumentTypeError("a share is 10% or 0.1") from error
    if not 0 <= share <= 1:
        raise ArgumentTypeError("a share is from 0% to 100%")
    return share


def _agree_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("readers", metavar="READER", nargs="*", help="only these; else all")
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.add_argument(
        "--resolve", nargs=2, metavar=("DOC", "DECISION"), help="decide where readers differ"
    )
    parser.add_argument("--reason", metavar="TEXT", default="", help="why it is resolved so")


def _assign_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("readers", metavar="READER", nargs="+", help="who reads")
    parser.add_argument(
        "--query", metavar="QUERY", nargs="+", default=[], help="which documents; else all"
    )
    parser.add_argument(
        "--overlap", metavar="SHARE", type=_share, default=0.1,
        help="how many go to two readers, to measure their agreement (else 10%%)",
    )  # fmt: skip
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="for another split")
    parser.add_argument("--again", action="store_true", help="split also what was assigned before")


COMMANDS = {
    "agree": Command(
        help=(
            "How far readers agree on what at least two of them decided, and where they differ "
            "(id, decisions, title, resolution)."
        ),
        examples=(
            "  copytaster agree\n"
            "  copytaster agree ada ben --json\n"
            '  copytaster agree --resolve 3fa2 keep --reason "names the donor"'
        ),
        arguments=_agree_arguments,
        run=run_agree,
    ),
    "assign": Command(
        help="Split documents among readers by chance; `list --mine` shows each their own.",
        examples="  copytaster assign ada ben cleo --overlap 20% --query is:undecided",
        arguments=_assign_arguments,
        run=run_assign,
        query=True,
    ),
}
