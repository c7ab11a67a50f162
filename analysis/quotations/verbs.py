"""Reporting verbs and the stance they take toward what they report.

The classes follow the usual division of reporting verbs: those that leave the matter open, those
that doubt it, those that presuppose or support it, those that show feeling, those that want
something done.

References
----------
Geis, M. L. (1987). The Language of Politics. Springer.
Caldas-Coulthard, C. R. (1994). On reporting reporting. In Advances in Written Text Analysis.
Recasens, M., Danescu-Niculescu-Mizil, C., Jurafsky, D. (2013). Linguistic models for analyzing
and detecting biased language. ACL.
"""

from __future__ import annotations

from types import MappingProxyType

_CLASSES = {
    "neutral": """
        add address announce answer ask broadcast caption comment communicate continue declare
        describe discuss echo email explain express go inform interview issue joke mention
        message narrate observe offer opine phone post preface propose publish quip quote read
        recite recount relate release remark repeat reply report respond retort retweet say sing
        speak state suggest talk tell testify text tweet utter voice volunteer write conclude
        elaborate clarify reiterate tally brief summarize think believe feel hope expect predict
        estimate forecast paraphrase interject
    """,
    "doubting": """
        allege assert assume claim contend deny hint imagine imply insinuate insist maintain profess
        purport speculate spin suppose suspect swear rumor pretend concoct posit theorize argue
    """,
    "endorsing": """
        acknowledge admit affirm agree attest certify concede confess confirm demonstrate detail
        disclose divulge document find highlight illustrate indicate know learn note notice outline
        point prove realize recall recognize remember remind reveal show stress emphasize establish
        underline underscore verify reassure
    """,
    "emotive": """
        accuse assail attack bark beam bemoan berate blame blast blurt boast boom brag bristle
        caution charge cheer chide chuckle complain condemn criticize cry decry denounce deplore
        deride dismiss exclaim fear fume fret gloat groan growl gripe grumble gush hail hiss howl
        huff intone jeer jest lament lash laugh lambast lambaste mock moan murmur muse mutter
        needle pout praise proclaim protest pronounce rail rant rave rebuke rejoice rip roar scoff
        scold scorn scream shout shriek sigh slam smear snap snarl sneer snort sob sputter taunt
        tease threaten thunder trumpet warn whine whisper worry yell wail welcome plead bellow
    """,
    "directive": """
        advise appeal beg beseech bid call challenge command counsel dare demand encourage entreat
        exhort implore instruct invite order pledge press promise recommend request require
        summon urge vow warrant
    """,
}

VERB_CLASSES = tuple(_CLASSES)
"""neutral, doubting, endorsing, emotive, directive."""

_CLASS_OF = MappingProxyType(
    {lemma: name for name, lemmas in _CLASSES.items() for lemma in lemmas.split()}
    | {"according to": "neutral"}
)

_NAMED = MappingProxyType({"accord": "according to"})

_SPEECH = """
    say tell add state report announce write tweet reply respond answer continue declare remark
    comment claim insist warn argue contend assert maintain note observe explain suggest admit
    acknowledge concede confirm reveal stress emphasize recall joke quip exclaim shout yell cry
    complain lament boast vow pledge promise urge demand allege deny charge protest conclude
    recount retort repeat reiterate testify post ask call describe accuse predict estimate advise
    recommend implore caution plead mention express disclose quote tout opine proclaim pronounce
    muse murmur mutter whisper roar thunder rail fume scoff snap beam retweet caption counter
    elaborate interject inform brief assure remind propose indicate underline underscore highlight
    hint imply lambast slam blast denounce condemn decry criticize praise hail welcome email
"""
SPEECH = frozenset(_SPEECH.split())
"""Verbs that report speech when somebody is their subject and a clause or a marked stretch their
object."""

_ATTITUDE = """
    advise blast condemn criticize cry decry demand denounce describe estimate express hail
    highlight hint inform lambast mention plead praise propose protest recommend remind repeat slam
    thunder tout underscore welcome
"""
SAYING = (SPEECH - frozenset(_ATTITUDE.split())) | {":", "accord", "per", "reportedly", "allegedly"}
"""Lemmas that introduce speech even where no mark shows it."""


def reporting_verb(lemma: str) -> str:
    """Return a cue's verb as a reader names it, from its lemma.

    Examples
    --------
    >>> reporting_verb("accord"), reporting_verb("hop"), reporting_verb("say")
    ('according to', 'hope', 'say')
    """
    # The tagger's lemmas of "hoped" and "fumed" lose a letter.
    mended = lemma if lemma in _CLASS_OF else f"{lemma}e"
    return _NAMED.get(lemma, mended if mended in _CLASS_OF else lemma)


def verb_class(lemma: str) -> str:
    """Return the class of a reporting verb; empty when it is in no list.

    Examples
    --------
    >>> verb_class("claim"), verb_class("say"), verb_class("walk")
    ('doubting', 'neutral', '')
    """
    return _CLASS_OF.get(lemma, "")
