//! A room, as far as its clients can tell: guard, roles, ids with keys, positions, epochs, acknowledgement after the
//! "commit". Whatever goes wrong in a test is switched on here.

use bytes::Bytes;
use std::collections::{BTreeMap, HashMap, HashSet};
use wandel_board::{Board, guard, projection::Meta};
use wandel_wire::{
    Claim, ClientMessage, ControlMessage, Here, Refusal, Role, RoomMessage, ServerHello, ServerMessage, close,
};

pub struct Server {
    pub board: Board,
    pub epoch: u64,
    pub role: Role,
    /// The author number of whoever connects.
    pub by: u64,
    /// Refuses this many of the next pushes.
    pub refuse_next: Option<(u32, Refusal)>,
    /// Takes and commits, but answers nothing.
    pub swallow_answers: bool,
    /// Does not answer the comparison of digests truthfully.
    pub pretend_difference: bool,
    /// Schema it claims the document to have.
    pub schema: u32,
    /// Updates of this epoch that said something new, in order; the first is the whole document at its start.
    log: Vec<Bytes>,
    keys: HashMap<u64, Claim>,
    next_client: u64,
    next_session: u32,
    sockets: BTreeMap<u32, Socket>,
    pub pushes: usize,
    pub checks: usize,
    pub whole_joins: usize,
}

#[derive(Default)]
struct Socket {
    greeted: bool,
    clients: HashSet<u64>,
    out: Vec<Bytes>,
    close: Option<u16>,
}

impl Server {
    pub fn new() -> Self {
        let board = Board::initial(1 << 33, Meta { title: "Antrag".into(), ..Meta::default() });
        let log = vec![board.snapshot().into()];
        Self {
            board,
            epoch: 1,
            role: Role::Editor,
            by: 7,
            refuse_next: None,
            swallow_answers: false,
            pretend_difference: false,
            schema: wandel_board::SCHEMA,
            log,
            keys: HashMap::new(),
            next_client: 1 << 32,
            next_session: 0,
            sockets: BTreeMap::new(),
            pushes: 0,
            checks: 0,
            whole_joins: 0,
        }
    }

    pub fn position(&self) -> u64 {
        self.log.len() as u64
    }

    pub fn open(&mut self) -> u32 {
        self.next_session += 1;
        self.sockets.insert(self.next_session, Socket::default());
        self.next_session
    }

    pub fn gone(&mut self, session: u32) {
        self.sockets.remove(&session);
    }

    /// What waits for a socket: frames, and perhaps the end.
    pub fn take(&mut self, session: u32) -> (Vec<Bytes>, Option<u16>) {
        self.sockets
            .get_mut(&session)
            .map_or((Vec::new(), Some(1006)), |socket| (std::mem::take(&mut socket.out), socket.close))
    }

    /// A purge: the same content under another history, and another epoch.
    pub fn new_epoch(&mut self) {
        self.epoch += 1;
        let copy = Board::load(2, &self.board.snapshot()).unwrap();
        // A history of its own: rebuilt from what is seen, as a purge does it.
        self.board = rebuilt(&copy, self.next_client);
        self.next_client += 1;
        self.log = vec![self.board.snapshot().into()];
        self.keys.clear();
        for socket in self.sockets.values_mut() {
            socket.close = Some(close::EPOCH);
        }
    }

    /// An edit by somebody else entirely.
    pub fn edit(&mut self, command: &wandel_board::Command) {
        let mut rng = crate::world::rng(99);
        let update = self.board.execute(command, Some(99), &mut rng).unwrap().update;
        self.commit(0, update.into());
    }

    fn issue(&mut self) -> Claim {
        self.next_client += 1;
        let mut key = [0; 16];
        key[..8].copy_from_slice(&(self.next_client ^ self.epoch << 40).to_le_bytes());
        let claim = Claim { client: self.next_client, by: self.role.may_edit().then_some(self.by), key };
        self.keys.insert(claim.client, claim.clone());
        claim
    }

    fn send(&mut self, session: u32, message: &ServerMessage) {
        let answer = matches!(message, ServerMessage::Ack { .. } | ServerMessage::Nack { .. });
        if answer && self.swallow_answers {
            return;
        }
        if let Some(socket) = self.sockets.get_mut(&session) {
            socket.out.push(message.encode());
        }
    }

    fn commit(&mut self, from: u32, update: Bytes) {
        self.log.push(update.clone());
        let position = self.position();
        let others: Vec<u32> = self
            .sockets
            .iter()
            .filter(|(session, socket)| **session != from && socket.greeted)
            .map(|(s, _)| *s)
            .collect();
        for session in others {
            self.send(session, &ServerMessage::Events { position, updates: vec![update.clone()] });
        }
    }

