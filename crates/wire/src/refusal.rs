//! Why the room refused a message: stable dotted codes. A code that this version does not know is kept as it came.

use std::borrow::Cow;

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident => $code:literal,)*) => {
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum Refusal {
            $($(#[$doc])* $name,)*
            /// A code of a newer server.
            Other(String),
        }
        impl Refusal {
            /// All that this version knows.
            pub const ALL: &[Self] = &[$(Self::$name,)*];
            #[must_use]
            pub fn code(&self) -> Cow<'static, str> {
                match self {
                    $(Self::$name => Cow::Borrowed($code),)*
                    Self::Other(code) => Cow::Owned(code.clone()),
                }
            }
            #[must_use]
            pub fn parse(code: &str) -> Self {
                match code {
                    $($code => Self::$name,)*
                    _ => Self::Other(code.to_owned()),
                }
            }
        }
    };
}

refusals! {
    /// Not an update, or one that breaks the guard's rules.
    Malformed => "update.malformed",
    TooLarge => "update.too-large",
    /// Values or types nested too deep.
    TooDeep => "update.too-deep",
    /// Inserts under a client id that is not the socket's own.
    ForeignClient => "update.foreign-client",
    /// Builds on something that the room does not have.
    MissingDependency => "update.missing",
    /// Signs with somebody else's author number.
    ForeignAuthor => "update.foreign-author",
    /// Breaks the document's shape: a root that is no map, a changed schema, an element taken out.
    Shape => "update.shape",
    /// The role does not allow this message.
    Forbidden => "role.forbidden",
    /// The board takes no changes at the moment: the disk refused one.
    ReadOnly => "board.read-only",
    /// The board's record is damaged.
    Quarantined => "board.quarantined",
    /// The commit failed; the update was taken back.
    NotStored => "board.not-stored",
    /// Made in another epoch.
    OldEpoch => "epoch.old",
    /// Somebody else's client id is still in use.
    Leased => "client.leased",
    /// The key does not belong to the client id.
    BadKey => "client.bad-key",
    /// Written by a newer or older program than this board's.
    Schema => "schema.mismatch",
    /// More than allowed in the time.
    TooFast => "rate.exceeded",
    /// The board is full.
    Full => "board.full",
    /// Changes an element that somebody else has locked.
    Locked => "element.locked",
}
