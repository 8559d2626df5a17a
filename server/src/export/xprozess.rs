//! XProzess 2, the exchange format of German administrations' process catalogues: a document of master data that holds a
//! model as base64 of a ZIP with the BPMN file. A document is opened for its model, and gets it back; everything else in it
//! stays as it is, to the byte. We make no document of our own: see `docs/adr/0081`.
//!
//! Knows the namespace and how a model is packed, and no name of an element: whatever holds such base64 holds the model.

use super::{
    file::ExportError,
    zip::{Entry, MOST_BYTES, Unreadable, unpack},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use std::{io::Cursor, ops::Range};
use wandel_process::{
    Diagnostic, Severity,
    bpmn::{self, MAX_BYTES, ReadError, Text},
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

const NAMESPACE: &str = "http://www.regierung-mv.de/xprozess/2";
const BPMN: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
/// How base64 of every ZIP begins.
const HEAD: &str = "UEsDB";

/// A document with a model in it.
#[derive(Debug)]
pub struct Document {
    text: Text,
    /// The base64, with its line breaks.
    place: Range<usize>,
    archive: Vec<u8>,
    /// Which entry is the model.
    entry: usize,
    model: Vec<u8>,
    /// Names of further models in it, which stay where they are.
    others: Vec<String>,
}

impl Document {
    /// Opens a file; `None` if it is no XProzess document.
    ///
    /// # Errors
    /// It is one and cannot be read, or holds no model: `xprozess.no-model`, `xprozess.not-a-zip`, `xprozess.too-large`.
    pub fn open(bytes: &[u8]) -> Result<Option<Self>, ReadError> {
        // What is wrong with the bytes is told by whoever reads it as BPMN.
        let Some(text) = Text::decode(bytes).ok().filter(|text| text.contains(NAMESPACE)) else {
            return Ok(None);
        };
        bpmn::scan(&text)?;
        let Ok(doc) = roxmltree::Document::parse(&text) else { return Ok(None) };
        if doc.root_element().tag_name().namespace() != Some(NAMESPACE) {
            return Ok(None);
        }
        let at = |code, place: usize| {
            let (line, column) = text.lines().at(place);
            ReadError { code, line, column }
        };
        let mut found = None;
        let (mut others, mut fault, mut left) = (Vec::new(), None, MOST_BYTES);
        for node in doc.descendants().filter(roxmltree::Node::is_text) {
            let Some(place) = carrier(&text, node.range()) else { continue };
            let packed: String = text[place.clone()].split_ascii_whitespace().collect();
            let models =
                BASE64_STANDARD.decode(packed).map_err(|_| "xprozess.not-a-zip").and_then(|archive| {
                    let models = models(&archive, &mut left)?;
                    Ok((archive, models))
                });
            let (archive, models) = match models {
                Ok(done) => done,
                // Nothing more may come out of any.
                Err(code) if left == 0 => return Err(at(code, place.start)),
                Err(code) => {
                    fault.get_or_insert(at(code, place.start));
                    continue;
                }
            };
            let mut models = models.into_iter();
            if found.is_none() {
                found = models.next().map(|first| (place, archive, first));
            }
            others.extend(models.map(|other| other.name));
        }
        let missing = at("xprozess.no-model", doc.root_element().range().start);
        drop(doc);
        let (place, archive, first) = found.ok_or(fault.unwrap_or(missing))?;
        Ok(Some(Self { text, place, archive, entry: first.number, model: first.bytes, others }))
    }

    /// The BPMN file in it.
    #[must_use]
    pub fn model(&self) -> &[u8] {
        &self.model
    }

    /// What is to be said about it.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let told = |name: &String| {
            Diagnostic::new(Severity::Warning, "xprozess.other-model", None).with("name", name.clone())
        };
        self.others.iter().map(told).collect()
    }

    /// The document with another BPMN file in place of its own: the same bytes if it is the same file.
    ///
    /// # Errors
    /// The archive cannot be written again.
    pub fn with(&self, model: &[u8]) -> Result<Vec<u8>, ExportError> {
        if model == self.model {
            return Ok(self.text.encode());
        }
        let packed = BASE64_STANDARD.encode(self.repacked(model).map_err(|_| ExportError::Failed)?);
        let text = format!(
            "{}{}{}",
            &self.text[..self.place.start],
            wrapped(&packed, &self.text[self.place.clone()]),
            &self.text[self.place.end..]
        );
        Ok(self.text.with(text).encode())
    }

    fn repacked(&self, model: &[u8]) -> zip::result::ZipResult<Vec<u8>> {
        let mut old = ZipArchive::new(Cursor::new(&self.archive[..]))?;
        let mut new = ZipWriter::new(Cursor::new(Vec::new()));
        for number in 0..old.len() {
            let entry = old.by_index_raw(number)?;
            if number != self.entry {
                new.raw_copy_file(entry)?;
                continue;
            }
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                .last_modified_time(entry.last_modified().unwrap_or_default());
            let name = entry.name()?.into_owned();
            drop(entry);
            new.start_file(name, options)?;
            std::io::Write::write_all(&mut new, model)?;
        }
        Ok(new.finish()?.into_inner())
    }
}

