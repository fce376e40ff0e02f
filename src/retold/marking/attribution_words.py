"""The words that attribution rests on: cues with what they take, and the small words that bound a phrase.

A cue verb carries letters for what it may take, each kept or dropped by its precision on PolNeAR (the part that was not held
back; `benchmarks/attribution.py --rules` prints the table):

    c  a bare clause ("said prices rose")      t  a clause with that, whether, how ("announced that")
    q  a quotation ("called: “…”")             n  a noun phrase ("announced the plan")
    r  a recipient first ("told reporters …")  p  content before it ("prices rose, he said")
    i  an infinitive ("promised to leave")     g  as a participle ("…, saying that")
    o  somebody to do something ("urged voters to stay")

Content behind a preposition of `ABOUT` has the form u ("warned of a flood").
"""

from __future__ import annotations

_VERBS = """
say:cqtpg says said saying | tell:crqtpgo tells told telling | add:qtpg adds added adding
| write:qtpg writes wrote written writing | note:cqtpgn notes noted noting | claim:cqtpg claims claimed claiming
| argue:cqtpgn argues argued arguing | insist:cqtg insists insisted insisting | warn:rqtpgo warns warned warning
| suggest:cqtpgn suggests suggested suggesting | explain:cqtpg explains explained explaining
| believe:tg believes believed believing | think:tg thinks thought thinking | hope:ctpgi hopes hoped hoping
| report:qtpg reports reported reporting | announce:cqtpgn announces announced announcing
| state:qtg states stated stating | declare:qtpg declares declared declaring
| acknowledge:cqtpgn acknowledges acknowledged acknowledging | admit:cqtpg admits admitted admitting
| concede:cqtpg concedes conceded conceding | contend:cqtpg contends contended contending
| allege:cqtpgi alleges alleged alleging | assert:qtpg asserts asserted asserting
| maintain:qtpg maintains maintained maintaining | predict:cqtg predicts predicted predicting
| joke:cqtpg jokes joked joking | quip:qtpg quips quipped quipping | tweet:qtpgn tweets tweeted tweeting
| conclude:qtpg concludes concluded concluding | reveal:cqtpgn reveals revealed revealing
| confirm:cqtpg confirms confirmed confirming | indicate:cqtpg indicates indicated indicating
| deny:cqtpgn denies denied denying | estimate:cqtpg estimates estimated estimating
| observe:cqtpg observes observed observing | remark:qtpg remarks remarked remarking
| complain:cqtpg complains complained complaining | promise:crqtpgi promises promised promising
| vow:cqtpgi vows vowed vowing | pledge:qtpg pledges pledged pledging | recall:qtpgn recalls recalled recalling
| reply:cqtpg replies replied replying | respond:qtpg responds responded responding
| answer:qtpg answers answered answering | ask:crqtpgo asks asked asking | wonder:qtpg wonders wondered wondering
| emphasize:qtpgn emphasizes emphasized emphasizing | emphasise:qtpgn emphasises emphasised emphasising
| stress:qtpgn stresses stressed stressing | reiterate:qtpg reiterates reiterated reiterating
| repeat:qtpg repeats repeated repeating | continue:qp continues continued continuing | begin: begins began
| conclude:qp concludes concluded | agree:tqpg agrees agreed agreeing | disagree:tqpg disagrees disagreed
| accuse:n accuses accused accusing | fear:tpg fears feared fearing | expect:tpg expects expected expecting
| feel:g feels felt | know:g knows knew | learn:t learned learnt | find:ctqpg finds found finding
| show:ctqpg shows showed shown showing | testify:qtpg testifies testified testifying
| lament:cqtpgn laments lamented lamenting | caution:cqtpgo cautions cautioned cautioning
| counter:qtpg counters countered countering | boast:qtpg boasts boasted boasting
| mention:qtpgn mentions mentioned mentioning | point:cqtp points pointed pointing | tout:qn touts touted touting
| call:qng calls called calling | describe:qg describes described describing
| label:qng labels labeled labelled labeling branded brands | dub:qn dubs dubbed dubbing
| dismiss:gnq dismisses dismissed dismissing | denounce:qg denounces denounced denouncing
| blast:qgn blasts blasted blasting | slam:qng slams slammed slamming
| criticize:qng criticizes criticized criticizing | criticise:qng criticises criticised criticising
| praise:qg praises praised praising | condemn:qng condemns condemned condemning | mock:qng mocks mocked mocking
| characterize:qng characterizes characterized | deride:qgn derides derided deriding
| urge:qtgro urges urged urging | demand:qtgn demands demanded demanding | propose:qtgn proposes proposed proposing
| recommend:qtgn recommends recommended recommending | post:qpn posts posted posting
| shout:qp shouts shouted shouting | yell:qp yells yelled yelling | scream:qp screams screamed
| chant:q chants chanted chanting | exclaim:qp exclaims exclaimed | whisper:qp whispers whispered
| scoff:qp scoffs scoffed | muse:tqp muses mused | opine:tqp opines opined | retort:qp retorts retorted
| comment:qtp comments commented commenting | read:qp read reads reading | declaim:q declaimed
| proclaim:qtpg proclaims proclaimed proclaiming | disclose:tqpg discloses disclosed
| clarify:tqp clarifies clarified | speculate:tqpg speculates speculated speculating
| assure:rtqpg assures assured assuring | remind:rtqpgo reminds reminded reminding
| inform:rtqp informs informed informing | advise:rtqpgo advises advised advising
| signal:tq signals signaled signalled signaling | realize:t realizes realized | quote:q quotes quoted
| cite:n cites cited citing | charge:tqpg charges charged charging | decry:qng decries decried decrying
| ridicule:qg ridicules ridiculed ridiculing | attack:qg attacks attacked | tease:q teased teases
| blame:n blames blamed blaming | affirm:tqpg affirms affirmed affirming | attest:tqp attests attested
| recount:tqpg recounts recounted recounting | hint:tqpg hints hinted hinting
| imply:tqpg implies implied implying | rule: ruled rules | worry:tpg worries worried
| express:qn expresses expressed expressing | offer: offers offered | refer: refers referred referring
| urge:q urging | tell:rq telling | sum:q summed | put:q put puts | interject:qp interjected interjects
| chime:qp chimed | marvel:qp marveled marvels | reflect:qp reflected reflects | reason:tqp reasoned reasons
| suspect: suspects suspected | guess: guesses guessed | doubt:t doubts doubted | assume: assumes assumed
| understand: understands understood | foresee:t foresees foresaw | project:t projects projected
| calculate:t calculated calculates | deem:q deems deemed | voice: voices voiced | address: addressed addresses
| challenge:q challenged challenges | greet: greeted | boom:qp booms boomed
| bark:qp barks barked | chide:qp chides chided | gush:qp gushes gushed | thunder:qp thunders thundered
| grumble:qp grumbles grumbled | murmur:qp murmurs murmured | mutter:qp mutters muttered
| deadpan:qp deadpans deadpaned | crack:qp cracks cracked | gripe:qp gripes griped | fume:qp fumes fumed
| snap:qp snaps snapped | plead:qp pleads pleaded | vent:qp vents vented | sigh:qp sighs sighed
| concur:qp concurs concured | preach:qp preaches preached | exhort:qp exhorts exhorted
| recite:qp recites recited | roar:qp roars roared | growl:qp growls growled | snarl:qp snarls snarled
| sneer:qp sneers sneered | chuckle:qp chuckles chuckled | laugh:qp laughs laughed | blurt:qp blurts blurted
| reject:qng rejects rejected rejecting | question:tpng questions questioned questioning
| defend:qng defends defended defending | encourage:on encourages encouraged | hail:qn hails hailed hailing
| congratulate:n congratulated congratulates | applaud:qn applauds applauded applauding
| bemoan:qn bemoans bemoaned bemoaning | thank:n thanks thanked thanking | assail:qn assails assailed assailing
| lambaste:qn lambastes lambasted lambasting | threaten:i threatens threatened threatening
| forecast:ctpn forecasts forecasting | compare:q compares compared comparing | credit:q credits credited crediting
| deplore:qn deplores deplored | rebuke:qn rebukes rebuked | castigate:qn castigates castigated
| list: lists listed listing | peg: pegs pegged pegging | record: records recorded | tally: tallies tallied
| excoriate:qn excoriates excoriated
| speak: speaks spoke spoken speaking | railed: railed
| allude: alludes alluded alluding | object:q objects objected | apologize:qp apologizes apologized apologizing
| elaborate:qp elaborates elaborated | push: pushes pushed pushing
| lobby: lobbies lobbied lobbying | inveigh: inveighed | press: presses pressed pressing
"""


