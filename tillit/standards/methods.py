"""What standards bring to the year: all of them are looked at again every half year."""

from django.utils.translation import gettext_lazy as _

from tillit.measures.methods import Frequency, ReadyMade, Rhythm, register

register(
    ReadyMade(
        key="standards",
        title=_("Our promises as a whole"),
        purpose=_(
            "Do we promise what matters to customers, and can we keep it? All standards side by "
            "side, beside the review that each has on its own day."
        ),
        frequency=Frequency(Rhythm.MONTHS, 6),
        place="handbook:reviews",
        order=50,
    )
)
