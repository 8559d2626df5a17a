//! The real binary, as a person or a script uses it: exit codes, standard output, standard error.

#![allow(clippy::unwrap_used, clippy::panic)]

mod files;
mod house;
mod serve;
mod support;
