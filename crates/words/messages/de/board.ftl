## Top bar

bar-label = Board
title-rename = Umbenennen
title-label = Name des Boards
save-saved = Gespeichert
save-saving = Speichert …
save-connecting = Verbindet …
save-offline = { $count ->
    [0] Offline
    [one] Offline, eine Änderung gemerkt
   *[other] Offline, { $count } Änderungen gemerkt
 }
save-not-kept = Nicht gemerkt
save-rejected = Abgelehnt
save-read-only = Nur lesen
save-not-stored = { $count ->
    [0] Nicht gespeichert
    [one] Nicht gespeichert, eine Änderung gemerkt
   *[other] Nicht gespeichert, { $count } Änderungen gemerkt
 }
save-reload-needed = Neu laden nötig
save-closed = Geschlossen
undo = Rückgängig
redo = Wiederholen
stage-sketched = Skizziert
stage-modelled = Modelliert
stage-executable = Ausführbar
readiness-gaps = { $count ->
    [0] keine Lücke
    [one] noch 1 Lücke
   *[other] noch { $count } Lücken
 }
readiness-label = { $stage }, { $gaps }. Prüfung öffnen
people-label = { $count ->
    [one] Eine Person auf dem Board
   *[other] { $count } Personen auf dem Board
 }
people-more = { $count } weitere
person-you = { $name } (Sie)
person-follow = { $name } – folgen
person-unfollow = { $name } – nicht mehr folgen
following = Sie folgen { $name }
following-stop = Nicht mehr folgen
share = Teilen
export = Exportieren
panel = Seitenleiste

## Banners

banner-not-stored = Der Server kann gerade nichts speichern. Was Sie schon geändert haben, ist auf diesem Gerät gemerkt und wird nachgereicht.
banner-read-only = Sie sehen zu. Mit diesem Link kann man nichts ändern.
banner-comment-only = Sie sehen zu. Mit diesem Link kann man das Board nicht ändern.
banner-offline = Kein Netz. Sie können weiterarbeiten; hier ist alles gemerkt.
banner-not-kept = Dieses Gerät kann nichts merken, und der Server antwortet nicht. Lassen Sie die Seite offen, bis wieder „Gespeichert“ dort steht.
banner-rejected = Der Server hat Änderungen abgelehnt. Ihr Text liegt in der Ablage.
banner-rejected-show = Ablage öffnen
banner-reload-needed = Dieses Board braucht eine neuere Fassung des Programms. Ihre Änderungen sind gemerkt.
banner-closed = Sie haben keinen Zugang mehr zu diesem Board.
banner-signed-out = Ihre Anmeldung ist abgelaufen. Hier ist alles gemerkt.
banner-gone = Dieses Board gibt es nicht mehr.

## Tools

tools = Werkzeuge
tools-whiteboard = Whiteboard
tools-process = Ablauf
tools-fold = Namen ausblenden
tools-variants = Weitere: { $name }
tool-select = Auswählen
tool-note = Notiz
tool-text = Text
tool-shape = Form, Stift, Rahmen
tool-step = Schritt
tool-decision = Entscheidung
tool-event = Start, Warten, Ende
tool-lane = Bahn
tool-connect = Verbinden
tool-by-key = Eingabe setzt es in die Mitte. Esc legt das Werkzeug weg.

## First minute

first-title = Womit fangen Sie an?
first-text = Nichts ist endgültig: Aus jeder Notiz kann später ein Schritt werden.
first-ideas = Ideen sammeln
first-ideas-text = Notizen schreiben, gemeinsam.
first-process = Ablauf aufnehmen
first-process-text = Schritt für Schritt, gleich verbunden.
first-process-picture = Was passiert zuerst?
first-file = BPMN-Datei öffnen
first-file-text = Aus jedem anderen Werkzeug, vollständig.
first-hint-note = Notiz genau hier
first-hint-find = Alles finden
first-hint-keys = Alle Tasten
first-read-only = Noch ist das Board leer.
alone = Noch sind Sie allein hier.
alone-copy = Link kopieren
alone-qr = QR-Code zeigen

## Corner

corner = Ansicht
zoom-in = Vergrößern
zoom-out = Verkleinern
zoom-level = { $percent } %
zoom-reset = Auf 100 %
zoom-fit = Alles zeigen
minimap = Übersicht
help-and-keys = Hilfe und Tasten

## Drawer

