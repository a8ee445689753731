"""What processes of a batch do in tests: make small documents, hang, crash, eat memory."""

import json
import os
import threading
from pathlib import Path

from briefing.commands.batch_work import Fault, serve


def made(words, title="A title", **more):
    said = {"title": title, "words": len(words.split()), "draft": False, "blocking": []}
    return {**said, **more}, words.encode()


def stub(connection, wish):
    """Do what an article says; anything else is its document."""
    if "manifest" in json.loads(wish).get("sent", {}):
        raise AssertionError("a shipped template is not sent")
    with Fault(connection):
        serve(connection, json.loads(wish)["seconds"], answer)


def answer(request):
    path = Path(request["path"])
    text, marked = given(request)
    first, _, rest = text.partition(" ")
    if first == "EXIT":
        os._exit(7)
    if first == "HANG":
        threading.Event().wait()
    if first == "EAT":
        eaten = b"x" * (300 << 20)
        threading.Event().wait()
        del eaten
    if first == "RAISE":
        raise ZeroDivisionError("nothing to share")
    if first == "REFUSE":
        return {"error": {"message": f"{path.name} is no article.", "hint": "Mend it."}}, b""
    if first == "SLOW":
        threading.Event().wait(float(rest))
    if first == "MANY":
        articles = rest.split("|")
        if not request["of"]:
            read = [each for each in articles if each != "LOST"]
            lost = [("A part was not read.", "Open it.")] * (len(articles) - len(read))
            return {"articles": len(read), "unread": lost}, b""
        if articles[request["number"] - 1] == "EXIT":
            os._exit(7)
        return made(articles[request["number"] - 1])
    return made(text + marked)


def given(request):
    """Return the article and its excerpts: as they were sent, or from the disk."""
    if request["bytes"]:
        article, *marked = (data.decode() for data in request["bytes"])
        return article, "".join(marked)
    paths = filter(None, (request["path"], request["excerpts"]))
    article, *marked = (Path(each).read_text(encoding="utf-8") for each in paths)
    return article, "".join(marked)


def never_ready(connection, _wish):
    """End before saying anything."""
    os._exit(3)
