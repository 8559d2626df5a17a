//! libFuzzer on the guard before the CRDT.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = wandel_tests::fuzz::guard(bytes);
});
