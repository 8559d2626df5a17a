//! Limits that both sides know, so that the browser can say beforehand what the server would refuse.

use std::time::Duration;

/// One WebSocket message from a client; larger ones close with 1009.
pub const FRAME: usize = 1 << 20;
/// The first SyncStep2 of a connection may be larger than `FRAME`, once.
pub const SYNC_STEP_2: usize = 16 << 20;
/// One awareness or presence message.
pub const PRESENCE: usize = 4 << 10;
/// Changes of one's own presence a second; more are merged to the latest.
pub const PRESENCE_PER_SECOND: u32 = 30;
/// Presence is sent at most this often.
pub const PRESENCE_TICK: Duration = Duration::from_millis(33);
/// Every slot is sent anew this often: stock clients forget after 30 s.
pub const PRESENCE_RENEW: Duration = Duration::from_secs(15);
/// Messages in one WebSocket message (stock clients may join several).
pub const MESSAGES_PER_FRAME: usize = 64;
/// Ids of elements in one's selection.
pub const SELECTION: usize = 256;
/// Locked elements on a board.
pub const LOCKS: usize = 4096;
/// Client ids shown with their keys on one socket.
pub const CLAIMS: usize = 64;
/// Updates in one `events` message.
pub const UPDATES_PER_EVENTS: usize = 1 << 16;
/// People in one table, sessions in one batch.
pub const PEOPLE: usize = 1 << 16;
/// Refusals a minute until the socket is closed.
pub const REFUSALS_PER_MINUTE: usize = 3;
/// The server pings this often.
pub const PING_EVERY: Duration = Duration::from_secs(10);
/// Nothing heard for this long: closed.
pub const SILENCE: Duration = Duration::from_secs(30);
/// A single-use ticket of a browser is valid this long.
pub const TICKET: Duration = Duration::from_secs(60);

/// Client ids below this are of stock clients: random 32-bit numbers, leased.
pub const FIRST_ISSUED_CLIENT: u64 = 1 << 32;
/// Issued client ids lie below this.
pub const END_ISSUED_CLIENT: u64 = 1 << 35;
/// Bytes of a key that comes with an issued client id.
pub const CLIENT_KEY: usize = 16;
