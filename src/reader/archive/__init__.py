"""Archive: files become posts.

``walk`` finds the files, ``parse`` turns the bytes of one into an :class:`~reader.model.Article`. Below them:
``encoding`` (bytes to text), ``header`` with ``strict`` and ``lenient`` (front matter to a dict), ``fields``,
``titles`` and ``dates`` (the dict to what a post has), ``markup`` (what the body is written in).

Nothing here writes to the archive, keeps anything between calls, or executes what a file says.
"""
