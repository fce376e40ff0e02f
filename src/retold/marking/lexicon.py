"""The word tables that several mark finders share. All entries are folded to lower case unless a comment says otherwise.

The tables hold closed classes (months, weekdays, titles, demonyms, units of speech) and the names of news agencies; they hold
no people and no events.
"""

from __future__ import annotations

from typing import Final


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


MONTHS: Final[dict[str, int]] = {
    **dict(
        zip(
            "january february march april may june july august september october november december".split(),
            range(1, 13),
            strict=True,
        )
    ),
    **dict(zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True)),
    "sept": 9,
}
WEEKDAYS: Final[dict[str, int]] = {
    **dict(zip("monday tuesday wednesday thursday friday saturday sunday".split(), range(7), strict=True)),
    **dict(zip("mon tue wed thu fri sat sun".split(), range(7), strict=True)),
    "tues": 1,
    "thur": 3,
    "thurs": 3,
    "weds": 2,
}

# Month names of other languages that a dateline or a metadata line may hold.
FOREIGN_MONTHS: Final[dict[str, int]] = {
    **dict(
        zip(
            "januar februar märz april mai juni juli august september oktober november dezember".split(),
            range(1, 13),
            strict=True,
        )
    ),
    **dict(
        zip(
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
            range(1, 13),
            strict=True,
        )
    ),
    **dict(
        zip(
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
            range(1, 13),
            strict=True,
        )
    ),
    **dict(
        zip(
            "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
            range(1, 13),
            strict=True,
        )
    ),
    **dict(zip("янв фев мар апр май июн июл авг сен окт ноя дек".split(), range(1, 13), strict=True)),
}

# Words that open sentences and are no names, however they are printed: determiners, pronouns, conjunctions, prepositions,
# adverbs of linking, auxiliaries.
FUNCTION: Final = _words(
    "a about above accordingly across actually additionally admittedly after afterwards again against ago ah all "
    "almost along "
    "alongside already also although always am amid amidst among amongst an and another any anybody anyone "
    "anything anyway apart "
    "are around as aside at away back be because been before behind being below beneath beside besides between "
    "beyond both briefly "
    "but by can certainly clearly consequently could critics currently dear despite did do does done down during "
    "each earlier "
    "early either else elsewhere enough especially even eventually ever every everybody everyone everything "
    "except eyewitnesses "
    "far few fewer finally first firstly following for former formerly fortunately frankly from further "
    "furthermore generally "
    "given good got had half has have having he hence her here hers herself him himself his hopefully how "
    "however hundreds i if "
    "immediately in including incidentally indeed initially inside instead into is it its itself just last late "
    "later lately least "
    "less let like likewise little long look lots many may maybe me meantime meanwhile might mine moreover more "
    "most mostly much "
    "must my myself nearly neither never nevertheless new next no nobody none nonetheless nor not nothing "
    "notably now nowadays "
    "obviously of off officials often oh ok okay on once one ones only onto or originally other others otherwise "
    "our ours out "
    "outside over overall own particularly per perhaps plus police possibly previously probably quite rather "
    "really recently "
    "reportedly residents same say says second secondly see seemingly several shall she should similarly simply "
    "since so some "
    "somebody somehow someone something sometimes somewhere soon sources specifically still subsequently such "
    "suddenly sure "
    "surely thank thanks that the their theirs them themselves then there thereafter therefore these they third "
    "this those "
    "though thousands through throughout thus till to today together tomorrow tonight too toward towards "
    "ultimately under "
    "underneath unfortunately unless unlike until up upon us usually versus very via was we well were what "
    "whatever when "
    "whenever where whereas wherever whether which while who whoever whole whom whose why will with within "
    "without witnesses "
    "worse would yeah yes yesterday yet you your yours yourself "
    "i'm i've i'd i'll it's that's there's here's what's he's she's who's we're they're you're we've they've "
    "you've let's don't "
    "doesn't didn't won't can't couldn't wouldn't shouldn't isn't aren't wasn't weren't hasn't haven't hadn't "
    "we'll they'll "
    "you'll he'll she'll it'll ain't how's where's when's why's he'd she'd we'd they'd you'd that'll"
)

# Words after which nothing but a new sentence begins, where the full stop before them could also be that of an abbreviation.
STARTERS: Final = _words(
    "the a an he she it they we i you his her its their our my this that these those there here but and or so "
    "yet if when while "
    "after before although though because since as at in on for from by with to not no what who why how where "
    "which all some many "
    "most both each every one another other such however meanwhile instead then now still also even only just "
    "according asked "
    "despite during under it's he's she's they're we're i'm don't that's there's"
)

