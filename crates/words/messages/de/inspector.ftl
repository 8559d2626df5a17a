## Questions in plain words

inspector = Eigenschaften
ask-what-step = Was passiert hier?
ask-what-gateway = Wie geht es weiter?
ask-what-event = Was passiert hier?
ask-name = Wie heißt es?
ask-who = Wer macht das?
ask-who-lane-none = Noch in keiner Bahn
ask-who-no-lanes = Legen Sie eine Bahn an, um zu sagen, wer etwas macht.
ask-form = Welche Angaben braucht dieser Schritt?
ask-form-start = Welche Angaben stehen am Anfang?
ask-exits = Welche Wege gibt es?
ask-exits-parallel = Was läuft gleichzeitig?
ask-exits-none = Noch führt kein Weg hinaus.
ask-exits-event = Was wird erwartet?
ask-exit-add = Weg anlegen
ask-exit-name = Beschriftung des Wegs nach „{ $to }“
ask-exit-when = wenn
ask-exit-when-label = Bedingung für den Weg nach „{ $to }“
ask-exit-otherwise = sonst
ask-exit-otherwise-long = sonst (wenn nichts anderes zutrifft)
ask-exit-to = nach „{ $to }“
ask-condition = Wann wird dieser Weg genommen?
ask-condition-help = Ein Vergleich mit einer Angabe des Vorgangs, zum Beispiel: vollstaendig == true
ask-service = Welches Programm erledigt es?
ask-service-help = Unter diesem Namen holt sich das Programm die Aufgabe ab, zum Beispiel: meldedaten-abrufen
ask-send = Welches Programm sendet?
ask-rule = Welche Regel entscheidet?
ask-result = Wie heißt das Ergebnis?
ask-result-help = Unter diesem Namen steht das Ergebnis allen weiteren Schritten zur Verfügung.
ask-script = Was wird gerechnet?
ask-script-language = Sprache des Skripts
ask-called = Welcher Ablauf läuft?
called-choose = Ablauf auswählen
called-change = Anderen auswählen
called-open = Zum Board „{ $board }“
called-here = auf diesem Board
called-release = Verbindung lösen
called-loading = Wird nachgesehen …
called-gone = Das Board gibt es nicht mehr, oder Sie dürfen es nicht sehen.
called-process-gone = Auf dem Board „{ $board }“ gibt es diesen Ablauf nicht mehr.
called-unknown = Der Server antwortet gerade nicht.
called-named = Auf der Engine: { $key }
called-key = Oder sein Name auf der Engine
called-key-only = Sein Name auf der Engine
called-key-help = Für einen Ablauf, den nur die Engine kennt.
called-title = Welcher Ablauf läuft?
called-text = Wählen Sie das Board, auf dem er steht.
called-text-guest = Ohne Anmeldung können Sie nur einen Ablauf dieses Boards wählen.
called-search = Board suchen
called-several = Auf „{ $board }“ stehen mehrere Abläufe.
called-back = Anderes Board
called-empty = Auf „{ $board }“ steht noch kein Ablauf.
called-nothing = Kein Board passt dazu.
ask-timer = Wann geht es weiter?
ask-timer-start = Wann geht es los?
ask-timer-boundary = Wann läuft die Frist ab?
timer-kind = Art der Zeitangabe
timer-date = An einem Tag
timer-duration = Nach einer Dauer
timer-cycle = Immer wieder
timer-value = Dauer
timer-unit = Einheit
timer-day = Tag
timer-time = Uhrzeit
timer-every = Alle
timer-times = Wie oft
timer-times-help = leer: ohne Ende
timer-unit-minutes = Minuten
timer-unit-hours = Stunden
timer-unit-days = Tage
timer-unit-weeks = Wochen
timer-unit-months = Monate
timer-unit-years = Jahre
timer-expression = Als Ausdruck (ISO 8601)
timer-expression-help = Zum Beispiel P14D, 2027-01-01T08:00:00 oder ein Ausdruck über eine Angabe des Vorgangs.
timer-invalid = Das ist keine Zeitangabe, die ein System versteht.
ask-interrupting = Was wird aus dem Schritt?
interrupting-yes = Er bricht ab
interrupting-no = Er läuft weiter
ask-message-catch = Auf welche Nachricht wird gewartet?
ask-message-start = Welche Nachricht startet den Ablauf?
ask-message-throw = Welche Nachricht geht hinaus?
ask-error-catch = Welcher Fehler wird abgefangen?
ask-error-throw = Mit welchem Fehler endet es?
ask-signal = Welches Signal?
ask-escalation = Welche Eskalation?
define-name = Name
define-code = Kürzel
define-code-help = Daran erkennt das ausführende System den Fehler.
define-new = Neu anlegen …
define-any = jeder
define-choose = noch nicht gewählt
ask-next = Wie geht es weiter?
ask-next-none = Noch endet es hier.
ask-next-after = danach: „{ $to }“
ask-documentation = Was muss man dazu wissen?
ask-colour = Farbe
ask-lane-name = Wer ist das?
ask-lane-groups = Name der Gruppe im System
ask-lane-groups-help = Leer: wird aus dem Namen der Bahn gemacht.
ask-pool-name = Welche Stelle ist das?
ask-loop = Wie oft?
loop-none = Einmal
loop-parallel = Für jedes Stück, gleichzeitig
loop-sequential = Für jedes Stück, nacheinander
loop-standard = Bis etwas zutrifft
ask-loop-collection = Welche Liste?
ask-loop-element = Wie heißt ein Stück?
ask-work = Wie lange dauert es?
ask-work-work = Bearbeiten
ask-work-wait = Liegen
span-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
span-hours = { $count } Std.
span-minutes = { $count } Min.
span-invalid = Zum Beispiel: 20 Min. oder 1,5 Std.
span-invalid-days = Zum Beispiel: 3 Std. oder 6 Tage.
ask-promote = Wird ein Schritt
ask-promote-text = Aus dieser Notiz einen Schritt machen. Text und Verfasser bleiben.
ask-direction = Richtung
direction-none = ohne Pfeil
direction-one = ein Pfeil
direction-both = beide Richtungen
ask-from = Von
ask-to = Nach
ask-from-change = Anfang versetzen
ask-to-change = Ende versetzen