/// The base64 of a ZIP in a piece of text, if it is one: without what is around it.
fn carrier(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let raw = &text[range.clone()];
    let inner = raw.trim_start_matches("<![CDATA[");
    let start = range.start + (raw.len() - inner.len());
    let inner = inner.trim_end_matches("]]>");
    let lead = inner.len() - inner.trim_ascii_start().len();
    let inner = inner.trim_ascii();
    inner.starts_with(HEAD).then(|| start + lead..start + lead + inner.len())
}

/// The BPMN files in an archive. `left`: how much may come out of all archives of a document.
fn models(archive: &[u8], left: &mut u64) -> Result<Vec<Entry>, &'static str> {
    let ends = |name: &str, ending: &str| name.to_ascii_lowercase().ends_with(ending);
    let mut found = unpack(archive, left, |name| ends(name, ".bpmn") || ends(name, ".xml")).map_err(
        |fault| match fault {
            Unreadable::Damaged => "xprozess.not-a-zip",
            Unreadable::TooLarge => "xprozess.too-large",
        },
    )?;
    found.retain(|file| {
        ends(&file.name, ".bpmn") || Text::decode(&file.bytes).is_ok_and(|text| text.contains(BPMN))
    });
    if found.iter().any(|model| model.bytes.len() > MAX_BYTES) {
        return Err("xprozess.too-large");
    }
    Ok(found)
}

/// Base64 in lines as long as those of what was there, each begun alike.
fn wrapped(packed: &str, before: &str) -> String {
    let Some(end) = before.find(['\r', '\n']) else { return packed.to_owned() };
    let rest = &before[end..];
    let between = &rest[..rest.len() - rest.trim_ascii_start().len()];
    let lines: Vec<&str> =
        packed.as_bytes().chunks(end.max(1)).filter_map(|line| str::from_utf8(line).ok()).collect();
    lines.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::zip::pack;

    const MODEL: &str = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"/>";

    /// The names of elements are made up: nothing may depend on them.
    fn document(packed: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<x:irgendwas xmlns:x=\"{NAMESPACE}\">\n <x:a>UEsE</x:a><!-- -->\n <x:b c='1'>{packed}</x:b>\n</x:irgendwas>\n"
        )
    }

    fn archive(model: &str) -> String {
        let files = [("anlage.txt", "bleibt".as_bytes()), ("modell/ablauf.bpmn", model.as_bytes())];
        BASE64_STANDARD.encode(pack(files).unwrap())
    }

    fn open(text: &str) -> Result<Option<Document>, (&'static str, u32)> {
        Document::open(text.as_bytes()).map_err(|error| (error.code, error.line))
    }

    #[test]
    fn a_model_goes_out_and_back_and_nothing_else_changes() {
        let lines = |packed: &str| -> String {
            let lines: Vec<_> =
                packed.as_bytes().chunks(20).map(|line| str::from_utf8(line).unwrap()).collect();
            format!("\r\n    {}\r\n  ", lines.join("\r\n    "))
        };
        for form in [|text: &str| text.to_owned(), lines, |text: &str| format!("<![CDATA[{text}]]>")] {
            let text = document(&form(&archive(MODEL)));
            let opened = open(&text).unwrap().unwrap();
            assert_eq!(opened.model(), MODEL.as_bytes());
            assert_eq!(opened.with(MODEL.as_bytes()).unwrap(), text.as_bytes(), "unchanged");
            let changed = MODEL.replace("/>", " id=\"neu\"/>");
            let out = opened.with(changed.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(out.clone()).unwrap(), document(&form(&archive(&changed))));
            assert_eq!(Document::open(&out).unwrap().unwrap().model(), changed.as_bytes());
        }
    }

    #[test]
    fn other_models_are_named() {
        let files = [("a.bpmn", MODEL.as_bytes()), ("b.xml", MODEL.as_bytes()), ("c.xml", b"<c/>")];
        let text = document(&BASE64_STANDARD.encode(pack(files).unwrap()));
        let told = open(&text).unwrap().unwrap().diagnostics();
        assert_eq!((told.len(), told[0].params["name"].as_str()), (1, "b.xml"));
    }

    #[test]
    fn what_holds_no_model_is_refused_with_its_place() {
        assert!(open(MODEL).unwrap().is_none() && open("hello").unwrap().is_none());
        let good = archive(MODEL);
        assert_eq!(open(&document("nichts")).unwrap_err(), ("xprozess.no-model", 2));
        assert_eq!(open(&document(&good[..good.len() / 2])).unwrap_err(), ("xprozess.not-a-zip", 4));
        let zeros = vec![b' '; 65 << 20];
        let bomb = BASE64_STANDARD.encode(pack([("a.bpmn", &zeros[..])]).unwrap());
        assert!(bomb.len() < 200_000);
        assert_eq!(open(&document(&bomb)).unwrap_err(), ("xprozess.too-large", 4));
        let names: Vec<String> = (0..101).map(|n| format!("{n}.bpmn")).collect();
        let many = pack(names.iter().map(|name| (name.as_str(), MODEL.as_bytes()))).unwrap();
        assert_eq!(open(&document(&BASE64_STANDARD.encode(many))).unwrap_err(), ("xprozess.too-large", 4));
        let deep = document(&"<x:y>".repeat(200_000));
        assert_eq!(open(&deep).unwrap_err().0, "bpmn.too-deep");
    }
}
