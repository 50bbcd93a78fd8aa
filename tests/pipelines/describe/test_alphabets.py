"""Pages that name no encoding are read in the letters of their language, long ones and short."""

from __future__ import annotations

import pytest

from pipelines.describe.charset import decode

CENTRAL, BALTIC = ("cp1250", "iso8859-2"), ("cp1257", "iso8859-13")
CYRILLIC = ("cp1251", "koi8-u", "iso8859-5")
TEXTS = {
    "cs": (
        CENTRAL,
        "Mentorský program pro mladé lidi. Každý žák se schází se svým mentorem jednou týdně. "
        "Program spojuje dobrovolníky a děti ze základních škol, které potřebují podporu při "
        "učení. Dvojice se setkává každé úterý odpoledne v knihovně, hraje hry, chodí na "
        "výlety a mluví o tom, co dítě zajímá. Mentoři procházejí dvoudenním školením a během "
        "celého roku je doprovází zkušená koordinátorka.",
    ),
    "hr": (
        CENTRAL,
        "Mentorski program za mlade. Svaki učenik jednom tjedno sastaje se sa svojim "
        "mentorom. Udruga povezuje volontere i djecu iz osnovnih škola kojima treba pomoć u "
        "učenju. Parovi se sastaju svakog četvrtka poslije podne u knjižnici, igraju se, šeću "
        "i razgovaraju o onome što dijete zanima. Mentori prolaze dvodnevnu izobrazbu, a "
        "tijekom cijele godine prati ih iskusna voditeljica.",
    ),
    "pl": (
        CENTRAL,
        "Program mentorski dla młodzieży. Każdy uczeń spotyka się ze swoim mentorem raz w "
        "tygodniu. Fundacja łączy wolontariuszy z dziećmi ze szkół podstawowych, które "
        "potrzebują wsparcia w nauce. Pary spotykają się w każdy wtorek po południu w "
        "bibliotece, grają w gry, chodzą na wycieczki i rozmawiają o tym, co dziecko "
        "interesuje. Mentorzy przechodzą dwudniowe szkolenie, a przez cały rok towarzyszy im "
        "doświadczona koordynatorka.",
    ),
    "hu": (
        CENTRAL,
        "Mentorprogram fiataloknak. Minden diák hetente egyszer találkozik a mentorával. Az "
        "egyesület önkénteseket kapcsol össze olyan általános iskolás gyerekekkel, akiknek "
        "segítségre van szükségük a tanulásban. A párok minden kedden délután a könyvtárban "
        "találkoznak, játszanak, kirándulnak, és arról beszélgetnek, ami a gyereket érdekli. "
        "A mentorok kétnapos képzésen vesznek részt, és egész évben tapasztalt koordinátor "
        "kíséri őket.",
    ),
    "sk": (
        CENTRAL,
        "Mentorský program pre mladých ľudí. Každý žiak sa raz týždenne stretáva so svojím "
        "mentorom. Program spája dobrovoľníkov a deti zo základných škôl, ktoré potrebujú "
        "podporu pri učení. Dvojica sa stretáva každý utorok popoludní v knižnici, hrá hry, "
        "chodí na výlety a rozpráva sa o tom, čo dieťa zaujíma. Mentori absolvujú dvojdňové "
        "školenie a počas celého roka ich sprevádza skúsená koordinátorka.",
    ),
    "sl": (
        CENTRAL,
        "Mentorski program za mlade. Vsak učenec se enkrat na teden sreča s svojim mentorjem. "
        "Društvo povezuje prostovoljce in otroke iz osnovnih šol, ki potrebujejo pomoč pri "
        "učenju. Pari se srečujejo vsak četrtek popoldne v knjižnici, se igrajo, hodijo na "
        "izlete in se pogovarjajo o tem, kar otroka zanima. Mentorji opravijo dvodnevno "
        "usposabljanje, vse leto pa jih spremlja izkušena koordinatorica.",
    ),
    "ro": (
        CENTRAL,
        "Program de mentorat pentru tineri. Fiecare elev se întâlneşte o dată pe săptămână cu "
        "mentorul său. Asociaţia pune în legătură voluntari cu copii din şcoli primare care "
        "au nevoie de sprijin la învăţătură. Perechile se întâlnesc în fiecare marţi după- "
        "amiază la bibliotecă, se joacă, merg în excursii şi vorbesc despre ceea ce îl "
        "interesează pe copil. Mentorii urmează o formare de două zile, iar pe tot parcursul "
        "anului sunt însoţiţi de o coordonatoare cu experienţă.",
    ),
    "el": (
        ("cp1253", "iso8859-7"),
        "Πρόγραμμα καθοδήγησης για νέους. Κάθε μαθητής συναντά τον μέντορά του μία φορά την "
        "εβδομάδα. Ο σύλλογος φέρνει σε επαφή εθελοντές με παιδιά δημοτικών σχολείων που "
        "χρειάζονται στήριξη στη μάθηση. Τα ζευγάρια συναντιούνται κάθε Τρίτη απόγευμα στη "
        "βιβλιοθήκη, παίζουν, πηγαίνουν εκδρομές και μιλούν για όσα ενδιαφέρουν το παιδί. Οι "
        "μέντορες παρακολουθούν διήμερη εκπαίδευση και όλο τον χρόνο τους συνοδεύει έμπειρη "
        "συντονίστρια.",
    ),
    "ru": (
        ("cp1251", "koi8-r", "iso8859-5", "cp866"),
        "Программа наставничества для молодёжи. Каждый ученик встречается со своим "
        "наставником раз в неделю. Организация соединяет добровольцев и детей из начальных "
        "школ, которым нужна поддержка в учёбе. Пары встречаются каждый вторник после обеда в "
        "библиотеке, играют, ходят на экскурсии и говорят о том, что интересно ребёнку. "
        "Наставники проходят двухдневное обучение, и весь год их сопровождает опытный "
        "координатор.",
    ),
    "uk": (
        CYRILLIC,
        "Програма наставництва для молоді. Кожен учень зустрічається зі своїм наставником раз "
        "на тиждень. Організація поєднує волонтерів і дітей із початкових шкіл, яким потрібна "
        "підтримка в навчанні. Пари зустрічаються щовівторка після обіду в бібліотеці, "
        "граються, ходять на екскурсії та розмовляють про те, що цікавить дитину. Наставники "
        "проходять дводенне навчання, і цілий рік їх супроводжує досвідчена координаторка.",
    ),
    "bg": (
        CYRILLIC[::2],
        "Менторска програма за младежи. Всеки ученик се среща със своя ментор веднъж "
        "седмично. Сдружението свързва доброволци и деца от началните училища, които имат "
        "нужда от подкрепа в ученето. Двойките се срещат всеки вторник следобед в "
        "библиотеката, играят, ходят на екскурзии и говорят за това, което интересува детето. "
        "Менторите преминават двудневно обучение, а през цялата година ги придружава опитна "
        "координаторка.",
    ),
    "sr": (
        CYRILLIC[::2],
        "Менторски програм за младе. Сваки ученик се једном недељно састаје са својим "
        "ментором. Удружење повезује волонтере и децу из основних школа којима је потребна "
        "помоћ у учењу. Парови се састају сваког четвртка после подне у библиотеци, играју "
        "се, шетају и разговарају о ономе што дете занима. Ментори пролазе дводневну обуку, а "
        "током целе године прати их искусна координаторка.",
    ),
    "mk": (
        CYRILLIC[::2],
        "Менторска програма за млади. Секој ученик се среќава со својот ментор еднаш неделно. "
        "Здружението поврзува волонтери и деца од основните училишта на кои им е потребна "
        "поддршка во учењето. Паровите се среќаваат секој вторник попладне во библиотеката, "
        "играат, одат на излети и зборуваат за она што го интересира детето. Менторите "
        "поминуваат дводневна обука, а во текот на целата година ги придружува искусна "
        "координаторка.",
    ),
    "tr": (
        ("cp1254", "iso8859-9"),
        "Gençler için mentorluk programı. Her öğrenci haftada bir kez mentoruyla buluşuyor. "
        "Dernek, gönüllüleri öğrenmede desteğe ihtiyaç duyan ilkokul çocuklarıyla bir araya "
        "getiriyor. Çiftler her salı öğleden sonra kütüphanede buluşuyor, oyun oynuyor, "
        "gezilere çıkıyor ve çocuğun ilgisini çeken konularda konuşuyor. Mentorlar iki günlük "
        "bir eğitimden geçiyor ve yıl boyunca deneyimli bir koordinatör onlara eşlik ediyor.",
    ),
    "et": (
        (*BALTIC, "iso8859-15"),
        "Mentorlusprogramm noortele. Iga õpilane kohtub oma mentoriga kord nädalas. Ühing "
        "viib kokku vabatahtlikud ja algkooli lapsed, kes vajavad õppimisel tuge. Paarid "
        "kohtuvad igal teisipäeval pärast lõunat raamatukogus, mängivad, käivad väljasõitudel "
        "ja räägivad sellest, mis last huvitab. Mentorid läbivad kahepäevase koolituse ja "
        "terve aasta saadab neid kogenud koordinaator.",
    ),
    "lv": (
        BALTIC,
        "Mentoringa programma jauniešiem. Katrs skolēns reizi nedēļā tiekas ar savu mentoru. "
        "Biedrība saved kopā brīvprātīgos un sākumskolas bērnus, kam nepieciešams atbalsts "
        "mācībās. Pāri tiekas katru otrdienas pēcpusdienu bibliotēkā, spēlējas, dodas "
        "izbraukumos un runā par to, kas bērnu interesē. Mentori apmeklē divu dienu apmācību, "
        "un visu gadu viņus pavada pieredzējusi koordinatore.",
    ),
    "lt": (
        BALTIC,
        "Mentorystės programa jaunimui. Kiekvienas mokinys kartą per savaitę susitinka su "
        "savo mentoriumi. Asociacija suveda savanorius ir pradinių klasių vaikus, kuriems "
        "reikia pagalbos mokantis. Poros susitinka kiekvieną antradienį po pietų "
        "bibliotekoje, žaidžia, vyksta į išvykas ir kalbasi apie tai, kas vaiką domina. "
        "Mentoriai baigia dviejų dienų mokymus, o visus metus juos lydi patyrusi "
        "koordinatorė.",
    ),
    "de": (
        ("cp1252",),
        "Mentoringprogramm für junge Menschen. Jede Schülerin trifft ihre Mentorin einmal pro "
        "Woche. Der Verein bringt Freiwillige mit Grundschulkindern zusammen, die "
        "Unterstützung beim Lernen brauchen. Die Paare treffen sich jeden Dienstagnachmittag "
        "in der Bücherei, spielen, machen Ausflüge und sprechen über das, was das Kind "
        "beschäftigt. Für „Mentoren“ gibt es eine zweitägige Schulung – kostenlos, Spesen: 20 "
        "€.",
    ),
    "fr": (
        ("cp1252",),
        "Programme de mentorat pour les jeunes. Chaque élève rencontre son mentor une fois "
        "par semaine à l'école. L’association met en relation des bénévoles et des élèves "
        "d’école primaire qui ont besoin de soutien. Les binômes se retrouvent chaque mardi "
        "après-midi à la bibliothèque, jouent, font des sorties et parlent de ce qui "
        "intéresse l’enfant. Les frais sont pris en charge par la ville : c’est gratuit, à "
        "cœur ouvert.",
    ),
    "he": (
        ("cp1255",),
        "תוכנית חונכות לפליטים צעירים. מתנדבים נפגשים מדי שבוע עם הצעירים ועוזרים להם ללמוד.",
    ),
}
CASES = [(code, name) for code, (names, _) in TEXTS.items() for name in names]
HEAD = "<html><head><style>.nav a{color:#333}</style></head><body><div><a href='/'>Home</a></div>"


