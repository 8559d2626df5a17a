## What others did, for the live region (`code`, dots as dashes)

news-unknown = Something has changed ({ $code }).

## What the export translates for an engine

translated-unknown = { $code }
