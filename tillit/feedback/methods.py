"""What feedback brings to the year: asking after each contact, and the monthly look."""

from django.utils.translation import gettext_lazy as _

from tillit.measures.methods import Frequency, ReadyMade, Rhythm, register

register(
    ReadyMade(
        key="asking",
        title=_("How did we do? After each contact"),
        purpose=_(
            "Each customer whom we helped is asked how it went. Tillit asks by itself; once a "
            "year somebody looks whether it still reaches everybody."
        ),
        frequency=Frequency(Rhythm.AFTER_CONTACT),
        order=10,
    ),
    ReadyMade(
        key="satisfaction",
        title=_("Satisfaction of the month"),
        purpose=_(
            "Read the month's answers with all their comments: what pleased, what hurt, and what "
            "we change for it."
        ),
        frequency=Frequency(Rhythm.MONTHS, 1),
        place="insights:figures",
        order=25,
    ),
)
