//! Files made to hurt: refused with a code and a place, or read with what can be read; never a panic, never for long.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use proptest::prelude::*;
use support::{anew, fixtures, try_read, written};
use wandel_process::{Target, check};

const HEAD: &str =
    r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="x">"#;

fn refused(text: &[u8]) -> (&'static str, u32) {
    let error = try_read(text, "a").err().unwrap_or_else(|| panic!("read"));
    (error.code, error.line)
}

#[test]
fn refusals_have_a_code_and_a_place() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]>\n<a>&c;</a>";
    assert_eq!(refused(bomb.as_bytes()), ("bpmn.doctype", 2));
    let external = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>";
    assert_eq!(refused(external.as_bytes()), ("bpmn.doctype", 1));
    assert_eq!(refused(b"<a><b></a>"), ("bpmn.malformed", 1));
    assert_eq!(refused(b"<a>&unknown;</a>"), ("bpmn.malformed", 1));
    assert_eq!(refused(b"<html/>"), ("bpmn.not-bpmn", 1));
    assert_eq!(refused(b""), ("bpmn.malformed", 1));
    assert_eq!(refused(b"{\"json\": true}"), ("bpmn.malformed", 1));
    assert_eq!(refused(b"\xff\xfe<\x00"), ("bpmn.malformed", 1));
    assert_eq!(refused(b"<a \xff/>"), ("bpmn.encoding", 1));
    assert_eq!(refused(&vec![b' '; wandel_process::bpmn::MAX_BYTES + 1]), ("bpmn.too-large", 1));
}

