## The picture beside the forms; `|` breaks a line

art-note-1 = Warum dreimal|dieselben Daten?
art-note-2 = Wer entscheidet bei|Krankheit?
art-note-3 = Zwischenstand online|zeigen
art-note-4 = Akten liegen sechs Tage
art-note-5 = Bescheid in einfacher|Sprache
art-note-6 = Eingang bestätigen
art-pool = Wohngeld
art-lane-1 = Antragsteller
art-lane-2 = Sachbearbeitung
art-start = Wohngeld|benötigt
art-step-1 = Antrag|ausfüllen
art-step-2 = Angaben|prüfen
art-end = Angaben|geprüft
art-becomes = wird ein|Schritt
art-name-1 = Blauer Falke
art-name-2 = Flinker Otter
