"""Reading an article: one pass of the language model, kept by content and version."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import cache, partial
from hashlib import sha256
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from analysis import language_model
from analysis.engine import EngineError, map_batches
from analysis.kept import Kept
from analysis.progress import Progress, no_progress
from analysis.records import Clause, Entity, Quotation, Reading, Sentence, Tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from analysis.language.table import Table
    from sources.article import Article

_HERE = Path(__file__).parent
_SHAPED_BY = (
    "language",
    "encoder.py",
    "language_model.py",
    "reading.py",
    "records.py",
    "stems.py",
    "porter.py",
    "word_sets.py",
    "quotations",
    "claims",
    "models/minilm/encoder_lower.onnx",
    "models/minilm/source.json",
    "models/quotations.json.gz",
    "models/quotations_words.json.gz",
    "models/claimworthy.json",
    "models/claimworthy_anchors.txt",
    "models/countries.tsv",
)
_BATCH = 16
"""Texts read together: the more, the less each costs. Kept together as well, so that little is lost
with a process."""
_READING = "reading articles"


@cache
def reading_version(encoder: bool = True) -> str:
    """Return the name of everything that shapes a reading: the model, and a digest of our code.

    A digest, because a version number that a person must raise is forgotten one day, and then an
    old reading would pass for a new one.
    """
    digest = sha256()
    for name in _SHAPED_BY:
        place = _HERE / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(path.read_bytes())
    how = "" if encoder else " without encoder"
    return f"{language_model.VERSION}, reading {digest.hexdigest()[:12]}{how}"


def read_text(text: str, *, encoder: bool = True) -> Reading:
    """Return what one text says: sentences, entities, tokens, quotations, clauses.

    Parameters
    ----------
    text : str
        Any text; an empty one has an empty reading.
    encoder : bool
        Whether the sentence encoder may be used.
    """
    return read_texts([text], encoder=encoder)[0]


def read_texts(texts: Sequence[str], *, encoder: bool = True) -> list[Reading]:
    """Return what each text says; no reading depends on the texts beside it.

    Parameters
    ----------
    texts : sequence of str
        A batch: they are parsed together, which takes less time.
    encoder : bool
        Whether the sentence encoder may be used.
    """
    with uncollected():
        docs = language_model.parse_all([text for text in texts if text.strip()])
        return [_read(text, next(docs) if text.strip() else None, encoder) for text in texts]


@contextmanager
def uncollected() -> Iterator[None]:
    """Yield with the search for circular garbage put off: a reading makes next to none (3 %)."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _read(text: str, doc: Doc | None, encoder: bool) -> Reading:
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if doc is None:
        return Reading(digest=digest, version=reading_version(encoder))
    # Here, not on top: a comparison whose readings are kept must not wait for them.
    from analysis.claims import find_clauses
    from analysis.language.table import read_table
    from analysis.quotations import find_quotations

    table = read_table(doc)
    quotations = find_quotations(table, encoder=encoder)
    return replace(
        read_grammar(table),
        digest=digest,
        version=reading_version(encoder),
        quotations=quotations,
        clauses=find_clauses(table, quotations),
    )


