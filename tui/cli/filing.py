"""`copytaster filter` and `copytaster rule`: queries that are kept, and what is done by them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from typing import Any

from tui.cli.arguments import Command
from tui.cli.opening import Opened, opened
from tui.cli.output import Failure, complain, counted, json_line, one_line
from tui.cli.ruling import Ruling, rulings, since_now
from tui.decision import SETTINGS
from tui.row import QueryError
from tui.standing import (
    filters,
    remove_filter,
    remove_rule,
    rule,
    rules,
    save_filter,
    save_rule,
)


def run_filter(options: Namespace) -> int:
    """The `filter` command."""
    return _FILTER_VERBS[options.verb](options)


def run_rule(options: Namespace) -> int:
    """The `rule` command."""
    return _RULE_VERBS[options.verb](options)


def _save_filter(options: Namespace) -> int:
    if len(options.words) < 2:
        raise Failure("filter save KEY QUERY", 2)
    key, query = options.words[0], " ".join(options.words[1:])
    try:
        change = save_filter(key, query)
    except ValueError as error:
        raise Failure(str(error), 2) from error
    with opened(options, write=True, look=False) as case:
        count = _count(case, query)
        case.record.submit_and_wait([change])
    print(f"{one_line(key)}: {counted(count, 'document')}")
    return 0


def _remove_filter(options: Namespace) -> int:
    if not options.words:
        raise Failure("filter remove KEY", 2)
    with opened(options, write=True, look=False) as case:
        known = filters(_settings(case))
        for key in options.words:
            if key not in known:
                raise Failure(f"{one_line(key)}: no filter is saved under it")
        case.record.submit_and_wait([remove_filter(key) for key in options.words])
    print(f"{counted(len(options.words), 'filter')} removed")
    return 0


def _list_filters(options: Namespace) -> int:
    if options.words:
        raise Failure("filter list takes no words", 2)
    with opened(options, look=False) as case:
        for key, query in filters(_settings(case)).items():
            try:
                count: int | None = case.index.count(query)
            except QueryError as error:
                complain(f"{key}: {error.message}")
                count = None
            if options.json:
                print(json_line({"key": key, "query": query, "documents": count}))
            else:
                shown = "-" if count is None else str(count)
                print("\t".join((one_line(key), shown, one_line(query))))
    return 0


def _add_rule(options: Namespace) -> int:
    if len(options.words) < 2:
        raise Failure("rule add QUERY decision:discard|tag:WORD|priority:N", 2)
    *query, action = options.words
    if _is_action(query[-1]):
        raise Failure(
            f"a rule does one thing, not {one_line(query[-1])} and {one_line(action)}; "
            "as part of the query it stands in one argument with the rest",
            2,
        )
    try:
        made = rule(" ".join(query), action, since_now(), options.name)
    except ValueError as error:
        raise Failure(str(error), 2) from error
    with opened(options, write=True, look=False) as case:
        if any(one.name == made.name for one in rules(_settings(case))):
            raise Failure(f"{one_line(made.name)}: there is such a rule; --name gives another name")
        count = _count(case, made.query)
        case.record.submit_and_wait([save_rule(made)])
        case.index.note_ruled(made.name, case.index.newest())
    which = "" if made.name == made.query else f", where {one_line(made.query)}"
    print(f"{one_line(made.name)}: {one_line(made.action)}, from now on{which}")
    if count:
        print(f"{counted(count, 'document')} here already: `copytaster rule run --all` takes them")
    return 0


def _remove_rule(options: Namespace) -> int:
    if not options.words:
        raise Failure("rule remove NAME", 2)
    with opened(options, write=True, look=False) as case:
        known = {one.name for one in rules(_settings(case))}
        names = [" ".join(word.split()) for word in options.words]
        for name in names:
            if name not in known:
                raise Failure(f"{one_line(name)}: no rule has this name")
        case.record.submit_and_wait([remove_rule(name) for name in names])
    print(f"{counted(len(names), 'rule')} removed; what was done by them stays")
    return 0


def _list_rules(options: Namespace) -> int:
    if options.words:
        raise Failure("rule list takes no words", 2)
    with opened(options, look=False) as case:
        for one in rules(_settings(case)):
            if options.json:
                fields = {"name": one.name, "query": one.query, "action": one.action}
                print(json_line(fields))
            else:
                print("\t".join(map(one_line, (one.name, one.action, one.query))))
    return 0


def _run_rules(options: Namespace) -> int:
    wanted = [" ".join(word.split()) for word in options.words]
    with opened(options, write=True) as case:
        standing = rules(_settings(case))
        for name in wanted:
            if name not in {one.name for one in standing}:
                raise Failure(f"{one_line(name)}: no rule has this name")
        case.settle()
        for one in rulings(case.index, case.record, everything=options.all):
            if not wanted or one.rule.name in wanted:
                _carry_out(case, one)
    return 0


def _carry_out(case: Opened, one: Ruling) -> None:
    if one.problem:
        complain(one.problem)
        return
    if one.changes:
        case.record.submit_and_wait(one.changes)
        case.mirror()
    case.index.note_ruled(one.rule.name, one.through)
    done = counted(len(one.changes), "document")
    print(f"{one_line(one.rule.name)}: {one_line(one.rule.action)} on {done}")
    if one.rule.action == "decision:keep":
        for change in one.changes:
            for row in case.index.find(change.key):
                case.preserve(row)


def _is_action(word: str) -> bool:
    """Whether a word says what a rule is to do."""
    try:
        rule("query", word, 0.0)
    except ValueError:
        return False
    return True


def _count(case: Opened, query: str) -> int:
    try:
        return case.index.count(query)
    except QueryError as error:
        place = f"at character {error.position + 1}"
        raise Failure(f"query: {error.message} ({place})", 2) from error


def _settings(case: Opened) -> Mapping[str, Mapping[str, Any]]:
    return case.record.entries().get(SETTINGS, {})


_FILTER_VERBS: dict[str, Callable[[Namespace], int]] = {
    "save": _save_filter,
    "remove": _remove_filter,
    "list": _list_filters,
}
_RULE_VERBS: dict[str, Callable[[Namespace], int]] = {
    "add": _add_rule,
    "remove": _remove_rule,
    "list": _list_rules,
    "run": _run_rules,
}


def _filter_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("verb", choices=tuple(_FILTER_VERBS), nargs="?", default="list")
    parser.add_argument(
        "words", metavar="KEY QUERY", nargs="*", help="a key, and what it stands for"
    )
    parser.add_argument("--json", action="store_true", help="JSON Lines")


def _rule_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("verb", choices=tuple(_RULE_VERBS), nargs="?", default="list")
    parser.add_argument(
        "words", metavar="QUERY ACTION", nargs="*",
        help="a query, and one of decision:discard, tag:WORD, priority:N; else names of rules",
    )  # fmt: skip
    parser.add_argument("--name", metavar="NAME", default="", help="what to call it")
    parser.add_argument(
        "--all", action="store_true", help="run on all documents, not only new ones"
    )
    parser.add_argument("--json", action="store_true", help="JSON Lines")


COMMANDS = {
    "filter": Command(
        help="Save queries under a key, and list them with how many documents each lets through.",
        examples=("  copytaster filter save f ferry is:undecided\n  copytaster filter list"),
        arguments=_filter_arguments,
        run=run_filter,
        query=True,
    ),
    "rule": Command(
        help=(
            "Have new documents decided, tagged or ranked by a query. Each run of a rule is one "
            "step, which `copytaster undo` takes back."
        ),
        examples=(
            "  copytaster rule add 'outlet:\"Weekly Digest\"' decision:discard\n"
            "  copytaster rule add watch:any priority:2 --name watched\n"
            "  copytaster rule run\n"
            "  copytaster list rule:any"
        ),
        arguments=_rule_arguments,
        run=run_rule,
        query=True,
    ),
}
