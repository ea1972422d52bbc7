"""Letters in their true layout, with words of our own."""

from __future__ import annotations

from email.message import EmailMessage

ENTRY = """\
<tr itemscope="" itemtype="http://schema.org/Article"> <td style="padding-left:18px"></td> <td>
<a href="{link}"><table align="right"><tr><td><link href="https://tbn.example.net/{number}"
itemprop="image"> </td></tr></table></a> <div> <span> <a href="{link}" itemprop="url">
<span itemprop="name">{title}</span> </a> </span> <div> <div> <div itemprop="publisher"
itemscope="" itemtype="http://schema.org/Organization"> <a> <span itemprop="name">{outlet}</span>
</a> </div> <div itemprop="description">{snippet}</div> </div> <table> <tr> <td>
<a href="https://www.google.com/alerts/share?ru={target}"><img alt="Facebook"></a> </td> <td>
<a href="https://www.google.com/alerts/feedback?ffu={target}"> Flag as irrelevant </a> </td>
</tr> </table> </div> </div> </td> </tr>
"""
OLD_ENTRY = """\
<tr><td><div><a href="{link}"><b>{title}</b></a></div><div><font color="#666">{outlet}</font></div>
<div>{snippet}</div><div><a href="https://www.google.com/alerts/feedback">Flag as irrelevant</a>
</div></td></tr>
"""
PLAIN_ENTRY = "{bare_title}\r\n{outlet}\r\n{bare_snippet}\r\n<{bare_link}>\r\n\r\n"


def alert(count: int = 3, announced: int | None = None, entry: str = ENTRY) -> EmailMessage:
    """A letter of Google Alerts with so many articles."""
    letter = EmailMessage()
    letter["From"] = "Google Alerts <googlealerts-noreply@google.com>"
    letter["To"] = "analyst@example.org"
    letter["Subject"] = "Google Alert - Arnmouth flood"
    letter["Date"] = "Wed, 13 Mar 2019 06:00:00 +0000"
    letter["Message-ID"] = "<alert-1@google.com>"
    results = count if announced is None else announced
    plain = f"=== News - {results} new results for [Arnmouth flood] ===\r\n\r\n"
    html = (
        '<html lang="en-US"> <head> </head> <body> <div> <script type="application/json">{"x": 1}'
    )
    html += "</script> <table> <tr> <td> <span> NEWS </span> </td> </tr>"
    for number in range(1, count + 1):
        target = f"https://example.org/{number}%3Fpart%3D2"
        link = f"https://www.google.com/url?rct=j&amp;sa=t&amp;url={target}&amp;ct=ga&amp;cd=CAE"
        said = {
            "number": number,
            "target": target,
            "link": link,
            "bare_link": link.replace("&amp;", "&"),
            "title": f"Gate {number} of <b>Arnmouth</b>&#39;s river fails",
            "bare_title": f"Gate {number} of Arnmouth's river fails",
            "outlet": "The Daily Example",
            "snippet": f"The gate that was <b>built</b> in {number} failed within an hour&nbsp;...",
            "bare_snippet": f"The gate that was built in {number} failed within an hour ...",
        }
        html += entry.format(**said)
        plain += PLAIN_ENTRY.format(**said)
    letter.set_content(plain)
    letter.add_alternative(
        html + "</table></div></body></html>", subtype="html", cte="quoted-printable"
    )
    return letter


PARAGRAPHS = (
    "The gates that were built to keep the river out failed within an hour, an inquiry heard.",
    "“We wrote to the council every spring,” said Anna Muster, who ran the station until 2017.",
)


def newsletter(subject: str = "Gates fail within an hour", number: int = 1) -> EmailMessage:
    """A newsletter in two forms."""
    letter = EmailMessage()
    letter["From"] = "The Daily Éxample <news@daily.example.org>"
    letter["To"] = "analyst@example.org"
    letter["Subject"] = subject
    letter["Date"] = "Tue, 12 Mar 2019 10:30:00 +0100"
    letter["Message-ID"] = f"<letter-{number}@daily.example.org>"
    letter["List-Unsubscribe"] = "<https://daily.example.org/leave>"
    letter.set_content("\n\n".join(PARAGRAPHS))
    html = (
        "<html><head><style>p { color: red }</style></head><body><table><tr><td>"
        '<a href="https://daily.example.org/letters/1">View in browser</a></td></tr><tr><td>'
        '<img src="https://daily.example.org/open.gif" width="1" height="1">'
        f"<h2>The river</h2><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]} "
        '<a href="https://daily.example.org/a?b=1">The whole report</a></p></td></tr>'
        '<tr><td>You get this letter because you asked for it. <a href="https://x.example.org/u">'
        "Unsubscribe</a></td></tr></table></body></html>"
    )
    letter.add_alternative(html, subtype="html")
    return letter
