"""What the make-up of slides weighs, and how far it looks: all costs and limits in one place. A slide costs 1."""

from __future__ import annotations

from reportgen.layout.medium import WORDS_OF_SLIDE

SLIDE = 1.0
"""Cost of each slide."""

FURTHER = 1.0
"""Cost of each slide after a section's first: what belongs together stays together where it can."""

TITLE = 0.25
"""The part that counts of what it costs to make a title smaller: titles stand in two neighbouring sizes over a deck."""

GOES_ON = 1.5
"""Cost of content that goes on to another slide: smaller type is taken before, larger type is not worth it."""

REPEATED = 0.35
"""Cost of the same template on two slides in a row."""

MOST_ALIKE, TOO_ALIKE = 3, 50.0
"""Slides in a row that may be on one template, and the cost of one more: taken only where no other template fits."""

MOST_LIGHT, DULL = 3, 0.9
"""Light slides in a row before one that had better stand on a colour, and the cost of one more light slide."""

MOST_OF_FAMILY, MONOTONOUS = 2, 0.6
"""Slides in a row that may look alike from afar, and the cost of one more."""

BARE = 200.0
"""Cost of a slide that shows nothing but what the following ones repeat, such as a headline over text that comes after
it: taken only where its author asks for the template."""

WITHOUT_ICONS = 4.0
"""Cost of a slide that shows points as text though their author gave them icons, which stand on fields."""

CROWDED = 3.0
"""Cost of a slide with twice the words that the brand lets it have."""

MOST_WORDS = WORDS_OF_SLIDE - 5
"""Words that people read on a slide beside its furniture, which has some. Only where all of the text was asked for may
a slide have as many as the brand lets it have.
"""

OVERFULL = 12.0
"""Cost of a slide with more words than can be taken in, from which content goes on to another, where no fewer can be
chosen.
"""

EMPTY, EMPTY_POWER = 6.0, 1.5
"""Cost of an empty slide, and the power of the empty share that the cost grows with: a little is hardly seen."""

UNDER_TITLE = 0.9
"""The most that text which grows becomes, in parts of the size of its slide's title. Numbers and quotations are larger
by their nature."""

MOST_SLIDES = 60
"""Slides that one section may become."""

LONG = 40
"""Pieces (paragraphs, rows, entries) of a section from which on its slides may be many."""

MANY = 10
"""Slides of a section from which on those that go on are on few templates, so that they are found within seconds."""
