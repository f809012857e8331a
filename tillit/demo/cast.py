"""Who lives in the demo world."""

from dataclasses import dataclass

COMPANY = "Fjordkaffe"
DOMAIN = "fjordkaffe.example"
ADDRESS = f"support@{DOMAIN}"
ZONE = "Europe/Oslo"


@dataclass(frozen=True)
class Colleague:
    """An agent of the shop, with the languages that he or she answers in."""

    name: str
    role: str
    languages: tuple[str, ...]

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.name.split()[0].lower()}@{DOMAIN}"


@dataclass(frozen=True)
class Customer:
    """A customer whose mailbox the newcomer can open."""

    name: str
    first_name: str
    email: str
    language: str


COLLEAGUES = (
    Colleague("Ada Lindqvist", "agent", ("en", "nb")),
    Colleague("Bo Jansen", "agent", ("nl", "en")),
    Colleague("Eszter Kiss", "agent", ("hu", "en")),
    Colleague("Ingrid Solberg", "agent", ("nb", "en")),
    Colleague("Liv Dahl", "lead", ("nb", "nl")),
)
CUSTOMERS = (
    Customer("Nora Haugen", "Nora", "nora@kunde.example", "nb"),
    Customer("Daan de Vries", "Daan", "daan@klant.example", "nl"),
    Customer("Szabó Zsófia", "Zsófia", "zsofia@vevo.example", "hu"),
    Customer("Grace Whitfield", "Grace", "grace@customer.example", "en"),
)