@pytest.mark.parametrize(("code", "name"), CASES)
@pytest.mark.parametrize("sentences", [1, 9], ids=["short", "long"])
def test_no_encoding_is_named(code: str, name: str, sentences: int) -> None:
    text = ". ".join(TEXTS[code][1].split(". ")[:sentences])
    page = f"{HEAD}<p>{text}</p></body></html>".encode(name, "replace").decode(name)
    assert decode(page.encode(name), None) == page


@pytest.mark.parametrize(
    ("code", "name", "label"),
    [
        ("cs", "cp1250", "iso-8859-2"),
        ("el", "cp1253", "iso-8859-7"),
        ("lt", "cp1257", "iso-8859-4"),
    ],
)
def test_the_label_of_a_sister(code: str, name: str, label: str) -> None:
    """Letters and quotation marks that Windows puts where the label has control characters."""
    page = f"<p>“{TEXTS[code][1]}”</p>"
    assert decode(page.encode(name, "replace"), f"text/html; charset={label}") == page


def test_capitals_of_a_title_and_names_from_elsewhere() -> None:
    page = "<h1>PROGRAM MENTORSKI DLA MŁODZIEŻY</h1><p>Każdy uczeń spotyka się z mentorem.</p>"
    assert decode(page.encode("iso8859-2"), None) == page
    page = "<p>Mentors of Café Zürich and of the Niño house meet young people every week.</p>"
    assert decode(page.encode("cp1252"), None) == page