# What a cue may be about: the preposition that opens its content ("warned of a flood", "called for talks").
ABOUT = {
    head: frozenset(rest)
    for head, *rest in map(
        str.split,
        (
            "warn of about against|speak of about out|complain about of|joke about|boast about of|refer to|railed against|"
            "inveigh against|allude to|call for on|push for|argue for against|lobby for|apologize for|hint at|comment on about|"
            "remark on|reflect on|elaborate on|agree with|disagree with|insist on|testify about|muse about|object to|"
            "caution against|advise against|press for"
        ).split("|"),
    )
}


# What some cues may take: a name, a number, a clause that "as" opens; and whom something is told.
NAMING = frozenset("call dub label describe".split())
CALLED = frozenset("for on it him her them himself herself themselves".split())
PLACING = frozenset("list peg put".split())  # "put the cost at $3 million"
COUNTING = PLACING | frozenset("report estimate show find record tally project announce".split())
AS_TOLD = frozenset(
    "say tell write note put report describe explain call argue predict promise warn acknowledge".split()
)
RECIPIENTS = frozenset(
    "me him her us them you reporters journalists lawmakers supporters viewers voters attendees investors "
    "police investigators officials senators congress staffers readers students donors people everyone himself "
    "herself themselves".split()
)

_NO_MANNER = frozenset(
    "family italy assembly supply reply ally bully anomaly monopoly july rally belly jelly homily butterfly lily tally "
    "billy kelly emily sally molly polly holly reilly connolly daily weekly monthly elderly".split()
)


