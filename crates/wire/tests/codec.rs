//! Every message survives encode → decode; no bytes, random or nearly right, make a decoder panic; what stock clients
//! write is read as it was meant.

use bytes::Bytes;
use proptest::prelude::*;
use wandel_wire::{
    Claim, ClientHello, ClientMessage, ClientMessages, ControlMessage, Here, Person, Refusal, Role,
    RoomMessage, ServerHello, ServerMessage, Slot, WireError, awareness, lib0, limits, presence,
};

fn bytes(most: usize) -> impl Strategy<Value = Bytes> {
    proptest::collection::vec(any::<u8>(), 0..most).prop_map(Bytes::from)
}
fn number() -> impl Strategy<Value = u64> {
    prop_oneof![0..300_u64, 0..=lib0::MAX_SAFE_INTEGER, Just(lib0::MAX_SAFE_INTEGER)]
}
fn by() -> impl Strategy<Value = Option<u64>> {
    proptest::option::of(0..1_u64 << 40)
}
fn role() -> impl Strategy<Value = Role> {
    prop_oneof![Just(Role::Viewer), Just(Role::Commenter), Just(Role::Editor)]
}
fn refusal() -> impl Strategy<Value = Refusal> {
    prop_oneof![proptest::sample::select(Refusal::ALL), "x\\.[a-z]{1,9}".prop_map(Refusal::Other)]
}
fn claim() -> impl Strategy<Value = Claim> {
    (number(), by(), any::<[u8; 16]>()).prop_map(|(client, by, key)| Claim { client, by, key })
}
fn here() -> impl Strategy<Value = Here> {
    (any::<u32>(), by(), ".{0,20}", any::<u8>(), role()).prop_map(|(session, by, name, colour, role)| Here {
        session,
        by,
        name,
        colour,
        role,
    })
}

fn client_message() -> impl Strategy<Value = ClientMessage> {
    prop_oneof![
        bytes(50).prop_map(ClientMessage::SyncStep1),
        bytes(200).prop_map(ClientMessage::SyncStep2),
        bytes(200).prop_map(ClientMessage::Update),
        bytes(200).prop_map(ClientMessage::Awareness),
        Just(ClientMessage::QueryAwareness),
        (any::<u32>(), proptest::option::of((number(), number())), proptest::collection::vec(claim(), 0..5))
            .prop_map(|(schema, has, claims)| ClientMessage::Hello(ClientHello { schema, has, claims })),
        (number(), bytes(200)).prop_map(|(seq, update)| ClientMessage::Push { seq, update }),
        bytes(200).prop_map(|slot| ClientMessage::Control(ControlMessage::Presence(slot))),
        claim().prop_map(|claim| ClientMessage::Control(ControlMessage::Claim(claim))),
        (number(), any::<[u8; 32]>()).prop_map(|(position, digest)| {
            ClientMessage::Control(ControlMessage::Check { position, digest })
        }),
        (proptest::collection::vec(".{0,20}", 0..5), any::<bool>()).prop_map(|(elements, locked)| {
            ClientMessage::Control(ControlMessage::Lock { elements, locked })
        }),
    ]
}

