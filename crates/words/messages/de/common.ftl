## Words that every screen needs

app-name = Wandel
close = Schließen
cancel = Abbrechen
done = Fertig
delete = Löschen
rename = Umbenennen
open = Öffnen
show = Zeigen
more = Mehr
retry = Noch einmal versuchen
reload = Neu laden
version-waits = Eine neue Version ist da.
copy = Kopieren
copied = Kopiert.
create = Anlegen
back-to-boards = Zurück zu allen Boards
untitled-board = Board ohne Namen
untitled = ohne Namen
you = (Sie)
loading = Einen Moment …
loading-board = Das Board wird geladen …
language = Sprache
language-de = Deutsch
language-en = English
theme = Darstellung
theme-system = Wie das System
theme-light = Hell
theme-dark = Dunkel
skip-to-content = Zum Inhalt springen
skip-to-outline = Zur Gliederung springen
page-title = { $title } – Wandel
choose = Auswählen
none = nichts
required = Bitte ausfüllen.

## What happened, what was kept, what to do

not-found-title = Hier ist nichts
not-found-text = Das Board gibt es nicht, oder der Link gilt nicht mehr. Fragen Sie die Person, die Sie eingeladen hat, nach einem neuen Link.
to-boards = Zu den Boards
to-sign-in = Zur Anmeldung
trouble-title = Das hat nicht geklappt
engine-trouble = Das Board konnte nicht starten. Ihre Arbeit liegt auf dem Server und auf diesem Gerät. Bitte laden Sie die Seite neu.

## Keys, as printed on the keyboard

key-Mod = Strg
key-Shift = Umschalt
key-Alt = Alt
key-Enter = Eingabe
key-Escape = Esc
key-Delete = Entf
key-Backspace = Rücktaste
key-Space = Leertaste
key-Tab = Tab
key-Home = Pos1
key-End = Ende
key-PageUp = Bild auf
key-PageDown = Bild ab
key-ArrowUp = ↑
key-ArrowDown = ↓
key-ArrowLeft = ←
key-ArrowRight = →
key-Plus = +
key-Minus = −
key-ContextMenu = Menütaste
key-double-click = Doppelklick

## Times, near to now

time-now = gerade eben
time-minutes = vor { $count } Min.
time-today = heute, { $time }
time-yesterday = gestern, { $time }
