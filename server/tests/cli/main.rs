//! The real binary, as a person or a script uses it: exit codes, standard output, standard error.

mod files;
mod house;
mod serve;
mod support;
