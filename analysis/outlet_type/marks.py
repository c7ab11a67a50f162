"""The marks by which a text gives away what kind of outlet it comes from.

Each mark is a regular expression with the type it speaks for and a weight: about 1 for a hint that
other types share, 2 for a usual sign, 4 for a sign that is hardly ever found elsewhere. Weights of
different marks for one type add up; repeated hits of one mark count once, or as often as ``most``
says. Edit them freely: nothing here is trained.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Place = Literal["head", "tail", "ends", "own voice", "anywhere", "title", "source"]


@dataclass(frozen=True)
class Mark:
    """One sign in a text that speaks for a type of outlet."""

    label: str
    """The type it speaks for; "release" supports every issuing organisation alike."""
    weight: float
    name: str
    """What a reader is told it is."""
    place: Place
    """Where it counts: first or last 700 characters, either end, outside quotation marks, anywhere,
    in the headline, or in the name of the outlet and the authors."""
    pattern: str
    most: int = 1
    """How many hits count at most."""

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern; a capital asks for a capital unless it says otherwise."""
        return re.compile(self.pattern)


_AGENCIES = (
    r"(?:AP|AFP|Reuters|REUTERS|UPI|dpa|DPA|ANI|PTI|EFE|ANSA|APA|TASS|Interfax|Xinhua|Yonhap|Kyodo"
    r"|Anadolu(?: Agency)?|AA|IANS|ANTARA|Bernama|SPA|WAM|KUNA|MENA|IRNA|NAN|GNA|CNA|AAP|PA Media"
    r"|PA|CP|The Canadian Press|Bloomberg|Associated Press|The Associated Press"
    r"|Agence France-Presse|France[- ]Presse|Press Association|(?:[A-Z]\w+ ){1,3}(?:News|Press)"
    r" Agency)"
)
_DASH = r"(?:--|—|–|-|―)"
_PLACE = r"[A-Z][\w.'’ ]{1,28}(?:, [A-Z][\w.' ]{1,20}){0,2}"
_DAY = (
    r"(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}"
    r"|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?)"
)
_CAUSE = (
    r"(?:human[- ]rights?|rights|civil[- ]liberties|environmental|conservation|advocacy|campaign"
    r"(?:ing)?|grassroots|non-?profit|not-for-profit|non-?governmental|humanitarian|membership"
    r"|tenants|consumer|women['’]s|animal[- ]welfare|anti-\w+|charitable|watchdog|solidarity"
    r"|community)"
)
_BODY = (
    r"(?:organi[sz]ation|group|charity|coalition|network|alliance|association|federation|union"
    r"|movement|campaign|initiative|society|foundation|NGO|trust|collective|league|forum)"
)