NUMBER_WORDS: Final = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion "
    "dozen dozens "
    "hundreds thousands millions billions"
)

# Titles and offices that stand before a person's name. Several words are matched longest first (see names.py).
TITLES: Final = _words(
    "mr mrs ms mx miss dr prof professor sir dame lord lady rev reverend fr father brother sister rabbi imam "
    "sheikh sheik ayatollah "
    "pope cardinal archbishop bishop pastor saint president ex-president vice-president co-president premier "
    "chancellor minister "
    "ministers king queen prince princess duke duchess emperor emir sultan crown senator sen senators rep reps "
    "representative "
    "congressman congresswoman congressmen assemblyman assemblywoman councilman councilwoman councillor "
    "councilor alderman "
    "governor gov governors mayor mayors ambassador ambassadors consul envoy secretary undersecretary "
    "commissioner commissar "
    "chairman chairwoman chairperson chair chairmen chief director directors manager head leader leaders speaker "
    "whip deputy "
    "spokesman spokeswoman spokesperson spokesmen advisor adviser aide strategist analyst economist judge "
    "justice magistrate "
    "attorney lawyer prosecutor counsel solicitor sheriff marshal officer officers detective inspector "
    "superintendent constable "
    "general gen lieutenant lt colonel col major maj captain capt commander cmdr sergeant sgt corporal cpl "
    "private pvt admiral adm "
    "brigadier brig marshall lance ceo cfo coo cto founder co-founder editor reporter correspondent journalist "
    "author actor "
    "actress singer rapper comedian coach quarterback striker midfielder goalkeeper defender forward pitcher "
    "student teacher "
    "candidate nominee president-elect governor-elect ex-minister ex-governor ex-wife ex-husband widow brig-gen "
    "maj-gen lt-gen "
    "spokesperson acting interim outgoing incoming former then-president then-candidate host anchor moderator "
    "pollster expert "
    "activist researcher scientist historian investor billionaire agent owner trooper patrolman ranger herr frau "
    "monsieur madame "
    "mme señor señora don doña archduke tsar premier-designate"
)
# Words that modify a title and belong to it ("Foreign Minister", "Vice President"), never to a name.
TITLE_MODIFIERS: Final = _words(
    "prime vice deputy first foreign defense defence interior finance health justice education energy transport "
    "environment labor "
    "labour trade agriculture culture economy justice attorney press state assistant associate senior junior "
    "lead executive "
    "managing general chief principal acting interim former ex incoming outgoing special national security "
    "district police fire "
    "crown grand supreme lieutenant major rear vice-admiral staff campaign communications editorial majority "
    "minority house "
    "senate city county union treasury home cabinet under permanent honorary elect company club team world "
    "economic economics commerce party military "
    "opposition bureau science sports sport film art investigative political legal media public field"
)
# After a title, "of" with one of these goes on with the office ("Secretary of State", "Chairman of the Joint Chiefs").
OFFICE_TAILS: Final = _words(
    "state defense defence staff commerce labor labour energy education agriculture transportation treasury"
)

# Demonyms and adjectives of nation, faith and party: not names by themselves.
DEMONYMS: Final = _words(
    "afghan albanian algerian american angolan arab arabian argentine argentinian armenian asian australian "
    "austrian azerbaijani "
    "azeri bahraini bangladeshi basque belarusian belgian bolivian bosnian brazilian british briton bulgarian "
    "burmese cambodian "
    "cameroonian canadian catalan chadian chechen chilean chinese colombian congolese croatian cuban cypriot "
    "czech danish dane "
    "dominican dutch ecuadorian egyptian emirati english eritrean estonian ethiopian european filipino finnish "
    "flemish french "
    "gambian georgian german ghanaian greek guatemalan guinean haitian hawaiian hebrew hispanic honduran "
    "hungarian icelandic indian "
    "indonesian iranian iraqi irish israeli italian ivorian jamaican japanese jewish jordanian kazakh kenyan "
    "korean kosovar kurdish "
    "kurd kuwaiti kyrgyz laotian latin latino latina latvian lebanese liberian libyan lithuanian macedonian "
    "malaysian malian maltese "
    "mexican moldovan mongolian montenegrin moroccan mozambican muslim namibian nepalese nepali nicaraguan "
    "nigerian nigerien "
    "norwegian omani ottoman pakistani palestinian panamanian paraguayan persian peruvian polish pole portuguese "
    "qatari roman "
    "romanian russian rwandan salvadoran saudi scandinavian scot scottish senegalese serb serbian siberian "
    "singaporean slavic slovak "
    "slovakian slovene slovenian somali soviet spaniard spanish sudanese swede swedish swiss syrian taiwanese "
    "tajik tanzanian thai "
    "tibetan tunisian turk turkish turkmen ugandan ukrainian uruguayan uyghur uzbek venezuelan vietnamese welsh "
    "western yemeni "
    "yugoslav zambian zimbabwean african african-american asian-american anglo caucasian christian catholic "
    "protestant orthodox "
    "sunni shia shiite islamic islamist hindu buddhist sikh mormon lutheran anglican baptist methodist evangelical "
    "republican democrat democratic conservative liberal socialist communist nazi tory marxist libertarian "
    "californian texan "
    "floridian londoner parisian muscovite new-yorker southern northern eastern western midwestern arctic "
    "mediterranean caribbean "
    "balkan baltic nordic oriental occidental victorian georgian elizabethan olympic olympian jihadist "
    "taliban-led englishman "
    "frenchman irishman dutchman welshman scotsman englishmen frenchmen"
)