def manner(word: str) -> bool:
    """Whether a lower-case word ends like an adverb of manner ("quietly")."""
    return word[-2:] == "ly" and len(word) > 4 and word not in _NO_MANNER


def _read() -> tuple[dict[str, tuple[str, str]], frozenset[str]]:
    forms: dict[str, tuple[str, str]] = {}
    participles = set()
    for entry in _VERBS.replace("\n", " ").split("|"):
        head, *printed = entry.split()
        lemma, takes = head.split(":")
        for form in (lemma, *printed):
            forms.setdefault(form, (lemma, takes))
            if form.endswith("ing"):
                participles.add(form)
    return forms, frozenset(participles)


# Printed form → (dictionary form, letters).
CUES, PARTICIPLES = _read()

# Forms that are as often nouns ("the reports", "a call"); as a cue they need a clear subject and a clear content.
NOUN_TOO = frozenset(
    "reports report claims claim notes note charges charge estimates estimate comments comment calls call "
    "remarks remark promises promise shows show states state answers answer posts post reveals tweets tweet "
    "attacks attack fears fear hopes hope doubts doubt demands demand offers offer challenges challenge "
    "addresses address vows vow pledges pledge praise blame reads points point rules rule projects project "
    "counters counter quotes quote voices voice warning worry worries feel look think urges reasons reason "
    "slams signals signal hints hint puts goes find finds blasts complaints continues lament question questions "
    "thanks credit credits forecast forecasts hail compares rebuke rebukes "
    "push object press objects list lists listing record records tally".split()
)