#[test]
fn nesting_is_bounded_and_needs_no_stack() {
    let deep = |depth: usize| {
        let (open, close) = (r#"<subProcess>"#.repeat(depth), "</subProcess>".repeat(depth));
        format!("{HEAD}<process id=\"P\">{open}{close}</process></definitions>")
    };
    assert_eq!(refused(deep(200_000).as_bytes()).0, "bpmn.too-deep");
    // A thread with as little stack as a server's gives its workers.
    let text = deep(190);
    let depth = std::thread::Builder::new()
        .stack_size(2 * 1024 * 1024)
        .spawn(move || {
            let read = try_read(text.as_bytes(), "a").unwrap();
            assert!(!check::check(&read.model, Target::ALL).is_empty());
            let _ = anew(&read.model, Target::Operaton);
            let _ = written(&read.model, &read);
            read.model.elements.len()
        })
        .unwrap()
        .join()
        .unwrap();
    assert_eq!(depth, 190);
}

#[test]
fn many_of_everything_stay_quick() {
    let tasks: String = (0..8_000).map(|n| format!("<task id=\"same\" name=\"{n}\"/>")).collect();
    let flows: String = (0..8_000)
        .map(|n| format!("<sequenceFlow id=\"f{n}\" sourceRef=\"same\" targetRef=\"same\"/>"))
        .collect();
    let read =
        try_read(format!("{HEAD}<process id=\"P\">{tasks}{flows}</process></definitions>").as_bytes(), "a")
            .unwrap();
    assert_eq!(read.model.elements.len(), 16_000);
    assert!(read.diagnostics.len() < 1_000, "told within reason");
    let _ = check::readiness(&read.model, Target::Operaton);
    let subs: String =
        (0..1_500).map(|n| format!("<subProcess id=\"s{n}\"><task id=\"t{n}\"/></subProcess>")).collect();
    let processes: String = (0..1_500).map(|n| format!("<process id=\"p{n}\"/>")).collect();
    let many = format!("{HEAD}<process id=\"P\">{subs}</process>{processes}</definitions>");
    let read = try_read(many.as_bytes(), "a").unwrap();
    assert_eq!(written(&read.model, &read).report.taken, 3_000);

    let wide: String = (0..500).map(|n| format!(" a{n}=\"\"")).collect();
    assert_eq!(refused(format!("{HEAD}<process{wide}/></definitions>").as_bytes()).0, "bpmn.too-many");
    // Every declaration is copied into every element below that declares one of its own.
    let spaces: String = (0..300).map(|n| format!(" xmlns:n{n}=\"u{n}\"")).collect();
    let head = HEAD.trim_end_matches('>');
    let declaring = |count: usize| {
        let tasks: String = (0..count).map(|n| format!("<task id=\"t{n}\" xmlns:q=\"z{n}\"/>")).collect();
        format!("{head}{spaces}><process id=\"P\">{tasks}</process></definitions>")
    };
    assert_eq!(refused(declaring(10_000).as_bytes()).0, "bpmn.too-many");
    assert_eq!(try_read(declaring(100).as_bytes(), "a").unwrap().model.elements.len(), 100);
    let many = "<a/>".repeat(200_001);
    assert_eq!(refused(format!("{HEAD}{many}</definitions>").as_bytes()).0, "bpmn.too-many");
    let long = "x".repeat(1_000_000);
    let long =
        format!("{HEAD}<process id=\"P\"><task id=\"{long}\" name=\"{long}\"/></process></definitions>");
    let shown = try_read(long.as_bytes(), "a").unwrap().model.elements[0].name.len();
    assert_eq!(shown, wandel_process::model::LONGEST_NAME);
}

#[test]
fn damage_is_told_and_survived() {
    let bytes = support::fixture("damaged.bpmn");
    let read = try_read(&bytes, "a").unwrap();
    let codes: Vec<_> = read.diagnostics.iter().map(|finding| finding.code.as_str()).collect();
    for code in ["bpmn.duplicate-id", "bpmn.dangling-flow", "bpmn.dangling-reference", "bpmn.dangling-shape"]
    {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
    let found = check::check(&read.model, &[Target::Operaton]);
    for code in ["flow.dangling", "default.dangling", "reference.dangling", "boundary.without-host"] {
        assert!(found.iter().any(|finding| finding.code == code), "{code}");
    }
    assert!(written(&read.model, &read).report.has_errors() || !found.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any bytes changed anywhere in a file: refused or read, checked, laid out and written; never a panic.
    #[test]
    fn bent_files_never_panic(
        which in any::<usize>(),
        bends in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_usize..3), 1..6),
    ) {
        let files = fixtures();
        let mut bytes = files[which % files.len()].1.clone();
        for (at, byte, how) in bends {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => { bytes.remove(at); }
                _ => {
                    // Something from elsewhere in the file: references cross, ids double.
                    let end = (at + 40).min(bytes.len());
                    let part = bytes[at..end].to_vec();
                    let to = usize::from(byte) * bytes.len() / 256;
                    bytes.splice(to..to, part);
                }
            }
        }
        let _ = wandel_process::bpmn::probe(&bytes);
    }

    /// The same with whole words swapped, so that most of it stays well-formed.
    #[test]
    fn crossed_references_never_panic(which in any::<usize>(), seed in any::<u64>()) {
        let files = fixtures();
        let read = try_read(&files[which % files.len()].1, "a").unwrap();
        let ids: Vec<&str> = read.model.elements.iter().filter_map(|element| element.xid.as_deref()).collect();
        prop_assume!(!ids.is_empty());
        let mut text = read.text.to_string();
        let mut state = seed | 1;
        for _ in 0..4 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let from = ids[(state >> 33) as usize % ids.len()];
            let to = ids[(state >> 13) as usize % ids.len()];
            // Only references: `sourceRef="A"` becomes `sourceRef="B"`.
            text = text.replacen(&format!("Ref=\"{from}\""), &format!("Ref=\"{to}\""), 1);
            text = text.replacen(&format!(">{from}<"), &format!(">{to}<"), 1);
            text = text.replacen(&format!("bpmnElement=\"{from}\""), &format!("bpmnElement=\"{to}\""), 1);
        }
        let text = text.replace("UTF-16", "UTF-8").replace("ISO-8859-1", "UTF-8");
        let _ = wandel_process::bpmn::probe(text.as_bytes());
    }
}

