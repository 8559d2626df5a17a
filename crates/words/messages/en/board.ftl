## Top bar

bar-label = Board
title-rename = Rename
title-label = Name of the board
save-saved = Saved
save-saving = Saving …
save-connecting = Connecting …
save-offline = { $count ->
    [0] Offline
    [one] Offline, one change kept
   *[other] Offline, { $count } changes kept
 }
save-not-kept = Not kept
save-rejected = Refused
save-read-only = Read only
save-not-stored = { $count ->
    [0] Not saved
    [one] Not saved, one change kept
   *[other] Not saved, { $count } changes kept
 }
save-reload-needed = Reload needed
save-closed = Closed
undo = Undo
redo = Redo
stage-sketched = Sketched
stage-modelled = Modelled
stage-executable = Executable
readiness-gaps = { $count ->
    [0] no gap
    [one] 1 gap left
   *[other] { $count } gaps left
 }
readiness-label = { $stage }, { $gaps }. Open the checks
people-label = { $count ->
    [one] One person on this board
   *[other] { $count } people on this board
 }
people-more = { $count } more
person-you = { $name } (you)
person-follow = { $name } – follow
person-unfollow = { $name } – stop following
following = You follow { $name }
following-stop = Stop following
share = Share
export = Export
panel = Side panel

## Banners

banner-not-stored = The server cannot save anything right now. What you changed is kept on this device and will be sent later.
banner-read-only = You are watching. This link cannot change anything.
banner-comment-only = You are watching. This link cannot change the board.
banner-offline = No network. You can go on working; all is kept here.
banner-not-kept = This device cannot keep anything, and the server does not answer. Leave the page open until it says “Saved” again.
banner-rejected = The server refused changes. Your text is in the tray.
banner-rejected-show = Open the tray
banner-reload-needed = This board needs a newer version of the program. Your changes are kept.
banner-closed = You no longer have access to this board.
banner-signed-out = Your sign-in has expired. All is kept here.
banner-gone = This board no longer exists.

## Tools

tools = Tools
tools-whiteboard = Whiteboard
tools-process = Process
tools-fold = Hide names
tools-variants = More: { $name }
tool-select = Select
tool-note = Note
tool-text = Text
tool-shape = Shape, pen, frame
tool-step = Step
tool-decision = Decision
tool-event = Start, wait, end
tool-lane = Lane
tool-connect = Connect
tool-by-key = Enter puts it into the middle. Esc puts the tool away.

## First minute

first-title = Where do you want to begin?
first-text = You can change your mind: every note can become a step, with nothing lost.
first-ideas = Collect ideas
first-ideas-text = Write notes, together.
first-process = Record a process
first-process-text = Step by step, already connected.
first-process-picture = What comes first?
first-file = Open a BPMN file
first-file-text = From any other tool, complete.
first-hint-note = Note right here
first-hint-find = Find anything
first-hint-keys = All keys
first-read-only = The board is still empty.
alone = You are alone here.
alone-copy = Copy link
alone-qr = Show QR code

## Corner

corner = View
zoom-in = Zoom in
zoom-out = Zoom out
zoom-level = { $percent } %
zoom-reset = To 100 %
zoom-fit = Show all
minimap = Overview
help-and-keys = Help and keys

## Drawer

drawer = Side panel
drawer-element = Properties
drawer-problems = Checks
drawer-outline = Outline
drawer-tray = Tray
drawer-versions = Versions
problems-title = Until it runs
problems-stage-of = { $done } of { $of } ready
problems-missing = Missing to run
problems-better = Make it better
problems-good = Good to know
problems-none = Nothing is missing.
problems-none-text = The process can be exported and run.
problems-empty = There is no process yet. As soon as there is a start or a step, this says what is missing until it runs.
problems-target = Target
outline-title = Outline
outline-empty = Nothing is on the board yet.
outline-by-lane = By lane
outline-in-order = In order
outline-view = View
outline-no-lane = Without a lane
outline-whiteboard = Whiteboard
outline-entries = { $count ->
    [one] 1 entry
   *[other] { $count } entries
 }
outline-search = Search
outline-step-after = Step after this
outline-branch = Branch
outline-move = Move
outline-rename = Rename
outline-back-to = back to: { $name }
outline-otherwise = otherwise
outline-move-title = Move “{ $name }”
outline-move-lane = To which lane?
outline-move-place = To which place?
outline-move-before = before { $name }
outline-move-after = after { $name }
outline-move-keep = stays in its place
outline-gap = Gap
outline-add-first = Create the first step
tray-title = Tray
tray-empty = The tray is empty. What others deleted while you were working on it ends up here.
tray-gone = deleted
tray-rejected = not accepted
tray-restore = Bring back
tray-dismiss = Discard