PRONOUNS = frozenset("he she they it we i you".split())
RELATIVES = frozenset("who which that".split())
DETERMINERS = frozenset(
    "the a an this that these those his her its their my our your some many most several both all another no "
    "each any every few other such one two three four five".split()
)
# … and those of them that may stand for somebody.
ALONE = frozenset(
    "two three four five six seven eight nine ten others many some both all most those one another few several "
    "no-one everyone everybody nobody neither none".split()
)
PREPOSITIONS = frozenset(
    "of in on at for from with by to about into over under through during after before against between among "
    "within without near outside inside across toward towards behind beyond since until upon amid alongside "
    "via despite including".split()
)
BE = frozenset("is are was were be been being isn't wasn't weren't aren't".split())
NEGATIONS = frozenset(
    "not never n't didn't doesn't don't won't hasn't haven't hadn't wouldn't couldn't can't cannot wasn't isn't".split()
)
GOING_ON = frozenset("went goes going continued continues on".split())  # "went on to say"
# "Kept saying": what stands before a participle and belongs to it.
PHASES = frozenset("begun began started kept keeps keep stopped continue continued continues starts begins".split())
WH = frozenset("whether how why what where who if when which".split())
# What may open a content behind a cue that may be a noun; the mark of a quotation is another.
OPENING = WH | frozenset("that the a an : , he she it they his her there its to some how why about more".split())
CONJUNCTIONS = frozenset("and or but nor yet".split())
SUBORDINATORS = frozenset(
    "because while when whereas although though if as unless where how why so than whether what once after "
    "before since until whenever wherever till whereby".split()
)
AUXILIARIES = frozenset(
    "has have had is was are were be been being will would can could may might must should shall do does did "
    "not never hasn't haven't hadn't isn't wasn't aren't weren't won't wouldn't can't couldn't didn't doesn't "
    "don't cannot shouldn't ain't 's 've 'd 'll".split()
)
ADVERBS = frozenset(
    "only also later then now still already just often even again once further ever always too instead however "
    "meanwhile thus yesterday today tonight tomorrow soon ago therefore nonetheless nevertheless perhaps maybe "
    "simply quite almost rather very nearly "
    "first finally simultaneously long since himself herself themselves itself earlier afterward "
    "afterwards sometimes all both".split()
)
TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december past days weeks months morning afternoon evening night week "
    "month year noon weekend day wednesday's jan feb aug sept oct nov dec today yesterday tuesday's".split()
)
GIVEN = frozenset("jan april may june august".split())  # months that are first names, too
TIME_BEFORE = frozenset("recent on last this late early in earlier next that the of since by at later".split())
# Where something was said: "in a statement", "at a press conference", "on Twitter". They carry no content.
VENUES = frozenset(
    "statement interview interviews tweet tweets speech email e-mail letter memo call briefing conference "
    "rally hearing debate report post message note filing address release meeting appearance testimony article "
    "column blog essay brief remarks reporters twitter facebook television tv radio cnn msnbc fox nbc abc cbs "
    "video op-ed opinion ruling phone telephone conversation".split()
)
# Nouns for people and bodies that speak; also what keeps "a spokesman for the ministry" one phrase.
ROLES = frozenset(
    "spokesman spokeswoman spokesperson spokesmen official officials aide aides adviser advisers advisor "
    "advisors president minister secretary director chairman chairwoman chair chief head leader leaders "
    "senator governor mayor representative congressman congresswoman lawmaker lawmakers professor analyst "
    "analysts expert experts strategist strategists economist economists lawyer lawyers attorney prosecutor "
    "prosecutors judge justice police officer officers sheriff general commander ambassador diplomat diplomats "
    "source sources critic critics supporter supporters opponent opponents activist activists advocate "
    "advocates author authors researcher researchers scientist scientists doctor doctors reporter reporters "
    "journalist manager candidate nominee member members group groups agency ministry department campaign "
    "company committee commission council organization union association administration government office "
    "court board bureau center centre institute university firm party network newspaper paper magazine voter "
    "voters resident residents witness witnesses investor investors trader traders report study poll survey "
    "statement document documents email emails letter memo complaint lawsuit indictment filing filings panel "
    "team".split()
)

