"""The pages, in the order of the menu, each with the question it answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the dashboard."""

    name: str
    """Module in ``views``, and the address."""
    title: str
    question: str
    icon: str

    @property
    def file(self) -> str:
        """Path from the repository's root."""
        return f"views/{self.name}.py"


PAGES = (
    Page("overview", "Overview", "What is this coverage?", ":material/newspaper:"),
    Page(
        "claims",
        "Claims",
        "What do they agree on, where do they part, what does only one say?",
        ":material/fact_check:",
    ),
    Page("voices", "Voices", "Who gets to speak?", ":material/record_voice_over:"),
    Page("words", "Words", "How do they say it?", ":material/match_word:"),
    Page("similarity", "Similarity", "Who resembles, or copies, whom?", ":material/grid_on:"),
    Page("side_by_side", "Side by side", "Show me.", ":material/view_column_2:"),
    Page("events", "Events", "Which articles tell the same story?", ":material/hub:"),
    Page("library", "Library", "What is in here, and is it right?", ":material/library_books:"),
    Page("method", "Method", "Can I defend it?", ":material/science:"),
)

BY_NAME = {page.name: page for page in PAGES}
