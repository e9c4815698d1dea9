"""The platform contract, section 11, as an executable: its cases over the wire, by clients that are not ours, in several modes.

`character.py`, `media.py`, `post.py`, `world.py`, `auth.py`, `interaction.py`, `server.py`, `discovery.py` and `store.py` can be held
against the contract line by line. Ids below 100 are the contract's; ids from 100 on are cases for what its sections say and its tables
of cases do not. Its gateway cases (G-…) have no counterpart: the suite has no gateway yet.
"""

import pathlib

import pytest

# Assertions of the cases tell their operands, as those of test files do.
pytest.register_assert_rewrite(*(f"{__name__}.{file.stem}" for file in pathlib.Path(__file__).parent.glob("*.py") if file.stem != "__init__"))