# Verbs that no cue list holds but that end a noun phrase to their left.
_COMMON = """
begun gone done seen taken given known shown written spoken drawn chosen fallen risen driven broken beaten become
is was are were has have had will would can could may might must should did does do made make makes took take
takes went go goes got get gets came come comes gave give gives became become becomes began saw see sees knew
left left led lost won kept keep keeps held hold holds ran run runs brought met sent spent stood sat set put let
paid built bought sold broke wore drew drove fell felt grew hit rose sought spoke struck taught threw voted
voting worked works lives lived used uses tried tries trying wants wanted want needs need needed seems seemed
appears appeared looked looks turned turns asked remains remained includes included helped helps started starts
moved moves played plays joined joins followed follows faced faces supported supports opposed backed backs passed shot
passes signed launched returned visited attended endorsed rejected refused declined killed died arrested
""".split()
COMMON_VERBS = frozenset(_COMMON)
VERBS = COMMON_VERBS | frozenset(form for form in CUES if form not in NOUN_TOO)

# Nouns for people, groups and records that ROLES and `voices` do not hold; the head of a phrase in small letters must be
# one of them, or end as nouns for people do, to speak.
SPEAKERS = frozenset(
    "people person persons someone anyone everyone nobody guy guys kid kids child children parent parents friend friends "
    "colleague colleagues ally allies fan fans folks crowd couple family families staff staffers relative relatives "
    "neighbor neighbors neighbour neighbours student students teacher teachers teenager teen veteran veterans tycoon "
    "magnate billionaire admiral captain general soldiers troops narrator surgeon neurosurgeon physician nurse nurses "
    "clerk pastor priest bishop rabbi imam cardinal monk guest guests caller callers victim victims survivor survivors "
    "respondent respondents percent majority minority half third quarter quarters most many some others another few pundits "
    "athlete driver celebrity expatriate refugees migrants farmers workers men women males females adults "
    "airline airlines airport hotel hospital charity museum startup carrier utility chancellery ministry consulate "
    "delegation movement insurgents rebels militants militia military prosecution defense defence tribunal watchdog "
    "polling count account item remarks response message speech ranking opinion audio disclosure analyses evidence expert "
    "another all both one two three five "
    "recording footage logs notice listing ballot "
    "story stories photo photos picture initiative side sides none history mainstream "
    "business inquiry investigation probe footnote caption "
    "foes foe rival rivals enemies enemy companies countries agencies parties universities "
    "trio duo pair world community industry public nonprofits nonprofit mob audience year-old".split()
)
# "Her remark that …", "his claim that …": nouns that announce content after a possessive.
NOMINAL = frozenset(
    "remark remarks claim claims assertion assertions contention statement view argument comment comments "
    "suggestion warning promise pledge vow allegation allegations accusation accusations insistence declaration "
    "announcement conclusion prediction assurance complaint explanation admission acknowledgment observation "
    "demand charge quip joke boast recommendation finding findings".split()
)

POLLS = frozenset("poll polls survey surveys polling".split())

# The words that attributions inside a sentence are found by, and the colon.
# What somebody tells, behind "by" or "in" and whose it is: "by her own account", "in the mayor's words".
ACCOUNTS = frozenset(
    "account accounts count reckoning estimation calculation calculations admission telling description words view opinion "
    "assessment".split()
)
CUED = frozenset(CUES) | NOMINAL | POLLS | ACCOUNTS | {"according", ":"}

ENGLISH = frozenset(
    "the of and to that is was for it with as be by this have from they his at which had were are been said "
    "has would their will who a in on he she not but or an".split()
)