## Versions

versions-title = Versions
versions-name = Keep this state as
versions-help = A name helps to find it again, such as “Before the meeting with IT”.
versions-help-unsaved = What is saved already will be kept.
versions-keep = Keep this state
versions-kept = “{ $name }” is kept.
versions-empty = No state has been kept yet. You can go back to every state that was kept.
versions-by = { $when } · { $name }
versions-look = View
versions-show = View “{ $name }”
versions-picture = The board in this version
versions-picture-failed = The picture of this version cannot be shown now.
versions-restore = Go back to this state
versions-restore-text = The board becomes what you see here, for everybody. The present state stays in the list as a version of its own. Undo starts afresh after that; what was not saved yet is handed in afterwards.
versions-delete = Delete “{ $name }”
versions-delete-title = Delete “{ $name }”?
versions-delete-text = This version is then gone for good. The board itself stays as it is.

## Locks

lock-mine = locked by you
lock-held = locked by { $name }
lock-somebody = somebody
lock-mine-text = You have locked this: others cannot move or change it.
lock-held-text = This is locked by { $name }. It can be moved and changed again once it is free.
lock-free = Unlock
lock-account = People with an account can lock and unlock.
lock-offline = Locking and unlocking needs a connection to the server.

## Command palette

palette = Commands
palette-search = Find a command or an element
palette-choose = choose
palette-do = do it
palette-elements-only = elements only
palette-commands-only = commands only
palette-on-board = On this board
palette-nothing = Nothing matches.
palette-results = { $count ->
    [0] Nothing found
    [one] One match
   *[other] { $count } matches
 }
group-tool = Tools
group-edit = Edit
group-arrange = Arrange
group-process = Process
group-view = View
group-board = Board
group-help = Help
shortcuts-title = All keys
shortcuts-text = The keys work while the board has the focus.
shortcuts-singles = Use keys without Ctrl
shortcuts-singles-help = Switch off if speech input or assistive technology triggers letters.
context-menu = Menu

## Element toolbar

toolbar-turn = Turn into
toolbar-colour = Colour
toolbar-more = More
toolbar-delete = Delete
toolbar-label = Tools for { $name }
selection-several = { $count } selected

## Share

share-title = Share “{ $title }”
share-link = Link for guests
share-link-new = New link for guests
share-make = Create a link
share-may = Guests may
share-until = valid for
share-days-1 = one day
share-days-7 = one week
share-days-30 = one month
share-days-365 = one year
role-viewer = watch
role-commenter = comment
role-editor = work along
role-owner = administer
share-pseudonym = Guests enter a pseudonym. No account, no e-mail address.
share-secret-once = The server shows this link only now. Afterwards it does not know it any more.
share-links = Existing links
share-links-none = There is no link yet.
share-link-role = Guests can { $role }
share-expires = until { $date }
share-never-expires = without end
share-revoke = Revoke link
share-revoked = The link is no longer valid. Whoever was here through it is disconnected.
share-phone = Join by phone
share-phone-text = Point the camera at it, choose a pseudonym, done.
share-qr-alt = QR code with the link to this board
share-qr-none = Create a link, then the QR code appears here.
share-here = { $count ->
    [one] One person is here
   *[other] { $count } people are here
 }
share-forbidden = Only those who administer the board can create links.
share-local = This server can be reached from this device only. Other devices get in by the link once it is on the network.

## Export

export-title = Export
export-target = Target
export-to-run = To run it
export-to-edit = To edit it elsewhere
export-to-read = To read and print
export-complete = complete
export-xprozess = XProzess 2
export-xprozess-text = into a document
export-xprozess-report = The process goes back into the XProzess document from which it was brought onto the board. Everything else in the document stays as it is.
export-xprozess-other = If it came from none, or is to go into another one, choose it here. Its process model is replaced.
export-xprozess-choose = Choose a document
export-xprozess-chosen = Document: { $name }
export-xprozess-none = No other one after all
export-json = Wandel board (JSON)
export-json-text = everything, with notes
export-yjs = Yjs document
export-yjs-text = for programs of your own
export-svg = Picture (SVG)
export-ready-for = Ready for { $target }?
export-stage-sketched = start, steps, end
export-stage-modelled = { $done } of { $of } questions settled
export-stage-executable = { $count ->
    [0] can run
    [one] after one answer
   *[other] after { $count } answers
 }
