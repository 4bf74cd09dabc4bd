"""What wire sentences say, by phenomenon. A story is dated Wednesday 14 October 2015 unless its case says otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.mentions.dates.finding import find_dates

WEDNESDAY = date(2015, 10, 14)


def read(text: str, anchor: date | None = WEDNESDAY) -> dict[str, str | None]:
    return {mention.text: mention.value for mention in find_dates(text, anchor)}


WEEKDAYS = [
    ("Hosts postponed Friday's race.", {"Friday": "2015-10-16"}),
    ("Hosts won Friday's race.", {"Friday": "2015-10-09"}),
    ("The line has scrapped all trips through Friday.", {"Friday": "2015-10-16"}),
    # verbs behind a relative, what is likely, nouns that look like a participle, plans far before "for"
    ("The bank, which reports earnings on Friday, is cutting jobs.", {"Friday": "2015-10-16"}),
    ("State Department reports on Friday spoke of famine.", {"Friday": "2015-10-09"}),
    ("Snow is likely to fall on Friday.", {"Friday": "2015-10-16"}),
    ("Traders expect a rate cut on Friday.", {"Friday": "2015-10-16"}),
    ("Bakers have called a two-day strike for Friday.", {"two-day": "P2D", "Friday": "2015-10-16"}),
    ("The club holds a fair in Leeds from Friday.", {"Friday": "2015-10-16"}),
    ("Mrs May fell on Friday.", {"Friday": "2015-10-09"}),
    # the verb right before a day has it, whatever stands behind
    ("The tax introduced on Friday will be dropped.", {"Friday": "2015-10-09"}),
    ("Mrs Voss said late on Sunday she would leave.", {"Sunday": "2015-10-11"}),
    ("The boxer robbed on Friday is to sue.", {"Friday": "2015-10-09"}),
    ("The tax to be dropped on Friday will be missed.", {"Friday": "2015-10-16"}),
    ("The strike begun in May will go on.", {"May": "2015-05"}),
    # of several, before a name: a verb; else a noun
    ("Lions face Bears on Friday.", {"Friday": "2015-10-16"}),
    ("A stone struck his face on Friday.", {"Friday": "2015-10-09"}),
    ("Malta votes on Friday.", {"Friday": "2015-10-16"}),
    ("They counted the votes on Friday.", {"Friday": "2015-10-09"}),
    ("She will tour Peru between Thursday and Sunday.", {"Thursday": "2015-10-15", "Sunday": "2015-10-18"}),
    ("Shells fell on Monday, the mayor said.", {"Monday": "2015-10-12"}),
    ("Shells fell on Wednesday, the mayor said.", {"Wednesday": "2015-10-14"}),
    ("Shells fell on Thursday, the mayor said.", {"Thursday": "2015-10-08"}),
    ("The convoy will leave on Friday.", {"Friday": "2015-10-16"}),
    ("The court is due to rule on Monday.", {"Monday": "2015-10-19"}),
    ("The truce holds until Saturday.", {"Saturday": "2015-10-17"}),
    ("Aid could come as early as Sunday.", {"Sunday": "2015-10-18"}),
    ("It had been scheduled to open on Monday.", {"Monday": "2015-10-12"}),
    ("The march is planned for Thursday.", {"Thursday": "2015-10-15"}),
    ("Planners expect clear skies from Friday.", {"Friday": "2015-10-16"}),
    ("The pass is closed from Friday.", {"Friday": "2015-10-16"}),
    ("The pass was closed from Friday.", {"Friday": "2015-10-09"}),
    # what only says which day of the week it was, or any
    ("The pass froze on May 3, 2014, a Saturday.", {"May 3, 2014": "2014-05-03", "a Saturday": "2014-05-03"}),
    ("The pass froze on a Saturday in May 2014.", {"a Saturday": "XXXX-WXX-6", "May 2014": "2014-05"}),
    ("A Monday meeting failed.", {"Monday": "2015-10-12"}),
    ("The regatta runs from Saturday to Monday.", {"Saturday": "2015-10-17", "Monday": "2015-10-19"}),
    # what opens its sentence with "from" begins, unless the first verb behind is one of the past
    ("From Friday, visitors pay an entrance fee.", {"Friday": "2015-10-16"}),
    ("From Friday the islanders had no water.", {"Friday": "2015-10-09"}),
    ("From Friday's low the krona gains.", {"Friday": "2015-10-09"}),
    # what is planned, of many; a plan that was one is over
    ("Bakers planned a long march on Sunday.", {"Sunday": "2015-10-18"}),
    ("Bakers had planned a long march on Sunday.", {"Sunday": "2015-10-11"}),
    ("Thieves planned the theft on Sunday.", {"Sunday": "2015-10-11"}),
    ("The bank, to be sold around May 1, lost much.", {"around May 1": "2016-05-01"}),
    # not every word in -ed is a verb
    ("They row on an unnamed lake on Friday, and will film it.", {"Friday": "2015-10-16"}),
    ("The index is up from Friday.", {"Friday": "2015-10-09"}),
    ("Lund said the ferry would stay shut until at least Saturday.", {"Saturday": "2015-10-17"}),
    ("It was not until Friday that help came.", {"Friday": "2015-10-09"}),
    ("Gunmen must leave the town by Friday.", {"Friday": "2015-10-16"}),
    ("Gunmen left the town by Friday.", {"Friday": "2015-10-09"}),
    ("By Friday, 300 had fled.", {"Friday": "2015-10-09"}),
    ("The army ordered villagers to leave by Friday.", {"Friday": "2015-10-16"}),
    ("They had agreed to leave by Friday.", {"Friday": "2015-10-09"}),
    ("The hostages must be freed by Saturday, he said.", {"Saturday": "2015-10-17"}),
    ("The toll could have doubled by Friday.", {"Friday": "2015-10-09"}),
    ("The mayor said the ramps should be clear before Sunday.", {"Sunday": "2015-10-18"}),
    ("The fair runs through Sunday.", {"Sunday": "2015-10-18"}),
    ("Snow fell through Sunday.", {"Sunday": "2015-10-11"}),
    ("Ferries are suspended starting Saturday.", {"Saturday": "2015-10-17"}),
    ("Last Sunday the bridge fell.", {"Last Sunday": "2015-10-11"}),
    ("They meet next Monday.", {"next Monday": "2015-10-19"}),
    ("The well burned Monday a week ago.", {"Monday a week ago": "2015-10-05"}),
    ("The well burned a week ago Monday.", {"a week ago Monday": "2015-10-05"}),
    ("The ballot is set for Monday week.", {"Monday week": "2015-10-26"}),
    ("Shops shut from Monday to Friday.", {"Monday": "2015-10-12", "Friday": "2015-10-16"}),
    ("Rain fell both Friday and Saturday.", {"Friday": "2015-10-09", "Saturday": "2015-10-10"}),
    ("They wed on Friday the 13th.", {"Friday the 13th": "2015-11-13"}),
    ("They met on Thursday, Oct. 8, in Oslo.", {"Thursday, Oct. 8": "2015-10-08"}),
    ("Voters go to the polls on Sunday.", {"Sunday": "2015-10-18"}),
    ("On Sunday, voters go to the polls.", {"Sunday": "2015-10-18"}),
    ("Parliament meets on Friday.", {"Friday": "2015-10-16"}),
    ("Parliament failed to meet on Friday.", {"Friday": "2015-10-09"}),
    ("The deadline is Friday.", {"Friday": "2015-10-16"}),
    ("The deadline was Friday.", {"Friday": "2015-10-09"}),
    ("Snow is forecast for Sunday.", {"Sunday": "2015-10-18"}),
    ("Ahead of the Sunday vote, shops shut early.", {"Sunday": "2015-10-18"}),
    ("Talks are expected to resume on Friday, he said.", {"Friday": "2015-10-16"}),
    ("A court on Monday jailed a man who will appeal on Thursday.", {"Monday": "2015-10-12", "Thursday": "2015-10-15"}),
    ("The strike ended on Monday; trams will run on Friday.", {"Monday": "2015-10-12", "Friday": "2015-10-16"}),
    ("A boy was hurt when his father fired a gun at home on Friday, but he will live.", {"Friday": "2015-10-09"}),
    ("Four men were in stable condition Monday and expected to live.", {"Monday": "2015-10-12"}),
    ("The mayor is planning a speech for Friday.", {"Friday": "2015-10-16"}),
    ("He fell on Friday.She hopes he will walk.", {"Friday": "2015-10-09"}),
    ("The run-off is a week from Sunday.", {"a week from Sunday": "2015-10-25"}),
]

DAYS = [
    ("The pact was signed on May 8, 1953.", {"May 8, 1953": "1953-05-08"}),
    ("The pact was signed on 15 August 1945.", {"15 August 1945": "1945-08-15"}),
    ("The pact was signed on the 9th of October.", {"the 9th of October": "2015-10-09"}),
    ("The pact was signed on Oct. 9.", {"Oct. 9": "2015-10-09"}),
    ("QUITO, 3 SEP 89 (EFE) -- Snow fell.", {"3 SEP 89": "1989-09-03"}),
    ("The pact starts on Jan. 5.", {"Jan. 5": "2016-01-05"}),
    ("The pact was signed on Oct. 5 last year.", {"Oct. 5 last year": "2014-10-05"}),
    ("In the year ended March 31 it lost money.", {"the year": "P1Y", "March 31": "2015-03-31"}),
    ("The note is dated 12/10/2014.", {"12/10/2014": "2014-12-10"}),
    ("The note is dated 25/12/2014.", {"25/12/2014": "2014-12-25"}),
    ("The note is dated 09.10.2014.", {"09.10.2014": "2014-10-09"}),
    ("The note is dated 2014-12-10.", {"2014-12-10": "2014-12-10"}),
    ("Snow fell on Christmas Day.", {"Christmas Day": "2014-12-25"}),
    ("Snow is forecast for Christmas Day.", {"Christmas Day": "2015-12-25"}),
    ("Snow fell last Thanksgiving.", {"last Thanksgiving": "2014-11-27"}),
    ("Snow fell on Orthodox Easter 2021.", {"Orthodox Easter 2021": "2021-05-02"}),
    ("Snow fell on Easter Sunday 2014.", {"Easter Sunday 2014": "2014-04-20"}),
    ("Since 9/11 much has changed.", {"9/11": "2001-09-11"}),
    ("The Sept. 11 attacks changed much.", {"Sept. 11": "2001-09-11"}),
    (
        "They struck yesterday; they meet the day after tomorrow.",
        {"yesterday": "2015-10-13", "the day after tomorrow": "2015-10-16"},
    ),
]

RANGES = [
    ("Rockets fell on Oct. 7-9, 2014.", {"Oct. 7-9, 2014": "2014-10-07/2014-10-09"}),
    ("The fair runs 7-9 October.", {"7-9 October": "2015-10-07/2015-10-09"}),
    ("The fair ran from October 7 to 9.", {"October 7 to 9": "2015-10-07/2015-10-09"}),
    ("The note is dated 2014/12/10.", {"2014/12/10": "2014-12-10"}),
    ("The dam broke four years ago today.", {"four years ago today": "2011-10-14"}),
    ("The fair runs from Nov. 20 to Dec. 4.", {"Nov. 20": "2015-11-20", "Dec. 4": "2015-12-04"}),
    ("The fair runs Nov. 30-Dec. 2.", {"Nov. 30": "2015-11-30", "Dec. 2": "2015-12-02"}),
    ("Shells fell on Oct. 3 and 4.", {"Oct. 3 and 4": "2015-10-03/2015-10-04"}),
    ("Shells fell on Oct. 3 and 9.", {"Oct. 3": "2015-10-03", "9": "2015-10-09"}),
    ("Shells fell on Oct. 3 and 9 people died.", {"Oct. 3": "2015-10-03"}),
    ("The 2006-2007 famine was long.", {"2006-2007": "2006/2007"}),
    ("The 2008-09 season was poor.", {"2008-09": "2008/2009"}),
    ("From 2010 to 2012 rain failed.", {"2010": "2010", "2012": "2012"}),
    ("It fell in the first week of October.", {"the first week of October": "2015-W40"}),
    ("It fell in the second half of September.", {"the second half of September": "2015-09-16/2015-09-30"}),
]

PARTS_OF_PERIODS = [
    ("Rain fell in the first three months of 2014.", {"the first three months": "2014-Q1", "2014": "2014"}),
    (
        "Rain fell in the last two weeks of September.",
        {"the last two weeks": "P2W", "September": "2015-09"},
    ),
    ("Rain fell in the first few days of May 2014.", {"the first few days": "2014-05", "May 2014": "2014-05"}),
    ("Rain fell in the second week of May 2014.", {"the second week of May 2014": "2014-W19"}),
    ("Rain fell in the last year of the 1990s.", {"the last year of the 1990s": "1999"}),
    ("Polls opened on the last Friday of September.", {"the last Friday of September": "2015-09-25"}),
    ("Polls opened on the second Tuesday this month.", {"the second Tuesday this month": "2015-10-13"}),
    ("The fifth Monday of February was odd.", {"Monday": "2015-10-12", "February": "2015-02"}),
    ("Sales fell in 2014 H1 and rose in H2 2014.", {"2014 H1": "2014-H1", "H2 2014": "2014-H2"}),
    ("In the quarter ended Sept. 30 it hired.", {"the quarter": "2015-Q3", "Sept. 30": "2015-09-30"}),
    ("Jazz of the 1950's, hits of the nineteen-sixties.", {"the 1950's": "195", "the nineteen-sixties": "196"}),
    ("Since the turn of the century wages fell.", {"the turn of the century": "2000"}),
    ("Ash fell on the town in 79 A.D.", {"79 A.D.": "0079"}),
]

DISTANCES = [
    ("He left two days before the signing on Oct. 9.", {"two days before": "2015-10-07", "Oct. 9": "2015-10-09"}),
    ("He left the day after the raid of Oct. 9.", {"the day after": "2015-10-10", "Oct. 9": "2015-10-09"}),
    ("A boy died two days after Monday's blast.", {"two days after": "2015-10-14", "Monday": "2015-10-12"}),
    ("It sank a week before 4 May 2014.", {"a week before": "2014-04-27", "4 May 2014": "2014-05-04"}),
    ("It sank a month after Jan. 31, 2014.", {"a month after": "2014-02-28", "Jan. 31, 2014": "2014-01-31"}),
    ("It sank three days after the crash on 4 May.", {"three days after": "2015-05-07", "4 May": "2015-05-04"}),
    ("It sank several days after Monday.", {"several days": "PXD", "Monday": "2015-10-12"}),
    ("It sank two hours after Monday dawn.", {"two hours": "PT2H", "Monday dawn": "2015-10-12TMO"}),
    ("They met on Tuesday of last week.", {"Tuesday of last week": "2015-10-06"}),
    ("They meet on Friday next week.", {"Friday next week": "2015-10-23"}),
    ("They meet the week after next.", {"the week after next": "2015-W44"}),
    ("They met the weekend before last.", {"the weekend before last": "2015-W40-WE"}),
    ("They will meet on the 20th of next month.", {"the 20th of next month": "2015-11-20"}),
    ("The hotel is on the 20th floor.", {}),
    (
        "NAIROBI, Oct. 13 (AP) -- A quake struck on Oct. 2. Aid came the day after the quake.",
        {"Oct. 13": "2015-10-13", "Oct. 2": "2015-10-02", "the day after": "2015-10-03"},
    ),
    (
        "A blaze broke out on Monday. He left three days after the attack.",
        {"Monday": "2015-10-12", "three days": "P3D"},
    ),
    ("He spoke on Tuesday, a day after the attack.", {"Tuesday": "2015-10-13", "a day": "P1D"}),
    ("It came two years after the July 7 fire.", {"two years": "P2Y", "July 7": "2015-07-07"}),
    ("They left the week after Easter 2014.", {"the week after": "2014-W17", "Easter 2014": "2014-04-20"}),
    ("They met the Sunday before last.", {"the Sunday before last": "2015-10-04"}),
    ("They met on Oct. 5 and the 9th.", {"Oct. 5": "2015-10-05", "the 9th": "2015-10-09"}),
    ("It opened on the eve of Thanksgiving 2014.", {"the eve of": "2014-11-26", "Thanksgiving 2014": "2014-11-27"}),
    ("It sank ten years ago this month.", {"ten years ago this month": "2005-10"}),
    ("He was shot overnight Saturday.", {"overnight Saturday": "2015-10-10TNI"}),
    ("It fell on the first day of Ramadan 2014.", {"the first day of Ramadan 2014": "2014-06-28"}),
    ("It fell on the last day of Ramadan 2014.", {"the last day of Ramadan 2014": "2014-07-27"}),
    ("They will look into Monday's attack.", {"Monday": "2015-10-12"}),
    ("They will sit on the 20th at 8:15.", {"the 20th at 8:15": "2015-10-20T08:15"}),
    (
        "The vote is the first Tuesday after Nov. 1, 2015.",
        {"the first Tuesday after": "2015-11-03", "Nov. 1, 2015": "2015-11-01"},
    ),
    ("It was logged at 2014-12-10T09:30:15Z.", {"2014-12-10T09:30:15Z": "2014-12-10T09:30"}),
    ("He told USA Today of the 2nd week of May 2014.", {"the 2nd week of May 2014": "2014-W19"}),
    ("Resolution 1701 ended it; Flight 2010 left from Room 1999.", {}),
    ("The war cost 2000 dead soldiers and 1900 wounded civilians.", {}),
    ("They will leave in two years, but it took three.", {"in two years": "2017"}),
]

MONTHS = [
    ("It hailed in June three years ago.", {"June three years ago": "2012-06"}),
    ("She sang there on June 4 two years ago.", {"June 4 two years ago": "2013-06-04"}),
    ("It froze in the winter a year ago.", {"the winter a year ago": "2014-WI"}),
    ("Talks were held in August.", {"August": "2015-08"}),
    ("Talks were held in November.", {"November": "2014-11"}),
    ("Talks will be held in November.", {"November": "2015-11"}),
    ("TALKS WERE HELD IN THE SECOND HALF OF AUGUST.", {"THE SECOND HALF OF AUGUST": "2015-08-16/2015-08-31"}),
    ("Talks will be held in March.", {"March": "2016-03"}),
    ("A bank failed in late January.", {"late January": "2015-01"}),
    ("Earlier this month they met.", {"Earlier this month": "2015-10"}),
    ("It opened last November.", {"last November": "2014-11"}),
    ("It opened in January this year.", {"January this year": "2015-01"}),
    ("It opened in October of 2013.", {"October of 2013": "2013-10"}),
    ("It runs until the end of the month.", {"the end of the month": "2015-10"}),
    ("The siege began in May 2011; in August the walls fell.", {"May 2011": "2011-05", "August": "2011-08"}),
    ("The siege began in May 2011; it will end in August.", {"May 2011": "2011-05", "August": "2016-08"}),
    ("The vote will be held in the fall.", {"the fall": "2015-FA"}),
    ("The vote will be held in the spring.", {"the spring": "2016-SP"}),
]

QUARTERS = [
    ("Rents fell in the June quarter.", {"the June quarter": "2015-Q2"}),
    ("Turnover shrank over the third quarter.", {"the third quarter": "2015-Q3"}),
    ("Turnover shrank over the first quarter of 2012.", {"the first quarter of 2012": "2012-Q1"}),
    ("It cut its fourth-quarter forecast.", {"fourth-quarter": "2015-Q4"}),
    ("Turnover shrank over the fiscal first quarter.", {"the fiscal first quarter": "2015-Q1"}),
    ("It lost money in Q2 2014.", {"Q2 2014": "2014-Q2"}),
    (
        "Third-quarter sales rose. In the year-earlier quarter they fell. For the quarter it gained.",
        {"Third-quarter": "2015-Q3", "the year-earlier quarter": "2014-Q3", "the quarter": "2015-Q3"},
    ),
    (
        "It earned more in the second quarter than a year ago.",
        {"the second quarter": "2015-Q2", "a year ago": "2014-Q2"},
    ),
    ("Snow fell late in the second half of 2013.", {"the second half of 2013": "2013-H2"}),
    ("In fiscal 2014 it lost money.", {"fiscal 2014": "2014"}),
    (
        "It grew in the second quarter after a loss in the previous quarter.",
        {"the second quarter": "2015-Q2", "the previous quarter": "2015-Q1"},
    ),
    ("It lost money in 2Q15 and 1H 2014.", {"2Q15": "2015-Q2", "1H 2014": "2014-H1"}),
    ("It lost money in the fourth quarter 2014.", {"the fourth quarter 2014": "2014-Q4"}),
]

YEARS = [
    ("The dam broke in 2009; by 2012 it stood again.", {"2009": "2009", "2012": "2012"}),
    ("Early in 2007 crowds gathered.", {"Early in 2007": "2007"}),
    ("A new port opens next year.", {"next year": "2016"}),
    ("He left in 1998; the following year he died.", {"1998": "1998", "the following year": "1999"}),
    ("He left in 1998; later that year he died.", {"1998": "1998", "later that year": "1998"}),
    ("Trams vanished during the '60s, only to return during the 1990s.", {"the 1990s": "199", "the '60s": "196"}),
    ("It was common in the 1800s.", {"the 1800s": "18"}),
    ("A 19th century mill burned.", {"19th century": "18"}),
    ("It fell in nineteen ninety-seven.", {"nineteen ninety-seven": "1997"}),
    ("The class of '98 met.", {"'98": "1998"}),
    ("It was common in the late 80s.", {"the late 80s": "198"}),
    ("Rents will rise this year and next.", {"this year": "2015", "next": "2016"}),
    ("Rents rose this month, and next door too.", {"this month": "2015-10"}),
    ("Rents will rise this and next year.", {"this": "2015", "next year": "2016"}),
    ("Soot fell from 1990 levels.", {"1990": "1990"}),
    ("Nine died in 2012, up from four a year before.", {"2012": "2012", "a year before": "2011"}),
    ("It will close a year earlier than planned.", {"a year": "P1Y"}),
    ("The cup was moved to the summer of 2017.", {"the summer of 2017": "2017-SU"}),
    ("She will one day return.", {"one day": "FUTURE_REF"}),
]

WEEKS_AND_SEASONS = [
    ("A bakery burned last week.", {"last week": "2015-W41"}),
    ("The past weekend was quiet.", {"The past weekend": "2015-W41-WE"}),
    ("He called over the weekend.", {"the weekend": "2015-W41-WE"}),
    ("He will call this weekend.", {"this weekend": "2015-W42-WE"}),
    ("Stocks fell in the week ended Oct. 9.", {"the week ended Oct. 9": "2015-W41"}),
    ("It opens the week of Nov. 9.", {"the week of Nov. 9": "2015-W46"}),
    ("It opened in the summer of 2014.", {"the summer of 2014": "2014-SU"}),
    ("It opened last winter.", {"last winter": "2014-WI"}),
    ("The pass is shut until spring.", {"spring": "2016-SP"}),
    ("It was shut in the winter of 2012-13.", {"the winter of 2012-13": "2012-WI"}),
]

TIMES = [
    ("Polls close at 9 p.m. London time on Nov. 5.", {"9 p.m. London time on Nov. 5": "2015-11-05T21:00"}),
    ("Bids close at 5 p.m. EST Nov. 9.", {"5 p.m. EST Nov. 9": "2015-11-09T17:00"}),
    ("It began at 0630 GMT on Thursday.", {"0630 GMT on Thursday": "2015-10-08T06:30"}),
    ("It struck at 10:30 a.m. (0730 GMT) on Friday.", {"10:30 a.m. (0730 GMT) on Friday": "2015-10-09T10:30"}),
    ("It struck at 12:05 a.m. Monday.", {"12:05 a.m. Monday": "2015-10-12T00:05"}),
    ("It struck at noon Saturday.", {"noon Saturday": "2015-10-10T12:00"}),
    ("It struck in the early hours of Sunday.", {"the early hours of Sunday": "2015-10-11TMO"}),
    ("It struck on Sunday night.", {"Sunday night": "2015-10-11TNI"}),
    ("It struck last night.", {"last night": "2015-10-13TNI"}),
    ("On the evening of the 3rd he fled.", {"the evening of the 3rd": "2015-10-03TEV"}),
    ("It struck after 11pm last night.", {"11pm last night": "2015-10-13T23:00"}),
    ("It struck at 6 a.m. this morning.", {"6 a.m. this morning": "2015-10-14T06:00"}),
    ("It struck at half past three on Sunday.", {"half past three on Sunday": "2015-10-11T03:30"}),
    ("It struck at a quarter to one in the afternoon.", {"a quarter to one in the afternoon": "2015-10-14T12:45"}),
    ("It struck at 4 in the morning.", {"4 in the morning": "2015-10-14T04:00"}),
    ("It struck at 12 o'clock in the morning.", {"12 o'clock in the morning": "2015-10-14T00:00"}),
    ("It struck at 2030 on Thursday, 1500 feet up.", {"2030 on Thursday": "2015-10-08T20:30"}),
    ("It will strike on Christmas night.", {"Christmas night": "2015-12-25TNI"}),
    ("It struck in the wee hours of Easter Sunday.", {"the wee hours of Easter Sunday": "2015-04-05TMO"}),
    ("It struck at midday.", {"midday": "2015-10-14T12:00"}),
    ("It struck before dawn Monday.", {"dawn Monday": "2015-10-12TMO"}),
    (
        "It struck on Friday. He had fled the night before.",
        {"Friday": "2015-10-09", "the night before": "2015-10-08TNI"},
    ),
    ("It struck on Friday. By 9 p.m. it was over.", {"Friday": "2015-10-09", "9 p.m.": "2015-10-09T21:00"}),
]

DURATIONS = [
    ("It took two and a half years.", {"two and a half years": "P2Y6M"}),
    ("It took 2 1/2 hours.", {"2 1/2 hours": "PT2H30M"}),
    ("It took more than a week.", {"more than a week": "P1W"}),
    ("It took several months.", {"several months": "PXM"}),
    ("It took twenty-three days.", {"twenty-three days": "P23D"}),
    ("A five-hour talk ended.", {"five-hour": "PT5H"}),
    ("It fell over the past two decades.", {"the past two decades": "P20Y"}),
    ("Within 48 hours it was over.", {"48 hours": "PT48H"}),
]

SETS = [
    ("It meets every Thursday.", {"every Thursday": "XXXX-WXX-4"}),
    ("It meets each July.", {"each July": "XXXX-07"}),
    ("It meets every two years.", {"every two years": "P2Y"}),
    ("It pays $5 million a year.", {"a year": "P1Y"}),
    ("It is a daily struggle.", {"daily": "P1D"}),
]

AWAY = [
    ("She came three weeks ago.", {"three weeks ago": "2015-W39"}),
    ("She came 10 days ago.", {"10 days ago": "2015-10-04"}),
    ("He fell on Oct. 1 and rose about an hour later.", {"Oct. 1": "2015-10-01", "about an hour later": "PT1H"}),
    ("She came a decade ago.", {"a decade ago": "2005"}),
    ("Shells fell on Oct. 1; two days later talks began.", {"Oct. 1": "2015-10-01", "two days later": "2015-10-03"}),
    ("Shells fell on Oct. 1, and the next day, too.", {"Oct. 1": "2015-10-01", "the next day": "2015-10-02"}),
    ("Shells fell on Oct. 3. A day earlier, guns.", {"Oct. 3": "2015-10-03", "A day earlier": "2015-10-02"}),
    ("It fell in 2012, and the next day, too.", {"2012": "2012", "the next day": None}),
    ("It rose from a year earlier and from a month earlier.", {"a year earlier": "2014", "a month earlier": "2015-09"}),
    ("He enlisted in May 2011 and deserted the next month.", {"May 2011": "2011-05", "the next month": "2011-06"}),
    ("She will desert the next year.", {"the next year": "2016"}),
    ("Zeller sang in 1988 and sued the next year.", {"1988": "1988", "the next year": "1989"}),
    ("A flood in the area two weeks ago cut the road.", {"two weeks ago": "2015-W40"}),
    ("Shells fell on Oct. 3. Guns fired the day before.", {"Oct. 3": "2015-10-03", "the day before": "2015-10-02"}),
]

VAGUE = [
    ("It is now open.", {"now": "PRESENT_REF"}),
    ("It was recently opened.", {"recently": "PAST_REF"}),
    ("It may open in the near future.", {"the near future": "FUTURE_REF"}),
    ("It fell in recent years.", {"recent years": "PAST_REF"}),
    ("It fell months ago.", {"months ago": "PAST_REF"}),
]

TRAPS = [
    "The Sunday Times said so.",
    "Prime Minister Theresa May and April Jones spoke.",
    "The March of Dimes gave money.",
    "She hung up Christmas lights and bought Easter eggs.",
    "He tired in the first half of his fight, the last week of the campaign.",
    "She deplored the fall of prices, then the fall.",
    "They are the leaders of tomorrow.",
    "The screen shone at 2000 nits.",
    "Twentieth Century Fox made it.",
    "He drove a 1987 Chevrolet with Windows 2000.",
    "Resolution 1559 was passed.",
    "It killed 1,998 people on Flight 1549.",
    "It cost $2,015 and weighed 1999 kg.",
    "The 30-year-old is 30 years old.",
    "About three-quarters of it sank.",
    "He may march as soon as he can.",
    "It was the second largest, a second chance.",
    "Bloody Sunday is a film.",
    "It is open 24/7.",
    "The Six-Day War and the Thirty Years' War were long.",
    "Black September and the March 14 alliance are groups.",
    "It blew at 70 km an hour and fell by 30 cm a day.",
    "Spring and fall champions, aged in their 80s, met.",
    "They cut jobs from ten to nine, a quarter to some.",
    "Power failed from 0600 to 1200 and from 0800 to 1300.",
    "Resolution 1973 and Room 2015, Formula 1 and Windows 95.",
]

IN_THE_LAST_UNIT = [
    ("Rents will rise over the next month.", {"the next month": "P1M"}),
    ("Her retrial was pushed back to the fall.", {"the fall": "2016-FA"}),
    ("It fell over the last year.", {"the last year": "P1Y"}),
    ("It fell last year.", {"last year": "2014"}),
    ("It fell in the last week of October.", {"the last week of October": "2015-W44"}),
    ("Rents fell over the first half of the year.", {"the first half": "2015-H1", "the year": "2015"}),
    ("Lectures resume in the fall.", {"the fall": "2015-FA"}),
    ("He died in early morning Oct. 3.", {"early morning Oct. 3": "2015-10-03TMO"}),
    ("Today's consumers know.", {"Today's consumers": "PRESENT_REF"}),
    ("The war of 2010-04 was short, the drought of 2008-09 long.", {"2010-04": "2010-04", "2008-09": "2008/2009"}),
]

GALLERY = [
    *IN_THE_LAST_UNIT,
    *PARTS_OF_PERIODS,
    *DISTANCES,
    *WEEKDAYS,
    *DAYS,
    *RANGES,
    *MONTHS,
    *QUARTERS,
    *YEARS,
    *WEEKS_AND_SEASONS,
    *TIMES,
    *DURATIONS,
    *SETS,
    *AWAY,
    *VAGUE,
]


@pytest.mark.parametrize(("text", "expected"), GALLERY)
def test_reads_the_sentence(text: str, expected: dict[str, str | None]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("He fled early last week.", date(2015, 10, 5), date(2015, 10, 7)),
        ("He will flee at the end of next week.", date(2015, 10, 23), date(2015, 10, 25)),
        ("He will flee next week.", date(2015, 10, 19), date(2015, 10, 25)),
    ],
)
def test_what_is_early_or_late_in_a_week_is_three_of_its_days(text: str, first: date, last: date) -> None:
    (mention,) = find_dates(text, WEDNESDAY)
    assert (mention.first_day, mention.last_day) == (first, last)
    assert mention.value is not None
    assert mention.value.startswith("2015-W4")


@pytest.mark.parametrize("text", TRAPS)
def test_names_and_numbers_are_no_dates(text: str) -> None:
    assert read(text) == {}


def test_a_length_of_time_whose_place_is_stated_has_days() -> None:
    length, year = find_dates("Output rose in the first nine months of 2014.", WEDNESDAY)
    assert (length.type, length.value) == ("DURATION", "P9M")
    assert (length.first_day, length.last_day) == (date(2014, 1, 1), date(2014, 9, 30))
    assert year.value == "2014"