fn server_message() -> impl Strategy<Value = ServerMessage> {
    let people = proptest::collection::vec((number(), ".{0,9}", any::<u8>()), 0..5);
    prop_oneof![
        bytes(50).prop_map(ServerMessage::SyncStep1),
        bytes(200).prop_map(ServerMessage::SyncStep2),
        bytes(200).prop_map(ServerMessage::Update),
        bytes(200).prop_map(ServerMessage::Awareness),
        ".{0,30}".prop_map(ServerMessage::Denied),
        (
            number(),
            number(),
            role(),
            any::<u32>(),
            any::<u32>(),
            ".{0,9}",
            any::<u8>(),
            (claim(), claim()),
            number()
        )
            .prop_map(
                |(epoch, position, role, schema, session, name, colour, (claim, spare), time)| {
                    ServerMessage::Hello(ServerHello {
                        epoch,
                        position,
                        role,
                        schema,
                        session,
                        name,
                        colour,
                        claim,
                        spare,
                        time,
                    })
                }
            ),
        (number(), number()).prop_map(|(seq, position)| ServerMessage::Ack { seq, position }),
        (number(), refusal()).prop_map(|(seq, refusal)| ServerMessage::Nack { seq, refusal }),
        (number(), proptest::collection::vec(bytes(60), 0..5))
            .prop_map(|(position, updates)| ServerMessage::Events { position, updates }),
        people.prop_map(|people| {
            ServerMessage::People(
                people.into_iter().map(|(by, name, colour)| Person { by, name, colour }).collect(),
            )
        }),
        proptest::collection::vec((any::<u32>(), bytes(60)), 0..5)
            .prop_map(|slots| ServerMessage::Room(RoomMessage::Presence(slots))),
        (
            any::<bool>(),
            proptest::collection::vec(here(), 0..4),
            proptest::collection::vec(any::<u32>(), 0..4)
        )
            .prop_map(|(whole, joined, left)| ServerMessage::Room(RoomMessage::Here {
                whole,
                joined,
                left
            })),
        proptest::option::of(refusal()).prop_map(|code| ServerMessage::Room(RoomMessage::ReadOnly(code))),
        (number(), proptest::option::of(any::<bool>()))
            .prop_map(|(position, same)| ServerMessage::Room(RoomMessage::Checked { position, same })),
        (number(), any::<bool>())
            .prop_map(|(client, accepted)| ServerMessage::Room(RoomMessage::Claimed { client, accepted })),
        (
            any::<bool>(),
            proptest::collection::vec((".{0,20}", number()), 0..5),
            proptest::collection::vec(".{0,20}", 0..5)
        )
            .prop_map(|(whole, locked, freed)| ServerMessage::Room(RoomMessage::Locks {
                whole,
                locked,
                freed
            })),
    ]
}

fn slot() -> impl Strategy<Value = Slot> {
    let place = || ("[a-z]{0,9}", -1e6_f32..1e6, -1e6_f32..1e6);
    (
        proptest::option::of(place().prop_map(|(plane, x, y)| presence::Cursor { plane, x, y })),
        proptest::option::of((place(), 0.05_f32..8.0).prop_map(|((plane, x, y), zoom)| presence::Camera {
            plane,
            x,
            y,
            zoom,
        })),
        proptest::collection::vec("e_[a-z]{11}", 0..9),
        proptest::option::of(
            ("e_[a-z]{11}", bytes(20), bytes(20)).prop_map(|(element, anchor, head)| presence::Caret {
                element,
                anchor,
                head,
            }),
        ),
        proptest::option::of(bytes(300)),
    )
        .prop_map(|(cursor, camera, selection, caret, gesture)| Slot {
            cursor,
            camera,
            selection,
            caret,
            gesture,
        })
}

/// Near misses of a good frame: cut anywhere, one byte changed, something appended.
fn mutants(frame: &Bytes) -> Vec<Bytes> {
    let mut mutants = Vec::new();
    for at in 0..frame.len().min(80) {
        mutants.push(frame.slice(..at));
        for byte in [0, 1, 0x7f, 0x80, 0xff, frame[at].wrapping_add(1)] {
            let mut changed = frame.to_vec();
            changed[at] = byte;
            mutants.push(Bytes::from(changed));
        }
    }
    let mut longer = frame.to_vec();
    longer.extend_from_slice(&[0xff; 9]);
    mutants.push(Bytes::from(longer));
    mutants
}

fn decode_everything(frame: &Bytes) {
    let _ = ClientMessage::decode(frame);
    let _ = ClientMessages::new(frame).count();
    let _ = ServerMessage::decode(frame);
    let _ = awareness::decode(frame);
    let _ = Slot::decode(frame);
}

