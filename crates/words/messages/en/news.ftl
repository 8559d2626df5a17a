## What others did, for the live region; own results at once (`news-…`)

news-unknown = Something has changed.
news-remote-made = New: { $name }
news-remote-restored = Brought back: { $name }
news-remote-deleted = Deleted: { $name }
news-remote-turned = Turned into: { $name }
news-remote-labelled = New text: { $name }
news-remote-resized = Resized: { $name }
news-remote-moved = Moved: { $name }
news-remote-changed = Changed: { $name }
news-remote-many = { $count } changes by others
news-replaced = The board went back to an earlier state. The state before it is under “Versions”.
news-promoted = The note is a step now
news-rejected = The server did not accept a change. Your text is in the tray
news-deleted = { $count ->
    [one] One element deleted
   *[other] { $count } elements deleted
 }
news-more = and { $count } more changes

## Why the board refused something (`code`, dots as dashes)

refusal-command-unknown = There is no such command.
refusal-command-too-deep = That was too much at once.
refusal-connector-expected = That works only with a flow.
refusal-connector-too-many-bends = This flow has too many bends.
refusal-create-too-many = Those are too many elements at once.
refusal-define-unknown-kind = That cannot be created this way.
refusal-make-boundary-needs-step = An interruption belongs on the edge of a step.
refusal-paste-newer = This comes from a newer version. Please reload the page.
refusal-paste-too-many = Those are too many elements at once.
refusal-element-exists = That exists already.
refusal-element-gone = Somebody has deleted this meanwhile.
refusal-element-id = That cannot be created this way.
refusal-element-locked = This is locked by { $holder }. It can be moved and changed again once it is free.
refusal-element-missing = That no longer exists.
refusal-label-too-long = This text is too long.
refusal-lane-needs-pool = A lane belongs to a participant.
refusal-meta-value = This value does not fit here.
refusal-place-not-a-container = Nothing can be put in there.
refusal-place-within-itself = Nothing can lie within itself.
refusal-plane-exists = That exists already.
refusal-plane-missing = This drawing area no longer exists.
refusal-process-exists = That exists already.
refusal-process-key = This value does not fit here.
refusal-process-missing = This process no longer exists.
refusal-property-name = This value does not fit here.
refusal-property-too-long = This value is too long.
refusal-turn-impossible = This cannot be turned into that.
refusal-turn-needs-host = An interruption belongs on the edge of a step.
