"""What a speaker is, read from the words around the name: minister, professor, refugee."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from analysis.word_sets import word_set

ROLES = (
    "official",
    "politician",
    "expert",
    "advocate",
    "affected person",
    "business",
    "religious",
    "media",
    "document",
    "other",
)
"""Roles of speakers, in the order in which shares are shown."""

_NOUNS = {
    "politician": """
        president vice-president senator sen congressman congresswoman congressmember representative
        rep lawmaker legislator parliamentarian mp mep premier chancellor governor gov mayor
        candidate nominee democrat republican conservative liberal socialist politician leader
        opposition party whip councilman councilwoman councillor senate house parliament
        frontrunner front-runner contender incumbent delegate campaign assemblyman assemblywoman
        congress gop independent surrogate pm statesman
    """,
    "official": """
        minister ministry ambassador secretary official authority police sheriff judge
        prosecutor commissioner general envoy diplomat government department officer
        administration agency administrator spokesman spokeswoman spokesperson embassy consulate
        regulator inspector attorney court justice commander colonel admiral lieutenant captain
        sergeant army military navy pentagon state treasury kremlin bureau council committee
        commission magistrate superintendent chief undersecretary aide adviser advisor comptroller
        auditor ombudsman king queen prince princess emperor coroner ranger firefighter soldier
        representative deputy staffer
    """,
    "expert": """
        professor analyst researcher economist scientist expert scholar historian fellow doctor
        pollster strategist academic lecturer epidemiologist sociologist physician psychologist
        scholar philosopher engineer consultant specialist statistician climatologist biologist
        physicist meteorologist geologist virologist immunologist university institute institution
        college think-tank observer dean psychiatrist surgeon nutritionist criminologist demographer
    """,
    "advocate": """
        activist campaigner advocate organizer organiser coalition ngo charity nonprofit
        union unionist federation alliance foundation protester protestor demonstrator dissident
        defender lobbyist group association organization organisation volunteer
        trade-unionist suffragist abolitionist exile diaspora rights movement
    """,
    "affected person": """
        resident refugee victim survivor witness mother father parent wife husband daughter son
        brother sister family relative neighbor neighbour student worker patient migrant immigrant
        villager prisoner detainee passenger voter supporter friend farmer tenant teacher nurse
        driver shopkeeper pensioner child woman man boy girl veteran widow teenager citizen
        homeowner pupil bystander commuter customer shopper miner sailor fisherman deckhand trucker
    """,
    "business": """
        ceo executive company corporation firm founder co-founder owner investor banker bank
        businessman businesswoman manufacturer entrepreneur industrialist retailer manager
        shareholder financier mogul billionaire tycoon magnate cfo coo airline employer trader
        broker contractor developer startup vendor
    """,
    "religious": """
        pastor imam bishop archbishop pope rabbi priest cardinal reverend cleric mufti ayatollah
        sheikh monk nun vicar evangelist preacher church mosque synagogue diocese vatican theologian
        missionary minister-of-religion chaplain prophet
    """,
    "media": """
        journalist reporter editor correspondent columnist host newspaper anchor commentator
        broadcaster magazine outlet media press blogger moderator pundit channel network radio
        publisher newscaster daily weekly tabloid interviewer cameraman photographer
        television tv station website editorial
    """,
    "document": """
        report study poll survey statement letter treaty bill memo quran koran bible surah verse
        filing lawsuit document paper email e-mail transcript article book constitution charter
        law statute ruling indictment affidavit complaint manifesto declaration resolution
        communique communiqué scripture gospel psalm hadith torah data dataset record census
        release dossier guideline directive analysis research review audit summary text agreement
        memorandum petition sign banner advertisement ad headline chart graph index form
    """,
}
_ROLE_OF = MappingProxyType(
    {noun: role for role, nouns in reversed(_NOUNS.items()) for noun in nouns.split()}
)

VAGUE = word_set("""
    spokesman spokeswoman spokesperson official chief executive representative staffer adviser
    advisor deputy officer secretary general dr doctor
""")
"""Nouns whose role counts only where no other noun says more."""
_JOINTS = frozenset({"of", "for", "on", "in", "at", "against", "to"})
_NEWS = frozenset({"news", "press", "wire"})
_ORGANISATION_WORDS = MappingProxyType(
    {
        "advocate": word_set("""
    rights justice amnesty watch freedom campaign coalition alliance association foundation
    movement union refugees peace league exile diaspora international relief crescent
    humanitarian greenpeace aclu naacp oxfam community network solidarity federation
"""),
        "official": word_set("""
    ministry department agency police bureau office court commission embassy nations
    government authority board treasury pentagon committee council fbi cia nasa fema cdc county
    usaf gao irs doj dhs nsa nypd fda ftc fcc noaa usda faa nhs customs administration assembly
    cooperation nato
"""),
        "expert": word_set("university institute college school center centre laboratory"),
        "business": word_set("""
    inc corp ltd llc plc co company group bank holdings ag facebook google youtube twitter microsoft
