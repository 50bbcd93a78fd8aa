"""Retired managers, engineers, entrepreneurs: mentors, people who are mentored, and left posts."""

from __future__ import annotations

import pytest

from language.tagger import ACCEPT, Tagger, open_tagger
from practices_db.settings import load_settings

RETIRED = ("mentor_type", "retired_professionals")

MENTOR = [
    ("en", "Retired managers who volunteer mentor young refugees looking for work."),
    ("en", "Former executives mentor newly arrived engineers."),
    ("en", "Mentors are retired business people who give their time."),
    (
        "fr",
        "Des experts seniors bénévoles accompagnent de jeunes réfugiés vers l'emploi.",
    ),
    ("fr", "D'anciens cadres à la retraite parrainent des demandeurs d'emploi."),
    ("fr", "Les mentors sont des chefs d'entreprise retraités."),
    ("nl", "Gepensioneerde ondernemers begeleiden nieuwkomers die een zaak willen starten."),
    ("nl", "De mentoren zijn managers met pensioen."),
    ("nl", "Oud-ondernemers coachen statushouders met een eigen zaak."),
    ("de", "Pensionierte Führungskräfte begleiten Geflüchtete auf dem Weg in den Beruf."),
    ("de", "Ehemalige Manager im Ruhestand sind Mentoren für Gründer."),
    ("de", "Senior-Experten beraten ehrenamtlich junge Zugewanderte."),
    ("es", "Directivos jubilados mentorizan a jóvenes refugiados."),
    ("es", "Los mentores son antiguos directivos ya jubilados que participan como voluntarios."),
    ("es", "Empresarios prejubilados acompañan a personas migrantes emprendedoras."),
    ("it", "Dirigenti in pensione fanno da mentori a giovani rifugiati."),
    ("it", "I mentori sono ex manager pensionati."),
    ("pt", "Gestores reformados são mentores de jovens refugiados."),
    ("pt", "Os mentores são antigos empresários aposentados."),
    ("ca", "Directius jubilats fan de mentors de joves refugiats."),
    ("sv", "Pensionerade chefer är mentorer för nyanlända akademiker."),
    ("sv", "Mentorerna är före detta företagare som har gått i pension."),
    ("da", "Pensionerede ledere er mentorer for flygtninge."),
    ("da", "Mentorerne er seniorer, der har forladt arbejdsmarkedet."),
    ("nb", "Pensjonerte ledere er mentorer for innvandrere."),
    ("fi", "Eläkkeelle jääneet johtajat mentoroivat maahanmuuttajia."),
    ("fi", "Mentorit ovat eläkkeellä olevia yrittäjiä."),
    ("pl", "Emerytowani menedżerowie są mentorami uchodźców."),
    ("pl", "Mentorami są przedsiębiorcy na emeryturze."),
    ("cs", "Manažeři v důchodu dělají mentory uprchlíkům."),
    ("cs", "Mentory jsou bývalí podnikatelé v důchodu."),
    ("el", "Συνταξιούχοι διευθυντές γίνονται μέντορες προσφύγων."),
    ("uk", "Менеджери на пенсії стають менторами біженців."),
    ("uk", "Колишні керівники-пенсіонери є наставниками молодих біженців."),
    ("ro", "Manageri pensionari sunt mentori pentru refugiați."),
    ("ro", "Mentorii sunt antreprenori ieșiți la pensie."),
    ("hu", "Nyugdíjas vezetők mentorálják a menekülteket."),
    ("hu", "A mentorok nyugalmazott vállalkozók."),
    ("hr", "Umirovljeni menadžeri mentori su izbjeglicama."),
    ("hr", "Mentori su poduzetnici u mirovini."),
    ("hr", "Penzionisani direktori su mentori izbeglicama."),
    ("bg", "Пенсионирани мениджъри са ментори на бежанци."),
    ("bg", "Менторите са пенсионирани предприемачи."),
    ("sk", "Manažéri na dôchodku sú mentormi utečencov."),
    ("sl", "Upokojeni direktorji so mentorji beguncem."),
    ("ru", "Менеджеры на пенсии становятся наставниками беженцев."),
    ("ru", "Наставники — бывшие предприниматели, вышедшие на пенсию."),
    ("tr", "Emekli yöneticiler mültecilere mentorluk yapıyor."),
    ("sq", "Menaxherë në pension janë mentorë të refugjatëve."),
    ("mk", "Пензионирани менаџери се ментори на бегалци."),
    ("et", "Pensionil juhid on pagulastele mentoriks."),
    ("et", "Mentorid on pensionärid, kes on olnud ettevõtjad."),
    ("lt", "Į pensiją išėję vadovai yra pabėgėlių mentoriai."),
    ("lv", "Pensionēti vadītāji ir bēgļu mentori."),
    ("is", "Stjórnendur á eftirlaunum eru leiðbeinendur flóttafólks."),
    ("gl", "Directivos xubilados son mentores de persoas refuxiadas."),
    ("cy", "Mae rheolwyr wedi ymddeol yn mentora ffoaduriaid ifanc."),
    ("ga", "Bíonn bainisteoirí ar scor ina meantóirí ag dídeanaithe."),
    ("eu", "Erretiratutako zuzendariak errefuxiatuen mentoreak dira."),
    ("en", "Retired engineers volunteer as mentors for refugee technicians."),
    ("en", "Retired teachers mentor refugee pupils."),
    ("fr", "Des ingénieurs retraités accompagnent des diplômés réfugiés."),
    ("fr", "Des seniors experts bénévoles conseillent de jeunes entrepreneurs."),
    ("nl", "Oud-managers coachen jonge vluchtelingen naar werk."),
    ("de", "Pensionierte Unternehmer begleiten Gründerinnen aus Syrien."),
    ("es", "Profesionales jubilados acompañan a jóvenes migrantes."),
    ("it", "Imprenditori in pensione accompagnano giovani rifugiati."),
    ("pt", "Engenheiros aposentados acompanham jovens imigrantes."),
    ("sv", "Pensionerade ingenjörer stöttar nyanlända ingenjörer som mentorer."),
    ("da", "Pensionerede ingeniører er mentorer for nyankomne."),
    ("fi", "Eläkkeellä olevat yrittäjät ohjaavat maahanmuuttajia."),
    ("pl", "Emerytowani przedsiębiorcy wspierają uchodźców jako mentorzy."),
    ("hu", "Nyugalmazott mérnökök segítik a menekülteket mentorként."),
    ("ro", "Antreprenori pensionari îi îndrumă pe refugiați."),
    ("ru", "Пенсионеры-инженеры помогают молодым беженцам как наставники."),
    ("bg", "Пенсионирани инженери са наставници на бежанци."),
    ("hr", "Umirovljeni poduzetnici mentoriraju izbjeglice."),
    ("tr", "Emekli mühendisler genç mültecilere mentorluk ediyor."),
]

