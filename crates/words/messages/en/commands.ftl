## The table of commands (`id`, dots as dashes): menus, palette, shortcuts and help

command-palette = Find a command
command-help = All keys
command-share = Share
command-export = Export
command-import = Open a BPMN file
command-rename-board = Rename the board
command-boards = To all boards
command-panel = Side panel
command-problems = Checks
command-outline = Outline
command-tray = Tray