proptest! {
    #[test]
    fn client_messages_come_back(message in client_message()) {
        let frame = message.encode();
        prop_assert_eq!(ClientMessage::decode(&frame), Ok(message.clone()));
        let twice = Bytes::from([&frame[..], &frame[..]].concat());
        let both: Result<Vec<_>, _> = ClientMessages::new(&twice).collect();
        prop_assert_eq!(both, Ok(vec![message.clone(), message]));
        mutants(&frame).iter().for_each(decode_everything);
    }

    #[test]
    fn server_messages_come_back(message in server_message()) {
        let frame = message.encode();
        prop_assert_eq!(ServerMessage::decode(&frame), Ok(message));
        mutants(&frame).iter().for_each(decode_everything);
    }

    #[test]
    fn slots_come_back(slot in slot()) {
        let encoded = slot.encode();
        prop_assert_eq!(Slot::decode(&encoded), Ok(slot));
        mutants(&encoded).iter().for_each(decode_everything);
    }

    #[test]
    fn awareness_comes_back(entries in proptest::collection::vec((number(), number(), ".{0,20}"), 0..5)) {
        let entries: Vec<_> = entries
            .into_iter()
            .map(|(client, clock, state)| awareness::Entry { client, clock, state })
            .collect();
        let payload = awareness::encode(entries.iter());
        prop_assert_eq!(awareness::decode(&payload), Ok(entries));
        mutants(&payload).iter().for_each(decode_everything);
    }

    #[test]
    fn any_bytes_are_survived(frame in proptest::collection::vec(any::<u8>(), 0..400)) {
        decode_everything(&Bytes::from(frame));
    }

    #[test]
    fn numbers_come_back(value in number()) {
        let mut writer = lib0::Writer::default();
        writer.uint(value);
        prop_assert_eq!(writer.len(), lib0::uint_len(value));
        let frame = writer.finish();
        prop_assert_eq!(lib0::Reader::new(&frame).uint(), Ok(value));
    }
}

/// Bytes as y-protocols 1.0 writes them, and bytes that declare more than they bring.
#[test]
fn known_frames() {
    let decode = |frame: &[u8]| ClientMessage::decode(&Bytes::copy_from_slice(frame));
    let cases: &[(&[u8], Result<ClientMessage, WireError>)] = &[
        (&[0, 0, 1, 0], Ok(ClientMessage::SyncStep1(Bytes::from_static(&[0])))),
        (&[0, 1, 2, 0, 0], Ok(ClientMessage::SyncStep2(Bytes::from_static(&[0, 0])))),
        (&[0, 2, 2, 0, 0], Ok(ClientMessage::Update(Bytes::from_static(&[0, 0])))),
        (&[3], Ok(ClientMessage::QueryAwareness)),
        (&[], Err(WireError::Truncated)),
        (&[0], Err(WireError::Truncated)),
        (&[0, 9, 0], Err(WireError::UnknownType(9))),
        (&[99], Err(WireError::UnknownType(99))),
        (&[0, 2, 0xff, 0xff, 0xff, 0xff, 0x0f], Err(WireError::Truncated)),
        (&[0, 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1], Err(WireError::NumberTooLarge)),
        (&[3, 3], Err(WireError::TrailingBytes)),
        (&[100, 1, 0, 0xff, 0xff, 3], Err(WireError::TooMany)),
    ];
    for (frame, expected) in cases {
        assert_eq!(&decode(frame), expected, "{frame:02x?}");
    }
    let many = Bytes::from(vec![3; limits::MESSAGES_PER_FRAME + 1]);
    assert_eq!(ClientMessages::new(&many).filter(Result::is_ok).count(), limits::MESSAGES_PER_FRAME);
    assert_eq!(ClientMessages::new(&many).last(), Some(Err(WireError::TooMany)));
    assert_eq!(ClientMessages::new(&Bytes::new()).count(), 1, "an empty frame is an error, not nothing");
}

/// An older reader skips the fields that a newer writer adds.
#[test]
fn unknown_slot_fields_are_skipped() {
    let mut writer = lib0::Writer::default();
    writer.uint(77).bytes(b"later");
    let mut frame = writer.finish().to_vec();
    let known = Slot { selection: vec!["e_1".into()], ..Slot::default() };
    frame.extend_from_slice(&known.encode());
    assert_eq!(Slot::decode(&Bytes::from(frame)), Ok(known));
}

#[test]
fn refusal_codes_are_unique_and_come_back() {
    let mut seen = std::collections::HashSet::new();
    for refusal in Refusal::ALL {
        assert!(seen.insert(refusal.code()), "{}", refusal.code());
        assert_eq!(&Refusal::parse(&refusal.code()), refusal);
    }
}
