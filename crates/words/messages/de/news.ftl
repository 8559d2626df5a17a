## What others did, for the live region; own results at once (`news-…`)

news-unknown = Etwas hat sich geändert.
news-remote-made = Neu: { $name }
news-remote-restored = Zurückgeholt: { $name }
news-remote-deleted = Gelöscht: { $name }
news-remote-turned = Umgewandelt: { $name }
news-remote-labelled = Neuer Text: { $name }
news-remote-resized = Größe geändert: { $name }
news-remote-moved = Verschoben: { $name }
news-remote-changed = Geändert: { $name }
news-remote-many = { $count } Änderungen von anderen
news-replaced = Das Board ist zu einem früheren Stand zurückgekehrt. Der Stand davor liegt unter „Versionen“.
news-promoted = Die Notiz ist jetzt ein Schritt
news-rejected = Der Server hat eine Änderung nicht angenommen. Ihr Text liegt in der Ablage
news-deleted = { $count ->
    [one] Ein Element gelöscht
   *[other] { $count } Elemente gelöscht
 }
news-more = und { $count } weitere Änderungen

## Why the board refused something (`code`, dots as dashes)

refusal-command-unknown = Diesen Befehl gibt es nicht.
refusal-command-too-deep = Das war zu viel auf einmal.
refusal-connector-expected = Das geht nur mit einer Verbindung.
refusal-connector-too-many-bends = Diese Verbindung hat zu viele Knicke.
refusal-create-too-many = Das sind zu viele Elemente auf einmal.
refusal-define-unknown-kind = Das lässt sich so nicht anlegen.
refusal-make-boundary-needs-step = Eine Unterbrechung gehört an den Rand eines Schritts.
refusal-paste-newer = Das stammt aus einer neueren Fassung. Bitte laden Sie die Seite neu.
refusal-paste-too-many = Das sind zu viele Elemente auf einmal.
refusal-element-exists = Das gibt es schon.
refusal-element-gone = Das hat inzwischen jemand gelöscht.
refusal-element-id = Das lässt sich so nicht anlegen.
refusal-element-locked = Das hält { $holder } fest. Verschieben und ändern geht erst wieder, wenn es frei ist.
refusal-element-missing = Das gibt es nicht mehr.
refusal-label-too-long = Dieser Text ist zu lang.
refusal-lane-needs-pool = Eine Bahn gehört in eine beteiligte Stelle.
refusal-meta-value = Diese Angabe passt hier nicht.
refusal-place-not-a-container = Dort kann nichts hineingelegt werden.
refusal-place-within-itself = Etwas kann nicht in sich selbst liegen.
refusal-plane-exists = Das gibt es schon.
refusal-plane-missing = Diese Zeichenfläche gibt es nicht mehr.
refusal-process-exists = Das gibt es schon.
refusal-process-key = Diese Angabe passt hier nicht.
refusal-process-missing = Diesen Ablauf gibt es nicht mehr.
refusal-property-name = Diese Angabe passt hier nicht.
refusal-property-too-long = Diese Angabe ist zu lang.
refusal-turn-impossible = Das lässt sich nicht umwandeln.
refusal-turn-needs-host = Eine Unterbrechung gehört an den Rand eines Schritts.