# Nouns at the end of the name of a body, a place or a work: they tell the name of a thing from that of a person.
BODY_NOUNS: Final = _words(
    "academy administration agency airlines airport airways alliance army assembly association authority bank "
    "bar board brigade "
    "broadcasting bureau cabinet campaign center centers centre centres chamber church city clinic club college "
    "command commission "
    "committee company confederation conference congress consortium convention corporation corps corp council "
    "county court courts "
    "daily department directorate district division duma embassy enterprise exchange express federation fleet "
    "force forces "
    "foundation front fund gazette government group guard guardian guards hall herald hospital hotel house inc "
    "inquirer inspectorate "
    "institute institution international journal league legion ltd llc mail media ministry mission mosque "
    "movement museum network "
    "networks news newspaper observer office organization organisation parliament party plc police post press "
    "project province "
    "rada regiment region registry republic reserve school schools senate service services society squadron "
    "station studio studios "
    "syndicate team telegraph television temple theater theatre times treasury tribune trust tv union unit "
    "university wire "
    "island islands river lake sea ocean bay gulf mountain mountains valley beach park street avenue road square "
    "bridge dam desert "
    "act agreement amendment bill code constitution convention declaration law pact plan treaty award awards "
    "prize cup games "
    "championship championships open day war revolution festival election tower building plaza stadium arena "
    "palace castle airport "
    "port harbour harbor canal strait peninsula coast oblast krai state states kingdom emirates territory territories"
)
# Heads that take "of NAME" into the name ("Bank of England", "University of the North").
OF_HEADS: Final = _words(
    "academy administration archdiocese army assembly association bank battle bay bill board bureau cape center "
    "centers centre "
    "chamber church city college commission committee commonwealth conference congress council court courts "
    "church daughters "
    "declaration democrats department diocese directorate duchy duke duchess earl embassy emirate faculty "
    "federation foundation "
    "gulf hall heart house institute institution isle kingdom league legion library lord man medal ministry "
    "ministries mount museum "
    "office order organization organisation parliament party people port president-of prince princess province "
    "queen king republic "
    "republics river school sea secretariat servants senate society sons state states statue strait sultanate "
    "syndicate temple "
    "tower town treaty tribunal tropic union university valley village voice war world"
)
# After "and", these words go on with the name of a body ("Department of Health and Human Services").
PORTFOLIOS: Final = _words(
    "affairs agriculture aviation broadcasting budget business children climate commerce communities consumer "
    "control culture "
    "customs defence defense development digital drug economic economy education employment emergency energy "
    "enforcement "
    "engineering environment equality exchange explosives families finance fisheries firearms food foreign "
    "forestry health home "
    "homes housing human immigration industrial industry information infrastructure innovation justice kidney "
    "labor labour "
    "loan medicine migration mines natural naturalization nutrition oceanic oil pensions planning policy "
    "prevention protection "
    "public reconstruction refugee regulatory research resources rights rural science sciences security services "
    "skills social "
    "space sport sports statistics technology telecommunications tourism trade transport transportation urban "
    "veterans water "
    "welfare wildlife women work youth young"
)

# Letters behind the name of a person that are no part of it.
POSTNOMINALS: Final = frozenset("KC QC SC MP MSP MEP OBE CBE MBE KBE DBE PhD MD Esq".split())

