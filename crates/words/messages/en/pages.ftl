## Boards

boards-title = Boards
boards-navigation = Areas
boards-all = All boards
boards-search = Search boards
boards-new = New board
boards-open-file = Open BPMN
boards-open-file-long = Open a BPMN file
boards-drop-hint = or drop a file anywhere on this page
boards-drop-here = Drop the file here
boards-start-with = Begin with a template
boards-template-empty = Empty board
boards-template-empty-text = a free wall
boards-template-demo-long = A process of a public administration with lanes, decisions and a date: to look at, to change and to run.
boards-template-empty-long = A free wall for notes and steps. You can change your mind at any time.
boards-template-file = Your own BPMN file
boards-template-file-long = From any modelling tool that writes BPMN 2.0. Nothing gets lost.
boards-hello = Hello { $name }.
boards-hello-text = A board is a wall for your team: first notes, then a process, in the end something that runs. Where do you begin?
boards-view = View
boards-cards = Cards
boards-list = List
boards-sort = Sort
boards-sort-changed = Last changed
boards-sort-title = By name
boards-here = { $count } here
boards-here-label = { $count ->
    [one] One person is on the board now
   *[other] { $count } people are on the board now
 }
boards-more-about = More about “{ $title }”
boards-count = { $count ->
    [one] One board
   *[other] { $count } boards
 }
boards-none-found = No board has that name: “{ $text }”.
boards-rename-title = Rename the board
boards-name = Name of the board
boards-delete-title = Delete “{ $title }”?
boards-delete-text = The board is deleted for everyone, with all notes, steps and links. This cannot be undone.
boards-delete = Delete the board
boards-deleted = “{ $title }” is deleted.
boards-importing = Reading “{ $name }” …
boards-imported = { $count ->
    [one] { $count } board made
   *[other] { $count } boards made
}
boards-import-open = Open the board
boards-elements = { $count ->
    [0] empty
    [one] one element
   *[other] { $count } elements
 }
boards-column-title = Name
boards-column-stage = Stage
boards-column-changed = Changed
boards-column-elements = Content
boards-account = Account and settings
boards-administrator = Administration
sign-out = Sign out
sign-out-unsent = This device still has changes that the server does not have. Signing out loses them.


## Sign-in

sign-in = Sign in
sign-in-lead = With your account on this server.
email = E-mail address
password = Password
password-show = Show the password
password-hide = Hide the password
sign-in-invited = Invited, but no account? Just open the link or scan the QR code. A pseudonym is enough.
sign-in-first = This server has no administrator yet. The link for setting it up is in the server’s start log.

## Set-up of the first administrator

setup-title = Welcome to Wandel
setup-lead = Create the first account. It administers this server.
setup-name = Your name
setup-name-help = This is how others see you on the boards.
setup-password-help = At least 12 characters. A sentence is easier to remember than a word.
setup-create = Create the account
setup-no-token = The one-time password is missing in this link. Please open the whole link from the server’s start log.
setup-done-already = This server is already set up.
setup-data = Everything stays on this server. Wandel connects to no other.

## Joining as a guest

join-title = You are invited
join-lead = to the board
join-here = { $count ->
    [0] Nobody is there yet
    [one] { $first } is already there
   *[other] { $first } and { $others } more are already there
 }
join-pseudonym = Your pseudonym
join-pseudonym-help = This is how others see you. Please not your full name.
join-dice = Suggest another pseudonym
join-colour = Your colour
join-go = Join
join-as-viewer = You can watch.
join-as-commenter = You can watch and comment.
join-as-editor = You can work along.
join-notice = What happens with your data
join-notice-kept = Stored
join-notice-kept-text = your pseudonym, your colour and what you write on the board
join-notice-not = Not
join-notice-not-text = no account, no e-mail address, no monitoring of your activity
join-notice-long = How long
join-notice-long-text = until the board is deleted
join-notice-who = Responsible
join-notice-who-text = the organisation that runs this server: { $host }
join-notice-full = Full notice under Art. 13 GDPR
join-notice-basis = Purpose and basis
join-notice-basis-text = Your taking part in this board (Art. 6(1) GDPR; for public authorities point e). Nothing is passed on to third parties or to third countries, and nothing is decided automatically.
join-notice-rights = Your rights
join-notice-rights-text = Access, rectification, erasure, restriction, objection, and a complaint to the supervisory authority. Turn to the responsible organisation for these.
join-notice-cookie = On this device
join-notice-cookie-text = one cookie for this board only, without which the server does not know you again, and a copy of the board so that you can go on working without a network
join-house = on our own servers: { $host }

colour-1 = Blue
colour-2 = Red
colour-3 = Green
colour-4 = Violet
colour-5 = Amber
colour-6 = Teal
colour-7 = Pink
colour-8 = Olive

## Pseudonyms: an adjective and an animal

pseudonym-adjectives = Blue, Swift, Quiet, Bright, Clever, Colourful, Gentle, Lively, Awake, Red, Green, Soft, Bold, Glad, Wise, Calm
pseudonym-animals = Falcon, Otter, Lynx, Badger, Hedgehog, Crane, Stork, Hare, Fox, Beaver, Woodpecker, Marten, Heron, Starling, Salmon, Owl
template-demo = Housing benefit application
template-demo-text = a finished process to try out
template-procurement = Procurement
template-procurement-text = approval by the size of the price
template-onboarding = Onboarding
template-onboarding-text = three offices work side by side
template-complaint = Complaint
template-complaint-text = after ten days management steps in
