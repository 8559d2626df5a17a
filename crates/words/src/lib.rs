//! Every sentence the programs say, in German and English: Fluent catalogues under `messages/`, read once, and typed
//! keys made from them at build time. The shell reads the same files (`web/scripts/words.mjs`).
//!
//! Must not know what a sentence is about: callers hand in a key and arguments.

mod words;

/// One constant a message, made by `build.rs`; a key that is not in the catalogues does not compile.
pub mod keys {
    #![allow(missing_docs)]
    include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));
}

pub use words::{Arg, Language, Words};
