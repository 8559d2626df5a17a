## What the program `wandel` says in the terminal

server-set-up = Erste Administration einrichten: { $url }
server-demo = Demo-Board, gleich zum Mitarbeiten: { $url }

## Was beim Start schiefgehen kann

cli-config-listen = „{ $address }“ ist keine Adresse. So geht es: 127.0.0.1:8080
cli-config-public-url = Die öffentliche Adresse hat die Form https://wandel.beispiel.de, ohne Pfad.
cli-engines-unreadable = { $path } kann nicht gelesen werden: { $cause }
cli-engines-malformed = Die Datei der Engines ist nicht zu verstehen: { $cause }
cli-engines-invalid = In der Datei der Engines taugt die Angabe „{ $key }“ von „{ $engine }“ nicht.
cli-listen-in-use = Auf { $address } lauscht schon ein anderes Programm. Wählen Sie mit --listen eine andere Adresse.
cli-listen-not-allowed = Auf { $address } zu lauschen ist nicht erlaubt. Wählen Sie mit --listen einen Port ab 1024.
cli-listen-failed = Auf { $address } kann nicht gelauscht werden: { $cause }
cli-store-failed = Der Datenordner { $path } lässt sich nicht öffnen: { $cause }
cli-store-in-use = Mit dem Datenordner arbeitet schon ein anderer Server.
cli-store-newer-schema = Der Datenordner { $path } stammt von einer neueren Version von Wandel. Nehmen Sie diese.
cli-store-full = Der Datenträger ist voll.
cli-store-damaged = Ein Eintrag des Boards { $board } ist beschädigt.
cli-store-corrupt = Ein Teil des Datenordners ist beschädigt. Spielen Sie eine Sicherung zurück.
cli-store-closed = Der Server hört gerade auf. Versuchen Sie es gleich noch einmal.
cli-store-conflict = Jemand war schneller. Versuchen Sie es noch einmal.
cli-data-missing = Den Datenordner { $path } gibt es nicht.
cli-randomness = Das System liefert keine Zufallszahlen.
cli-runtime = Das Programm kann nicht starten: { $cause }
cli-internal = Das hat nicht geklappt, und es liegt am Programm.
cli-unknown = Das hat nicht geklappt ({ $code }).

## Was bei Befehlen schiefgehen kann

cli-control-failed = Der laufende Server ist über { $path } nicht zu erreichen: { $cause }
cli-control-broken = Der laufende Server hat nicht geantwortet, wie er sollte. Hat er dieselbe Version?
cli-file-read = { $path } lässt sich nicht lesen: { $cause }
cli-file-write = { $path } lässt sich nicht schreiben: { $cause }
cli-file-exists = { $path } gibt es schon und wird nicht überschrieben.
cli-file-too-large = { $path } ist zu groß.
cli-password-missing = Auf der Standardeingabe kam kein Passwort an.
cli-user-unknown = Ein Konto mit dieser E-Mail-Adresse gibt es nicht.
cli-board-not-found = Ein Board { $board } gibt es nicht.
cli-board-quarantined = Das Board ist beschädigt und wurde beiseitegelegt.
cli-export-unknown-format = Dieses Format gibt es nicht.
cli-export-unknown-target = Dieses Ziel gibt es nicht. Es gibt: { $targets }
cli-export-no-report = Von diesem Format gibt es keinen Bericht.
cli-export-no-document = Ein XProzess-Dokument entsteht nicht neu. Nennen Sie mit --into das Dokument, in das der Ablauf soll.
help-arg-into = Das XProzess-Dokument, in das der Ablauf kommt
cli-export-failed = Das Board lässt sich so nicht schreiben.
cli-render-format = Gezeichnet wird nach .svg.
cli-restore-running = Auf diesem Datenordner läuft ein Server. Halten Sie ihn an, dann lässt sich die Sicherung einspielen.
cli-restore-not-a-backup = { $path } ist keine Sicherung von Wandel.
cli-import-one-title = Ein Titel gilt für eine Datei. Lassen Sie --title weg, heißen die Boards wie ihre Abläufe.
cli-bpmn-unreadable = { $path }, Zeile { $line }: { $problem }
cli-finding = { $severity ->
    [error] Fehler
    [warning] Warnung
   *[info] Hinweis
} { $element }: { $sentence } [{ $code }]
cli-finding-whole = { $severity ->
    [error] Fehler
    [warning] Warnung
   *[info] Hinweis
}: { $sentence } [{ $code }]

## Hilfe

