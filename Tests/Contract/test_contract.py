"""Runs the cases of all sections in all modes."""

import os

import pytest

from . import auth, character, discovery, interaction, media, post, server, store, world
from .case import Case, by_mode
from .given import Given

SECTIONS = [section.CASES for section in (character, media, post, world, auth, interaction, server, discovery, store)]
MODES = os.environ.get("CONTRACT_MODES")


@pytest.mark.parametrize(
    ("mode", "case"),
    [
        pytest.param(mode, case, id=f"{mode}-{case.id}-{case.title}")
        for mode, case in by_mode(SECTIONS)
        if MODES is None or mode in MODES.split(",")
    ],
)
def test_case(platforms, mode: str, case: Case):
    case.run(Given(platforms(mode)))
