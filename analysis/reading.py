"""Reading an article: one pass of the language model, kept by content and version."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from hashlib import sha256
from itertools import islice
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
_BATCH = 4
"""Texts read together; kept together as well, so that little is lost with a process."""
_READING = "reading articles"


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
    return read_texts([text])[0]


def read_texts(texts: Sequence[str]) -> list[Reading]:
    """Return what each text says; no reading depends on the texts beside it.

    Parameters
    ----------
    texts : sequence of str
        A batch: they are parsed together, which takes less time.
    """
    docs = language_model.parse_all([text for text in texts if text.strip()])
    return [_read(text, next(docs) if text.strip() else None) for text in texts]


def _read(text: str, doc: Doc | None) -> Reading:
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if doc is None:
        return Reading(digest=digest, version=reading_version())
    # Here, not on top: a comparison whose readings are kept must not wait for them.
    from analysis.claims import find_clauses
    from analysis.language.table import read_table
    from analysis.quotations import find_quotations

    quotations = find_quotations(doc)
    clauses = find_clauses(read_table(doc), quotations)
    return replace(read_grammar(doc), digest=digest, quotations=quotations, clauses=clauses)


def read_grammar(doc: Doc) -> Reading:
    """Return what the language model alone says of a text: sentences, entities, tokens."""
    columns = _columns(doc)
    text = doc.text
    starts = [i for i, flag in enumerate(columns["SENT_START"]) if flag == 1 or not i]
    sentences = list(zip(starts, [*starts[1:], len(doc)], strict=True)) if starts else []
    numbers = [number for number, (a, b) in enumerate(sentences) for _ in range(a, b)]
    begin = columns["IDX"]
    end = [a + b for a, b in zip(begin, columns["LENGTH"], strict=True)]
    return Reading(
        digest="",
        version=reading_version(),
        sentences=tuple(Sentence(*_trimmed(text, begin[a], end[b - 1])) for a, b in sentences),
        entities=_entities(text, doc, numbers),
        tokens=_tokens(doc, columns, begin, end, numbers),
    )


_COLUMNS = ("IDX", "LENGTH", "IS_SPACE", "SENT_START", "HEAD", "LEMMA", "POS", "TAG", "DEP")


def _columns(doc: Doc) -> dict[str, list[int]]:
    if not len(doc):
        return {name: [] for name in _COLUMNS}
    table = doc.to_array(list(_COLUMNS)).astype("int64").T.tolist()
    return dict(zip(_COLUMNS, table, strict=True))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    if not piece.strip():
        return start, start
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _entities(text: str, doc: Doc, numbers: Sequence[int]) -> tuple[Entity, ...]:
    found = []
    for entity in doc.ents:
        start, end = _trimmed(text, entity.start_char, entity.end_char)
        if start < end:
            found.append(Entity(start, end, entity.label_, numbers[entity.start]))
    return tuple(found)


def _tokens(
    doc: Doc,
    columns: Mapping[str, Sequence[int]],
    begin: Sequence[int],
    end: Sequence[int],
    numbers: Sequence[int],
) -> Tokens:
    words = [i for i, space in enumerate(columns["IS_SPACE"]) if not space]
    place = {i: number for number, i in enumerate(words)}
    heads = [i + move for i, move in enumerate(columns["HEAD"])]
    strings = doc.vocab.strings
    names = {
        key: strings[key % 2**64] if key else ""
        for name in ("LEMMA", "POS", "TAG", "DEP")
        for key in set(columns[name])
    }
    lemma, pos, tag, dep = (
        [names[columns[name][i]] for i in words] for name in ("LEMMA", "POS", "TAG", "DEP")
    )
    return Tokens(
        start=tuple(begin[i] for i in words),
        end=tuple(end[i] for i in words),
        lemma=tuple(word.lower() for word in lemma),
        pos=tuple(pos),
        tag=tuple(tag),
        dep=tuple(dep),
        head=tuple(place.get(heads[i], place[i]) for i in words),
        sentence=tuple(numbers[i] for i in words),
    )


def read_articles(
    articles: Sequence[Article],
    *,
    kept: Kept,
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
    workers, progress, cancelled
        As for `keep_readings`.

    Returns
    -------
    dict of str to Reading
        By article id.
    """
    keep_readings(articles, kept=kept, workers=workers, progress=progress, cancelled=cancelled)
    keys = {article.digest: _key(article.digest) for article in articles}
    stored = kept.get("reading", keys.values())
    readings = {digest: reading_from_json(stored[key]) for digest, key in keys.items()}
    return {article.id: readings[article.digest] for article in articles}


def keep_readings(
    articles: Sequence[Article],
    *,
    kept: Kept,
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
    known = kept.has("reading", map(_key, texts))
    missing = [digest for digest in texts if _key(digest) not in known]
    if not missing:
        return 0
    before = len(texts) - len(missing)
    progress(before, len(texts), _READING)
    batches = map_batches(
        _read_batch,
        [texts[digest] for digest in missing],
        batch=max(1, min(_BATCH, -(-len(missing) // workers))),
        workers=workers,
        progress=lambda done, _, what: progress(before + done, len(texts), what),
        what=_READING,
        cancelled=cancelled,
    )
    waiting = iter(missing)
    version = orjson.dumps(reading_version())
    for batch in batches:
        if any(version not in value[:400] for value in batch):
            raise EngineError("a worker runs another version of Parallax: start it again")
        digests = list(islice(waiting, len(batch)))
        kept.put("reading", dict(zip(map(_key, digests), batch, strict=True)))
    return len(missing)


def _key(digest: str) -> str:
    return f"{digest} {reading_version()}"


def _read_batch(texts: Sequence[str]) -> list[bytes]:
    return [orjson.dumps(reading) for reading in read_texts(texts)]


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
