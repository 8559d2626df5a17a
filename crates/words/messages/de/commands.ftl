## The table of commands (`id`, dots as dashes): menus, palette, shortcuts and help

command-palette = Befehl suchen
command-help = Alle Tasten
command-share = Teilen
command-export = Exportieren
command-import = BPMN-Datei öffnen
command-rename-board = Board umbenennen
command-boards = Zu allen Boards
command-panel = Seitenleiste
command-problems = Prüfung
command-outline = Gliederung
command-tray = Ablage