drawer = Seitenleiste
drawer-element = Eigenschaften
drawer-problems = Prüfung
drawer-outline = Gliederung
drawer-tray = Ablage
drawer-versions = Versionen
problems-title = Bis es läuft
problems-stage-of = { $done } von { $of } fertig
problems-missing = Zum Ausführen fehlt
problems-better = Besser machen
problems-good = Gut zu wissen
problems-none = Hier fehlt nichts.
problems-none-text = Der Ablauf kann exportiert und ausgeführt werden.
problems-empty = Noch gibt es keinen Ablauf. Sobald ein Start oder ein Schritt da ist, steht hier, was bis zum Ausführen fehlt.
problems-target = Ziel
outline-title = Gliederung
outline-empty = Noch steht nichts auf dem Board.
outline-by-lane = Nach Bahn
outline-in-order = Der Reihe nach
outline-view = Ansicht
outline-no-lane = Ohne Bahn
outline-whiteboard = Whiteboard
outline-entries = { $count ->
    [one] 1 Eintrag
   *[other] { $count } Einträge
 }
outline-search = Suchen
outline-step-after = Schritt danach
outline-branch = Abzweig
outline-move = Verschieben
outline-rename = Umbenennen
outline-back-to = zurück zu: { $name }
outline-otherwise = sonst
outline-move-title = „{ $name }“ verschieben
outline-move-lane = In welche Bahn?
outline-move-place = An welche Stelle?
outline-move-before = vor { $name }
outline-move-after = nach { $name }
outline-move-keep = bleibt an der Stelle
outline-gap = Lücke
outline-add-first = Ersten Schritt anlegen
tray-title = Ablage
tray-empty = Die Ablage ist leer. Hier landet, was andere gelöscht haben, während Sie daran arbeiteten.
tray-gone = gelöscht
tray-rejected = nicht angenommen
tray-restore = Zurückholen
tray-dismiss = Verwerfen

## Versions

versions-title = Versionen
versions-name = Diesen Stand aufheben als
versions-help = Ein Name hilft beim Wiederfinden, etwa „Vor dem Termin mit der IT“.
versions-help-unsaved = Aufgehoben wird, was schon gespeichert ist.
versions-keep = Stand aufheben
versions-kept = „{ $name }“ ist aufgehoben.
versions-empty = Noch ist kein Stand aufgehoben. Sie können zu jedem aufgehobenen Stand zurückkehren.
versions-by = { $when } · { $name }
versions-look = Ansehen
versions-show = „{ $name }“ ansehen
versions-picture = Das Board in dieser Version
versions-picture-failed = Das Bild dieser Version lässt sich gerade nicht zeigen.
versions-restore = Zu diesem Stand zurückkehren
versions-restore-text = Das Board wird für alle wieder so, wie es hier zu sehen ist. Der jetzige Stand bleibt als eigene Version in der Liste. Rückgängig beginnt danach von vorn; was noch nicht gespeichert war, wird nachgereicht.
versions-delete = „{ $name }“ löschen
versions-delete-title = „{ $name }“ löschen?
versions-delete-text = Diese Version ist dann endgültig fort. Das Board selbst bleibt, wie es ist.

## Locks

lock-mine = von Ihnen festgehalten
lock-held = festgehalten von { $name }
lock-somebody = jemand
lock-mine-text = Das halten Sie fest: Andere können es nicht verschieben oder ändern.
lock-held-text = Das hält { $name } fest. Verschieben und ändern geht erst wieder, wenn es frei ist.
lock-free = Freigeben
lock-account = Festhalten und freigeben können Personen mit einem Konto.
lock-offline = Festhalten und freigeben geht erst wieder mit Verbindung zum Server.

## Command palette

palette = Befehle
palette-search = Befehl oder Element suchen
palette-choose = wählen
palette-do = ausführen
palette-elements-only = nur Elemente
palette-commands-only = nur Befehle
palette-on-board = Auf diesem Board
palette-nothing = Dazu gibt es nichts.
palette-results = { $count ->
    [0] Nichts gefunden
    [one] Ein Treffer
   *[other] { $count } Treffer
 }
group-tool = Werkzeuge
group-edit = Bearbeiten
group-arrange = Anordnen
group-process = Ablauf
group-view = Ansicht
group-board = Board
group-help = Hilfe
shortcuts-title = Alle Tasten
shortcuts-text = Die Tasten gelten, solange das Board den Fokus hat.
shortcuts-singles = Tasten ohne Strg verwenden
shortcuts-singles-help = Ausschalten, wenn Spracheingabe oder Hilfsmittel Buchstaben auslösen.
context-menu = Menü

