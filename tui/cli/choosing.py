"""Who reads names, as the settings say."""

from __future__ import annotations

from tui.cli.output import Failure
from tui.pipeline import ChoiceError, version
from tui.settings import Settings


def steps(settings: Settings, case: str = "") -> str:
    """The version of the steps with the recognisers that the settings name, and the names of files
    as the ``case`` has them.

    Raises :class:`Failure` where one of these is not installed.
    """
    try:
        return version(settings.names, settings.file_names_of(case))
    except ChoiceError as error:
        raise Failure(f"settings, names: {error}") from error
