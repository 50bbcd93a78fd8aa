"""Words of four letters and more that join others and say nothing of a programme, by language.

Only for showing: they are not marked as found. The word index weighs words by how rare they are.
"""

from __future__ import annotations

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "bg": "беше бъдат бъде всеки всички както като което които който която където много може "
        "негов нейна няма освен преди през само след също тази тези това този тяхната чрез",
        "ca": "altres aquells aquest aquesta aquestes aquests cada dels entre estan hagi molt "
        "però quan quin quina sense seus seva seves sobre també totes tots",
        "cs": "byla bylo byly další jako jeho jejich jejím která které který kteří mezi nebo "
        "nebyl pokud proto před také tento toto této však všech",
        "da": "alle andre blev blive bliver denne deres dette efter eller fordi fået hvad hvem "
        "hvis hvor ikke inden kunne meget mellem mens mere nogle også over sammen selv "
        "siden skal skulle uden under ville vores være været",
        "de": "aber alle allem allen aller alles also andere anderen auch beim bereits dabei "
        "damit dann darf dass dein denen denn deren derer dessen diese diesem diesen "
        "dieser dieses doch durch eine einem einen einer eines euch euer gegen haben "
        "hatte hatten hier ihnen ihre ihrem ihren ihrer ihres immer jede jedem jeden "
        "jeder jedes jetzt kann können könnte machen mehr mein nach nicht nichts noch "
        "oder ohne sehr sein seine seinem seinen seiner selbst sich sind sollen sowie "
        "unser unsere unseren unter viele wann warum weil welche welchen welcher wenn "
        "werde werden wird wurde wurden zwischen über",
        "el": "έχει έχουν ήταν αυτά αυτή αυτό αυτός αυτών γιατί είναι επίσης κάθε κατά μέσα "
        "μετά μπορεί προς στην στις στον στους τους όλοι όπως όταν",
        "en": "about above after again against also among another anyone because been before "
        "being below between both cannot could does doing down during each ever every "
        "from further have having here hers herself himself into itself just like many "
        "more most much must myself never only other others ours over same shall should "
        "since some such than that their theirs them themselves then there these they "
        "this those through till under until upon very want wants were what when where "
        "which while whom whose will with within without would your yours",
        "es": "ante antes aquel aquella como contra cual cuales cuando cuya cuyo desde donde "
        "durante ella ellas ellos entre eran eres esas esos esta estaba estar estas este "
        "esto estos están fueron hacia hasta nosotros nuestra nuestro otra otras otro "
        "otros para pero porque puede pueden quien quienes según sido siempre sobre "
        "también tanto tiene tienen todas todo todos tras vuestro",
        "et": "ainult alates keda kelle kellel kuid kuidas kuni kõik meie mida mille mitte need "
        "neid nende ning oleks olid olnud peale pärast samuti seda selle selles siis teine "
        "teised vaid",
        "fi": "eikä eivät että heidän heille hänellä hänen itse joiden joita joka jonka jotka "
        "jotta kaikki kanssa koska kuin kuka mikä mitä mukaan muut myös niiden niin näitä "
        "nämä olisi olivat olla ollut oman ovat saada sekä siitä sitä tämä tämän vain "
        "voivat",
        "fr": "afin ainsi après aucun aussi autre autres avant avec avoir cela celle celles "
        "celui cette ceux chaque chez comme dans depuis dont elle elles encore entre font "
        "leur leurs lors mais mettre moins même mêmes notre nous parce pendant peut "
        "peuvent plus plusieurs pour pourquoi quand quel quelle quelles quels quoi sans "
        "selon sera soit sont sous souvent tous tout toute toutes très votre vous étaient "
        "était être",
        "gl": "algunha algúns ante aquel aquela cada cando como cuxa cuxo dende desde despois "
        "dunha "
        "elas eles entre esta estas este estes están foron moitas moito máis nunha outra "
        "outras outro outros para pero poden podes pola polo porque quen sempre senón seus "
        "sobre súas tamén todas todo todos unha unhas",
        "hr": "bila bile bili bilo biti budu dakle gdje ipak jedan jedna jedno jesu kada kako koja "
        "koje koji kojih kojim kojima koju nakon nego neka neke neki njih njihov njihova onda "
        "osim ovaj ovoj prema prije sama sami samo svaki svih svojih svoju tako također "
        "tijekom toga treba uvijek više",
        "hu": "akik akiket amely amelyek arra azok azonban azért csak egyes egyik ehhez ennek erre "
        "ezek ezért hogy hogyan ilyen ismét jobb keresztül közben között közül legyen lehet "
        "lesz mely melyek mert miatt mielőtt mind minden mindig mint most neki nekik olyan "
        "pedig saját során szerint szinte tehát több után vagy valamint vannak volna volt "
        "voltak által",
        "is": "alla allir allt eftir einnig eins ekki fyrir hafa hefur hvað hver hvernig höfðu "
        "innan líka meira meðal milli okkar sitt sína sínum síðan vera verið verða voru yfir "
        "þegar þeim þeir þeirra þess þessi þessu",
        "it": "alla alle allo anche ancora avere bensì coloro come cosa così dagli dalla dalle "
        "degli dell della delle dello dentro deve dopo dove dunque essa essere essi fare "
        "fino hanno loro molti molto negli nella nelle nello nostra nostro ogni oltre "
        "ossia perché però prima quale quali quando quanto quella quelle quelli quello "
        "questa queste questi questo sono stata stati stato sugli sulla sulle suoi tutte "
        "tutti tutto vengono verso viene",
        "lt": "apie arba bent buvo būti gali jeigu jiems juos kada kaip kartu kiek kiekvienas kuri "
        "kurie kuriems kuris kurių labai nors pagal prieš savo taip tarp tačiau todėl turi "
        "visi visų",
        "lv": "bija daudz katrs kopš kuras kuri kuriem kuru kurš kādi kāpēc līdz nekā nevis pirms "
        "pret savas savu tajā tiek tikai tomēr visi visu viņi viņiem viņu ļoti šajā",
        "nb": "alle andre blant blir denne deres dette eller etter fordi hadde hvem hver hvis "
        "hvor hvordan ikke kunne mellom mens noen også over samt selv siden skal skulle "
        "slik under uten ville våre være vært",
        "nl": "alle alleen allen altijd andere anders bent daar daarna daarom deze doen doet "
        "door echter eigen elke enkele geen haar hebben heeft hier ieder iedere iedereen "
        "iemand jouw jullie komt krijgen krijgt kunnen maar meer meest mijn moet moeten "
        "naar nadat niet niets omdat onder onze over samen tegen tijdens toch toen tussen "
        "vaak vanaf vanuit veel voor vooral waar waarbij waarin waarom wanneer want welke "
        "werd werden willen word worden wordt zelf zich zijn zoals zodat zonder zouden "
        "zowel zullen",
        "pl": "albo bardzo była były bądź będzie będą dlaczego dlatego gdzie jako jego jest "
        "jeszcze jeżeli każdy kiedy która które którego który którym którzy mają może "
        "można oraz podczas ponieważ poprzez przed przez przy swoich swoje także tego "
        "tych tylko wraz wszystkich żeby",
        "pt": "antes após aquela aquele assim cada como cujo depois desde dessa dessas desse "
        "desses desta deste destes durante elas eles entre eram esse esses esta estas "
        "este estes estão foram isso isto mais mesmo muito nossa nosso onde outra outras "
        "outro outros para pela pelas pelo pelos pode podem porque quais qual quando quem "
        "seja sempre será seus sobre suas também todas todo todos",
        "ro": "acea aceasta această aceste acestea acestui acești alte altă alții apoi asupra "
        "atunci avea avut având care cele celor cine când către deci deja despre după este "
        "fiecare fiind foarte fost inclusiv lângă mult mulți noastră nostru numai oricare "
        "pentru peste prin printre sale sunt toate toți unde unei unor într între",
        "sk": "alebo avšak bola bolo bude budú cieľ jeho každý ktorá ktoré ktorí ktorú ktorý "
        "ktorých ktorým medzi môže môžu nich niektoré nimi okrem podľa ponad počas pred preto "
        "pretože prostredníctvom svoj svoje svojich takže tento tieto tiež toho tohto táto "
        "však všetci všetky ďalšie ďalších",
        "sl": "ampak bila bile bili bilo bodo imajo kadar kako kakšen katera katere kateri katerih "
        "kjer lahko nekaj nekateri njih njihov njihove oziroma prav pred proti samo svoj "
        "svoje svojih tako takrat tega temveč tisti tudi vedno vendar vseh zaradi zato",
        "sr": "bila bile bili bilo biti jedan jedna jesu kada kako koja koje koji kojih kojima "
        "koju "
        "nakon neki njih njihov osim ovaj prema samo svaki svih svojih takođe tokom uvek više "
        "била биле били било бити више када како која које који којима којих коју након неки "
        "овај осим према само сваки свих својих такође током увек један једна јесу њихов",
        "sv": "alla andra bland blev blir denna deras dess dessa detta därför efter eller från "
        "fått hade hela icke inom inte kommer kunna medan mellan mera någon några också "
        "olika samt sedan sina själv själva skall skulle sådan till under utan vara "
        "varför varit varje vars vilka vilken vilket vill våra vårt även över",
        "tr": "ancak bana bazı belki biri birlikte bunu bunun böyle daha değil diye gibi göre "
        "için kadar kendi nasıl neden olan olarak oldu olduğu olması onlar onun sonra "
        "veya yani",
        "uk": "адже буде будуть була були було вони воно всіх дуже його кожен коли котрий крім "
        "лише "
        "може можуть навіть наші перед поки поміж проте після самі своє свої своїх себе серед "
        "такий також такі тими того тому цього цьому через щоби щодо який яким яких якої якщо "
        "якій їхня їхній",
    }.items()
}
