//! libFuzzer on the reader of BPMN files.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = wandel_tests::fuzz::bpmn(bytes);
});
