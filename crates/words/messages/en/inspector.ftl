## Questions in plain words

inspector = Properties
ask-what-step = What happens here?
ask-what-gateway = How does it go on?
ask-what-event = What happens here?
ask-name = What is it called?
ask-who = Who does it?
ask-who-lane-none = In no lane yet
ask-who-no-lanes = Create a lane to say who does something.
ask-form = Which information does this step need?
ask-form-start = Which information is there at the beginning?
ask-exits = Which ways are there?
ask-exits-parallel = What runs at the same time?
ask-exits-none = No way leads out yet.
ask-exits-event = What is expected?
ask-exit-add = Create a way
ask-exit-name = Label of the way to “{ $to }”
ask-exit-when = when
ask-exit-when-label = Condition for the way to “{ $to }”
ask-exit-otherwise = otherwise
ask-exit-otherwise-long = otherwise (when nothing else applies)
ask-exit-to = to “{ $to }”
ask-condition = When is this way taken?
ask-condition-help = A comparison with something the case knows, for example: complete == true
ask-service = Which program does it?
ask-service-help = The program fetches the job under this name, for example: get-registration-data
ask-send = Which program sends?
ask-rule = Which rule decides?
ask-result = What is the result called?
ask-result-help = All later steps know the result under this name.
ask-script = What is worked out?
ask-script-language = Language of the script
ask-called = Which process runs?
called-choose = Choose a process
called-change = Choose another
called-open = Go to the board “{ $board }”
called-here = on this board
called-release = Disconnect
called-loading = Looking it up …
called-gone = The board is gone, or you may not see it.
called-process-gone = This process is no longer on the board “{ $board }”.
called-unknown = The server does not answer at the moment.
called-named = On the engine: { $key }
called-key = Or its name on the engine
called-key-only = Its name on the engine
called-key-help = For a process that only the engine knows.
called-title = Which process runs?
called-text = Choose the board that it is on.
called-text-guest = Without an account you can only choose a process of this board.
called-search = Search boards
called-several = There are several processes on “{ $board }”.
called-back = Another board
called-empty = There is no process on “{ $board }” yet.
called-nothing = No board matches.
ask-timer = When does it go on?
ask-timer-start = When does it begin?
ask-timer-boundary = When does the deadline pass?
timer-kind = Kind of time
timer-date = On a day
timer-duration = After a while
timer-cycle = Again and again
timer-value = Duration
timer-unit = Unit
timer-day = Day
timer-time = Time
timer-every = Every
timer-times = How often
timer-times-help = empty: without end
timer-unit-minutes = minutes
timer-unit-hours = hours
timer-unit-days = days
timer-unit-weeks = weeks
timer-unit-months = months
timer-unit-years = years
timer-expression = As an expression (ISO 8601)
timer-expression-help = For example P14D, 2027-01-01T08:00:00 or an expression over something the case knows.
timer-invalid = This is not a time that a system understands.
ask-interrupting = What becomes of the step?
interrupting-yes = It is cancelled
interrupting-no = It goes on
ask-message-catch = Which message is awaited?
ask-message-start = Which message starts the process?
ask-message-throw = Which message goes out?
ask-error-catch = Which error is caught?
ask-error-throw = With which error does it end?
ask-signal = Which signal?
ask-escalation = Which escalation?
define-name = Name
define-code = Code
define-code-help = The executing system knows the error by this.
define-new = Create new …
define-any = any
define-choose = not chosen yet
ask-next = How does it go on?
ask-next-none = It ends here so far.
ask-next-after = then: “{ $to }”
ask-documentation = What should one know about it?
ask-colour = Colour
ask-lane-name = Who is it?
ask-lane-groups = Name of the group in the system
ask-lane-groups-help = Empty: made from the name of the lane.
ask-pool-name = Which organisation is it?
ask-loop = How often?
loop-none = Once
loop-parallel = For each item, at the same time
loop-sequential = For each item, one after the other
loop-standard = Until something holds
ask-loop-collection = Which list?
ask-loop-element = What is one item called?
ask-work = How long does it take?
ask-work-work = Working
ask-work-wait = Lying idle
span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
span-hours = { $count } h
span-minutes = { $count } min
span-invalid = For example: 20 min or 1.5 h
span-invalid-days = For example: 3 h or 6 days
ask-promote = Becomes a step
ask-promote-text = Make this note a step. Text and author stay.
ask-direction = Direction
direction-none = no arrow
direction-one = one arrow
direction-both = both directions
ask-from = From
ask-to = To
ask-from-change = Move its start
ask-to-change = Move its end

## Folded part for the engine

technical = Technical, for { $target }
technical-count = { $count ->
    [one] 1 field
   *[other] { $count } fields
 }
