//! A process with what belongs to it in one archive, as an export gives it: BPMN, decision tables (DMN), forms (form-js). And
//! each of the latter two alone.

use super::zip::{MOST_BYTES, Unreadable, unpack};
use rand::RngCore;
use wandel_board::ElementId;
use wandel_process::{
    Diagnostic, Model, Severity,
    bpmn::{self, Read, ReadError, Text},
    dmn,
    form::js,
    model::Owner,
    property::names,
};

/// How every archive with something in it begins.
const HEAD: &[u8] = b"PK\x03\x04";
/// Most files that are told of because they stay out.
const MOST_TOLD: usize = 20;
/// Longest name of one of them, characters.
const LONGEST_TOLD: usize = 200;

/// Files that belong together.
#[derive(Debug, Default)]
pub struct Bundle {
    process: Option<Vec<u8>>,
    /// Tables and forms.
    beside: Vec<Vec<u8>>,
    told: Vec<Diagnostic>,
}

impl Bundle {
    /// Opens an archive; `None` if it is none.
    ///
    /// # Errors
    /// It is damaged (`bundle.damaged`), too large (`bundle.too-large`) or holds nothing for a board (`bundle.nothing`).
    pub fn open(bytes: &[u8]) -> Result<Option<Self>, ReadError> {
        if !bytes.starts_with(HEAD) {
            return Ok(None);
        }
        let fault = |code| ReadError { code, line: 1, column: 1 };
        let mut left = MOST_BYTES;
        let entries = unpack(bytes, &mut left, |name| !name.ends_with('/')).map_err(|error| match error {
            Unreadable::Damaged => fault("bundle.damaged"),
            Unreadable::TooLarge => fault("bundle.too-large"),
        })?;
        let mut bundle = Self::default();
        let ends = |name: &str, endings: &[&str]| {
            endings.iter().any(|ending| name.to_ascii_lowercase().ends_with(ending))
        };
        const PROCESS: &[&str] = &[".bpmn", ".xml"];
        // What lies in another folder than the process belongs to another one (`file::archive`).
        let folder = |name: &str| name.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let home = entries.iter().find(|entry| ends(&entry.name, PROCESS)).map(|entry| folder(&entry.name));
        for entry in entries {
            let beside = home.as_ref().is_none_or(|home| *home == folder(&entry.name));
            if ends(&entry.name, PROCESS) && bundle.process.is_none() {
                bundle.process = Some(entry.bytes);
            } else if beside && ends(&entry.name, &[".dmn", ".form", ".json"]) {
                bundle.beside.push(entry.bytes);
            } else {
                // Whoever packed it may call it anything, and at any length.
                let shown = entry.name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c });
                let name: String = shown.take(LONGEST_TOLD).collect();
                bundle.tell(Diagnostic::new(Severity::Warning, "bundle.left", None).with("name", name));
            }
        }
        if bundle.process.is_none() && bundle.beside.is_empty() {
            return Err(fault("bundle.nothing"));
        }
        Ok(Some(bundle))
    }

    /// The BPMN file in it.
    #[must_use]
    pub fn process(&self) -> Option<&[u8]> {
        self.process.as_deref()
    }

    /// Reads everything as one model.
    ///
    /// # Errors
    /// One of the files cannot be read.
    pub fn read(self, source: &str, rng: &mut impl RngCore) -> Result<Read, ReadError> {
        let mut read = match &self.process {
            Some(process) => {
                let mut fresh = || ElementId::random(&mut *rng).as_str().to_owned();
                bpmn::read(process, source, &mut fresh)?
            }
            None => nothing()?,
        };
        for bytes in &self.beside {
            add(&mut read, bytes, rng)?;
        }
        read.diagnostics.extend(self.told);
        Ok(read)
    }

    fn tell(&mut self, diagnostic: Diagnostic) {
        if self.told.len() < MOST_TOLD {
            self.told.push(diagnostic);
        }
    }
}

/// True for a form in a file of its own.
#[must_use]
pub fn is_form(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{")
}

fn nothing() -> Result<Read, ReadError> {
    Ok(Read { model: Model::default(), diagnostics: Vec::new(), text: Text::decode(b"")? })
}

/// A form that came without a process.
///
/// # Errors
/// It is no form at all (`bpmn.not-bpmn`).
pub fn alone(bytes: &[u8], rng: &mut impl RngCore) -> Result<Read, ReadError> {
    if js::read(&String::from_utf8_lossy(bytes)).is_err_and(|beyond| beyond.field.is_empty()) {
        return Err(ReadError { code: "bpmn.not-bpmn", line: 1, column: 1 });
    }
    let mut read = nothing()?;
    add(&mut read, bytes, rng)?;
    Ok(read)
}

/// Adds a file of decision tables or a form to a model: steps find both by what they are called there.
///
/// # Errors
/// Decision tables that cannot be read. A form that says more than ours can is told and stays out as a whole.
pub fn add(read: &mut Read, bytes: &[u8], rng: &mut impl RngCore) -> Result<(), ReadError> {
    let mut fresh = || ElementId::random(&mut *rng).as_str().to_owned();
    if !is_form(bytes) {
        let (mut model, told) = dmn::read(bytes, &mut fresh)?;
        // Tables know no planes; on a board they lie on the first one, like everything that has no shape.
        for element in &mut model.elements {
            if let Owner::Plane(plane) = &mut element.owner {
                *plane = first(&read.model);
            }
        }
        read.model.elements.extend(model.elements);
        read.diagnostics.extend(told);
        return Ok(());
    }
    match js::read(&String::from_utf8_lossy(bytes)) {
        Ok(said) => {
            let mut elements = said.elements(&first(&read.model), &mut fresh);
            // The format has no name for people: that of the step which shows it.
            let shows = read.model.elements.iter().find(|step| step.text(names::FORM_REF) == Some(&said.id));
            if let (Some(form), Some(step)) = (elements.first_mut(), shows) {
                form.name.clone_from(&step.name);
            }
            read.model.elements.extend(elements);
        }
        Err(beyond) => read.diagnostics.push(
            Diagnostic::new(Severity::Warning, "form.beyond", None)
                .with("field", beyond.field)
                .with("what", beyond.what),
        ),
    }
    Ok(())
}

fn first(model: &Model) -> String {
    model.planes.first().map(|plane| plane.id.clone()).unwrap_or_default()
}