DO_NOT = [
    ("en", "Volunteers mentor retired refugees who feel lonely."),
    ("en", "The founder retired from the board last year; mentors are students."),
    (
        "en",
        "The programme, for retired people new to the town, has mentors who are students.",
    ),
    ("fr", "Des étudiants accompagnent des retraités immigrés isolés."),
    ("fr", "La fondatrice a pris sa retraite; les mentors sont des étudiants."),
    ("nl", "Studenten begeleiden gepensioneerde nieuwkomers."),
    ("nl", "De directeur ging met pensioen; de mentoren zijn studenten."),
    ("de", "Studierende begleiten als Mentoren zugewanderte Rentner."),
    ("de", "Die Gründerin ging in den Ruhestand. Mentoren sind Studierende."),
    ("es", "Estudiantes acompañan como mentores a inmigrantes jubilados."),
    ("es", "El presidente se jubiló en 2019; los mentores son estudiantes."),
    ("it", "Studenti fanno da mentori a pensionati stranieri."),
    ("pt", "Estudantes são mentores de imigrantes reformados."),
    ("sv", "Studenter är mentorer för pensionerade invandrare."),
    ("da", "Studerende er mentorer for pensionerede indvandrere."),
    ("fi", "Opiskelijat mentoroivat eläkkeellä olevia maahanmuuttajia."),
    ("pl", "Studenci są mentorami emerytowanych imigrantów."),
    ("cs", "Studenti jsou mentory cizinců v důchodu."),
    ("hu", "Egyetemisták mentorálják a nyugdíjas menekülteket."),
    ("ru", "Студенты — наставники пенсионеров-беженцев."),
    ("tr", "Öğrenciler emekli göçmenlere mentorluk yapıyor."),
    ("ro", "Studenții sunt mentori pentru imigranți pensionari."),
    ("en", "Students mentor retired entrepreneurs from abroad."),
    ("fr", "Des étudiants accompagnent des entrepreneurs retraités."),
    ("de", "Studierende begleiten pensionierte Unternehmer."),
    ("nl", "Studenten coachen gepensioneerde ondernemers."),
    ("es", "Estudiantes acompañan a empresarios jubilados."),
    ("sv", "Studenter är mentorer för pensionerade företagare."),
    ("pl", "Studenci wspierają emerytowanych przedsiębiorców."),
    ("it", "Studenti accompagnano imprenditori in pensione."),
    ("da", "Studerende er mentorer for pensionerede iværksættere."),
    ("fi", "Opiskelijat mentoroivat eläkkeellä olevia yrittäjiä."),
]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return open_tagger(load_settings())


@pytest.mark.parametrize(("cases", "mentor"), [(MENTOR, True), (DO_NOT, False)])
def test_retired_people_mentor_or_do_not(
    tagger: Tagger, cases: list[tuple[str, str]], mentor: bool
) -> None:
    found = tagger.tag_many([(text, language, None) for language, text in cases])
    told = [
        any((tag.facet, tag.value) == RETIRED and tag.confidence >= ACCEPT for tag in one.tags)
        for one in found
    ]
    assert not [case for case, one in zip(cases, told, strict=True) if one is not mentor]
