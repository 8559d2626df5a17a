## What the program `wandel` says in the terminal

server-set-up = Set up the first administrator: { $url }
server-demo = Demo board, open for editing: { $url }

## What can go wrong at the start

cli-config-listen = “{ $address }” is not an address. Write it like this: 127.0.0.1:8080
cli-config-public-url = The public address has the form https://wandel.example.org, without a path.
cli-engines-unreadable = { $path } cannot be read: { $cause }
cli-engines-malformed = The file of engines cannot be understood: { $cause }
cli-engines-invalid = In the file of engines the value of “{ $key }” of “{ $engine }” does not do.
cli-listen-in-use = Another program listens on { $address } already. Choose another address with --listen.
cli-listen-not-allowed = Listening on { $address } is not allowed. Choose a port from 1024 with --listen.
cli-listen-failed = Cannot listen on { $address }: { $cause }
cli-store-failed = The data folder { $path } cannot be opened: { $cause }
cli-store-in-use = Another server uses the data folder already.
cli-store-newer-schema = The data folder { $path } is of a newer version of Wandel. Use that one.
cli-store-full = The disk is full.
cli-store-damaged = A record of the board { $board } is damaged.
cli-store-corrupt = A part of the data folder is damaged. Restore a backup.
cli-store-closed = The server is stopping. Try again in a moment.
cli-store-conflict = Somebody was faster. Try again.
cli-data-missing = There is no data folder { $path }.
cli-randomness = The system gives no random numbers.
cli-runtime = The program cannot start: { $cause }
cli-internal = That did not work, and the fault is the program’s.
cli-unknown = That did not work ({ $code }).

## What can go wrong with commands

cli-control-failed = The running server cannot be reached at { $path }: { $cause }
cli-control-broken = The running server did not answer as it should. Is it the same version?
cli-file-read = { $path } cannot be read: { $cause }
cli-file-write = { $path } cannot be written: { $cause }
cli-file-exists = { $path } exists already and is not overwritten.
cli-file-too-large = { $path } is too large.
cli-password-missing = No password came on standard input.
cli-user-unknown = There is no account with this e-mail address.
cli-board-not-found = There is no board { $board }.
cli-board-quarantined = The board is damaged and was set aside.
cli-export-unknown-format = There is no such format.
cli-export-unknown-target = There is no such target. There are: { $targets }
cli-export-no-report = There is no report of this format.
cli-export-no-document = An XProzess document is not made anew. Name with --into the document that the process is to go into.
help-arg-into = The XProzess document that the process goes into
cli-export-failed = The board cannot be written that way.
cli-render-format = Pictures are drawn to .svg.
cli-restore-running = A server runs on this data folder. Stop it, then the backup can be restored.
cli-restore-not-a-backup = { $path } is not a backup of Wandel.
cli-import-one-title = A title is for one file. Without --title the boards are named after their processes.
cli-bpmn-unreadable = { $path }, line { $line }: { $problem }
cli-finding = { $severity ->
    [error] Error
    [warning] Warning
   *[info] Note
} { $element }: { $sentence } [{ $code }]
cli-finding-whole = { $severity ->
    [error] Error
    [warning] Warning
   *[info] Note
}: { $sentence } [{ $code }]

## Help

help = Wandel: the whiteboard for processes
help-serve = Starts the server and says its address
help-user = Manages accounts
help-user-add = Makes an account
help-user-list = Lists all accounts
help-user-disable = Blocks an account and signs it out everywhere
help-user-erase = Erases an account and its name on all boards
help-board = Manages boards
help-board-create = Makes an empty board and prints its id
help-board-list = Lists all boards: id, tab, title
help-board-import = Makes a board of each BPMN file (or archive) and prints the ids
help-board-export = Writes a board to a file
help-board-link = Prints a link that opens a board at once
help-board-ticket = Prints a ticket with which a program joins a board
help-convert = Reads a BPMN file as a board and writes it again
help-check = Checks a BPMN file; ends with 1 if there are errors
help-layout = Lays out a BPMN file anew
help-render = Draws a BPMN file as SVG
help-backup = Copies everything to a new file, also while the server runs
help-restore = Restores a backup while no server runs
help-verify = Checks every record of every board; ends with 1 if something is damaged
help-arg-data = The data folder
help-arg-help = Prints this help
help-arg-version = Prints the version
help-arg-listen = Where to listen; port 0 finds a free one
help-arg-metrics-listen = A second address for monitoring: /metrics, /livez, /readyz
help-arg-public-url = The address at which others reach the server, such as https://wandel.example.org
help-arg-engines = A TOML file with the engines that processes can be deployed to
help-arg-demo = Makes a demo board and prints its link
help-arg-faults = For tests
help-arg-eager = For tests
help-arg-email = The account’s e-mail address
help-arg-name = The name that others see
help-arg-admin = May manage accounts
help-arg-password-stdin = Reads the password from standard input
help-arg-title = The board’s title
help-arg-id = The board’s id
help-arg-file = The file
help-arg-files = The BPMN files; each becomes a board, what belongs together comes as a ZIP
help-arg-format = The format
help-arg-with = A DMN file with decision tables that it asks; several times for several
help-arg-target = For whom: generic, operaton, camunda7, zeebe or flowable
help-arg-output = Where to write
help-arg-role = What it allows: viewer, commenter or editor
help-arg-days = After how many days the link ends
help-arg-hours = After how many hours the ticket ends
help-arg-input = The BPMN file
help-arg-report = Writes a report as JSON to this file
cli-version-not-found = There is no version { $version } of this board.
cli-purge-differs = The board cannot be made anew without losing something. Nothing was changed.
cli-purge-root = The board holds something of another program that cannot be taken along. Nothing was changed.
version-before = Before going back to “{ $name }”
help-doctor = Looks whether all is well; ends with 1 if something is not
help-board-versions = Lists the named versions of a board: id, tab, time, tab, name
help-board-keep = Keeps a board as it is as a named version and prints its id
help-board-keep-name = The version’s name
help-board-restore = Brings a named version back; what was there is kept as a version
help-board-purge = Takes what was deleted on a board out of the data for good
help-board-restore-version = The version’s id
doctor-well = All is well.
doctor-folder-open = Others on this machine can read { $path }. It should be for its owner only.
doctor-disk-refuses = The disk takes no changes ({ $code }).
doctor-board-damaged = The board { $board } is damaged and set aside. A named version or a backup brings it back.
doctor-version-damaged = The version “{ $name }” of the board { $board } is damaged.
doctor-clock-behind = The clock is wrong: there are changes from the future.
doctor-admin-none = There is no administrator yet. The server says the link for it when it starts.
doctor-url-unreachable = Nobody answers at { $url }.
doctor-url-not-wandel = Something else than Wandel answers at { $url }, or the proxy does not pass everything on.
doctor-url-policy = The page at { $url } comes without its security policy. Does the proxy remove headers?
doctor-url-origin = The server refuses the address { $url }. Start it with --public-url { $url }.
doctor-url-socket = No live connection at { $url }. The proxy has to pass WebSockets on (Upgrade and Connection).
doctor-url-foreign-origin = A foreign page could connect to { $url }. The proxy must not change the Origin header.
doctor-url-https-not-looked-at = { $url } was not looked at: this program asks over http only. Ask the server behind the proxy.
