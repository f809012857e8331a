"""What feedback brings to the year: asking after each contact, the monthly look, and talks."""

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
        place="insights:measure",
        at=("response-rate",),
        measure="response-rate",
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
        place="insights:section",
        at=("satisfaction",),
        measure="satisfaction",
        order=25,
    ),
    ReadyMade(
        key="agreement",
        title=_("Do we read comments as customers mean them?"),
        purpose=_(
            "A few comments of the month, drawn by chance, get their mood and topics from a person "
            "who does not see what Tillit read: how far both agree says how far to trust it."
        ),
        frequency=Frequency(Rhythm.MONTHS, 1),
        place="feedback:agreement",
        order=27,
    ),
    ReadyMade(
        key="interviews",
        title=_("Talks with customers"),
        purpose=_(
            "Half an hour each with happy customers, with those who complained and with those who "
            "left: the reasons that no figure tells."
        ),
        frequency=Frequency(Rhythm.MONTHS, 6),
        place="feedback:interviews",
        order=40,
    ),
)
