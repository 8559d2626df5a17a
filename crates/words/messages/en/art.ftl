## The picture beside the forms; `|` breaks a line

art-note-1 = Why the same data|three times?
art-note-2 = Who decides when the|lead is ill?
art-note-3 = Show progress online
art-note-4 = Files lie idle for six|days
art-note-5 = Decision in plain|language
art-note-6 = Confirm receipt
art-pool = Housing benefit
art-lane-1 = Applicant
art-lane-2 = Case officers
art-start = Benefit|needed
art-step-1 = Fill in the|application
art-step-2 = Check the|details
art-end = Details|checked
art-becomes = becomes a|step
art-name-1 = Blue Falcon
art-name-2 = Swift Otter