/// Forms and decision tables made to hurt: refused with what is wrong, or read; never a panic, on a small stack.
#[test]
fn forms_and_tables_made_to_hurt() {
    use wandel_process::{dmn, form::js};
    let form = |inside: &str| format!(r#"{{"type":"default","id":"f","components":[{inside}]}}"#);
    let field = |key: &str, more: &str| format!(r#"{{"type":"textfield","key":"{key}"{more}}}"#);
    let many: Vec<String> = (0..501).map(|number| field(&format!("k{number}"), "")).collect();
    let forms = [
        (form(&"[".repeat(200_000)), Some("JSON")),
        (format!("{{\"components\":{}1{}}}", "{\"a\":".repeat(200_000), "}".repeat(200_000)), Some("JSON")),
        (form(&field("k", r#","defaultValue":1e400"#)), Some("JSON")),
        ("{\"id\":\"\\ud800\",\"components\":[]}".to_owned(), Some("JSON")),
        ("{\"id\":1}".to_owned(), Some("components")),
        (form(&many.join(",")), Some("components")),
        (form("7"), Some("")),
        (form(&field("k", r#","type":"html""#)), Some("html")),
        (form(&field("k", r#","conditional":{}"#)), Some("conditional")),
        (form(&field("\\u0000k", r#","label":"\u0001\ufffe\u202e""#)), None),
        (form(&field("k", &format!(r#","defaultValue":{}"#, "9".repeat(100_000)))), Some("JSON")),
        (form(&field(&"k".repeat(400_000), "")), None),
    ];
    const HEAD: &str =
        r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">"#;
    let table = |inside: &str| {
        let inside = format!("<decisionTable>{inside}</decisionTable>");
        format!("{HEAD}<decision id=\"a\">{inside}</decision></definitions>")
    };
    let cell = |text: &str| format!("<inputEntry><text>{text}</text></inputEntry>");
    let column = r#"<input><inputExpression typeRef="number"><text>a</text></inputExpression></input>"#;
    let asks = |of: &str| {
        let asked =
            format!("<informationRequirement><requiredDecision href=\"#{of}\"/></informationRequirement>");
        format!("<decision id=\"{of}\">{asked}<decisionTable/></decision>")
    };
    let tables = [
        (table(&format!("{column}<rule>{}</rule>", cell(&"not(".repeat(40_000)))), Ok(3)),
        (table(&format!("{column}<rule>{}</rule>", cell(&"-".repeat(60_000)))), Ok(3)),
        (table(&format!("{column}<rule>{}</rule>", cell(&"(".repeat(300_000)))), Ok(3)),
        (table(&format!("{column}<rule>{}</rule>", cell(&"1,".repeat(90_000)))), Ok(3)),
        (table(&"<rule/>".repeat(200_001)), Err("bpmn.too-many")),
        (table(&"<x>".repeat(200_000)), Err("bpmn.too-deep")),
        // Who asks others stays in its file.
        (format!("{HEAD}{}{}</definitions>", asks("b"), asks("a")), Ok(0)),
        (format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{}", table("&b;")), Err("bpmn.doctype")),
    ];
    let work = move || {
        for (text, wrong) in forms {
            let read = js::read(&text);
            let shown: String = text.chars().take(90).collect();
            assert_eq!(read.as_ref().err().map(|beyond| beyond.what.as_str()), wrong, "{shown}");
        }
        for (text, expected) in tables {
            let mut count = 0_u64;
            let mut fresh = || {
                count += 1;
                format!("e_{count:011}")
            };
            let read = dmn::read(text.as_bytes(), &mut fresh);
            if let Ok((model, _)) = &read {
                let _ = check::check(model, Target::ALL);
                for target in Target::ALL {
                    let _ = anew(model, *target);
                }
            }
            let elements = read.map(|(model, _)| model.elements.len()).map_err(|error| error.code);
            let shown: String = text.chars().skip(HEAD.len()).take(220).collect();
            assert_eq!(elements, expected, "{shown}");
        }
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap();
}