## Element toolbar

toolbar-turn = Umwandeln
toolbar-colour = Farbe
toolbar-more = Mehr
toolbar-delete = Löschen
toolbar-label = Werkzeuge für { $name }
selection-several = { $count } ausgewählt

## Share

share-title = „{ $title }“ teilen
share-link = Link für Gäste
share-link-new = Neuer Link für Gäste
share-make = Link anlegen
share-may = Gäste dürfen
share-until = gültig
share-days-1 = einen Tag
share-days-7 = eine Woche
share-days-30 = einen Monat
share-days-365 = ein Jahr
role-viewer = zusehen
role-commenter = kommentieren
role-editor = mitarbeiten
role-owner = verwalten
share-pseudonym = Gäste geben nur ein Pseudonym an: kein Konto, keine E-Mail-Adresse.
share-secret-once = Diesen Link zeigt der Server nur jetzt. Er kennt ihn danach selbst nicht mehr.
share-links = Bestehende Links
share-links-none = Noch gibt es keinen Link.
share-link-role = Gäste können { $role }
share-expires = bis { $date }
share-never-expires = ohne Ablauf
share-revoke = Link zurückziehen
share-revoked = Der Link gilt nicht mehr. Wer über ihn hier war, ist getrennt.
share-phone = Mit dem Telefon mitmachen
share-phone-text = Kamera darauf halten, Pseudonym wählen, fertig.
share-qr-alt = QR-Code mit dem Link zu diesem Board
share-qr-none = Legen Sie einen Link an, dann erscheint hier der QR-Code.
share-here = { $count ->
    [one] Eine Person ist hier
   *[other] { $count } Personen sind hier
 }
share-forbidden = Nur wer das Board verwaltet, kann Links anlegen.
share-local = Dieser Server ist nur auf diesem Gerät erreichbar. Andere Geräte kommen mit dem Link erst hinein, wenn er im Netz steht.

## Export

export-title = Exportieren
export-target = Ziel
export-to-run = Zum Ausführen
export-to-edit = Zum Weiterbearbeiten
export-to-read = Zum Lesen und Drucken
export-complete = vollständig
export-xprozess = XProzess 2
export-xprozess-text = in ein Dokument
export-xprozess-report = Der Ablauf kommt zurück in das XProzess-Dokument, aus dem er auf das Board geholt wurde. Alles andere in dem Dokument bleibt, wie es ist.
export-xprozess-other = Kam er aus keinem oder soll er in ein anderes, wählen Sie es hier. Sein Prozessmodell wird ersetzt.
export-xprozess-choose = Dokument wählen
export-xprozess-chosen = Dokument: { $name }
export-xprozess-none = Doch kein anderes
export-json = Wandel-Board (JSON)
export-json-text = alles, auch Notizen
export-yjs = Yjs-Dokument
export-yjs-text = für eigene Programme
export-svg = Bild (SVG)
export-ready-for = Bereit für { $target }?
export-stage-sketched = Start, Schritte, Ende
export-stage-modelled = { $done } von { $of } Fragen geklärt
export-stage-executable = { $count ->
    [0] kann laufen
    [one] nach einer Antwort
   *[other] nach { $count } Antworten
 }
export-view = Ansicht
export-view-report = Bericht
export-view-file = Datei
xml-cut = Gezeigt sind die ersten { $count } Zeilen. Kopiert und heruntergeladen wird alles.
export-what-arrives = Was kommt in der Datei an?
export-taken = Wird übernommen
export-taken-text = alle Elemente, Verbindungen, Namen und die Zeichnung
export-lost = Kommt nicht mit
export-all = Einzeln zeigen
export-translated = Wird übersetzt
export-missing = Fehlt noch
export-missing-none = nichts, die Datei kann laufen
export-missing-show = { $count } zeigen
export-beside = Steht in eigenen Dateien
export-download-all = Alle Dateien (ZIP)
export-called = Ruft Abläufe anderer Boards auf
export-called-along = Mitnehmen: in die ZIP-Datei und beim Bereitstellen
export-called-missing = Ruft auf, was nicht da ist
export-stays = Bleibt auf dem Board
export-stays-text = Notizen, Formen und freie Texte
export-json-report = Die Datei enthält das ganze Board: Ablauf, Notizen, Formen und Texte, mit stabilen Namen für andere Programme.
export-yjs-report = Die Datei enthält das Dokument, wie Yjs und yrs es lesen. Der Aufbau steht in docs/document.md.
export-svg-report = Die Datei enthält die Zeichnung, scharf in jeder Größe, mit eingebetteter Schrift.
export-download = Herunterladen
export-download-draft = Entwurf herunterladen
export-wait-unsaved = Noch sind nicht alle Änderungen auf dem Server. Die Datei enthält, was gespeichert ist.
export-failed = Die Datei konnte nicht gebaut werden. Das Board ist unverändert.
deploy-title = Gleich bereitstellen
deploy-text = Die Engine führt danach diese Fassung aus.
deploy-beside = Mitgeschickt: { $files }
deploy-called = Vorher bereitgestellt: { $boards }
deploy-left = Nicht mitgegangen
deploy-not-ready = Geht, sobald nichts mehr fehlt und alles gespeichert ist.
deploy-do = Bereitstellen
deploy-under-way = Wird bereitgestellt …
deploy-to = Auf { $engine } bereitstellen
deploy-done = „{ $key }“ läuft jetzt auf { $engine }, Fassung { $version }.
deploy-unchanged = { $engine } hat genau diese Fassung schon.