technical-id = Identifier
technical-kind = BPMN element
technical-assignee = Assignee
technical-groups = Groups (candidateGroups)
technical-form = Form key (formKey)
technical-form-ref = Linked form (formRef, formId)
implementation-topic = External worker (topic)
implementation-expression = Expression
implementation-delegate = Delegate expression (delegateExpression)
implementation-class = Java class
technical-condition = Condition (conditionExpression)
technical-result = Result variable (resultVariable)
technical-decision = Decision (decisionRef)
technical-link = Name of the link

values-input = Values for this step
values-output = Values from this step
values-name = Name of the value
values-name-new = Name
values-value = What it is made of
values-input-new = income * 2
values-output-new = result + 1
values-from = What “{ $name }” is made of
values-add = Add a value
values-odd = Only letters without umlauts, digits and _, and no digit at the beginning.
define-correlation = How does the system know the case?
define-correlation-help = The detail that is the same in case and message, for example: fileNumber. Empty if the message begins a new case.

## Conditions in plain words

condition-variable = Detail
condition-is = Comparison
condition-value = Value
condition-eq = is
condition-ne = is not
condition-gt = is more than
condition-ge = is at least
condition-lt = is less than
condition-le = is at most
condition-yes = yes
condition-no = no
condition-plain = In words
condition-expression = As an expression
condition-write = Write a condition
ask-event-condition = When does it hold?
ask-exit-label = Label
ask-append-step = Step after this
inspector-close = Close the properties

## Forms of steps

form-none = No form
form-others = Also shown at: { $steps }
form-own = The system shows a form of its own: { $key }
form-fields = Fields of the form
form-empty = Nothing is asked for yet.
form-add = Add
form-up = Up
form-down = Down
form-remove = Remove
form-field-add = Add a field
form-field-name = Name of the new field
form-field-new = For example: income
form-field-up = Move “{ $name }” up
form-field-down = Move “{ $name }” down
form-field-remove = Remove “{ $name }”
form-field-moved = “{ $name }” is now in place { $place } of { $count }.
form-field-removed = “{ $name }” is removed.
field-name = Name of the field
field-type = Kind of field
field-type-text = Text
field-type-long-text = Long text
field-type-number = Number
field-type-boolean = Yes or no
field-type-date = Date
field-type-choice = Choice
field-required = must be filled in
field-initial = Filled in from the start
field-initial-none = nothing
field-help = Hint for filling in
field-key = Name for conditions and systems
field-choices = To choose from
field-choice = Choice { $place }
field-choice-new = One more to choose from
field-choice-add = Add to the choices

## Decision tables

table-title = Decision table
table-none = No table
table-make = Create a table
table-edit = Edit the table
table-show = Show the table
table-elsewhere = The system has the table by itself: { $key }
table-size = { $rules ->
    [one] 1 rule
   *[other] { $rules } rules
 } over { $inputs ->
    [one] 1 detail
   *[other] { $inputs } details
 }
table-first-input = Detail
table-first-output = Answer
table-new-input = Detail { $count }
table-new-output = Answer { $count }
table-name = Name of the table
table-key = Name for systems
table-policy = If several rules hold
table-policy-unique = There is only ever one
table-policy-first = The first one counts
table-policy-any = They all say the same
table-policy-collect = All of them together
table-policy-rule-order = All of them, in this order
table-aggregation = This makes
table-aggregation-list = a list
table-aggregation-sum = the sum
table-aggregation-min = the least value
table-aggregation-max = the greatest value
table-aggregation-count = the number of them
table-rule = Rule
table-input = if
table-output = then
table-note = Remark
table-tools = Edit
table-column-name = Name of the column “{ $name }”
table-column-type = Kind of “{ $name }”
table-column-expression = What “{ $name }” looks at
table-column-key = Name of the answer “{ $name }”
table-column-left = Move the column “{ $name }” left
table-column-right = Move the column “{ $name }” right
table-left = To the left
table-right = To the right
table-cell = Rule { $row }, { $name }
table-note-of = Remark on rule { $row }
table-rule-up = Move rule { $row } up
table-rule-down = Move rule { $row } down
table-rule-remove = Remove rule { $row }
table-add-input = Detail
table-add-output = Answer
table-add-rule = Rule
table-help = For example: Erstantrag, Folgeantrag; < 1000; [1000..2000]; not(yes). An empty cell holds for everything.
table-error = Rule { $row }, { $name }: { $text }
table-cell-unexpected = this cannot be read as a test or a value.
table-cell-open-text = a quotation mark is missing.
table-cell-bad-number = this is not a number.
table-cell-bad-day = there is no such day.
table-cell-backwards = the range ends before it begins.
table-cell-too-long = this is too long.
table-cell-type = this does not fit the kind of the column.