## Folded part for the engine

technical = Technik für { $target }
technical-count = { $count ->
    [one] 1 Angabe
   *[other] { $count } Angaben
 }
technical-id = Kennung
technical-kind = BPMN-Element
technical-assignee = Bearbeitende Person (assignee)
technical-groups = Gruppen (candidateGroups)
technical-form = Formularschlüssel (formKey)
technical-form-ref = Verknüpftes Formular (formRef, formId)
implementation-topic = Externer Worker (topic)
implementation-expression = Ausdruck (expression)
implementation-delegate = Delegate-Ausdruck (delegateExpression)
implementation-class = Java-Klasse (class)
technical-condition = Bedingung (conditionExpression)
technical-result = Ergebnisvariable (resultVariable)
technical-decision = Entscheidung (decisionRef)
technical-link = Name des Verweises (link)

values-input = Werte für diesen Schritt
values-output = Werte aus diesem Schritt
values-name = Name des Werts
values-name-new = Name
values-value = Woraus er entsteht
values-input-new = einkommen * 2
values-output-new = ergebnis + 1
values-from = Woraus „{ $name }“ entsteht
values-add = Wert hinzufügen
values-odd = Nur Buchstaben ohne Umlaute, Ziffern und _, am Anfang keine Ziffer.
define-correlation = Woran erkennt das System den Fall?
define-correlation-help = Die Angabe, die in Fall und Nachricht gleich ist, zum Beispiel: aktenzeichen. Leer, wenn die Nachricht einen neuen Fall beginnt.

## Conditions in plain words

condition-variable = Angabe
condition-is = Vergleich
condition-value = Wert
condition-eq = ist
condition-ne = ist nicht
condition-gt = ist größer als
condition-ge = ist mindestens
condition-lt = ist kleiner als
condition-le = ist höchstens
condition-yes = ja
condition-no = nein
condition-plain = In Worten
condition-expression = Als Ausdruck
condition-write = Bedingung schreiben
ask-event-condition = Wann trifft es zu?
ask-exit-label = Beschriftung
ask-append-step = Schritt danach
inspector-close = Eigenschaften schließen

