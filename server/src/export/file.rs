//! A board as a file of a format.

use super::{bpmn, json, svg, zip};
use crate::{
    room::{RoomError, Rooms},
    store::{BoardId, Store},
};
use std::{collections::BTreeSet, sync::Arc};
use wandel_process::{Target, bpmn::slug, export::Exported};

/// What a board can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Bpmn(Target),
    /// The BPMN with everything that the target keeps in files of its own.
    Zip(Target),
    /// The XProzess document that the board came from, with its process.
    Xprozess,
    Json,
    Svg,
    /// The whole document as one Yjs update.
    Yjs,
}

/// A file to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub bytes: Vec<u8>,
    pub media_type: &'static str,
    /// Without a dot.
    pub ending: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    #[error("export.unknown-format")]
    UnknownFormat,
    #[error("export.unknown-target")]
    UnknownTarget,
    #[error("export.failed")]
    Failed,
    /// There is no XProzess document to put the process into.
    #[error("export.no-document")]
    NoDocument,
    /// What is given is no XProzess document with a model in it.
    #[error("export.not-a-document")]
    NotADocument,
    #[error(transparent)]
    Room(#[from] RoomError),
}

impl Format {
    /// The format of a stable name; `target` counts for BPMN and archives, `None` is `generic`.
    ///
    /// # Errors
    /// A name that this version does not know.
    pub fn parse(name: &str, target: Option<&str>) -> Result<Self, ExportError> {
        Ok(match name {
            "bpmn" => Self::Bpmn(target_of(target)?),
            "zip" => Self::Zip(target_of(target)?),
            "xprozess" => Self::Xprozess,
            "json" => Self::Json,
            "svg" => Self::Svg,
            "yjs" => Self::Yjs,
            _ => return Err(ExportError::UnknownFormat),
        })
    }

    /// What the process is written for, where the format holds one.
    #[must_use]
    pub const fn target(self) -> Option<Target> {
        match self {
            Self::Bpmn(target) | Self::Zip(target) => Some(target),
            Self::Xprozess | Self::Json | Self::Svg | Self::Yjs => None,
        }
    }
}

/// The target of a stable name; `None` is `generic`.
///
/// # Errors
/// A name that this version does not know.
pub fn target_of(name: Option<&str>) -> Result<Target, ExportError> {
    name.map_or(Some(Target::Generic), Target::parse).ok_or(ExportError::UnknownTarget)
}

/// Writes a board as it is committed.
///
/// # Errors
/// There is no such board, or it is damaged.
pub async fn write(
    rooms: &Rooms,
    store: &Arc<dyn Store>,
    id: &BoardId,
    format: Format,
) -> Result<File, ExportError> {
    Ok(match format {
        Format::Bpmn(target) => {
            let (_, written) = bpmn::written(rooms, store, id, target).await?;
            File { bytes: written.bpmn.bytes, media_type: "application/bpmn+xml", ending: "bpmn" }
        }
        Format::Zip(target) => {
            let (_, written) = bpmn::written(rooms, store, id, target).await?;
            archive(written, Vec::new())?
        }
        Format::Xprozess => document(bpmn::in_document(rooms, store, id, None).await?),
        Format::Json => {
            let written = rooms.read(id, |board, _| json::write(board.projection())).await?;
            let bytes = written.map_err(|_| ExportError::Failed)?;
            File { bytes, media_type: "application/json", ending: "json" }
        }
        Format::Svg => {
            let bytes = rooms.read(id, |board, _| svg::file(board).into_bytes()).await?;
            File { bytes, media_type: "image/svg+xml", ending: "svg" }
        }
        Format::Yjs => {
            let bytes = rooms.read(id, |board, _| board.snapshot()).await?;
            File { bytes, media_type: "application/octet-stream", ending: "yjs" }
        }
    })
}

/// The files of several boards as one archive: those of the first at its top, those of each other in a folder with the name
/// that is given.
///
/// # Errors
/// More than an archive holds.
pub fn archive(first: Exported, others: Vec<(String, Exported)>) -> Result<File, ExportError> {
    let mut taken = BTreeSet::new();
    let mut files: Vec<_> = first.files().map(|file| (file.name.clone(), file)).collect();
    for (name, exported) in &others {
        let name = match slug(name) {
            slug if slug.is_empty() => "board".to_owned(),
            slug => slug,
        };
        let mut folder = name.clone();
        let mut number = 1;
        while !taken.insert(folder.clone()) {
            number += 1;
            folder = format!("{name}-{number}");
        }
        files.extend(exported.files().map(|file| (format!("{folder}/{}", file.name), file)));
    }
    let bytes = zip::pack(files.iter().map(|(name, file)| (name.as_str(), &file.bytes[..])))?;
    Ok(File { bytes, media_type: "application/zip", ending: "zip" })
}

/// An XProzess document as a file.
#[must_use]
pub fn document(bytes: Vec<u8>) -> File {
    File { bytes, media_type: "application/xml", ending: "xml" }
}

/// A file name for a title: what file systems and headers dislike becomes `-`; never empty, at most 80 characters.
#[must_use]
pub fn file_name(title: &str, ending: &str) -> String {
    let bad = |c: char| c.is_control() || "/\\:*?\"<>|%".contains(c);
    let name: String =
        title.chars().filter(|c| *c != '\u{AD}').map(|c| if bad(c) { '-' } else { c }).take(80).collect();
    let name = name.trim().trim_matches('.').trim();
    format!("{}.{ending}", if name.is_empty() { "wandel" } else { name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names() {
        for (title, expected) in [
            ("Antrag auf Wohngeld", "Antrag auf Wohngeld.bpmn"),
            ("../../etc/passwd", "-..-etc-passwd.bpmn"),
            ("a/b\\c:d\"e\r\nf", "a-b-c-d-e--f.bpmn"),
            ("", "wandel.bpmn"),
            (" .. ", "wandel.bpmn"),
        ] {
            assert_eq!(file_name(title, "bpmn"), expected);
        }
    }

    #[test]
    fn formats_and_targets() {
        assert_eq!(Format::parse("bpmn", None), Ok(Format::Bpmn(Target::Generic)));
        assert_eq!(Format::parse("bpmn", Some("operaton")), Ok(Format::Bpmn(Target::Operaton)));
        assert_eq!(Format::parse("zip", Some("zeebe")), Ok(Format::Zip(Target::Zeebe)));
        assert_eq!(Format::parse("bpmn", Some("nobody")), Err(ExportError::UnknownTarget));
        assert_eq!(Format::parse("docx", None), Err(ExportError::UnknownFormat));
    }
}
