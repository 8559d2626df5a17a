//! The demo board of `serve --demo`: made once, found again at every later start under the same link. Which board it is and
//! its link are remembered in a file of the data folder that only its owner can read (not in the database, so in no
//! backup); a link that was revoked stays so, and a fresh one takes its place.

use super::{failure::Failure, house::House};
use crate::{
    accounts::{NewLink, secret},
    export::make::{self, Wish},
    seed,
    store::{BoardId, BoardStore},
};
use std::{
    fs::OpenOptions,
    io::{Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};
use wandel_wire::Role;
use wandel_words::Language;

const FILE: &str = "demo";

/// An address that opens it for editing at once.
///
/// # Errors
/// The store's; the data folder takes no file.
pub async fn link(house: &House, base: &str, language: Language) -> Result<String, Failure> {
    let path = house.sqlite.folder().path().join(FILE);
    let known = remembered(&path);
    let id = match &known {
        Some((id, _)) if BoardStore::board(&*house.store, id).await?.is_some() => id.clone(),
        _ => make(house, language).await?,
    };
    if let Some((of, secret)) = known
        && of == id
        && house.store.link(id.as_str(), secret::fingerprint(&secret), house.ambient.now()).await?.is_some()
    {
        return Ok(format!("{base}/b/{id}#{secret}"));
    }
    let new = NewLink { role: Role::Editor, label: FILE.to_owned(), days: None, ask: false };
    let (_, secret) = house.accounts.add_link(&id, None, new).await?;
    remember(&path, &id, &secret).map_err(|error| Failure::file("file.write", &path, &error))?;
    Ok(format!("{base}/b/{id}#{secret}"))
}

async fn make(house: &House, language: Language) -> Result<BoardId, Failure> {
    let template = seed::demo(language, &mut house.ambient.rng()).map_err(|error| {
        tracing::error!(%error, "the demo board");
        Failure::new("internal")
    })?;
    let wish = Wish { title: template.title, language, owner: None, content: Some(template.command) };
    Ok(make::make(&house.store, &house.ambient, wish).await?)
}

fn remembered(path: &Path) -> Option<(BoardId, String)> {
    let mut text = String::new();
    std::fs::File::open(path).ok()?.take(1024).read_to_string(&mut text).ok()?;
    let (id, secret) = text.trim().split_once(' ')?;
    Some((BoardId::parse(id)?, secret.to_owned()))
}

fn remember(path: &Path, id: &BoardId, secret: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(path)?;
    writeln!(file, "{id} {secret}")
}
