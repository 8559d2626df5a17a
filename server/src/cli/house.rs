//! The house as the command line sees it: store, accounts, rooms. Opened by `serve`, or by a command while no server
//! runs; both carry out the same requests.

use super::{
    failure::Failure,
    ops,
    request::{Outcome, Request},
};
use crate::{
    accounts::Accounts,
    ambient::Ambient,
    config::PublicUrl,
    room::{Rooms, RoomsConfig},
    store::{BoardId, BoardRow, BoardStore, Options, SqliteStore, Store, faults::Faults},
};
use std::{
    path::Path,
    sync::{Arc, OnceLock},
};
use wandel_words::Words;

pub struct House {
    pub sqlite: SqliteStore,
    pub store: Arc<dyn Store>,
    pub accounts: Accounts,
    pub rooms: Rooms,
    pub ambient: Ambient,
    /// Begin of links to pages; set once the address is known.
    pub base: OnceLock<String>,
    pub words: Words,
}

impl House {
    /// Opens the data folder, which must not be in use.
    ///
    /// # Errors
    /// A folder that cannot be made, read or written; another server runs there; a newer schema.
    pub async fn open(
        data: &Path,
        public: Option<PublicUrl>,
        faults: Faults,
        rooms: RoomsConfig,
        words: Words,
    ) -> Result<Self, Failure> {
        let folder = data.to_owned();
        let clock = faults.clock();
        let options = Options { clock: clock.clone(), faults, ..Options::default() };
        let opened = tokio::task::spawn_blocking(move || SqliteStore::open(&folder, options)).await;
        let sqlite = opened
            .map_err(|_| Failure::new("internal"))?
            .map_err(|error| Failure::from(error).with("path", data.display().to_string()))?;
        let time = clock.clone();
        let ambient = Ambient::system()
            .map_err(|_| Failure::new("randomness"))?
            .with_clock(move || i64::try_from(time()).unwrap_or(i64::MAX));
        let store: Arc<dyn Store> = Arc::new(sqlite.clone());
        let source = ambient.clone();
        let rooms = RoomsConfig { clock, generator: Arc::new(move || source.rng()), ..rooms };
        let rooms = Rooms::with(Arc::clone(&store), rooms).await?;
        let accounts = Accounts::new(Arc::clone(&store), ambient.clone(), public.clone());
        let base = OnceLock::new();
        if let Some(public) = public {
            let _unset = base.set(public.as_str().to_owned());
        }
        Ok(Self { sqlite, store, accounts, rooms, ambient, base, words })
    }

    /// Finishes what is queued and closes the file.
    pub async fn close(&self) {
        self.rooms.drain().await;
        self.sqlite.close().await;
    }

    /// Does what a command asks.
    ///
    /// # Errors
    /// Why not, as a code.
    pub async fn carry_out(&self, request: Request) -> Outcome {
        match request {
            Request::UserAdd { email, name, admin, password } => {
                ops::user_add(self, &email, name.as_deref(), admin, password).await
            }
            Request::UserList => ops::user_list(self).await,
            Request::UserDisable { email } => ops::user_disable(self, &email).await,
            Request::UserErase { email } => ops::user_erase(self, &email).await,
            Request::BoardCreate { title } => ops::board_create(self, &title).await,
            Request::BoardImport { title, name, file } => ops::board_import(self, title, &name, file.0).await,
            Request::BoardExport { id, format, target, report, into } => {
                ops::board_export(self, &id, &format, &target, report, into.map(|file| file.0)).await
            }
            Request::BoardList => ops::board_list(self).await,
            Request::BoardLink { id, role, days, base } => ops::board_link(self, &id, role, days, base).await,
            Request::BoardTicket { id, role, hours } => ops::board_ticket(self, &id, role, hours).await,
            Request::Backup { file } => ops::backup(self, file).await,
            Request::BoardVersions { id } => ops::board_versions(self, &id).await,
            Request::BoardKeep { id, name } => ops::board_keep(self, &id, &name).await,
            Request::BoardRestore { id, version } => ops::board_restore(self, &id, &version).await,
            Request::BoardPurge { id } => ops::board_purge(self, &id).await,
            Request::Verify => ops::verify(self).await,
            Request::Doctor => ops::doctor(self).await,
        }
    }

    /// The board of an id that somebody typed.
    ///
    /// # Errors
    /// There is none.
    pub async fn board(&self, id: &str) -> Result<BoardRow, Failure> {
        let missing = || Failure::new("board.not-found").with("board", id);
        let id = BoardId::parse(id).ok_or_else(missing)?;
        BoardStore::board(&*self.store, &id).await?.ok_or_else(missing)
    }

    /// Where links lead while nobody said otherwise.
    #[must_use]
    pub fn base(&self) -> &str {
        self.base.get().map_or("http://127.0.0.1:8080", String::as_str)
    }
}
