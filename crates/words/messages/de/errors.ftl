## Refusals of the server (RFC 9457 `code`, dots as dashes)

error-unknown = Das hat nicht geklappt ({ $code }).
error-network = Der Server antwortet nicht. Hier ist alles gemerkt.
error-internal = Im Server ist etwas schiefgegangen. Ihre Arbeit ist nicht betroffen. Bitte versuchen Sie es noch einmal.
error-not-found = Das gibt es nicht, oder Sie haben keinen Zugang dazu.
error-forbidden = Dazu fehlt Ihnen das Recht.
error-too-large = Die Datei ist zu groß.
error-too-many = Das waren zu viele Versuche. Bitte warten Sie eine Minute.
error-rate-limited = Das waren zu viele Versuche. Bitte warten Sie eine Minute.
error-session-required = Bitte melden Sie sich an.
error-session-refused = E-Mail-Adresse oder Kennwort stimmen nicht.
error-setup-token = Dieser Link zum Einrichten gilt nicht mehr. Starten Sie den Server neu, dann gibt er einen neuen aus.
error-setup-done = Dieser Server ist schon eingerichtet.
error-password-short = Das Kennwort ist zu kurz. Es braucht mindestens 12 Zeichen.
error-password-long = Das Kennwort ist zu lang.
error-email-invalid = Das ist keine E-Mail-Adresse.
error-email-taken = Diese E-Mail-Adresse hat schon ein Konto.
error-name-invalid = Bitte geben Sie einen Namen mit höchstens 40 Zeichen an.
error-title-invalid = Bitte geben Sie einen Namen mit höchstens 200 Zeichen an.
error-link-invalid = Dieser Link gilt nicht mehr. Fragen Sie die Person, die Sie eingeladen hat, nach einem neuen.
error-bad-request = Der Server versteht die Anfrage nicht.
error-origin = Diese Seite gehört nicht zu diesem Server.
