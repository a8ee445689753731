"""The command `inspect`: what the loader found in articles."""

from __future__ import annotations

import argparse

from briefing.commands.tools import Tools, print_json, read_articles, shown
from briefing.services.articles.article_json import article_json, metadata_json
from briefing.services.reading.article_sentences import lead


def inspect(options: argparse.Namespace, tools: Tools) -> None:
    """Show what the loader found."""
    articles = read_articles(tools.loading(), [options.file])
    if options.json:
        print_json({"articles": [article_json(article) for article in articles]})
        return
    for article in articles:
        print(shown(article.name))
        for key, value in metadata_json(article).items():
            words = ", ".join(value) if isinstance(value, list) else value
            print(f"  {key}: {shown(words) if words else '-'}")
        if opening := lead(article):
            print(f"  lead: {shown(article.text[opening.start : opening.end])}")
        print(f"  words: {article.words:,}, blocks: {len(article.blocks):,}")
        for warning in article.warnings:
            print(f"  warning: {shown(warning)}")