def read_grammar(table: Table) -> Reading:
    """Return what the language model alone says of a text: sentences, entities, tokens."""
    text = table.text
    spans = (table.span(first, last) for first, last in table.sentences)
    return Reading(
        digest="",
        version="",
        sentences=tuple(Sentence(*_trimmed(text, *span)) for span in spans),
        entities=_entities(table),
        tokens=_tokens(table),
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    if not piece.strip():
        return start, start
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _entities(table: Table) -> tuple[Entity, ...]:
    found = []
    for token, inside in enumerate(table.inside):
        if inside == "B":
            after = token + 1
            while after < len(table.inside) and table.inside[after] == "I":
                after += 1
            start, end = _trimmed(table.text, *table.span(token, after))
            if start < end:
                found.append(Entity(start, end, table.entity[token], table.sentence[token]))
    return tuple(found)


def _tokens(table: Table) -> Tokens:
    words = [token for token, space in enumerate(table.is_space) if not space]
    place = {token: number for number, token in enumerate(words)}
    take = itemgetter(*words) if len(words) > 1 else lambda column: tuple(column[w] for w in words)
    return Tokens(
        start=take(table.start),
        end=take(table.end),
        lemma=take(table.lemma),
        pos=take(table.pos),
        tag=take(table.tag),
        dep=take(table.dep),
        head=tuple(place.get(table.head[token], place[token]) for token in words),
        sentence=take(table.sentence),
    )


def read_articles(
    articles: Sequence[Article],
    *,
    kept: Kept,
    encoder: bool = True,
    workers: int = 1,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] | None = None,
) -> dict[str, Reading]:
    """Return the reading of every article, made now or kept from before.

    Parameters
    ----------
    articles : sequence of Article
        Two with the same text share one reading.
    kept : Kept
        Where readings are looked for and put.
    encoder, workers, progress, cancelled
        As for `keep_readings`.

    Returns
    -------
    dict of str to Reading
        By article id.
    """
    keep_readings(
        articles,
        kept=kept,
        encoder=encoder,
        workers=workers,
        progress=progress,
        cancelled=cancelled,
    )
    keys = {article.digest: _key(article.digest, encoder) for article in articles}
    stored = kept.get("reading", keys.values())
    readings = {digest: reading_from_json(stored[key]) for digest, key in keys.items()}
    return {article.id: readings[article.digest] for article in articles}


def keep_readings(
    articles: Sequence[Article],
    *,
    kept: Kept,
    encoder: bool = True,
    workers: int = 1,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Read what was not read before, keep it, and return how many texts that were.

    A reading is kept as soon as its batch is done: what is interrupted, by whatever it may be, goes
    on where it stopped. The work is done by `analysis.engine`: here, in processes, on a cluster.

    Parameters
    ----------
    articles : sequence of Article
        Two with the same text are read once.
    kept : Kept
        Where readings are looked for and put; only this process writes to it.
    encoder : bool
        Whether the sentence encoder may be used; what is read with and without it is kept apart.
    workers : int
        Processes; the result does not depend on it.
    progress : callable
        Told after every batch.
    cancelled : callable, optional
        Asked after every batch; when it says True the work stops.

    Raises
    ------
    analysis.engine.Cancelled
        When `cancelled` said so.
    analysis.engine.EngineError
        When the engine cannot be used, or a worker runs other code than this process.
    """
    texts = {article.digest: article.text for article in articles}
    key = partial(_key, encoder=encoder)
    known = kept.has("reading", map(key, texts))
    missing = [digest for digest in texts if key(digest) not in known]
    if not missing:
        return 0
    before = len(texts) - len(missing)
    progress(before, len(texts), _READING)
    batches = map_batches(
        partial(_read_batch, encoder=encoder),
        [texts[digest] for digest in missing],
        batch=max(1, min(_BATCH, -(-len(missing) // workers))),
        workers=workers,
        progress=lambda done, _, what: progress(before + done, len(texts), what),
        what=_READING,
        cancelled=cancelled,
    )
    waiting = iter(missing)
    version = orjson.dumps(reading_version(encoder))
    for batch in batches:
        if any(version not in value[:400] for value in batch):
            raise EngineError("a worker runs another version of Parallax: start it again")
        digests = list(islice(waiting, len(batch)))
        kept.put("reading", dict(zip(map(key, digests), batch, strict=True)))
    return len(missing)


def _key(digest: str, encoder: bool) -> str:
    return f"{digest} {reading_version(encoder)}"


def _read_batch(texts: Sequence[str], encoder: bool) -> list[bytes]:
    return [orjson.dumps(reading) for reading in read_texts(texts, encoder=encoder)]


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
