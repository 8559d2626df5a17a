## What is wrong with a process or a file (`code`, dots as dashes)

diagnostic-unknown = Hier stimmt etwas nicht ({ $code }).