    pub fn received(&mut self, session: u32, frame: Vec<u8>) {
        match ClientMessage::decode(&frame.into()).unwrap() {
            ClientMessage::Hello(hello) => {
                let claim = self.issue();
                let spare = self.issue();
                let shown: Vec<u64> = hello
                    .claims
                    .iter()
                    .filter(|claim| self.keys.get(&claim.client) == Some(claim))
                    .map(|claim| claim.client)
                    .collect();
                let Some(socket) = self.sockets.get_mut(&session) else { return };
                socket.greeted = true;
                socket.clients.insert(claim.client);
                socket.clients.extend(shown);
                let position = self.position();
                self.send(
                    session,
                    &ServerMessage::Hello(ServerHello {
                        epoch: self.epoch,
                        position,
                        role: self.role,
                        schema: self.schema,
                        session,
                        name: "Ada".into(),
                        colour: 1,
                        claim,
                        spare,
                        time: 0,
                    }),
                );
                let me = Here { session, by: Some(self.by), name: "Ada".into(), colour: 1, role: self.role };
                self.send(
                    session,
                    &ServerMessage::Room(RoomMessage::Here {
                        whole: true,
                        joined: vec![me],
                        left: Vec::new(),
                    }),
                );
                let from = match hello.has {
                    Some((epoch, from)) if epoch == self.epoch && from <= position => from,
                    _ => {
                        self.whole_joins += 1;
                        0
                    }
                };
                let updates: Vec<Bytes> = self.log[from as usize..].to_vec();
                if !updates.is_empty() {
                    self.send(session, &ServerMessage::Events { position, updates });
                }
            }
            ClientMessage::Push { seq, update } => {
                self.pushes += 1;
                match self.push(session, &update, &guard::Limits::FRAME) {
                    Ok(()) => {
                        let position = self.position();
                        self.send(session, &ServerMessage::Ack { seq, position });
                    }
                    Err(refusal) => self.send(session, &ServerMessage::Nack { seq, refusal }),
                }
            }
            ClientMessage::Control(ControlMessage::Check { position, digest }) => {
                self.checks += 1;
                let same = (position == self.position())
                    .then(|| self.board.digest() == digest && !self.pretend_difference);
                let position = self.position();
                self.send(session, &ServerMessage::Room(RoomMessage::Checked { position, same }));
            }
            ClientMessage::Control(ControlMessage::Presence(slot)) => {
                let others: Vec<u32> =
                    self.sockets.keys().copied().filter(|other| *other != session).collect();
                for other in others {
                    let message = RoomMessage::Presence(vec![(session, slot.clone())]);
                    self.send(other, &ServerMessage::Room(message));
                }
            }
            other => panic!("not expected from our client: {other:?}"),
        }
    }

    fn push(&mut self, session: u32, update: &Bytes, limits: &guard::Limits) -> Result<(), Refusal> {
        if !self.role.may_edit() {
            return Err(Refusal::Forbidden);
        }
        if let Some((count, refusal)) = &mut self.refuse_next {
            let refusal = refusal.clone();
            *count -= 1;
            if *count == 0 {
                self.refuse_next = None;
            }
            return Err(refusal);
        }
        let scan = guard::scan(update, limits).map_err(|_| Refusal::Malformed)?;
        let own = self.sockets.get(&session).map(|socket| socket.clients.clone()).unwrap_or_default();
        guard::admit(&self.board, &scan, &|client| own.contains(&client)).map_err(|refusal| match refusal
            .code
            .as_ref()
        {
            "update.foreign-client" => Refusal::ForeignClient,
            _ => Refusal::MissingDependency,
        })?;
        if self.board.apply_remote(update).map_err(|_| Refusal::Malformed)?.document {
            self.commit(session, update.clone());
        }
        Ok(())
    }

    /// As by HTTP.
    pub fn posted(&mut self, claim: &Claim, update: &Bytes) -> u16 {
        let session = self.open();
        if self.keys.get(&claim.client) == Some(claim) {
            self.sockets.get_mut(&session).unwrap().clients.insert(claim.client);
        }
        let status = if self.push(session, update, &guard::Limits::UPLOAD).is_ok() { 200 } else { 422 };
        self.gone(session);
        status
    }
}

/// The same elements in a document with another history.
fn rebuilt(board: &Board, client: u64) -> Board {
    use wandel_board::{Command, NewElement};
    let mut fresh = Board::initial(client, board.projection().meta().clone());
    let mut rng = crate::world::rng(5);
    for element in board.projection().in_order() {
        let new = NewElement {
            id: element.id.clone(),
            kind: element.kind.clone(),
            parent: element.parent.clone(),
            at: element.at,
            size: element.size,
            label: element.label.to_string(),
            from: element.from.clone(),
            to: element.to.clone(),
            via: None,
            properties: element.properties.clone(),
            xid: None,
            src: None,
        };
        let create = Command::Create { elements: vec![new], processes: Vec::new(), planes: Vec::new() };
        fresh.execute(&create, element.by, &mut rng).unwrap();
    }
    fresh
}
