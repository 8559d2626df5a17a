## Words that every screen needs

app-name = Wandel
close = Close
cancel = Cancel
done = Done
delete = Delete
rename = Rename
open = Open
show = Show
more = More
retry = Try again
reload = Reload
version-waits = There is a new version.
copy = Copy
copied = Copied.
create = Create
back-to-boards = Back to all boards
untitled-board = Untitled board
untitled = untitled
you = (you)
loading = One moment …
loading-board = Loading the board …
language = Language
language-de = Deutsch
language-en = English
theme = Appearance
theme-system = Like the system
theme-light = Light
theme-dark = Dark
skip-to-content = Go to the content
skip-to-outline = Go to the outline
page-title = { $title } – Wandel
choose = Choose
none = nothing
required = Please fill this in.

## What happened, what was kept, what to do

not-found-title = Nothing here
not-found-text = There is no such board, or the link is no longer valid. Ask the person who invited you for a new link.
to-boards = To the boards
to-sign-in = To sign-in
trouble-title = That did not work
engine-trouble = The board could not start. Your work is on the server and on this device. Please reload the page.

## Keys, as printed on the keyboard

key-Mod = Ctrl
key-Shift = Shift
key-Alt = Alt
key-Enter = Enter
key-Escape = Esc
key-Delete = Del
key-Backspace = Backspace
key-Space = Space
key-Tab = Tab
key-Home = Home
key-End = End
key-PageUp = Page up
key-PageDown = Page down
key-ArrowUp = ↑
key-ArrowDown = ↓
key-ArrowLeft = ←
key-ArrowRight = →
key-Plus = +
key-Minus = −
key-ContextMenu = Menu key
key-double-click = Double click

## Times, near to now

time-now = just now
time-minutes = { $count } min ago
time-today = today, { $time }
time-yesterday = yesterday, { $time }