# Words after which a number belongs to a name or a list, not to a count ("Boeing 737", "Channel 4", "page 12").
NUMBERED: Final = _words(
    "boeing airbus embraer bombardier cessna channel route highway hwy interstate flight apollo falcon soyuz "
    "article articles "
    "section sections sec title chapter proposition prop amendment windows iphone ipad galaxy xbox playstation "
    "formula euro area pier "
    "gate room precinct district ward unit group level phase stage type covid covid- page pages p pp fig figure "
    "table act scene "
    "volume vol issue episode season part step item rule line track terminal platform exit suite apartment apt "
    "floor block lot "
    "paragraph clause schedule annex appendix category class grade game round day week week' quarter-final bowl "
    "olympiad psalm verse "
    "no nos number numbers nr № model mark mk sector zone studio radio bbc espn local battalion brigade regiment "
    "squadron division "
    "resolution bill measure question form version fortune nasdaq dow ftse russell nikkei cac dax s&p area51 "
    "catch top generation "
    "super hall tower building house box post zip mile exit react opus op ps ios android core ryzen"
)
STREETS: Final = _words(
    "street st avenue ave road rd boulevard blvd drive dr lane ln place pl court ct square sq parkway pkwy "
    "highway terrace way"
)

# News agencies and wire services, as slugs and in credits; a medium that is not here is found by the shape of the sentence.
AGENCIES: Final = frozenset(
    """reuters|thomson reuters|ap|the associated press|associated press|afp|agence france-presse|tass|itar-tass|
    interfax|interfax-ukraine|ria|ria novosti|ria-novosti|sputnik|ukrinform|unian|upi|united press international|dpa|
    epa|efe|ansa|anadolu|anadolu agency|aa|xinhua|kyodo|kyodo news|jiji|jiji press|yonhap|yonhap news agency|kcna|
    cna|pti|press trust of india|ani|ians|uni|app|bss|unb|irna|isna|fars|fars news agency|tasnim|tasnim news agency|
    mehr|mehr news agency|sana|wafa|petra|mena|spa|saudi press agency|wam|kuna|qna|bna|ina|nina|apa|azertac|trend|
    turan|report|armenpress|kazinform|akipress|24.kg|uza|belta|belapan|moldpres|mti|pap|ctk|čtk|tasr|sita|apa|sda|
    ats|keystone-sda|belga|anp|ntb|tt|ritzau|stt|bns|leta|elta|agerpres|bta|tanjug|beta|fena|mina|hina|sta|lusa|
    telam|télam|notimex|agencia brasil|agência brasil|prensa latina|pa|press association|pa media|aap|
    australian associated press|the canadian press|canadian press|cp|bernama|antara|vna|tna|pna|nan|gna|ena|sapa|kna|
    panapress|bloomberg|bloomberg news|dow jones|dow jones newswires|cnn|abc news|nbc news|cbs news|fox news|bbc|
    bbc news|voa|rfe/rl|rfe|rferl|dw|the new york times|the washington post|tribune news service|mcclatchy|gannett|
    usa today|getty|getty images|financial times|guardian|wall street journal|economist|politico|axios|cnbc|sky news|
    al jazeera|bild|der spiegel|le monde|kyiv independent|kyiv post|ukrainska pravda|тасс|риа новости|интерфакс|
    укринформ|унн""".replace("\n    ", "").split("|")
)

# Cities that datelines name most: only these are taken for a place where they are not in capitals, or before a colon.
CITIES: Final = frozenset(
    """abu dhabi|abuja|accra|addis ababa|algiers|amman|amsterdam|ankara|ashgabat|astana|athens|baghdad|baku|bangkok|
    beijing|beirut|belgrade|bengaluru|berlin|bern|bishkek|bogota|brasilia|bratislava|brussels|bucharest|budapest|
    buenos aires|cairo|canberra|caracas|chennai|chicago|chisinau|colombo|copenhagen|dakar|damascus|delhi|dhaka|doha|
    dubai|dublin|dushanbe|frankfurt|geneva|hanoi|harare|havana|helsinki|hong kong|houston|hyderabad|islamabad|
    istanbul|jakarta|jerusalem|johannesburg|kabul|kampala|karachi|kathmandu|khartoum|kiev|kolkata|kuala lumpur|
    kuwait|kyiv|lagos|lahore|lima|lisbon|ljubljana|london|los angeles|madrid|manila|melbourne|mexico city|milan|
    minsk|mogadishu|moscow|mumbai|munich|nairobi|new delhi|new york|nicosia|oslo|ottawa|paris|phnom penh|prague|
    pretoria|pristina|pyongyang|quito|ramallah|riga|rio de janeiro|riyadh|rome|san francisco|santiago|sao paulo|
    sarajevo|seoul|shanghai|singapore|skopje|sofia|st. petersburg|stockholm|strasbourg|sydney|taipei|tallinn|
    tashkent|tbilisi|tehran|tel aviv|tirana|tokyo|toronto|tripoli|tunis|ulaanbaatar|united nations|vatican city|
    vienna|vilnius|warsaw|washington|wellington|yangon|yerevan|zagreb|zurich""".replace("\n    ", "").split("|")
)
