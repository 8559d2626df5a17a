//! The `wandel` binary.
fn main() {}