help = Wandel: das Whiteboard für Prozesse
help-serve = Startet den Server und nennt seine Adresse
help-user = Verwaltet Konten
help-user-add = Legt ein Konto an
help-user-list = Nennt alle Konten
help-user-disable = Sperrt ein Konto und meldet es überall ab
help-user-erase = Löscht ein Konto und seinen Namen auf allen Boards
help-board = Verwaltet Boards
help-board-create = Legt ein leeres Board an und nennt seine Kennung
help-board-list = Nennt alle Boards: Kennung, Tabulator, Name
help-board-import = Legt ein Board aus jeder BPMN-Datei (oder jedem Archiv) an und nennt die Kennungen
help-board-export = Schreibt ein Board in eine Datei
help-board-link = Nennt einen Link, der ein Board gleich öffnet
help-board-ticket = Nennt ein Ticket, mit dem ein Programm am Board teilnimmt
help-convert = Liest eine BPMN-Datei als Board und schreibt sie wieder
help-check = Prüft eine BPMN-Datei; Ende mit 1, wenn es Fehler gibt
help-layout = Ordnet eine BPMN-Datei neu an
help-render = Zeichnet eine BPMN-Datei als SVG
help-backup = Sichert alles in eine neue Datei, auch während der Server läuft
help-restore = Spielt eine Sicherung ein, während kein Server läuft
help-verify = Prüft jeden Eintrag jedes Boards; Ende mit 1, wenn etwas beschädigt ist
help-arg-data = Der Datenordner
help-arg-help = Zeigt diese Hilfe
help-arg-version = Nennt die Version
help-arg-listen = Wo gelauscht wird; Port 0 sucht einen freien
help-arg-metrics-listen = Eine zweite Adresse für die Überwachung: /metrics, /livez, /readyz
help-arg-public-url = Die Adresse, unter der andere den Server erreichen, etwa https://wandel.beispiel.de
help-arg-engines = Eine TOML-Datei mit den Engines, auf denen Prozesse bereitgestellt werden können
help-arg-demo = Legt ein Beispiel-Board an und nennt den Link dazu
help-arg-faults = Für Tests
help-arg-eager = Für Tests
help-arg-email = Die E-Mail-Adresse des Kontos
help-arg-name = Der Name, den andere sehen
help-arg-admin = Darf die Konten verwalten
help-arg-password-stdin = Liest das Passwort von der Standardeingabe
help-arg-title = Der Name des Boards
help-arg-id = Die Kennung des Boards
help-arg-file = Die Datei
help-arg-files = Die BPMN-Dateien; jede wird ein Board, was zusammengehört kommt als ZIP
help-arg-format = Das Format
help-arg-with = Eine DMN-Datei mit Entscheidungstabellen, die er befragt; mehrmals für mehrere
help-arg-target = Für wen: generic, operaton, camunda7, zeebe oder flowable
help-arg-output = Wohin geschrieben wird
help-arg-role = Was damit erlaubt ist: viewer, commenter oder editor
help-arg-days = Nach wie vielen Tagen der Link endet
help-arg-hours = Nach wie vielen Stunden das Ticket endet
help-arg-input = Die BPMN-Datei
help-arg-report = Schreibt einen Bericht als JSON in diese Datei
cli-version-not-found = Dieses Board hat keine Version { $version }.
cli-purge-differs = Das Board lässt sich nicht neu anlegen, ohne dass etwas verloren geht. Es ist unverändert.
cli-purge-root = Auf dem Board liegt etwas von einem anderen Programm, das sich nicht mitnehmen lässt. Es ist unverändert.
version-before = Vor der Rückkehr zu „{ $name }“
help-doctor = Sieht nach, ob alles in Ordnung ist; endet mit 1, wenn nicht
help-board-versions = Nennt die benannten Versionen eines Boards: Kennung, Tabulator, Zeit, Tabulator, Name
help-board-keep = Hält ein Board, wie es ist, als benannte Version fest und nennt deren Kennung
help-board-keep-name = Der Name der Version
help-board-restore = Holt eine benannte Version zurück; was da war, wird als Version festgehalten
help-board-purge = Nimmt endgültig aus den Daten, was auf einem Board gelöscht wurde
help-board-restore-version = Die Kennung der Version
doctor-well = Alles ist in Ordnung.
doctor-folder-open = Andere auf diesem Rechner können { $path } lesen. Nur der Eigentümer sollte das können.
doctor-disk-refuses = Der Datenträger nimmt keine Änderungen an ({ $code }).
doctor-board-damaged = Das Board { $board } ist beschädigt und gesperrt. Eine benannte Version oder eine Sicherung holt es zurück.
doctor-version-damaged = Die Version „{ $name }“ des Boards { $board } ist beschädigt.
doctor-clock-behind = Die Uhr geht falsch: Es gibt Änderungen aus der Zukunft.
doctor-admin-none = Es gibt noch keine Administration. Der Server nennt beim Start den Link dafür.
doctor-url-unreachable = Unter { $url } antwortet niemand.
doctor-url-not-wandel = Unter { $url } antwortet etwas anderes als Wandel, oder der Proxy gibt nicht alles weiter.
doctor-url-policy = Die Seite unter { $url } kommt ohne ihre Sicherheitsregeln an. Entfernt der Proxy Kopfzeilen?
doctor-url-origin = Der Server lehnt die Adresse { $url } ab. Starten Sie ihn mit --public-url { $url }.
doctor-url-socket = Unter { $url } kommt keine Live-Verbindung zustande. Der Proxy muss WebSockets weitergeben (Upgrade und Connection).
doctor-url-foreign-origin = Eine fremde Seite könnte sich mit { $url } verbinden. Der Proxy darf die Kopfzeile Origin nicht ändern.
doctor-url-https-not-looked-at = { $url } wurde nicht geprüft: Dieses Programm fragt nur über http. Fragen Sie den Server hinter dem Proxy.
