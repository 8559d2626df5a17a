//! Close codes of `/sync/BOARD`. 44xx are final: stock providers stop there, our own asks what to do.

/// Going away: the server is stopping; come back.
pub const RESTART: u16 = 1012;
/// Broke the protocol or was refused too often.
pub const POLICY: u16 = 1008;
/// A message was too large.
pub const TOO_LARGE: u16 = 1009;
/// Not signed in, or a ticket that is used or expired.
pub const UNAUTHENTICATED: u16 = 4401;
/// The right was refused or has been revoked.
pub const FORBIDDEN: u16 = 4403;
/// No such board (or not for this person).
pub const NOT_FOUND: u16 = 4404;
/// The board has a newer epoch: load it afresh.
pub const EPOCH: u16 = 4409;
/// Come back and synchronise again: the room was rebuilt, or this socket could not follow.
pub const RESYNC: u16 = 4503;

/// Coming back at once (with back-off) makes no sense after these.
#[must_use]
pub const fn is_final(code: u16) -> bool {
    matches!(code, UNAUTHENTICATED | FORBIDDEN | NOT_FOUND | EPOCH)
}
