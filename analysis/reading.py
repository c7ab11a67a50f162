"""Reading an article: one pass of the language model, kept by content and version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from analysis import language_model
from analysis.kept import Kept
from analysis.progress import Progress, no_progress
from analysis.records import Clause, Entity, Quotation, Reading, Sentence, Tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sources.article import Article

_HERE = Path(__file__).parent
_SHAPED_BY = (
    "language",
    "language_model.py",
    "reading.py",
    "records.py",
    "stems.py",
    "quotations",
    "claims",
    "models/quotations.json.gz",
    "models/claimworthy.json",
    "models/claimworthy_anchors.txt",
    "models/countries.tsv",
)
_BATCH = 2


@cache
def reading_version() -> str:
    """Return the name of everything that shapes a reading: the model, and a digest of our code.

    A digest, because a version number that a person must raise is forgotten one day, and then an
    old reading would pass for a new one.
    """
    digest = sha256()
    for name in _SHAPED_BY:
        place = _HERE / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(path.read_bytes())
    return f"{language_model.VERSION}, reading {digest.hexdigest()[:12]}"


def read_text(text: str) -> Reading:
    """Return what one text says: sentences, entities, tokens, quotations, clauses.

    Parameters
    ----------
    text : str
        Any text; an empty one has an empty reading.
    """
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if not text.strip():
        return Reading(digest=digest, version=reading_version())
    # Here, not on top: a comparison whose readings are kept must not wait for them.
    from analysis.claims import find_clauses
    from analysis.quotations import find_quotations

    doc = language_model.parse(text)
    quotations = find_quotations(doc)
    clauses = find_clauses(doc, quotations)
    return replace(read_grammar(doc), digest=digest, quotations=quotations, clauses=clauses)


def read_grammar(doc: Doc) -> Reading:
    """Return what the language model alone says of a text: sentences, entities, tokens."""
    numbers = [number for number, sentence in enumerate(doc.sents) for _ in sentence]
    return Reading(
        digest="",
        version=reading_version(),
        sentences=_sentences(doc),
        entities=_entities(doc, numbers),
        tokens=_tokens(doc, numbers),
    )


def _sentences(doc: Doc) -> tuple[Sentence, ...]:
    return tuple(Sentence(*_trimmed(doc.text, s.start_char, s.end_char)) for s in doc.sents)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    if not piece.strip():
        return start, start
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _entities(doc: Doc, numbers: Sequence[int]) -> tuple[Entity, ...]:
    found = []
    for entity in doc.ents:
        start, end = _trimmed(doc.text, entity.start_char, entity.end_char)
        if start < end:
            found.append(Entity(start, end, entity.label_, numbers[entity.start]))
    return tuple(found)


def _tokens(doc: Doc, numbers: Sequence[int]) -> Tokens:
    words: list[Token] = [token for token in doc if not token.is_space]
    column = {token.i: place for place, token in enumerate(words)}
    return Tokens(
        start=tuple(token.idx for token in words),
        end=tuple(token.idx + len(token) for token in words),
        lemma=tuple(token.lemma_.lower() for token in words),
        pos=tuple(token.pos_ for token in words),
        tag=tuple(token.tag_ for token in words),
        dep=tuple(token.dep_ for token in words),
        head=tuple(column.get(token.head.i, column[token.i]) for token in words),
        sentence=tuple(numbers[token.i] for token in words),
    )


def read_articles(
    articles: Sequence[Article],
    *,
    kept: Kept,
    workers: int = 1,
    progress: Progress = no_progress,
) -> dict[str, Reading]:
    """Return the reading of every article, made now or kept from before.

    Each reading is kept as soon as its batch is done: what is interrupted goes on where it stopped.

    Parameters
    ----------
    articles : sequence of Article
        Two with the same text share one reading.
    kept : Kept
        Where readings are looked for and put.
    workers : int
        Processes; the result does not depend on it.
    progress : callable
        Told after every batch.

    Returns
    -------
    dict of str to Reading
        By article id.
    """
    texts = {article.digest: article.text for article in articles}
    version = reading_version()
    keys = {f"{digest} {version}": digest for digest in texts}
    stored = {keys[key]: value for key, value in kept.get("reading", keys).items()}
    missing = [digest for digest in texts if digest not in stored]
    done = len(stored)
    if missing:
        progress(done, len(texts), "reading articles")
    for batch in _read_batches([texts[digest] for digest in missing], workers):
        new = {_digest_of(value): value for value in batch}
        kept.put("reading", {f"{digest} {version}": value for digest, value in new.items()})
        stored.update(new)
        done += len(batch)
        progress(done, len(texts), "reading articles")
    readings = {digest: reading_from_json(value) for digest, value in stored.items()}
    return {article.id: readings[article.digest] for article in articles}


def _digest_of(value: bytes) -> str:
    digest: str = orjson.loads(value)["digest"]
    return digest


def _read_batches(texts: Sequence[str], workers: int) -> Iterator[list[bytes]]:
    batches = [texts[begin : begin + _BATCH] for begin in range(0, len(texts), _BATCH)]
    if workers <= 1 or len(batches) <= 1:
        yield from map(_read_batch, batches)
        return
    from joblib import Parallel, delayed

    run = Parallel(n_jobs=workers, return_as="generator")
    yield from run(delayed(_read_batch)(batch) for batch in batches)


def _read_batch(texts: Iterable[str]) -> list[bytes]:
    return [orjson.dumps(read_text(text)) for text in texts]


def reading_from_json(value: bytes) -> Reading:
    """Return the reading that ``orjson.dumps(reading)`` wrote.

    Raises
    ------
    ValueError
        When the bytes are no reading.
    """
    row: dict[str, Any] = orjson.loads(value)
    tokens = {name: tuple(column) for name, column in row["tokens"].items()}
    return Reading(
        digest=row["digest"],
        version=row["version"],
        sentences=tuple(Sentence(**entry) for entry in row["sentences"]),
        entities=tuple(Entity(**entry) for entry in row["entities"]),
        tokens=Tokens(**tokens),
        quotations=tuple(_record(Quotation, entry) for entry in row["quotations"]),
        clauses=tuple(_record(Clause, entry) for entry in row["clauses"]),
    )


def _record(kind: type[Any], entry: Mapping[str, Any]) -> Any:
    names = {field.name for field in fields(kind)}
    return kind(**{name: _frozen(value) for name, value in entry.items() if name in names})


def _frozen(value: object) -> object:
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value
