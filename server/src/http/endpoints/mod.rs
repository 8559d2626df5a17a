//! The table of endpoints, one a file.

mod board_create;
mod board_delete;
mod board_get;
mod board_import;
mod board_rename;
mod boards_list;
mod called_list;
mod deploy;
mod engines_list;
mod export;
mod export_into;
mod import;
mod import_preview;
mod join;
mod join_preview;
mod link_create;
mod link_delete;
mod links_list;
mod livez;
mod me;
mod openapi;
mod picture;
mod processes_list;
mod readyz;
mod report;
mod session_create;
mod session_delete;
mod setup;
mod template_picture;
mod templates_list;
mod ticket;
mod updates;
mod version_create;
mod version_delete;
mod version_picture;
mod version_restore;
mod versions_list;

use super::{
    App, Endpoint, Problem,
    body::{Input, Later, Query},
    endpoint::Body,
    time::rfc3339,
};
use crate::{access::Standing, accounts::Account};
use axum::http::{HeaderMap, header};
use serde::Serialize;
use wandel_wire::Here;
use wandel_words::Language;

/// The language of the page that asks.
fn language(headers: &HeaderMap) -> Language {
    let said = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::of_header(said.unwrap_or_default())
}

/// All of them. The order is that of the description.
pub const ENDPOINTS: &[Endpoint] = &[
    me::ENDPOINT,
    setup::ENDPOINT,
    session_create::ENDPOINT,
    session_delete::ENDPOINT,
    boards_list::ENDPOINT,
    templates_list::ENDPOINT,
    template_picture::ENDPOINT,
    board_create::ENDPOINT,
    board_import::ENDPOINT,
    board_get::ENDPOINT,
    board_rename::ENDPOINT,
    board_delete::ENDPOINT,
    picture::ENDPOINT,
    ticket::ENDPOINT,
    updates::ENDPOINT,
    import_preview::ENDPOINT,
    import::ENDPOINT,
    export::ENDPOINT,
    export_into::ENDPOINT,
    report::ENDPOINT,
    processes_list::ENDPOINT,
    called_list::ENDPOINT,
    engines_list::ENDPOINT,
    deploy::ENDPOINT,
    versions_list::ENDPOINT,
    version_create::ENDPOINT,
    version_picture::ENDPOINT,
    version_restore::ENDPOINT,
    version_delete::ENDPOINT,
    links_list::ENDPOINT,
    link_create::ENDPOINT,
    link_delete::ENDPOINT,
    join_preview::ENDPOINT,
    join::ENDPOINT,
    livez::ENDPOINT,
    readyz::ENDPOINT,
    openapi::ENDPOINT,
];

/// Those that monitoring asks, also on its own listener.
pub(super) const HEALTH: &[Endpoint] = &[livez::ENDPOINT, readyz::ENDPOINT];

/// Who is signed in, and whether the house is set up.
#[derive(Debug, Serialize)]
pub struct Me {
    account: Option<MyAccount>,
    setup: bool,
}

#[derive(Debug, Serialize)]
struct MyAccount {
    id: String,
    name: String,
    email: String,
    admin: bool,
}

impl Me {
    fn new(account: Option<Account>, setup: bool) -> Self {
        let account = account.map(|account| MyAccount {
            id: account.id,
            name: account.name,
            email: account.email,
            admin: account.admin,
        });
        Self { account, setup }
    }
}

/// A role as answers name it: that of an owner has a name of its own.
fn role_name(standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::None => None,
        Standing::Role(role) => Some(role.name()),
        Standing::Owner => Some("owner"),
    }
}

/// Somebody on a board, for lists.
#[derive(Debug, Serialize)]
struct Present {
    name: String,
    colour: u8,
}

/// People on a board, each once.
fn present(here: Vec<Here>) -> Vec<Present> {
    let mut seen: Vec<Present> = Vec::new();
    for somebody in here {
        if !seen.iter().any(|known| known.name == somebody.name && known.colour == somebody.colour) {
            seen.push(Present { name: somebody.name, colour: somebody.colour });
        }
    }
    seen
}

/// Times of the store are unsigned.
fn moment(ms: u64) -> String {
    rfc3339(i64::try_from(ms).unwrap_or(i64::MAX))
}
