"""Items of agencies in the true layouts, with words of our own."""

from __future__ import annotations

import io
import json
from typing import Any

from mediacorpus import Article, Entry, Rejection, readers
from mediacorpus.limits import DEFAULT, Limits
from mediacorpus.readers import Context

FIRST = "The gates that were built to keep the river out failed within an hour, an inquiry heard."
SECOND = "“We wrote to the council every spring,” said Anna Muster, who ran the station until 2017."


def outcome(
    raw: bytes | str, format: str, limits: Limits = DEFAULT, **known: Any
) -> tuple[list[Entry | Rejection], int | None]:
    """What comes out of a document, and how many items it announced."""
    raw = raw.encode() if isinstance(raw, str) else raw
    context = Context(sha256="0" * 64, limits=limits, **known)
    reading = readers.reader(format).open(io.BytesIO(raw), context)
    found = list(reading)
    passed = context.passed
    assert reading.announced is None or reading.announced == len(found) + passed
    return found, reading.announced


def article(raw: bytes | str, format: str, **known: Any) -> Article:
    """The one article of a document."""
    (found,), _ = outcome(raw, format, **known)
    assert isinstance(found, Entry), found
    return found.article


def codes(raw: bytes | str, format: str, **known: Any) -> list[str]:
    """The codes of the notices, or that of the rejection."""
    (found,), _ = outcome(raw, format, **known)
    return [one.code for one in found.notices] if isinstance(found, Entry) else [found.code]


def ids(found: list[Entry | Rejection]) -> list[str]:
    """Ids of what was read, codes of what was rejected."""
    return [one.article.id if isinstance(one, Entry) else one.code for one in found]


def g2(
    number: str = "urn:newsml:example.com:20190312:gates", *, meta: str = "", content: str = "",
    body: str = f"<p>{FIRST}</p><p>{SECOND}</p>", kind: str = "text",
) -> str:  # fmt: skip
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{number}" version="3"
 standard="NewsML-G2" standardversion="2.32" xml:lang="en-GB">
<catalogRef href="http://127.0.0.1:9/catalog.xml"/>
<rightsInfo><copyrightNotice>Copyright 2019 Example Agency</copyrightNotice></rightsInfo>
<itemMeta><itemClass qcode="ninat:{kind}"/><provider literal="exa"><name>Example Agency</name></provider>
<versionCreated>2019-03-12T14:05:00+01:00</versionCreated><pubStatus qcode="stat:usable"/>{meta}</itemMeta>
<contentMeta><headline>Gates fail within an hour</headline>{content}</contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml" wordcount="31">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>
</inlineXML></contentSet></newsItem>"""


def message(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<newsMessage '
        'xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2019-03-12T14:06:00Z</sent>'
        f"</header><itemSet>{''.join(items)}</itemSet></newsMessage>"
    )


NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf-3-3.dtd">
<nitf version="-//IPTC//DTD NITF 3.4//EN" change.date="October 18, 2006" baselang="en">
<head><title>Gates</title><tobject tobject.type="News"><tobject.property tobject.property.type="Current"/>
<tobject.subject tobject.subject.refnum="06000000" tobject.subject.type="Environment"/></tobject>
<docdata management-status="usable"><doc-id id-string="EXA.1" regsrc="EXA"/>
<date.issue norm="20190312T130500Z"/><doc.copyright year="2019" holder="Example Agency"/>
<key-list><keyword key="River"/></key-list></docdata>
<pubdata date.publication="20190313T000000" position.section="A" position.sequence="3" item-length="31"/>
</head><body><body.head><hedline><hl1>Gates fail within an hour</hl1><hl2>Council was warned</hl2></hedline>
<byline>By Al Roe<byttl>Environment Writer</byttl></byline><distributor>Example Agency</distributor>
<dateline><location>ARNMOUTH</location></dateline><abstract><p>Engineers had asked for repairs.</p></abstract>
</body.head><body.content><p>ARNMOUTH (EXA) - {FIRST}</p><hl2>Not heard</hl2><p>{SECOND}</p>
<media media-type="image"><media-reference source="gate.jpg"/><media-caption>A gate.</media-caption>
<media-producer>Jo Fox</media-producer></media></body.content>
<body.end><tagline>Al Roe reported from Arnmouth.</tagline></body.end></body></nitf>"""