export-view = View
export-view-report = Report
export-view-file = File
xml-cut = These are the first { $count } lines. All of it is copied and downloaded.
export-what-arrives = What ends up in the file?
export-taken = Taken over
export-taken-text = all elements, flows, names and the drawing
export-lost = Does not come along
export-all = Show each
export-translated = Translated
export-missing = Still missing
export-missing-none = nothing, the file can run
export-missing-show = Show { $count }
export-beside = Is in files of its own
export-download-all = All files (ZIP)
export-called = Calls processes of other boards
export-called-along = Take along: in the ZIP file and when deploying
export-called-missing = Calls what is not there
export-stays = Stays on the board
export-stays-text = notes, shapes and free text
export-json-report = The file holds the whole board: process, notes, shapes and texts, with stable names for other programs.
export-yjs-report = The file holds the document as Yjs and yrs read it. docs/document.md describes it.
export-svg-report = The file holds the drawing, crisp at every size, with the font inside.
export-download = Download
export-download-draft = Download draft
export-wait-unsaved = Not all changes are on the server yet. The file holds what is saved.
export-failed = The file could not be made. The board is unchanged.
deploy-title = Deploy right away
deploy-text = From then on the engine runs this version.
deploy-beside = Sent along: { $files }
deploy-called = Deployed before it: { $boards }
deploy-left = Not taken along
deploy-not-ready = Possible once nothing is missing and all is saved.
deploy-do = Deploy
deploy-under-way = Deploying …
deploy-to = Deploy to { $engine }
deploy-done = “{ $key }” now runs on { $engine }, version { $version }.
deploy-unchanged = { $engine } has exactly this version already.

## Importing into a board

import-sending = Sending “{ $name }”, { $percent } %
import-reading = Reading “{ $name }” …
import-found = This is in the file
import-steps = { $count ->
    [one] one step
   *[other] { $count } steps
 }
import-decisions = { $count ->
    [one] one decision
   *[other] { $count } decisions
 }
import-events = { $count ->
    [one] one event
   *[other] { $count } events
 }
import-lanes = { $count ->
    [one] one lane
   *[other] { $count } lanes
 }
import-flows = { $count ->
    [one] one connection
   *[other] { $count } connections
 }
import-rest = { $count ->
    [one] one more element
   *[other] { $count } more elements
 }
import-noticed = Noticed while reading
import-nothing-noticed = Nothing was noticed while reading.
import-line = line { $line }
import-more = { $count ->
    [one] { $count } more file after this
   *[other] { $count } more files after this
}
import-take = Put it on the board
import-drop = Drop it here: the file goes on this board
import-clipboard = Clipboard
import-open = Open “{ $name }”
import-title = Taken over from “{ $name }”
import-failed = “{ $name }” could not be read.
import-done = “{ $name }” is on the board.

## Mirror, speech and regions

mirror-label = Process
mirror-name = { $kind } “{ $label }”
mirror-name-empty = { $kind }, untitled
mirror-lane = lane { $lane }
mirror-place = { $index } of { $count }
mirror-then = then: { $next }
mirror-exit = { $exit }: { $name }
mirror-selected = selected
mirror-help = Arrow keys move on, Enter creates the next step, Shift and Enter a branch, C connects, F2 renames, F6 changes the region.
editor-label = Text of { $name }
canvas-label = Board “{ $title }”. { $count ->
    [0] Still empty.
    [one] One element.
   *[other] { $count } elements.
 }
news-label = What others do
connect-title = Connect to …
reconnect-to-title = Move its end
reconnect-to-text = Where does “{ $name }” lead?
reconnect-from-title = Move its start
reconnect-from-text = Where does “{ $name }” begin?
connect-text = Where does it go on after “{ $name }”?
connect-search = Find an element

## Phone

phone-nav = Areas
phone-process = Process
phone-note = Note
phone-wall = Wall
phone-people = { $count ->
    [one] 1 person
   *[other] { $count } people
 }
phone-note-title = New note
phone-note-label = Your note
phone-note-left = { $used } / { $most }
phone-note-throw = To the wall
phone-note-thrown = Your note is on the wall.
phone-note-mine = Your notes
phone-note-count = { $count ->
    [0] none yet
    [one] one
   *[other] { $count }
 }
phone-note-colour = Colour
phone-more = More
copy-failed = The browser does not allow copying.
paste-by-key = The browser does not hand out the clipboard. Press Ctrl+V.