## Masken von Schritten

form-none = Keine Maske
form-others = Auch gezeigt bei: { $steps }
form-own = Das System zeigt eine eigene Maske: { $key }
form-fields = Felder der Maske
form-empty = Noch wird nichts abgefragt.
form-add = Hinzufügen
form-up = Nach oben
form-down = Nach unten
form-remove = Entfernen
form-field-add = Feld hinzufügen
form-field-name = Name des neuen Feldes
form-field-new = Zum Beispiel: Einkommen
form-field-up = „{ $name }“ nach oben
form-field-down = „{ $name }“ nach unten
form-field-remove = „{ $name }“ entfernen
form-field-moved = „{ $name }“ ist jetzt an Stelle { $place } von { $count }.
form-field-removed = „{ $name }“ ist entfernt.
field-name = Name des Feldes
field-type = Art des Feldes
field-type-text = Text
field-type-long-text = Langer Text
field-type-number = Zahl
field-type-boolean = Ja oder nein
field-type-date = Datum
field-type-choice = Auswahl
field-required = muss ausgefüllt werden
field-initial = Vorbelegt mit
field-initial-none = nichts
field-help = Hinweis zum Ausfüllen
field-key = Name für Bedingungen und Systeme
field-choices = Zur Auswahl
field-choice = Auswahl { $place }
field-choice-new = Noch etwas zur Auswahl
field-choice-add = Zur Auswahl hinzufügen

## Entscheidungstabellen

table-title = Entscheidungstabelle
table-none = Keine Tabelle
table-make = Tabelle anlegen
table-edit = Tabelle bearbeiten
table-show = Tabelle ansehen
table-elsewhere = Das System hat die Tabelle selbst: { $key }
table-size = { $rules ->
    [one] 1 Regel
   *[other] { $rules } Regeln
 } über { $inputs ->
    [one] 1 Angabe
   *[other] { $inputs } Angaben
 }
table-first-input = Angabe
table-first-output = Ergebnis
table-new-input = Angabe { $count }
table-new-output = Ergebnis { $count }
table-name = Name der Tabelle
table-key = Name für Systeme
table-policy = Wenn mehrere Regeln gelten
table-policy-unique = Es gilt immer nur eine
table-policy-first = Die erste zählt
table-policy-any = Sie sagen alle dasselbe
table-policy-collect = Alle zusammen
table-policy-rule-order = Alle, in dieser Reihenfolge
table-aggregation = Das ergibt
table-aggregation-list = eine Liste
table-aggregation-sum = die Summe
table-aggregation-min = den kleinsten Wert
table-aggregation-max = den größten Wert
table-aggregation-count = die Anzahl
table-rule = Regel
table-input = wenn
table-output = dann
table-note = Bemerkung
table-tools = Bearbeiten
table-column-name = Name der Spalte „{ $name }“
table-column-type = Art von „{ $name }“
table-column-expression = Was „{ $name }“ prüft
table-column-key = Name des Ergebnisses „{ $name }“
table-column-left = Spalte „{ $name }“ nach links
table-column-right = Spalte „{ $name }“ nach rechts
table-left = Nach links
table-right = Nach rechts
table-cell = Regel { $row }, { $name }
table-note-of = Bemerkung zu Regel { $row }
table-rule-up = Regel { $row } nach oben
table-rule-down = Regel { $row } nach unten
table-rule-remove = Regel { $row } entfernen
table-add-input = Angabe
table-add-output = Ergebnis
table-add-rule = Regel
table-help = Zum Beispiel: Erstantrag, Folgeantrag; < 1000; [1000..2000]; not(ja). Eine leere Zelle gilt für alles.
table-error = Regel { $row }, { $name }: { $text }
table-cell-unexpected = das ist nicht als Prüfung oder Wert zu lesen.
table-cell-open-text = ein Anführungszeichen fehlt.
table-cell-bad-number = das ist keine Zahl.
table-cell-bad-day = diesen Tag gibt es nicht.
table-cell-backwards = der Bereich endet, bevor er beginnt.
table-cell-too-long = das ist zu lang.
table-cell-type = das passt nicht zur Art der Spalte.
