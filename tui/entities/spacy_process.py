"""A spaCy pipeline that answers another process: see :class:`tui.entities.installed.Spacy`.

    python -m tui.entities.spacy_process MODEL

reads a text a line, as JSON, and answers each with one line: [start, end, label] of its entities.
It ends with its input.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from importlib import import_module
from typing import Any

from tui.document import Label

#: The labels of spaCy's models, those trained on OntoNotes and those on WikiNER.
_KINDS = {
    "PERSON": Label.PERSON, "PER": Label.PERSON, "ORG": Label.ORG, "GPE": Label.PLACE,
    "LOC": Label.PLACE, "FAC": Label.PLACE, "NORP": Label.NATIONALITY, "EVENT": Label.EVENT,
    "MISC": Label.PRODUCT, "PRODUCT": Label.PRODUCT, "WORK_OF_ART": Label.PRODUCT,
    "LAW": Label.PRODUCT,
}  # fmt: skip
#: What only other parts of a pipeline need.
_UNUSED = ["tagger", "parser", "lemmatizer", "attribute_ruler", "morphologizer", "senter"]


def serve(model: str) -> None:
    """Answer until the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    for limit in (resource.RLIMIT_AS, resource.RLIMIT_CPU):
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (hard, hard))
    pipeline = import_module("spacy").load(model, exclude=_UNUSED)
    for line in sys.stdin.buffer:
        try:
            answers.write(json.dumps(entities(pipeline, json.loads(line))).encode() + b"\n")
            answers.flush()
        except BrokenPipeError:  # who asked is gone
            os._exit(0)


def entities(pipeline: Any, text: str) -> list[tuple[int, int, str]]:
    """The entities of ``text`` whose kind we know, in its offsets."""
    pipeline.max_length = max(pipeline.max_length, len(text) + 1)
    return [
        (entity.start_char, entity.end_char, str(_KINDS[entity.label_]))
        for entity in pipeline(text).ents
        if entity.label_ in _KINDS
    ]


if __name__ == "__main__":
    serve(sys.argv[1])
