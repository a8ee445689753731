"""How a library's tables came to be, one file a step; see `briefing.library.schema`."""
