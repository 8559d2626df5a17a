//! libFuzzer on the decoders of the wire.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = wandel_tests::fuzz::wire(bytes);
});
