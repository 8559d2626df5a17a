//! libFuzzer on exports of boards that somebody scrawled on.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = wandel_tests::fuzz::board(bytes);
});
