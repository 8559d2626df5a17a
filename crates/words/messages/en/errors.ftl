## Refusals of the server (RFC 9457 `code`, dots as dashes)

error-unknown = That did not work ({ $code }).
error-network = No answer from the server. All is kept here.
error-internal = Something went wrong in the server. Your work is not affected. Please try again.
error-not-found = There is no such thing, or you have no access to it.
error-forbidden = You do not have the right to do that.
error-too-large = The file is too large.
error-too-many = Those were too many attempts. Please wait a minute.
error-rate-limited = Those were too many attempts. Please wait a minute.
error-session-required = Please sign in.
error-session-refused = E-mail address or password is wrong.
error-setup-token = This set-up link is no longer valid. Start the server again and it prints a new one.
error-setup-done = This server is already set up.
error-password-short = The password is too short. It needs at least 12 characters.
error-password-long = The password is too long.
error-email-invalid = This is not an e-mail address.
error-email-taken = This e-mail address already has an account.
error-name-invalid = Please enter a name of at most 40 characters.
error-title-invalid = Please enter a name of at most 200 characters.
error-link-invalid = This link is no longer valid. Ask the person who invited you for a new one.
error-bad-request = The server does not understand the request.
error-origin = This page does not belong to this server.
