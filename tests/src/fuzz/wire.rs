//! What comes over a socket. Whatever decodes is encoded to something that decodes to the same.

use bytes::Bytes;
use wandel_wire::{
    ClientHello, ClientMessage, ClientMessages, ControlMessage, ServerMessage, Slot, awareness, limits,
};

/// # Panics
/// If a promise is broken.
pub fn wire(bytes: &[u8]) -> String {
    let frame = Bytes::copy_from_slice(bytes);
    let mut seen = Vec::new();
    for (number, message) in ClientMessages::new(&frame).enumerate() {
        assert!(number <= limits::MESSAGES_PER_FRAME, "more messages than a frame may have");
        match message {
            Ok(message) => {
                let again = ClientMessage::decode(&message.encode());
                assert!(again.as_ref() == Ok(&message), "{message:?} becomes {again:?}");
                look_inside(&message);
                seen.push(kind(&message).to_owned());
            }
            Err(error) => seen.push(error.to_string()),
        }
    }
    if let Ok(message) = ServerMessage::decode(&frame) {
        let again = ServerMessage::decode(&message.encode());
        assert!(again.as_ref() == Ok(&message), "{message:?} becomes {again:?}");
        seen.push("server".to_owned());
    }
    seen.push(inside(&frame).to_owned());
    seen.truncate(4);
    seen.join(" ")
}

fn look_inside(message: &ClientMessage) {
    match message {
        ClientMessage::Awareness(payload) | ClientMessage::Control(ControlMessage::Presence(payload)) => {
            let _ = inside(payload);
        }
        _ => {}
    }
}

/// The payloads of presence, read from any bytes.
fn inside(bytes: &Bytes) -> &'static str {
    let entries = awareness::decode(bytes);
    if let Ok(entries) = &entries {
        let again = awareness::decode(&awareness::encode(entries.iter()));
        assert!(again.as_ref() == Ok(entries), "awareness changes");
    }
    let slot = Slot::decode(bytes);
    if let Ok(slot) = &slot {
        let again = Slot::decode(&slot.encode());
        assert!(again.as_ref() == Ok(slot), "a slot changes");
    }
    match (entries.is_ok(), slot.is_ok()) {
        (true, true) => "both",
        (true, false) => "awareness",
        (false, true) => "slot",
        (false, false) => "neither",
    }
}

const fn kind(message: &ClientMessage) -> &'static str {
    match message {
        ClientMessage::SyncStep1(_) => "step 1",
        ClientMessage::SyncStep2(_) => "step 2",
        ClientMessage::Update(_) => "update",
        ClientMessage::Awareness(_) => "awareness",
        ClientMessage::QueryAwareness => "query",
        ClientMessage::Hello(_) => "hello",
        ClientMessage::Push { .. } => "push",
        ClientMessage::Control(_) => "control",
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    let claim = wandel_wire::Claim { client: 1 << 33, by: Some(3), key: [7; limits::CLIENT_KEY] };
    let update = Bytes::from_static(&[1, 1, 1, 0, 4, 1, 1, 97, 1, 98, 0]);
    let messages = [
        ClientMessage::SyncStep1(Bytes::from_static(&[0])),
        ClientMessage::SyncStep2(update.clone()),
        ClientMessage::Update(update.clone()),
        ClientMessage::Awareness(Bytes::from_static(b"\x01\x05\x01\x0d{\"user\":null}")),
        ClientMessage::QueryAwareness,
        ClientMessage::Hello(ClientHello { schema: 1, has: Some((2, 900)), claims: vec![claim.clone()] }),
        ClientMessage::Push { seq: 1, update: update.clone() },
        ClientMessage::Control(ControlMessage::Presence(Slot::default().encode())),
        ClientMessage::Control(ControlMessage::Claim(claim)),
        ClientMessage::Control(ControlMessage::Check { position: 300, digest: [9; 32] }),
    ];
    let mut seeds: Vec<Vec<u8>> = messages.iter().map(|message| message.encode().to_vec()).collect();
    seeds.push(seeds.concat());
    let server = [
        ServerMessage::Ack { seq: 4, position: 900 },
        ServerMessage::Events { position: 7, updates: vec![update.clone(), update] },
        ServerMessage::Denied("role.forbidden".to_owned()),
    ];
    seeds.extend(server.iter().map(|message| message.encode().to_vec()));
    seeds
        .extend(["ffffff58", "64ffffffffffffff0f", "68ffffff7f", "6affffffff0f"].map(super::guard::bytes_of));
    seeds
}
