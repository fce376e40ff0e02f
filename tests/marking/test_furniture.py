"""Which texts are no articles."""

from __future__ import annotations

import pytest

from retold.marking.furniture import furniture_kind, metadata_line, no_article

MENU = "\n".join(
    f"- {line}"
    for line in "Live,Watch,News,Home,Video,World,Politics,Business,Sports,Health,Photos,Weather,Log in,The Halden Store".split(
        ","
    )
)
RESULTS = "\n".join(
    f"{name}, {count}"
    for count, name in enumerate("Ode Marr Tull Esk Venn Orr Pask Dunn Hale Rist Lorne Mott Ferr".split())
)


@pytest.mark.parametrize("text", ["", " \n…", "— • —"])
def test_no_words(text: str) -> None:
    """A text without a letter or digit is no article."""
    assert no_article(text) == "no words"


def test_menu() -> None:
    """The menu of a site is no article."""
    assert no_article(MENU) == "a menu, no article"


@pytest.mark.parametrize(
    "text",
    [
        MENU + "\nThe ferry to Skerry ran aground on Monday evening.",
        "Ferry runs aground",
        RESULTS,
        "\n".join(MENU.split("\n")[:9]),
    ],
    ids=["with a sentence", "headline", "list", "few lines"],
)
def test_article(text: str) -> None:
    """A sentence makes an article of a page with a menu; a headline, a list and a short menu may be told again, too."""
    assert no_article(text) is None


@pytest.mark.parametrize(
    ("kind", "phrases"),
    [
        (
            "related",
            "Related posts|Read more|READ ALSO: the pier|You may also like|Might also like|More from Halden|See also|Also read|"
            "Most read|Trending now|Latest news|Other news|Popular posts|Top stories|Editor's picks|Editor’s picks|"
            "What to read next|Up next|Don't miss|Don’t miss|Similar articles|Previous post|Next article|Further reading|"
            "In other news|Around the web|From the web|Sponsored content|Promoted stories|Watch: the pier|Listen: the pier|"
            "Video: the pier|In pictures: the pier|Gallery: the pier|From the archives: the pier|Must-read: the pier|"
            "Flashback: the pier|Go deeper: the pier|Explore: the pier|Interactive: the pier|Live updates: the pier",
        ),
        (
            "share",
            "Share this|Tweet|Pin it|Email this|E-mail|Mail|Print this article|Copy link|facebook|@haldenwire|WhatsApp|Google+|"
            "Flipboard|Follow us|Like us on Facebook|Join the conversation|Subscribe now|Sign up here|Get our newsletter|"
            "Download our news app|12 comments|Comments|Likes|View comments|Leave a reply|Show comments|Facebook Twitter Email|"
            "Tweet · Share • Email|Email address|Enter your email address|You can unsubscribe at any time.|Comment below.|"
            "Have your say: will the pier stand?|Have your say|Let us know in the comments below|"
            "By signing up, you agree to our terms of use.",
        ),
        (
            "byline",
            "Contributing: Ada Lund|Additional reporting by Ada Lund|With reporting by Ada Lund|Reported by Ada Lund|"
            "Writing by Ada Lund|(Editing by Ada Lund)|Compiled by Ada Lund|Translated by Ada Lund|Produced by Ada Lund",
        ),
        (
            "notice",
            "Advertisement|Ad|Story continues below|Continue reading|Copyright 2031 Halden Wire|© Halden Wire|"
            "All rights reserved|This story may not be copied|Image copyright Halden Wire|Photo: Ada Lund|(Photo by Ada Lund)|"
            "File photo|AP Photo|Ada Lund/Reuters|Ada Lund via AP|Getty Images|Loading...|Please enable scripts|Play video|"
            "Your browser does not play this|Click here|Tags: pier|Topics: pier|Filed under pier|Categories: pier|Home > News|"
            "Skip to content|Back to top|Correction: pier|Breaking news|Developing story|More to come|We use cookies|"
            "Accept all cookies|Http://halden.example|"
            "Advertisement – story continues below|The pier on Monday (Image: Ada Lund)|www.halden.example|***|-30-|Ends",
        ),
    ],
)
def test_set_phrases(kind: str, phrases: str) -> None:
    """Every set phrase of furniture is known, however it is capitalised; what goes on as a sentence is none."""
    for phrase in phrases.split("|"):
        assert furniture_kind(phrase) == kind, phrase
        assert furniture_kind(phrase.upper()) is not None, phrase
    assert furniture_kind("The pier burned on Monday evening.") is None


@pytest.mark.parametrize(
    "line",
    [
        "Email addresses of 4,000 residents were stolen.",
        "Have your say in the vote on the pier, the council told residents.",
        "By signing the treaty, Holm ended the war.",
        "Advertisement sales fell by a tenth.",
        "The mayor resigned (photo: none was taken) on Monday.",
        "You can see the harbour from the pier.",
    ],
)
def test_sentences_that_open_like_furniture(line: str) -> None:
    """A sentence that only opens with the words of a set phrase is part of the story."""
    assert furniture_kind(line) is None


@pytest.mark.parametrize(
    "line", ["Published on 2031-05-04", "5 May 2031", "3 hours ago", "Updated at 5:30 pm", "Updated at ٣:٤٥"]
)
def test_metadata_lines(line: str) -> None:
    """A line that says when the page was published, with digits of any script."""
    assert metadata_line(line)
    assert not metadata_line("Updated by the harbour office")
