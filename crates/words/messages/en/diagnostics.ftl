## What is wrong with a process or a file (`code`, dots as dashes)

diagnostic-unknown = Something is not right here ({ $code }).
