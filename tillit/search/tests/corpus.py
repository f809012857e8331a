"""Two hundred short texts in four languages, fifty of each; they are numbered from 1."""

ENGLISH = """
The lid of my kettle is cracked and I would like a new one
My order has not arrived although it was shipped last week
Can I return the grinder? It makes a strange noise
Your customer service was wonderful, thank you so much
I was charged twice for the same invoice
Please cancel my subscription to the monthly coffee beans
The delivery driver left the parcel in the rain
How do I descale the espresso machine?
Is the cafe Müller blend still available?
The naïve instructions in the manual are wrong
I cannot sign in to my account any more
Where can I find the warranty card for the toaster
The colour of the mug is not the one I ordered
Do you ship to Norway and the Netherlands?
My refund has not been paid back to my card
A filter is missing from the box
The website shows an error when paying
I want to change the delivery address of order TL-2044
The milk frother stopped working after two days
Could you send me the receipt again?
We are a company and need an invoice with our VAT number
The gift voucher cannot be redeemed
You promised an answer within four hours
The replacement part does not fit my model X200
I love the new grinding setting
Somebody else received my package
The scale measures wrong by ten grams
Are the beans organic and fairly traded
Unsubscribe me from the newsletter please
The glass jug broke when washing it
My complaint was closed without an answer
The repairs took three weeks
I need spare parts for a moka pot
The pump is leaking water everywhere
Can you confirm my reservation for the barista course
The courier says the address is unknown
Your opening hours on Sunday are wrong
The thermometer shows fifty degrees too much
May I pay by bank transfer
The lids of both cups are missing
The serviceable parts are listed on page ten
Self-service checkout would be nice
Happy with everything, keep up the good work
The apparatus arrived broken
What is the weight of the large machine
The coupon SPRING25 does not work
I have written to you three times already
The ceramic burrs of the grinder are blunt
Please forward this to the accounting department
Do you have a showroom where I can try machines
""".strip().splitlines()
NORWEGIAN = """
Hei, kvernen min lager en merkelig lyd
Kundeservice svarte ikke på telefonen
Jeg vil gjerne måle opp kjøkkenbenken først
Bestillingen er ikke kommet fram ennå
Kan dere sende en ny faktura til regnskapet?
Fakturaen har feil beløp
Jeg ønsker å bytte kaffemaskinen
Bryggeren lekker vann på gulvet
Når åpner butikken på lørdag?
Pakken ble levert til naboen
Jeg har ikke fått pengene tilbake
Betalingen gikk ikke gjennom
Hvor lenge varer garantien på kverner?
Serviceavtalen vår går ut i mai
Melkeskummeren virker ikke lenger
Kan jeg hente varene selv?
Leveringen tok tre uker
Jeg vil si opp abonnementet på kaffebønner
Lokket på kjelen er sprukket
Dere lovet svar innen fire timer
Målet er feil på tegningen
Målene stemmer ikke med katalogen
Brukerveiledningen finnes bare på engelsk
Har dere reservedeler til denne modellen?
Rabattkoden gjelder ikke lenger
Øreringen min falt ned i kvernen
Æresord, jeg har betalt
Selvbetjening i butikken fungerer fint
Takk for rask hjelp fra kundebehandleren
Kundebehandlingen var svært god
Adressen min er endret
Jeg får ikke logget inn på kontoen
Kvitteringen mangler i esken
Kaffen smaker brent
Hvordan avkalker jeg maskinen?
Glasskannen knuste i oppvaskmaskinen
Vi er et firma og trenger faktura på e-post
Klagen min ble lukket uten svar
Er bønnene økologiske?
Feil vare i pakken
Temperaturen er for lav
Jeg bestilte to kopper, men fikk én
Gavekortet kan ikke brukes på nettet
Nettsiden viser en feilmelding
Strømledningen er for kort
Kurset for baristaer er fulltegnet
Reparasjonen ble dyrere enn avtalt
Hva koster frakten til Tromsø?
Sjåføren fant ikke fram
Kan dere ringe meg på dagtid?
""".strip().splitlines()
DUTCH = """
Hallo, mijn bestelling is nog niet aangekomen
De klantenservice was erg vriendelijk
Ik wil mijn bestellingen samen laten bezorgen
De bezorger heeft het pakket bij de buren gelaten
Kunt u mij een nieuwe factuur sturen?
Facturen graag naar onze boekhouding
De koffiemolen maakt een raar geluid
Het deksel van de waterkoker is gebarsten
Ik heb mijn geld nog niet terug
De betaling is twee keer afgeschreven
Hoe ontkalk ik het espressoapparaat?
Is er garantie op deze machine?
De servicemonteur kwam niet opdagen
Zelfservice werkt niet op de site
Ik wil mijn abonnement opzeggen
De koffiebonen zijn oud
Het melkkannetje is kapot
Mag ik de molen ruilen?
De levering duurde drie weken
U beloofde antwoord binnen vier uur
Het adres is gewijzigd
Ik kan niet inloggen op mijn account
De bon ontbreekt in de doos
Wanneer is de winkel open op zondag?
De handleiding is alleen in het Engels
Het verkeerde onderdeel zat in het pakket
Heeft u reserveonderdelen voor dit model?
De kortingscode werkt niet
Mijn klacht is gesloten zonder antwoord
De pomp lekt water
Wij zijn een bedrijf en willen op rekening betalen
De kleur van de beker klopt niet
Kan ik de bestelling zelf ophalen?
Bedankt voor de snelle hulp
De medewerker was heel behulpzaam
Het glas brak in de vaatwasser
Verzendkosten naar België graag
De cadeaubon is verlopen
Ik krijg een foutmelding bij het betalen
Een privé vraag over de cursus
De temperatuur is te laag
Ik kreeg één kopje in plaats van twee
Wat kost een reparatie?
De weegschaal meet verkeerd
Het snoer is te kort
Coördinatie met de monteur lukt niet
De chauffeur kon het niet vinden
Kunt u mij overdag bellen?
De reparaties zijn goed uitgevoerd
Het scherm blijft zwart
""".strip().splitlines()
HUNGARIAN = """
Jó napot, a kávéfőzőm sajnos nem melegít
Az ügyfélszolgálat nagyon kedves volt
A megrendelésem még nem érkezett meg
Kérem, küldjenek új számlát
A számlán rossz összeg szerepel
Szeretném lemondani az előfizetésemet
Minden ügyfél számít nekünk, írták
Az ügyfelek sokat várnak
Az ügyfélnek nem válaszoltak
A kávéfőzőt visszaküldeném
Mikor van nyitva az üzlet szombaton?
A csomagot a szomszéd vette át
Nem kaptam vissza a pénzemet
A fizetés nem sikerült
Mennyi a garancia a darálóra?
A daráló furcsa hangot ad
Elromlott a tejhabosító
A szállítás három hétig tartott
Négy órán belül választ ígértek
Megváltozott a címem
Nem tudok belépni a fiókomba
A nyugta hiányzik a dobozból
A fedél megrepedt a vízforralón
A használati útmutató csak angolul van
Rossz alkatrészt küldtek
Van pótalkatrész ehhez a géphez?
A kedvezménykód nem működik
A panaszomat válasz nélkül lezárták
Szivárog a víz a szivattyúból
Cégként számlára szeretnénk fizetni
A bögre színe nem egyezik
Átvehetem személyesen a rendelést?
Köszönöm a gyors segítséget
Eltört az üveg a mosogatógépben
Mennyibe kerül a szállítás Szegedre?
Az ajándékutalvány lejárt
Hibaüzenetet kapok fizetéskor
A hőmérséklet túl alacsony
Kettő helyett egy csészét kaptam
Mennyibe kerül a javítás?
A mérleg rosszul mér
A kábel túl rövid
A futár nem találta a házat
Fel tudnának hívni napközben?
A javítások jól sikerültek
A képernyő fekete marad
Öntöttvas kotyogóst keresek
Az őrölt kávé íze égett
Hűtőszekrényt is árulnak?
A kézikönyvek elvesztek
""".strip().splitlines()
TEXTS = [*ENGLISH, *NORWEGIAN, *DUTCH, *HUNGARIAN]