MARKS: tuple[Mark, ...] = (
    # --- a press release, whoever sends it ---
    Mark(
        "release",
        3.0,
        "press-release mark",
        "ends",
        r"(?i)for immediate release|embargoed until|media release\b|press release\b|news release\b"
        r"|notes? to editors?\b|\bPR ?Newswire|Business Wire|GLOBE NEWSWIRE",
    ),
    Mark(
        "release",
        1.5,
        "press contact",
        "ends",
        r"(?i)(?:media|press) (?:contacts?|office|enquir(?:y|ies)|inquir(?:y|ies)|relations)\b"
        r"|(?m:^[\s*_]*contacts?:)|for (?:further|more) (?:information|comments?|details),?"
        r" (?:please )?(?:contact|call|e-?mail)",
    ),
    Mark(
        "release",
        1.0,
        "end mark of a release",
        "tail",
        r"(?m:^\s*(?:#{3}|-?ends?-?|-?ENDS?-?)\s*$)",
    ),
    # --- advocacy ---
    Mark(
        "advocacy",
        3.0,
        "the organisation says what it is",
        "anywhere",
        rf"\bis (?:an?|the) (?:[\w'’,&/-]+ ){{0,7}}?{_CAUSE},?(?: [\w'’,&/-]+){{0,4}}? {_BODY}\b",
    ),
    Mark(
        "advocacy",
        2.0,
        "a group works or campaigns for a cause",
        "ends",
        rf"(?i)\b{_BODY} (?:that |which |dedicated |committed |working |campaigning |founded )+"
        r"(?:\w+ ){0,4}?(?:to|for|against|protect\w*|defend\w*|challeng\w*|promot\w*|advocat\w*"
        r"|campaign\w*|fights?|works?)\b|consultative status",
    ),
    Mark(
        "advocacy",
        2.0,
        "the organisation speaks as “we”",
        "own voice",
        r"\b[Ww]e (?:\w+ )?(?:implore|urge|demand|condemn|call (?:on|upon|for)|appeal|deplore"
        r"|denounce|reject|stand with|stand in solidarity|insist|oppose|welcome|applaud|commend"
        r"|look forward|are (?:deeply |gravely |profoundly )?(?:concerned|alarmed|appalled|saddened"
        r"|pleased|outraged|disappointed|calling))\b",
        3,
    ),
    Mark(
        "advocacy",
        1.5,
        "call to act",
        "anywhere",
        r"(?i)\bsign (?:the|our|this) petition|take action (?:now|today)|donate (?:now|today|here)"
        r"|join (?:us|our (?:campaign|movement|march|rally))|become a member|write to your"
        r" (?:MP|representative|senator|councill?or|member)|share this (?:appeal|statement)"
        r"|chip in|stand with us|add your name|support our work|our supporters",
    ),
    Mark(
        "advocacy",
        1.5,
        "headline of a campaigning body",
        "title",
        r"\b(?:[Ww]elcomes?|[Cc]ondemns?|[Uu]rges?|[Cc]alls? (?:[Oo]n|[Ff]or|[Uu]pon)|[Dd]emands?"
        r"|[Dd]emanding|[Dd]enounces?|[Dd]eplores?|[Ss]tands? [Ww]ith|[Aa]pplauds?|[Oo]pen [Ll]etter"
        r"|[Jj]oint [Ss]tatement|[Aa]ction [Aa]lert|[Ss]top the|[Ss]ave (?:the|our))\b",
    ),
    Mark(
        "advocacy",
        1.0,
        "a body welcomes, condemns or urges in its own name",
        "own voice",
        r"\b(?:[A-Z]\w+ ){1,5}(?:welcomes|condemns|urges|calls on|calls upon|calls for|demands"
        r"|denounces|deplores|applauds|remains (?:deeply )?concerned)\b",
        2,
    ),
    Mark(
        "advocacy",
        1.5,
        "words of a campaigner’s office",
        "own voice",
        r"\b(?:our (?:members|campaign|campaigners|coalition|partners and|volunteers|movement"
        r"|fellow activists)|[Aa]s (?:human rights|community|climate|housing)? ?(?:advocates"
        r"|campaigners|activists)\b)",
    ),
    # --- government ---
    Mark(
        "government",
        3.0,
        "government letterhead",
        "head",
        r"(?m:^[\s#*_]*(?:(?:The )?(?:[A-Z]\w+ ){0,3}(?:Ministry|Department|Embassy|Consulate(?:"
        r" General)?|Government|Office|Prime Minister['’]s Office|Home Office|Cabinet Office"
        r"|Directorate|Secretariat|Chancellery|Council|Bureau|Treasury|Governor['’]s Office"
        r"|Mayor['’]s Office|Permanent Mission)(?: (?:of|for|to) (?:the )?(?:[A-Z][\w,]+"
        r"(?: and| of| the| for)* ?){1,8})?|Republic of [A-Z]\w+|Kingdom of [A-Z]\w+|City of [A-Z]"
        r"\w+|State of [A-Z]\w+)[\s*_.,]*$)",
    ),
    Mark(
        "government",
        3.0,
        "statement of an office",
        "ends",
        r"(?i)\b(?:statement|remarks|readout|communiqu[eé]|declaration|press (?:statement|briefing)"
        r"|answers?|reply) (?:by|of|from|issued by) (?:the )?(?:\w+ )?(?:spokes(?:person|man|woman)"
        r"|(?:foreign |prime |deputy |interior |finance )?minist(?:er|ry)|president|secretary"
        r"|government|governor|mayor|ambassador|embassy|chancellor|department|state secretary)"
        r"|office of (?:the )?(?:spokes\w+|press secretary|governor|mayor|attorney general|president"
        r"|prime minister)|spokesperson['’]s (?:remarks|statement|comments?)",
    ),
    Mark(
        "government",
        2.5,
        "official formula",
        "anywhere",
        r"(?i)\b(?:official gazette|crown copyright|open government licen[cs]e|by order of the"
        r"|hereby (?:notif\w+|announc\w+|inform\w+|decree\w*|order\w*|designat\w*)|executive order"
        r" no|pursuant to (?:section|article)|public notice no|reference (?:no|number)[.:]"
        r"|is published under|[a-z]+\.gov(?:\.[a-z]{2})?\b|[a-z]+\.gob\.\w\w|[a-z]+\.gouv\.\w\w)",
    ),
    Mark(
        "government",
        2.0,
        "the state speaks in its own name",
        "own voice",
        r"\b(?:[Tt]he (?:Ministry|Department|Embassy|Government of|Council|Federal Government"
        r"|Foreign Ministry|Agency|Authority|Minister|City|County|Commission)\b[^.“”\"]{0,80}?"
        r"\b(?:reaffirms?|reiterates?|takes note|wishes to|expresses its|strongly (?:rejects|condemns"
        r"|opposes)|firmly (?:rejects|opposes)|(?:is )?remind(?:s|ing)|is pleased to announce"
        r"|has today|today (?:announced|issued|published|launched|confirmed)|invites|advises"
        r"|will (?:launch|publish|provide|host|open|introduce)|informs|draws attention))",
        2,
    ),
    Mark(
        "government",
        2.0,
        "the government as “we”",
        "own voice",
        r"\b[Oo]ur (?:government|ministry|administration|department|ministers?|embassy)\b"
        r"|\b[Tt]his government (?:is|has|will)\b",
    ),
    Mark(
        "government",
        1.0,
        "advice to residents",
        "own voice",
        r"(?i)\b(?:residents|applicants|members of the public|motorists|businesses|citizens|taxpayers"
        r"|travellers) (?:are|is|can|should|must|may|will be able to)(?: be)? (?:advised|reminded"
        r"|asked|invited|requested|encouraged|urged|apply|submit|comment|register|visit|download"
        r"|check|contact)",
    ),
    # --- intergovernmental ---
    Mark(
        "intergovernmental",
        3.0,
        "letterhead of an international body",
        "head",
        r"(?m:^[\s#*_]*(?:The )?(?:United Nations|UNHCR|UNICEF|OHCHR|World Health Organization"
        r"|European (?:Commission|Parliament|Council)|African Union|ASEAN|NATO|OSCE|Council of"
        r" Europe|International Monetary Fund|World Bank|[A-Z]\w+ (?:Court of Justice"
        r"|Commission of the [A-Z]\w+ Union))\b[^.\n]{0,60}$)",
    ),
    Mark(
        "intergovernmental",
        2.5,
        "resolution or treaty-body formula",
        "anywhere",
        r"\b(?:Security Council resolution|General Assembly resolution|Secretary-General"
        r" (?:welcomes|urges|calls|condemns|strongly)|the High Commissioner (?:urges|calls|welcomes)"
        r"|Member States (?:are|shall|should|have)|Special Rapporteurs? (?:is|are) (?:part|independent)"
        r"|Special Procedures|[Tt]he Commission (?:has today|today|proposes|invites Member)"
        r"|EU High Representative|mandate[- ]holders)",
    ),
    # --- business ---
    Mark(
        "business",
        3.5,
        "stock-exchange sign",
        "anywhere",
        r"\((?:NASDAQ|Nasdaq|NYSE|LSE|TSX|ASX|AIM|Euronext|FWB|XETRA|OTC\w*|HKEX|TSE)(?: \w+)?:"
        r" ?[A-Z0-9.]+\)|[Ff]orward-looking statements|[Ss]afe [Hh]arbor",
    ),
    Mark(
        "business",
        2.5,
        "a company says what it is",
        "anywhere",
        r"(?i)\bis (?:an?|the|one of the)(?: [\w'’.,&-]+){0,5}? (?:(?:leading|global|largest|premier"
        r"|innovative|award-winning|fast(?:est)?-growing|trusted)(?: [\w'’.,&-]+){0,5}? (?:provider"
        r"|supplier|manufacturer|maker|company|operator|developer|platform|brand|retailer|firm|bank"
        r"|producer|distributor)|(?:provider|supplier|manufacturer) of)\b",
    ),
    Mark(
        "business",
        2.0,
        "a company announces",
        "own voice",
        r"\b(?:Inc\.?|Ltd\.?|plc|PLC|GmbH|Corp\.?|LLC|S\.A\.|AG|Holdings?|Group|Company|Co\.|Bank"
        r"|Technologies|Systems|Foods|Energy|Airlines|Lines|Ferries|Motors)\b[^.“”\"]{0,40}?,? (?:has"
        r" )?(?:today |is pleased to |is proud to |is delighted to |is excited to )+(?:announced?"
        r"|launch\w*|unveil\w*|report\w*|introduc\w*|present\w*)",
    ),
    Mark(
        "business",
        1.5,
        "a company praises its product",
        "anywhere",
        r"(?i)\b(?:our (?:customers|clients|shareholders|products|investors|guests|passengers)"
        r"|state-of-the-art|cutting-edge|market-leading|world-class|seamless(?:ly)?"
        r"|best-in-class|next-generation|(?:we are|we['’]re) (?:thrilled|excited|proud|delighted))",
    ),
    Mark(
        "business",
        1.5,
        "corporate figures",
        "own voice",
        r"(?i)\b(?:about [A-Z][\w ]+ (?:Inc|Ltd|plc|GmbH|Group|Corp)|chief executive officer of the"
        r" company|year-on-year|(?:first|second|third|fourth)[- ]quarter (?:revenue|results|net)"
        r"|EBITDA|the company['’]s (?:board|shareholders|products|portfolio))",
    ),
    # --- religious ---
    Mark(
        "religious",
        3.0,
        "honorific formula of a believer",
        "anywhere",
        r"\(\s*(?:swt|SWT|saw|SAW|s\.a\.w\.?|pbuh|PBUH|as|ra)\s*\)|ﷺ|(?i:peace be upon him"
        r"|blessed be (?:he|his name)|praise be to god|alhamdulillah|in the name of allah"
        r"|insha['’]?allah|barukh hashem|b['’]ezrat hashem)",
        2,
    ),
    Mark(
        "religious",
        2.0,
        "scripture with chapter and verse",
        "anywhere",
        r"\b(?:S[uū]rah?|TMQ|Qur['’]?an|Quran|[Hh]adith|Bukhari|Genesis|Exodus|Leviticus|Deuteronomy"
        r"|Psalms?|Proverbs|Isaiah|Jeremiah|Ezekiel|Matthew|Mark|Luke|John|Acts|Romans|1 Corinthians"
        r"|2 Corinthians|Corinthians|Galatians|Ephesians|Philippians|Hebrews|James|Revelation|Micah"
        r"|Amos|Ecclesiastes|Gita|Dhammapada|Sutta|Talmud|Torah|Mishnah)\b[\w ,'’-]{0,16}?"
        r"(?:\d{1,3}[:.]\d{1,3}|[Vv]erse \d+|\(\d+:\d+\)|\d+, ?\d+)",
        3,
    ),
    Mark(
        "religious",
        2.0,
        "preacher’s address",
        "own voice",
        r"(?i)\b(?:(?:dear |my )?(?:brothers and sisters|brethren)|sisters and brothers in|beloved in"
        r" christ|let us (?:pray|remember the words|give thanks|ask (?:god|the lord))|amen\b|our lord"
        r"|our saviou?r|may (?:god|allah|the lord|hashem|he) (?:bless|grant|guide|have mercy|protect"
        r"|forgive|give|accept|reward)|the gospel (?:tells|calls|reminds|teaches)|god['’]s (?:word"
        r"|love|mercy|grace|people|children|creation)|word of god|children of god|the faithful"
        r"|as (?:christians|muslims|believers|jews|buddhists|hindus|catholics),? we)",
        3,
    ),
    Mark(
        "religious",
        1.5,
        "the community of believers as “ours”",
        "own voice",
        r"\b(?:the (?:Muslim )?Ummah|Khilafah|Caliphate|Dharma|the Sangha|the Church (?:teaches"
        r"|proclaims|calls)|our (?:faith|parish|congregation|diocese|mosque|synagogue|temple|church"
        r"|ummah|Ummah|deen|sangha|prayers)|Holy Spirit|Jesus (?:tells|teaches|calls|said|says)"
        r"|Prophet Muhammad|the Prophet(?:hood)?\b|Almighty)",
        3,
    ),
    Mark(
        "religious",
        2.0,
        "letterhead of a religious body",
        "head",
        r"(?m:^[\s#*_]*(?:The )?(?:[A-Z][\w.'’]+ ){0,4}(?:Diocese|Archdiocese|Parish|Bishops['’]"
        r" Conference|Synod|Church|Mosque|Islamic (?:Cent(?:er|re)|Society)|Synagogue|Temple"
        r"|Congregation|Pastoral Letter|Monastery|Caritas|Rabbinical Council|Council of Churches)"
        r"\b[^.\n]{0,60}$)|(?i:pastoral letter|homily|sermon|khutbah|dvar torah|daily reflection"
        r"|weekly reflection)",
    ),
    Mark(
        "religious",
        1.5,
        "clergy sign or speak",
        "ends",
        r"(?m:^[\s*_+†]*(?:\+ ?|† ?)?(?:Most )?(?:Rev(?:erend)?\.?|Bishop|Archbishop|Imam|Rabbi|Pastor"
        r"|Sheikh|Fr\.|Father|Canon|Cardinal|Ven(?:erable)?\.?) [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)"
        r"{0,3}[\s,]*(?:Bishop of [A-Z]\w+)?$)|in Christ,|[Yy]ours in Christ|[Ss]habbat shalom",
    ),
    # --- academic ---
    Mark(
        "academic",
        3.0,
        "form of a research paper or brief",
        "anywhere",
        r"(?m:^[\s#*_\d.]*(?:Abstract|Keywords|Key [Ff]indings|Executive [Ss]ummary|Methodology|Methods"
        r"|References|Bibliography|Policy [Bb]rief|Working [Pp]aper)\b[\s:.*_]*)"
        r"|\bdoi(?:\.org/|: ?)10\.\d{4,}",
    ),
    Mark(
        "academic",
        2.0,
        "authors argue or measure",
        "own voice",
        r"(?i)\b(?:this (?:paper|article|study|brief|policy brief|report|essay|working paper|note)"
        r" (?:argues|examines|analy[sz]es|finds|explores|assesses|draws|shows|considers|presents"
        r"|reviews|uses|asks|estimates)|we (?:estimate|find that|analy[sz]e|surveyed|hypothesi[sz]e"
        r"|show that|argue that|use data|exploit|interviewed)|our (?:findings|results|sample|data"
        r"|estimates|analysis) (?:suggest|show|indicate|shows|suggests|indicates|cover))",
        2,
    ),
    Mark(
        "academic",
        1.5,
        "references in the text",
        "own voice",
        r"\((?:[A-Z][\w’'-]+(?: (?:and|&) [A-Z][\w’'-]+| et al\.)?,? (?:19|20)\d\d[a-z]?(?:; )?)+"
        r"(?:, p{1,2}\. ?\d+)?\)|\bet al\.",
        3,
    ),
    Mark(
        "academic",
        2.0,
        "research institute",
        "ends",
        r"(?i)\b(?:is|was) (?:an? )?(?:senior |research |visiting |non-?resident |junior )*(?:fellow"
        r"|associate professor|assistant professor|analyst|scholar|lecturer|researcher) (?:at|with|in)"
        r" (?:the )?[^.]{3,60}(?:institute|university|cent(?:er|re)|council|school|college)",
    ),
    # --- opinion ---
    Mark(
        "opinion",
        3.0,
        "opinion label",
        "ends",
        r"(?m:^[\s#*_]*(?:OPINION|Opinion|Op-?[Ee]d|EDITORIAL|Editorial|COMMENT|Comment(?:ary)?"
        r"|Viewpoint|Column|Letters? to the [Ee]ditor|Guest (?:column|essay|opinion)|Perspective"
        r"|Analysis and opinion|Leader|Our [Vv]iew|My [Tt]urn|From the [Ee]ditor)\b[\s:|*_.—–-]*"
        r"(?:$|by\b|By\b|[A-Z]))",
    ),
    Mark(
        "opinion",
        4.0,
        "letter to the editor",
        "head",
        r"(?i)\b(?:to the editor\b|dear (?:editor|sirs?)\b)|(?m:^\s*sir[,:] ?(?:—|-|–|$))",
    ),
    Mark(
        "opinion",
        3.0,
        "note about the writer or their views",
        "ends",
        r"(?i)\b(?:the (?:writer|author|columnist) is|(?:views|opinions) expressed|(?:is|as) an?"
        r" (?:\w+ ){0,3}(?:columnist|op-ed|opinion (?:writer|editor|contributor))|opinions? (?:is|are)"
        r" (?:his|her|their|my) own|do(?:es)? not (?:necessarily )?(?:reflect|represent) the"
        r" (?:views|opinions?|editorial)|writes (?:about|on) [\w ,]+ for|contributing (?:writer"
        r"|columnist)|editorial board|guest columnist)",
    ),
    Mark(
        "opinion",
        1.5,
        "the writer speaks as “I”",
        "own voice",
        r"\bI(?:['’](?:m|ve|d|ll))? (?:\w+ ){0,2}?(?:believe|think|suspect|hope|fear|wonder|remember"
        r"|confess|argue|find|know|doubt|understand|am|was|have|do|did|used|grew|can|would|write|admit"
        r"|agree|disagree|say|read|live|ask|want|love|hate|still|never)\b|\b[Ii]n my (?:view|opinion)"
        r"|\b[Tt]o my mind|\b[Mm]y (?:wife|husband|father|mother|own|children|son|daughter"
        r"|neighbou?rs?|point|generation)\b",
        3,
    ),
    Mark(
        "opinion",
        1.0,
        "argument",
        "own voice",
        r"(?i)\b(?:let['’]s be (?:honest|clear|frank)|make no mistake|the truth is|of course,|surely"
        r"|enough is enough|it is (?:high )?time (?:to|for|that|we)|we (?:should|must|need to|ought to"
        r"|cannot|can['’]t)|nobody should|shame on|the question is|why (?:should|do|does|is|are|not)"
        r" [^.?]{3,80}\?|to be sure|frankly|absurd|ridiculous|nonsense|hypocri\w+|so what\b"
        r"|what (?:could|should) (?:possibly )?)",
        3,
    ),
    # --- news agency ---
    Mark(
        "news agency",
        4.0,
        "agency dateline",
        "head",
        rf"\(\s*{_AGENCIES}\s*\)\s*{_DASH}|{_PLACE},? (?:{_DAY},? ?)?\(\s*{_AGENCIES}\s*\)"
        rf"|(?m:^{_PLACE},? {_DAY},? ?(?:\d{{4}})?,? ?\(?{_AGENCIES}\)? ?[—–:.-])",
    ),
    Mark(
        "news agency",
        3.5,
        "agency desk line",
        "tail",
        r"(?i)\((?:additional )?(?:reporting|writing|compiled) (?:by|and)\b[^()]{3,160}(?:editing by"
        r"|edited by)[^()]{2,80}\)|©?\s*\d{4} (?:AFP|Reuters|The Associated Press|dpa|AP)\b"
        r"|\b[a-z]{2,5}/[a-z]{2,5}/[a-z]{2,4}\b|material may not be published, broadcast",
    ),
    Mark(
        "news agency",
        3.0,
        "“the agency” is who was told",
        "anywhere",
        r"(?i)\b(?:told|tells|said to|speaking to|informed) (?:this|the|our) (?:news )?agency"
        r"|(?:the|this) (?:news )?agency(?:['’]s)? (?:correspondent|reporter)",
    ),
    Mark(
        "news agency",
        2.0,
        "agency credited in a line of its own",
        "ends",
        rf"(?m:^[\s*_(\[—–-]*(?:[Ss]ource|[Cc]redit|[Aa]gency|[Bb]y|[Ww]ith)?:? ?{_AGENCIES}[\s*_)\].]*$)",
    ),
    Mark(
        "news agency",
        1.0,
        "told a named agency",
        "anywhere",
        r"\b(?:told|tells) (?:AFP|Reuters|AP|dpa|The Associated Press|EFE|Anadolu|Xinhua|TASS"
        r"|Agence France-Presse|France[- ]Presse)\b|\bFrance[- ]Presse\b",
        2,
    ),
    # --- news, medium unknown ---
    Mark(
        "news",
        1.5,
        "dateline",
        "head",
        rf"(?m:^\s*(?:[A-Z][A-Z .'’]{{3,30}}(?:, [A-Z][\w .]{{1,20}})?|{_PLACE}, {_DAY})"
        rf"\s*(?:\([^)]{{2,30}}\))?\s*{_DASH} ?[A-Z“\"])",
    ),
    Mark(
        "news",
        1.5,
        "byline of a reporter",
        "ends",
        r"(?m:^[\s*_]*(?:By|BY) [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}(?:,? (?:and|AND) [A-Z]\w+ \w+)?"
        r"[\s,|*_]*(?:(?:[A-Z]\w+ )*(?:[Cc]orrespondent|[Rr]eporter|[Ss]taff [Ww]riter|STAFF WRITER"
        r"|[Ee]ditor|[Ww]riter|Staff|in [A-Z]\w+))?[\s*_.]*$)|(?i:staff (?:writer|reporter)"
        r"|(?:our|political|science|foreign|health|education|local democracy|business|court) "
        r"(?:correspondent|reporter))",
    ),
    Mark(
        "news",
        1.0,
        "spoken to a journalist",
        "own voice",
        r"(?i)\btold (?:reporters|journalists|a (?:press|news) conference|the (?:BBC|newspaper|paper"
        r"|court|hearing|council|inquiry|meeting|committee|broadcaster|station|Gazette|Herald|Times"
        r"|Post|Tribune|Guardian|Courier|Echo|Argus|Mail|News)|(?:[A-Z]\w+ )+(?:News|Times|TV|Radio))"
        r"|declined to comment|did not (?:immediately )?(?:respond|reply|return)|could not be reached"
        r"|(?:has|have|was|were) (?:been )?(?:approached|contacted) for comment|on condition of"
        r" anonymity|asked not to be (?:named|identified)|has seen (?:the|a copy)|according to"
        r" (?:police|officials|witnesses|documents|court|local media|state media|a source|people"
        r" familiar|figures|the report)",
        3,
    ),
    Mark(
        "news",
        0.5,
        "reported speech",
        "own voice",
        r"\b(?:said|says|added|according to|reported|told|announced|confirmed|warned)\b",
        5,
    ),
    Mark(
        "news",
        0.7,
        "day of the report",
        "own voice",
        r"\bon (?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|\b(?:yesterday|last"
        r" (?:night|week))\b|\bpolice (?:said|have)\b",
        2,
    ),
    Mark(
        "news",
        1.5,
        "newsroom furniture",
        "ends",
        r"(?i)\b(?:this is a (?:breaking|developing) (?:news )?story|more to follow|updated (?:at|on)?"
        r" ?\d|last updated|photo(?:graph)?: |file photo|getty images|read more:|follow us on"
        r" \w+ for the latest|subscribe to (?:our|the) newsletter|the story (?:was|has been) (?:updated"
        r"|corrected)|correction:)",
    ),
)
