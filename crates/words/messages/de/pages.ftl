## Boards

boards-title = Boards
boards-navigation = Bereiche
boards-all = Alle Boards
boards-search = Boards suchen
boards-new = Neues Board
boards-open-file = BPMN öffnen
boards-open-file-long = BPMN-Datei öffnen
boards-drop-hint = oder eine Datei irgendwohin auf diese Seite ziehen
boards-drop-here = Datei hier loslassen
boards-start-with = Mit einer Vorlage beginnen
boards-template-empty = Leeres Board
boards-template-empty-text = eine freie Wand
boards-template-demo-long = Ein Ablauf einer Verwaltung mit Bahnen, Entscheidungen und einem Termin: zum Ansehen, Ändern und Ausführen.
boards-template-empty-long = Eine freie Wand für Notizen und Schritte. Nichts ist endgültig.
boards-template-file = Ihre eigene BPMN-Datei
boards-template-file-long = Aus jedem Modellierungswerkzeug, das BPMN 2.0 schreibt. Es geht nichts verloren.
boards-hello = Guten Tag, { $name }.
boards-hello-text = Ein Board ist eine Wand für Ihr Team: erst Notizen, dann ein Ablauf, am Ende etwas, das läuft. Womit beginnen Sie?
boards-view = Darstellung
boards-cards = Karten
boards-list = Liste
boards-sort = Sortieren
boards-sort-changed = Zuletzt geändert
boards-sort-title = Nach Namen
boards-here = { $count } hier
boards-here-label = { $count ->
    [one] Eine Person ist gerade auf dem Board
   *[other] { $count } Personen sind gerade auf dem Board
 }
boards-more-about = Mehr zu „{ $title }“
boards-count = { $count ->
    [one] Ein Board
   *[other] { $count } Boards
 }
boards-none-found = Kein Board heißt so: „{ $text }“.
boards-rename-title = Board umbenennen
boards-name = Name des Boards
boards-delete-title = „{ $title }“ löschen?
boards-delete-text = Das Board wird für alle gelöscht, mit allen Notizen, Schritten und Links. Das lässt sich nicht zurücknehmen.
boards-delete = Board löschen
boards-deleted = „{ $title }“ ist gelöscht.
boards-importing = „{ $name }“ wird gelesen …
boards-imported = { $count ->
    [one] { $count } Board angelegt
   *[other] { $count } Boards angelegt
}
boards-import-open = Board öffnen
boards-elements = { $count ->
    [0] leer
    [one] ein Element
   *[other] { $count } Elemente
 }
boards-column-title = Name
boards-column-stage = Stand
boards-column-changed = Geändert
boards-column-elements = Inhalt
boards-account = Konto und Einstellungen
boards-administrator = Administration
sign-out = Abmelden
sign-out-unsent = Auf diesem Gerät liegen noch Änderungen, die der Server nicht hat. Beim Abmelden gehen sie verloren.


## Sign-in

sign-in = Anmelden
sign-in-lead = Mit Ihrem Konto auf diesem Server.
email = E-Mail-Adresse
password = Kennwort
password-show = Kennwort anzeigen
password-hide = Kennwort verbergen
sign-in-invited = Eingeladen, aber ohne Konto? Öffnen Sie einfach den Link oder scannen Sie den QR-Code. Ein Pseudonym genügt.
sign-in-first = Dieser Server hat noch keine Administration. Der Link zum Einrichten steht im Startprotokoll des Servers.

## Set-up of the first administrator

setup-title = Willkommen bei Wandel
setup-lead = Legen Sie das erste Konto an. Es verwaltet diesen Server.
setup-name = Ihr Name
setup-name-help = So sehen Sie die anderen auf den Boards.
setup-password-help = Mindestens 12 Zeichen. Ein Satz ist leichter zu merken als ein Wort.
setup-create = Konto anlegen
setup-no-token = In diesem Link fehlt das Einmalkennwort. Bitte öffnen Sie den ganzen Link aus dem Startprotokoll des Servers.
setup-done-already = Dieser Server ist schon eingerichtet.
setup-data = Alles bleibt auf diesem Server. Wandel verbindet sich mit keinem anderen.

## Joining as a guest

join-title = Sie sind eingeladen
join-lead = zum Board
join-here = { $count ->
    [0] Noch ist niemand da
    [one] { $first } ist schon da
   *[other] { $first } und { $others } weitere sind schon da
 }
join-pseudonym = Ihr Pseudonym
join-pseudonym-help = So sehen Sie die anderen. Bitte nicht Ihren vollen Namen.
join-dice = Anderes Pseudonym vorschlagen
join-colour = Ihre Farbe
join-go = Mitmachen
join-as-viewer = Sie können zusehen.
join-as-commenter = Sie können zusehen und kommentieren.
join-as-editor = Sie können mitarbeiten.
join-notice = Was mit Ihren Daten geschieht
join-notice-kept = Gespeichert
join-notice-kept-text = Ihr Pseudonym, Ihre Farbe und was Sie auf das Board schreiben
join-notice-not = Nicht
join-notice-not-text = kein Konto, keine E-Mail-Adresse, keine Auswertung Ihrer Tätigkeit
join-notice-long = Wie lange
join-notice-long-text = bis das Board gelöscht wird
join-notice-who = Verantwortlich
join-notice-who-text = die Stelle, die diesen Server betreibt: { $host }
join-notice-full = Vollständiger Hinweis nach Art. 13 DSGVO
join-notice-basis = Zweck und Grundlage
join-notice-basis-text = Ihr Mitwirken an diesem Board (Art. 6 Abs. 1 DSGVO; bei Behörden Buchstabe e). Es gibt keine Weitergabe an Dritte, keine Übermittlung in Drittländer und keine automatisierte Entscheidung.
join-notice-rights = Ihre Rechte
join-notice-rights-text = Auskunft, Berichtigung, Löschung, Einschränkung, Widerspruch und Beschwerde bei der Aufsichtsbehörde. Wenden Sie sich dafür an die verantwortliche Stelle.
join-notice-cookie = Auf diesem Gerät
join-notice-cookie-text = ein Cookie nur für dieses Board, ohne das der Server Sie nicht wiedererkennt, und eine Kopie des Boards, damit Sie ohne Netz weiterarbeiten können
join-house = auf eigenen Servern: { $host }

colour-1 = Blau
colour-2 = Rot
colour-3 = Grün
colour-4 = Violett
colour-5 = Bernstein
colour-6 = Türkis
colour-7 = Rosa
colour-8 = Oliv

## Pseudonyms: an adjective and an animal, agreeing in gender by construction (all animals are masculine)

pseudonym-adjectives = Blauer, Flinker, Stiller, Heller, Kluger, Bunter, Sanfter, Munterer, Wacher, Roter, Grüner, Leiser, Kühner, Froher, Weiser, Ruhiger
pseudonym-animals = Falke, Otter, Luchs, Dachs, Igel, Kranich, Storch, Hase, Fuchs, Biber, Specht, Marder, Reiher, Star, Lachs, Uhu
template-demo = Antrag auf Wohngeld
template-demo-text = ein fertiger Ablauf zum Ausprobieren
template-procurement = Beschaffung
template-procurement-text = Freigabe nach der Höhe des Preises
template-onboarding = Einarbeitung
template-onboarding-text = drei Stellen arbeiten gleichzeitig
template-complaint = Beschwerde
template-complaint-text = nach zehn Tagen kümmert sich die Leitung
