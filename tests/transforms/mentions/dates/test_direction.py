"""Which year a day without one belongs to; each story with its own day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.mentions.dates.finding import find_dates

DIRECTIONS = [
    ("Guards withheld food on Jan. 2.", date(2015, 10, 14), {"Jan. 2": "2015-01-02"}),
    (
        "The mill, gutted by fire on May 3, 2011, reopened on Sept. 9.",
        date(2015, 11, 20),
        {"May 3, 2011": "2011-05-03", "Sept. 9": "2015-09-09"},
    ),
    (
        "Storms between Jan. 3 and Sept. 9 cost nine lives.",
        date(2015, 10, 14),
        {"Jan. 3": "2015-01-03", "Sept. 9": "2015-09-09"},
    ),
    ("The storming of Feb. 6 left five dead.", date(2015, 10, 14), {"Feb. 6": "2015-02-06"}),
    (
        "Rents rose in the second half of the year.",
        date(2015, 3, 20),
        {"the second half": "2014-H2", "the year": "2015"},
    ),
    (
        "Rents will rise in the second half of the year.",
        date(2015, 3, 20),
        {"the second half": "2015-H2", "the year": "2015"},
    ),
    ("This winter was mild.", date(2015, 3, 20), {"This winter": "2014-WI"}),
    ("This winter will be mild.", date(2015, 3, 20), {"This winter": "2015-WI"}),
    ("Hundreds were held after the November 20 attacks.", date(2015, 7, 8), {"November 20": "2014-11-20"}),
    ("The town mourned a November 20 suicide bombing.", date(2015, 7, 8), {"November 20": "2014-11-20"}),
    ("He lost an arm in the massacre of November 20.", date(2015, 7, 8), {"November 20": "2014-11-20"}),
    ("The November 20 vote will be observed.", date(2015, 7, 8), {"November 20": "2015-11-20"}),
    ("The smuggler was arrested on 2 December.", date(2015, 7, 8), {"2 December": "2014-12-02"}),
    ("The envoy arrived on the second of August.", date(2015, 7, 8), {"the second of August": "2014-08-02"}),
    ("The summit will be held on 3 March.", date(2015, 11, 20), {"3 March": "2016-03-03"}),
    ("Rebels shelled the port on Feb. 3.", date(2015, 11, 20), {"Feb. 3": "2015-02-03"}),
    ("The fine is due on April 2.", date(2015, 11, 20), {"April 2": "2016-04-02"}),
    (
        "A levy agreed last week takes force on Dec. 1.",
        date(2015, 11, 20),
        {"last week": "2015-W46", "Dec. 1": "2015-12-01"},
    ),
    (
        "The siege began on May 3, 2011. On May 9 the walls fell.",
        date(2015, 11, 20),
        {"May 3, 2011": "2011-05-03", "May 9": "2011-05-09"},
    ),
    # across the turn of a year only what is near
    (
        "The law was passed on Feb. 2, 2011 and came into force on Sept. 20.",
        date(2015, 11, 20),
        {"Feb. 2, 2011": "2011-02-02", "Sept. 20": "2011-09-20"},
    ),
    (
        "The siege began on Nov. 3, 2011. On Feb. 9 the walls fell.",
        date(2015, 11, 20),
        {"Nov. 3, 2011": "2011-11-03", "Feb. 9": "2012-02-09"},
    ),
    # a year told by its place beside another
    (
        "He left in 1998 and died in August of the following year.",
        date(2015, 11, 20),
        {"1998": "1998", "August of the following year": "1999-08"},
    ),
    (
        "Freed on June 4, 1998, she had been seized on May 3 the previous year.",
        date(2015, 11, 20),
        {"June 4, 1998": "1998-06-04", "May 3 the previous year": "1997-05-03"},
    ),
    # what is back in a month is over, but for who will be back
    ("The app got a new look back in March.", date(2015, 11, 20), {"March": "2015-03"}),
    ("The singer will be back in March.", date(2015, 11, 20), {"March": "2016-03"}),
    # labels
    ("Last bout: June 10. Next bout: Sept. 2.", date(2015, 11, 20), {"June 10": "2015-06-10", "Sept. 2": "2016-09-02"}),
    # people by their deed, or what befell them
    ("They hunt the Oct. 7 hijackers.", date(2015, 8, 20), {"Oct. 7": "2014-10-07"}),
    # deadlines
    ("She asked for answers no later than May 31.", date(2015, 11, 20), {"May 31": "2016-05-31"}),
    ("Today's crowd was bigger than Friday's.", date(2015, 11, 20), {"Today": "2015-11-20", "Friday": "2015-11-20"}),
    # a year with a verb of its own
    ("The mill, built in 1978, burned on June 15.", date(2015, 11, 20), {"1978": "1978", "June 15": "2015-06-15"}),
    ("During a tour in 2011, he sang on June 4.", date(2015, 11, 20), {"2011": "2011", "June 4": "2011-06-04"}),
    ("In 2009 he was shot; on June 4 he died.", date(2015, 11, 20), {"2009": "2009", "June 4": "2009-06-04"}),
    ("The strike runs from Dec. 27 to Jan. 3.", date(2015, 12, 20), {"Dec. 27": "2015-12-27", "Jan. 3": "2016-01-03"}),
    ("Snow fell on Nov. 27 and Dec. 3.", date(2015, 12, 20), {"Nov. 27": "2015-11-27", "Dec. 3": "2015-12-03"}),
    ("The ferry will sail on Christmas Day.", date(2015, 2, 20), {"Christmas Day": "2015-12-25"}),
    ("A bomb went off on Christmas Day.", date(2015, 2, 20), {"Christmas Day": "2014-12-25"}),
    ("The troops return on the 20th.", date(2015, 2, 24), {"the 20th": "2015-02-20"}),
    ("The bid was extended to Nov. 16.", date(2015, 10, 30), {"Nov. 16": "2015-11-16"}),
    ("The road is closed through June 1.", date(2015, 3, 16), {"June 1": "2015-06-01"}),
    ("Voters barred a May 9 sale.", date(2015, 3, 24), {"May 9": "2015-05-09"}),
    ("He will be formally sentenced June 8.", date(2015, 3, 30), {"June 8": "2015-06-08"}),
    ("They baked Passover bread.", date(2015, 3, 29), {"Passover": "2015-04-04"}),
    ("Of 2012 cases 40 were open as of Feb. 28.", date(2015, 3, 15), {"Feb. 28": "2015-02-28"}),
    ("The inquiry was put off to January.", date(2015, 10, 14), {"January": "2016-01"}),
    ("The novel is released on March 3.", date(2015, 10, 14), {"March 3": "2016-03-03"}),
    ("A barge is pictured on May 22.", date(2015, 12, 14), {"May 22": "2015-05-22"}),
    ("He was born in 1950 and died on Feb. 3.", date(2015, 10, 14), {"1950": "1950", "Feb. 3": "2015-02-03"}),
    (
        "In 2009 he was shot and on June 4 he died.",
        date(2015, 10, 14),
        {"2009": "2009", "June 4": "2009-06-04"},
    ),
    ("The match of May 5 will be repeated.", date(2015, 10, 14), {"May 5": "2015-05-05"}),
    ("As of Feb. 6 raids have killed 20.", date(2015, 10, 14), {"Feb. 6": "2015-02-06"}),
    ("The mayor imposed a curfew from Friday.", date(2015, 10, 14), {"Friday": "2015-10-16"}),
    ("Prices are up from Friday.", date(2015, 10, 14), {"Friday": "2015-10-09"}),
    ("They can win the cup in the next game on Friday.", date(2015, 10, 14), {"Friday": "2015-10-16"}),
    ("After a loss on Saturday the side plays Leeds.", date(2015, 10, 14), {"Saturday": "2015-10-10"}),
    ("Zinc for May delivery fell.", date(2015, 10, 14), {"May": "2016-05"}),
    ("It will last from August to October.", date(2015, 9, 14), {"August": "2015-08", "October": "2015-10"}),
    ("Rents fell between October and May.", date(2015, 9, 14), {"October": "2014-10", "May": "2015-05"}),
    (
        "The bout is on Friday (2100 GMT).",
        date(2015, 10, 14),
        {"Friday": "2015-10-16", "2100 GMT": "2015-10-16T21:00"},
    ),
    ("In an interview Friday, he would not name them.", date(2015, 10, 14), {"Friday": "2015-10-09"}),
    ("He said he would not run on Friday.", date(2015, 10, 14), {"Friday": "2015-10-16"}),
    (
        "They play tonight after hosting Leeds on Friday.",
        date(2015, 10, 14),
        {"tonight": "2015-10-14TNI", "Friday": "2015-10-09"},
    ),
    ("He sang with the band Zirkon (May 3).", date(2015, 3, 14), {"May 3": "2015-05-03"}),
    (
        "The court ruled on Wednesday (early Thursday in Seoul).",
        date(2015, 10, 14),
        {"Wednesday": "2015-10-14", "early Thursday": "2015-10-15"},
    ),
    ("September's figures will please him.", date(2015, 10, 14), {"September": "2015-09"}),
    ("The levy will be due until September.", date(2015, 10, 14), {"September": "2016-09"}),
    ("The man who stabbed a guard on Saturday faces trial.", date(2015, 10, 14), {"Saturday": "2015-10-10"}),
    ("The envoy flies out on Friday.", date(2015, 10, 14), {"Friday": "2015-10-16"}),
    ("The fair opens on Sept. 29.", date(2015, 10, 14), {"Sept. 29": "2015-09-29"}),
    ("Bills were due in September.", date(2015, 10, 14), {"September": "2015-09"}),
    ("The mill will shut two years earlier than planned.", date(2015, 10, 14), {"two years": "P2Y"}),
    ("The troops will return on the 20th.", date(2015, 2, 24), {"the 20th": "2015-03-20"}),
    ("He is rich: he owns 24 percent as of Feb. 20.", date(2015, 10, 14), {"Feb. 20": "2015-02-20"}),
    ("His talk led her to suggest on Friday that he go.", date(2015, 10, 14), {"Friday": "2015-10-09"}),
    ("The play has its premiere (May 17).", date(2015, 12, 14), {"May 17": "2016-05-17"}),
    ("She advanced at the US Open on Friday.", date(2015, 10, 14), {"Friday": "2015-10-09"}),
    ("The case is heard in May in Quito.", date(2015, 3, 14), {"May": "2015-05"}),
    ("On Jan. 8, he said, the two had met.", date(2015, 10, 14), {"Jan. 8": "2015-01-08"}),
    ("On Jan. 8, he said, the two will meet.", date(2015, 10, 14), {"Jan. 8": "2016-01-08"}),
    ("She sings here every summer.", date(2015, 10, 14), {"every summer": "XXXX-SU"}),
    ("In May, days after a vote in the north of Mali, gunmen of a sect fled.", date(2015, 3, 14), {"May": "2014-05"}),
    (
        "In May, days after a vote in the north of Mali, gunmen of a sect will go.",
        date(2015, 3, 14),
        {"May": "2015-05"},
    ),
    (
        "In power since May 3, 2012, he left for the May 9 rite.",
        date(2015, 10, 14),
        {"May 3, 2012": "2012-05-03", "May 9": "2015-05-09"},
    ),
    (
        "It began on May 3, 2012, and he left for the May 9 rite.",
        date(2015, 10, 14),
        {"May 3, 2012": "2012-05-03", "May 9": "2012-05-09"},
    ),
    (
        "He was hit at 11 p.m. on Monday and died at 2 a.m. in a ward.",
        date(2015, 10, 14),
        {"11 p.m. on Monday": "2015-10-12T23:00", "2 a.m.": "2015-10-13T02:00"},
    ),
    ("A low that shares hit on Friday stands.", date(2015, 10, 14), {"Friday": "2015-10-09"}),
    (
        "He fled on June 3, 2014. He was caught on March 2.",
        date(2015, 10, 14),
        {"June 3, 2014": "2014-06-03", "March 2": "2015-03-02"},
    ),
    (
        "He fled on June 3, 2015. He was caught on March 2.",
        date(2015, 10, 14),
        {"June 3, 2015": "2015-06-03", "March 2": "2015-03-02"},
    ),
    ("She dreaded before the vote on June 25 how it would end.", date(2015, 10, 28), {"June 25": "2015-06-25"}),
    ("The court suspended the levy from Jan. 1.", date(2015, 10, 14), {"Jan. 1": "2016-01-01"}),
    ("A storm may rise when it reaches Cuba on Friday.", date(2015, 10, 14), {"Friday": "2015-10-16"}),
    (
        "He said in May 2014 that it would end on the 20th.",
        date(2015, 10, 14),
        {"May 2014": "2014-05", "the 20th": "2014-05-20"},
    ),
    ("Forecasters issued a warning for ice from Friday.", date(2015, 10, 14), {"Friday": "2015-10-16"}),
    ("The party may vote on Friday.", date(2015, 10, 14), {"Friday": "2015-10-16"}),
    ("The party may have voted on Friday.", date(2015, 10, 14), {"Friday": "2015-10-09"}),
    ("Holes could be seen on Friday.", date(2015, 10, 14), {"Friday": "2015-10-09"}),
    ("He was charged in May. He could go to jail.", date(2015, 10, 14), {"May": "2015-05"}),
    ("PM to visit Oslo Friday", date(2015, 10, 14), {"Friday": "2015-10-16"}),
    ("Crowds march to honour Jara Friday", date(2015, 10, 14), {"Friday": "2015-10-09"}),
    ("The vote, initially set for September, was held.", date(2015, 10, 14), {"September": "2015-09"}),
    (
        "It is the most since 1994; at its July 3 sitting 20 spoke.",
        date(2015, 10, 14),
        {"1994": "1994", "July 3": "2015-07-03"},
    ),
    (
        "The vote is on Friday and ends at midnight.",
        date(2015, 10, 14),
        {"Friday": "2015-10-16", "midnight": "2015-10-16T24:00"},
    ),
    (
        "On Monday night shots were heard; at 1:30 a.m. the mayor fled.",
        date(2015, 10, 14),
        {"Monday night": "2015-10-12TNI", "1:30 a.m.": "2015-10-13T01:30"},
    ),
    (
        "Her term, which ends on Dec. 31, 2017, was prolonged on Jan. 28.",
        date(2015, 10, 14),
        {"Dec. 31, 2017": "2017-12-31", "Jan. 28": "2015-01-28"},
    ),
    (
        "Signed through 2018 in February, he was fired.",
        date(2015, 10, 14),
        {"2018": "2018", "February": "2015-02"},
    ),
    # what a dated deed leads to comes later; a participle behind the day is no verb of its clause
    (
        "Both sides agreed on Aug. 18 to meet again on Sunday.",
        date(2015, 10, 14),
        {"Aug. 18": "2015-08-18", "Sunday": "2015-10-18"},
    ),
    ("Both sides agreed to meet on Sunday.", date(2015, 10, 14), {"Sunday": "2015-10-11"}),
    ("He goes on trial on Oct. 20 accused of theft.", date(2015, 9, 14), {"Oct. 20": "2015-10-20"}),
    ("They threatened to strike from Friday.", date(2015, 10, 14), {"Friday": "2015-10-16"}),
    ("Envoys gather in Bern on Friday.", date(2015, 10, 14), {"Friday": "2015-10-16"}),
    # a verb of the past that has an object has the day behind it, too
    (
        "Guards who searched the house on Friday are to be tried on Monday.",
        date(2015, 10, 14),
        {"Friday": "2015-10-09", "Monday": "2015-10-19"},
    ),
    ("He told the court on Friday he would step down.", date(2015, 10, 14), {"Friday": "2015-10-09"}),
    ("He said the talks on Friday would be held in Bern.", date(2015, 10, 14), {"Friday": "2015-10-16"}),
    (
        "The firm announced on Feb. 6 plans to shut its mine on May 27.",
        date(2015, 4, 14),
        {"Feb. 6": "2015-02-06", "May 27": "2015-05-27"},
    ),
    ("The march held by the guild on Friday will be long.", date(2015, 10, 14), {"Friday": "2015-10-16"}),
    ("Shut after the attack in June, it may open again.", date(2015, 3, 14), {"June": "2014-06"}),
    ("Shut after the attack Friday, it may open again.", date(2015, 10, 14), {"Friday": "2015-10-09"}),
    ("The next sitting is in November.", date(2015, 3, 14), {"November": "2015-11"}),
    ("A storm hit Malta and could reach Oslo in the spring.", date(2015, 12, 14), {"the spring": "2016-SP"}),
    ("The truce enters its third week on Friday.", date(2015, 10, 14), {"Friday": "2015-10-16"}),
    ("He set it aside after the first. She left.", date(2015, 10, 14), {}),
    ("It was the last day of Passover, he said.", date(2015, 10, 14), {"the last day of Passover": None}),
]


@pytest.mark.parametrize(("text", "anchor", "expected"), DIRECTIONS)
def test_the_words_around_a_day_decide_its_year(text: str, anchor: date, expected: dict[str, str]) -> None:
    assert {mention.text: mention.value for mention in find_dates(text, anchor)} == expected
