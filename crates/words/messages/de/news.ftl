## What others did, for the live region (`code`, dots as dashes)

news-unknown = Etwas hat sich geändert ({ $code }).

## What the export translates for an engine

translated-unknown = { $code }
