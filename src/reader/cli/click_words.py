"""The words of click that users of this program see, for the catalogue (:mod:`reader.cli.speaking` translates them).

Versions of click differ: what one of them no longer says stays here while that version is allowed.
"""

from __future__ import annotations

from reader.language import later

WORDS = frozenset(
    {
        # Help
        later("Usage:"),
        later("Options"),
        later("Commands"),
        later("Positional arguments"),
        later("Show this message and exit."),
        later("Show the version and exit."),
        later("default: {default}"),
        later("env var: {var}"),
        later("required"),
        later("deprecated"),
        later("(dynamic)"),
        # What is wrong in a command line
        later("No such command {name!r}."),
        later("No such option {name!r}."),
        later("Did you mean {possibility}?"),
        later("(Did you mean one of: {possibilities}?)"),
        later("Missing command."),
        later("Missing argument"),
        later("Missing option"),
        later("Missing parameter"),
        later("Missing parameter: {param_name}"),
        later("Missing {param_type}"),
        later("Choose from:\n\t{choices}"),
        later("Got unexpected extra argument ({args})"),
        later("Got unexpected extra arguments ({args})"),
        later("Argument {name!r} takes {nargs} values."),
        later("Takes {nargs} values but 1 was given."),
        later("Takes {nargs} values but {len} were given."),
        later("Option {name!r} does not take a value."),
        later("Option {name!r} requires an argument."),
        later("Option {name!r} requires {nargs} arguments."),
        later("Invalid value: {message}"),
        later("Invalid value for {param_hint}: {message}"),
        later("{value!r} is not {choice}."),
        later("{value!r} is not one of {choices}."),
        later("{value!r} is not a valid {number_type}."),
        later("{value!r} is not a valid boolean. Recognized values: {states}"),
        later("{value} is not in the range {range}."),
        later("Could not open file {filename!r}: {message}"),
        later("unknown error"),
        # The editor
        later("{editor}: Editing failed"),
        later("{editor}: Editing failed: {e}"),
    }
)
