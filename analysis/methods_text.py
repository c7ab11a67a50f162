"""The paragraph for a methods section, written from the settings and counts of a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from analysis.outlet_names import count_outlets, count_types

if TYPE_CHECKING:
    from analysis.tables import Tables


def methods_paragraph(title: str, tables: Tables, settings: Mapping[str, Any]) -> str:
    """Return a paragraph that says what was compared, how, and with which versions.

    Parameters
    ----------
    title : str
        Of the event.
    tables : Tables
        Of its comparison.
    settings : mapping
        As recorded in the comparison document.

    Returns
    -------
    str
        Plain sentences; every figure in them is counted from `tables` or read from `settings`.
    """
    return " ".join(
        [
            _material(title, tables),
            _copies(tables, settings),
            _claims(tables),
            _voices(tables),
            _stances(tables, settings),
            _machine(settings),
        ]
    )


def _material(title: str, tables: Tables) -> str:
    articles = tables.articles
    dated = articles["published"].dropna()
    span = (
        f", published from {dated.min():%d %B %Y} to {dated.max():%d %B %Y}" if len(dated) else ""
    )
    undated = len(articles) - len(dated)
    span += f", {undated} without a date" if undated else ""
    return (
        f"We compared {count_outlets(articles)}, of "
        f"{count_types(articles['outlet_type']).removesuffix(' of outlet')}, on “{title}”{span} "
        f"({int(articles['words'].sum()):,} words)."
    )


def _copies(tables: Tables, settings: Mapping[str, Any]) -> str:
    voices = tables.articles["voice"].nunique()
    copies = len(tables.articles) - voices
    if not copies:
        return "No article was found to be a copy of another."
    if not settings["collapse_reprints"]:
        if copies == 1:
            return "1 of them is a copy of another and was counted as a source of its own."
        return f"{copies} of them are copies of another and were counted as sources of their own."
    return (
        f"{copies} of them {'repeats' if copies == 1 else 'repeat'} wire copy, syndicated copy or "
        f"a press release and {'was' if copies == 1 else 'were'} counted together with the "
        f"original, which leaves {voices} independent source{'s' * (voices != 1)}."
    )


def _claims(tables: Tables) -> str:
    counts = tables.claims["status"].value_counts()
    total = len(tables.claims)
    shared, conflict, unique = (
        int(counts.get(status, 0)) for status in ("shared", "conflict", "unique")
    )
    return (
        f"Their checkable clauses were grouped into {total} claims by average-link clustering of "
        "a logistic regression over shared terms, figures, names and sentence vectors; "
        f"{shared} claims are made by two or more independent sources without a difference, in "
        f"{conflict} the sources differ in a figure, date, name, place, label, denial, certainty "
        f"or attribution, and {unique} are made by one source."
    )


def _voices(tables: Tables) -> str:
    quotations = tables.quotations
    named = int((quotations["speaker"] != "").sum())
    spoken = int(quotations["speech"].sum()) if len(quotations) else 0
    return (
        f"{len(quotations)} quotations, direct and indirect, were found: {spoken} report speech, "
        f"{len(quotations) - spoken} beliefs, plans and positions; {named} of them are attributed "
        f"to one of {len(tables.speakers)} speakers."
    )


def _stances(tables: Tables, settings: Mapping[str, Any]) -> str:
    if not settings["targets"]:
        return "No target of stance was named often enough to be proposed."
    by_hand = int((tables.stances["by_hand"] != "").sum())
    people = f" {by_hand} of these labels are a person's." if by_hand else ""
    chosen = "chosen by us" if settings.get("targets_chosen") else "proposed by Parallax"
    return (
        f"How each article's own voice stands was read toward {', '.join(settings['targets'])} "
        f"({chosen}); quoted voices were counted apart.{people}"
    )


def _machine(settings: Mapping[str, Any]) -> str:
    versions = settings["versions"]
    return (
        f"All labels are a machine's unless marked as a person's. Parallax {versions['parallax']}; "
        f"language model {versions['reading']}; sentence encoder {versions['encoder']}; "
        f"spaCy {versions['spacy']}, NumPy {versions['numpy']}, SciPy {versions['scipy']}. "
        f"Frames were counted by {codebook_words(settings.get('codebook'))}."
    )


def codebook_words(codebook: Sequence[tuple[str, Sequence[str]]] | None) -> str:
    """Return a codebook, as the settings of a comparison record it, in words."""
    if not codebook:
        return "the codebook that comes with Parallax"
    terms = sum(len(words) for _, words in codebook)
    frames = f"{len(codebook)} frame{'s' * (len(codebook) != 1)}"
    return f"a codebook of the user's own ({frames}, {terms} term{'s' * (terms != 1)})"
