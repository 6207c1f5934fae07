"""Who reads names, as the settings say."""

from __future__ import annotations

from tui.cli.output import Failure
from tui.pipeline import ChoiceError, version
from tui.settings import Settings


def steps(settings: Settings) -> str:
    """The version of the steps with the recognisers that the settings name.

    Raises :class:`Failure` where one of these is not installed.
    """
    try:
        return version(settings.names)
    except ChoiceError as error:
        raise Failure(f"settings, names: {error}") from error