## Importing into a board

import-sending = „{ $name }“ wird übertragen, { $percent } %
import-reading = „{ $name }“ wird gelesen …
import-found = Das ist in der Datei
import-steps = { $count ->
    [one] ein Schritt
   *[other] { $count } Schritte
 }
import-decisions = { $count ->
    [one] eine Entscheidung
   *[other] { $count } Entscheidungen
 }
import-events = { $count ->
    [one] ein Ereignis
   *[other] { $count } Ereignisse
 }
import-lanes = { $count ->
    [one] eine Bahn
   *[other] { $count } Bahnen
 }
import-flows = { $count ->
    [one] eine Verbindung
   *[other] { $count } Verbindungen
 }
import-rest = { $count ->
    [one] ein weiteres Element
   *[other] { $count } weitere Elemente
 }
import-noticed = Beim Lesen aufgefallen
import-nothing-noticed = Beim Lesen ist nichts aufgefallen.
import-line = Zeile { $line }
import-more = { $count ->
    [one] Danach noch { $count } Datei
   *[other] Danach noch { $count } Dateien
}
import-take = Auf das Board legen
import-drop = Hier ablegen: die Datei kommt auf dieses Board
import-clipboard = Zwischenablage
import-open = „{ $name }“ öffnen
import-title = Aus „{ $name }“ übernommen
import-failed = „{ $name }“ konnte nicht gelesen werden.
import-done = „{ $name }“ ist auf dem Board.

## Mirror, speech and regions

mirror-label = Ablauf
mirror-name = { $kind } „{ $label }“
mirror-name-empty = { $kind } ohne Namen
mirror-lane = Bahn { $lane }
mirror-place = { $index } von { $count }
mirror-then = danach: { $next }
mirror-exit = { $exit }: { $name }
mirror-selected = ausgewählt
mirror-help = Pfeiltasten gehen weiter, Eingabe legt den nächsten Schritt an, Umschalt und Eingabe einen Abzweig, C verbindet, F2 benennt um, F6 wechselt den Bereich.
editor-label = Text von { $name }
canvas-label = Board „{ $title }“. { $count ->
    [0] Noch leer.
    [one] Ein Element.
   *[other] { $count } Elemente.
 }
news-label = Was andere tun
connect-title = Verbinden mit …
reconnect-to-title = Ende versetzen
reconnect-to-text = Wohin führt „{ $name }“?
reconnect-from-title = Anfang versetzen
reconnect-from-text = Wo beginnt „{ $name }“?
connect-text = Wohin geht es nach „{ $name }“ weiter?
connect-search = Element suchen

## Phone

phone-nav = Bereiche
phone-process = Ablauf
phone-note = Notiz
phone-wall = Wand
phone-people = { $count ->
    [one] 1 Person
   *[other] { $count } Personen
 }
phone-note-title = Neue Notiz
phone-note-label = Ihre Notiz
phone-note-left = { $used } / { $most }
phone-note-throw = An die Wand
phone-note-thrown = Ihre Notiz ist an der Wand.
phone-note-mine = Ihre Notizen
phone-note-count = { $count ->
    [0] noch keine
    [one] eine
   *[other] { $count }
 }
phone-note-colour = Farbe
phone-more = Mehr
copy-failed = Der Browser lässt das Kopieren nicht zu.
paste-by-key = Der Browser gibt die Zwischenablage nicht heraus. Drücken Sie Strg+V.