def newsml1(body: str = f"<nitf><body><body.content><p>{FIRST}</p><p>{SECOND}</p><p>al/jo/ar</p></body.content></body></nitf>", headline: str = "Gates fail within an hour") -> str:  # fmt: skip
    return f"""<NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>example.com</ProviderId>
<DateId>20190312</DateId><NewsItemId>TX-1</NewsItemId><RevisionId PreviousRevision="0" Update="N">2</RevisionId>
<PublicIdentifier>urn:newsml:example.com:20190312:TX-1:2</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20190312T120000Z</FirstCreated>
<ThisRevisionCreated>20190312T130500+0000</ThisRevisionCreated><Status FormalName="Usable"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>{headline}</HeadLine><DateLine>Arnmouth, 12-03-2019 (EXA) -</DateLine>
<ByLine>Al Roe</ByLine><CopyrightLine>© 2019 EXA</CopyrightLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="EXA"/></Provider></AdministrativeMetadata>
<DescriptiveMetadata><Language FormalName="en"/><Property FormalName="Keyword" Value="river"/></DescriptiveMetadata>
<NewsComponent><ContentItem><MediaType FormalName="Text"/><Format FormalName="NITF3.1"/>
<DataContent>{body}</DataContent></ContentItem></NewsComponent>
<NewsComponent><NewsLines><HeadLine>A gate</HeadLine><CreditLine>EXA</CreditLine></NewsLines>
<NewsComponent><Role FormalName="Caption"/><ContentItem><MediaType FormalName="Text"/>
<DataContent><p>A gate of the river.</p></DataContent></ContentItem></NewsComponent>
<NewsComponent><Role FormalName="HighDef"/><ContentItem Href="gate.jpg"><MediaType FormalName="Photo"/></ContentItem>
</NewsComponent></NewsComponent></NewsComponent></NewsItem>"""


def newsml(*items: str) -> str:
    return f'<?xml version="1.0"?>\n<NewsML Version="1.2"><NewsEnvelope><DateAndTime>20190312T130600Z</DateAndTime></NewsEnvelope>{"".join(items)}</NewsML>'


def ninjs(number: str = "http://example.com/items/1", **more: Any) -> str:
    """An item of ninjs 1."""
    item = {
        "uri": number, "type": "text", "versioncreated": "2019-03-12T13:05:00Z",
        "pubstatus": "usable", "language": "en", "headline": "Gates fail within an hour",
        "byline": "Al Roe", "body_html": f"<p>{FIRST}</p><p>{SECOND}</p>", "source": "EXA",
    }  # fmt: skip
    return json.dumps(item | more, ensure_ascii=False)


def dpa(number: str = "urn:newsml:dpa.com:20090101:190312-930-1", **more: Any) -> str:
    """An entry of digitalwires."""
    item = {
        "format": "digitalwires@0.9.1", "type": "composite", "entry_id": "x", "urn": number,
        "version_created": "2019-03-12T14:05:00+01:00", "version": 3, "pubstatus": "usable",
        "language": "de", "kicker": "Hochwasser", "headline": "Tore versagten nach einer Stunde",
        "teaser": "Ingenieure hatten gewarnt.", "byline": "Von Anna Muster, dpa",
        "dateline": "Arnmund (dpa) - ", "creditline": "dpa", "associations": [],
        "article_html": "<section class=\"main\"><p>Die Tore versagten nach einer Stunde, hieß es am Dienstag.</p></section>",
        "categories": [
            {"type": "dnltype:keyword", "name": "Fluss", "qcode": None},
            {"type": "dnltype:dpasubject", "name": "Umwelt", "qcode": "medtop:06000000"},
            {"type": "dnltype:geosubject", "name": "Arnmund", "qcode": "x:1"},
            {"type": "dnltype:desk", "name": "vm", "qcode": "dpacat:vm"},
            {"type": "dnltype:genre", "name": "Meldung", "qcode": "x:2"},
            {"type": "dnltype:provider", "name": "dpa", "qcode": "dnlprov:dpa"},
        ],
    }  # fmt: skip
    return json.dumps(item | more, ensure_ascii=False)


WIRE = (
    "\x01exa0062 4 i 31 ccccb   dpa 061\r\n\nRiver/\r\n\x02Gates fail within an hour =\r\n\n"
    "   Arnmouth (dpa) - The gates that were built to keep the river out\nfailed within an hour, an "
    "inquiry heard.\n\n   \"We wrote to the council every spring,\" said Anna Muster, who\nran the "
    "station until 2017.\n\n# dpa NOTEBOOK\n\n* * * *\nThe following information is not for "
    "publication\n\n- Reporting by: Al Roe, Tel: +49 30 0000\n\ndpa al jo\r\n\r\n"
    "\x03121305 GMT Mar 19\r\n\x7f\n\x7f\x04"
)  # fmt: skip
ANPA = (
    "\x16\x16\x01z6715\x1f-----\r\nr z\x13\x11 BC-EU--Arnmouth-Gates   03-12 0031\r\n"
    "\x02^BC-EU--Arnmouth-Gates, 1st Ld,31<\r\n^Gates fail within an hour<\r\n^Eds: Updates.<\r\n"
    "^By AL ROE=\r\n^Associated Press=\r\n\t   ARNMOUTH, England (AP) _ The gates failed within an "
    "hour. \r\n\t   ``We wrote to the council,'' said Anna Muster. \r\n\r\n\x03"
    "\t   AP-WF-03-12-19 1305GMT<\r\n\x04"
)  # fmt: skip
