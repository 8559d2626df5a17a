//! libFuzzer on the reader of decision tables.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = wandel_tests::fuzz::dmn(bytes);
});
