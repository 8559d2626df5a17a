//! For fuzzing: one function that takes any bytes and holds what must hold of every file that can be read.

use super::{ReadError, read, write};
use crate::{Target, check};

/// Reads bytes as a file; checks it, writes it back and anew for every target, and reads all that again.
///
/// # Errors
/// It is no file that can be read.
///
/// # Panics
/// If what was written cannot be read, or the export of the export differs: a fault of ours, whatever the bytes were.
#[allow(clippy::panic)]
pub fn probe(bytes: &[u8]) -> Result<(), ReadError> {
    let mut count = 0_u64;
    let mut fresh = || {
        count += 1;
        format!("e_{count:011}")
    };
    let first = read(bytes, "file", &mut fresh)?;
    let _ = check::check(&first.model, Target::ALL);
    let once = write(&first.model, Target::Generic, &|_| Some(first.text.clone())).xml;
    let Ok(second) = read(&once, "file", &mut fresh) else { panic!("what was written back cannot be read") };
    let again = write(&second.model, Target::Generic, &|_| Some(second.text.clone())).xml;
    assert!(once == again, "the export of the export differs");
    for target in Target::ALL {
        let anew = write(&first.model, *target, &|_| None).xml;
        if let Err(error) = read(&anew, "file", &mut fresh) {
            panic!("what was written anew for {} cannot be read: {error}", target.name());
        }
    }
    Ok(())
}