"""),
        "media": word_set("""
    news times post journal tribune herald guardian reuters afp press daily telegraph cnn
    bbc nbc cbs abc fox msnbc politico xinhua magazine radio tv broadcasting agency gazette
    chronicle globe observer independent
"""),
        "politician": word_set("party gop democrats republicans campaign dnc rnc"),
        "religious": word_set("church mosque vatican diocese synagogue islamic christian"),
    }
)


_CHAMBERS = word_set("senate parliament congress bundestag duma knesset lok storting")
_PARTIES = frozenset({"democratic", "republican", "conservative", "labour", "liberal"})
_STATES = frozenset({"eu", "european union", "un", "white house", "air force"})
_SERVICES = word_set("""
    national secret weather health forest park postal immigration customs revenue intelligence
    security police fire prison border fish geological federal
""")
_QUALIFIED = (VAGUE - {"representative"}) | {"president", "vice-president", "leader"}
"""Nouns for whoever stands at the head of what the noun before them names: "union leader"."""
_CAUSES = frozenset({"rights", "justice", "freedom", "equality", "liberties"})
"""What a centre that is for it stands up for."""
_LED = MappingProxyType({
    "business": "business", "industry": "business", "corporate": "business",
    "religious": "religious", "faith": "religious", "evangelical": "religious",
    "community": "advocate", "tribal": "advocate", "rights": "advocate",
})  # fmt: skip
_PUBLIC = word_set("us u.s district state county city assistant federal")


def role_of_noun(noun: str) -> str:
    """Return the role that a noun names; empty when it names none.

    Examples
    --------
    >>> role_of_noun("senator"), role_of_noun("river")
    ('politician', '')
    """
    return _ROLE_OF.get(noun.lower(), "")


def role_at(words: Sequence[str], place: int) -> str:
    """Return the role that a noun names among the words beside it; empty when it names none.

    What stands in front of another such noun counts for nothing ("state senator"), unless that is
    one like leader or spokesman, which has its role ("union leader"). An attorney is an official
    in public office alone.

    Parameters
    ----------
    words : sequence of str
        The words of a phrase.
    place : int
        Where the noun stands.

    Examples
    --------
    >>> role_at(["state", "senator"], 0), role_at(["state", "senator"], 1)
    ('', 'politician')
    >>> role_at(["union", "leader"], 1)
    'advocate'
    """
    noun, role = words[place].lower(), role_of_noun(words[place])
    before = words[place - 1].lower().strip(".") if place else ""
    after = words[place + 1].lower().strip(".") if place + 1 < len(words) else ""
    if noun == "house" and before == "white":
        return "official"
    if noun in {"committee", "subcommittee", "panel"} and not {"house", *_CHAMBERS}.isdisjoint(
        word.lower() for word in words[:place]
    ):
        return "politician"
    if noun == "attorney" and before not in _PUBLIC and after != "general":
        return ""
    if noun == "minister" and before in {"prime", "first"}:
        return "politician"
    if noun == "president" and before == "vice" and _of_a_branch(words[place + 1 :]):
        return "business"
    if noun == "press" and after in {"secretary", "officer", "office", "aide"}:
        return ""
    if role_of_noun(after) and after not in _QUALIFIED:
        return ""
    if noun in {"agency", "service"} and before in _NEWS:
        return "media"
    if noun.removesuffix("s") == "leader" and before in _LED:
        return _LED[before]
    qualified = noun in _QUALIFIED and place
    return (role_at(words[: place + 1], place - 1) if qualified else "") or role


def _of_a_branch(words: Sequence[str]) -> bool:
    """Whether it goes on with a part of a firm: "of wealth management"; a state has a capital."""
    return (
        len(words) > 1
        and words[0] in {"of", "for"}
        and words[1][:1].islower()
        and (words[1] not in {"the", "this", "that", "a", "an", "his", "her", "its", "their"})
    )


def role_of_organisation(name: str) -> str:
    """Return the role that the words of an organisation's name suggest; empty for none.

    Examples
    --------
    >>> role_of_organisation("Lakeside Refugees Association")
    'advocate'
    >>> role_of_organisation("Department of Justice"), role_of_organisation("Island News Agency")
    ('official', 'media')
    """
    words = [word.strip(".,’'").lower() for word in name.split()]
    if " ".join(words).removeprefix("the ") in _STATES:
        return "official"
    chamber = words[:1] == ["house"] or words[:2] in (["u.s", "house"], ["us", "house"])
    if chamber or not _CHAMBERS.isdisjoint(words):
        return "politician"
    if "committee" in words and not _PARTIES.isdisjoint(words):
        return "politician"
    if words and words[-1] == "service" and not _SERVICES.isdisjoint(words):
        return "official"
    joint = next((k for k, word in enumerate(words) if k and word in _JOINTS), len(words))
    # The last noun before "of" or "for" says what it is: a department, not justice.
    for word in [*reversed(words[:joint]), *reversed(words[joint:])]:
        for role, known in _ORGANISATION_WORDS.items():
            if word in known:
                agency = word == "agency" and not _NEWS.isdisjoint(words)
                rights = role == "expert" and not _CAUSES.isdisjoint(words[joint:])
                return "media" if agency else "advocate" if rights else role
    return ""
