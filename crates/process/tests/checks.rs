//! Every rule with a process that breaks it and nothing else, and processes that break none.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use support::{fixture, read, sketch::sketch};
use wandel_process::{
    Severity, Target,
    check::{self, Stage},
    kind::{Kind, Position, Trigger},
};

/// All findings above a hint, as `code element`.
fn found(text: &str, targets: &[Target]) -> Vec<String> {
    let findings = check::check(&sketch(text), targets);
    let loud = findings.iter().filter(|finding| finding.severity > Severity::Info);
    loud.map(|finding| format!("{} {}", finding.code, finding.element.as_deref().unwrap_or("-"))).collect()
}

#[test]
fn rules_for_every_process() {
    let table: &[(&str, &[&str])] = &[
        ("s:event.start.none a:task.user e:event.end.none | s>a a>e", &[]),
        ("", &[]),
        ("a:task.user e:event.end.none | a>e", &["start.missing a"]),
        ("s:event.start.none a:task.user | s>a", &["end.missing a", "node.no-exit a"]),
        ("s:event.start.none e:event.end.none a:task.user | s>e", &["node.disconnected a"]),
        (
            "s:event.start.none e:event.end.none t:event.start.none | s>e",
            &["start.several t", "node.no-exit t"],
        ),
        ("s:event.start.none e:event.end.none f:event.end.none | s>e", &["node.no-entry f"]),
        (
            "s:event.start.none a:task.user e:event.end.none b:task.user c:task.user | s>a a>e b>c c>b",
            &["node.unreachable b", "node.unreachable c"],
        ),
        ("s:event.start.none a:task.user e:event.end.none | s>a a>e e>a", &["flow.from-end e>a"]),
        (
            "s:event.start.none a:task.user e:event.end.none | s>a a>e a>s",
            &["flow.into-start a>s", "split.implicit a"],
        ),
        (
            "s:event.start.none a:task.user e:event.end.none | s>a a>e a>x",
            &["flow.dangling a>x", "split.implicit a"],
        ),
        (
            "s:event.start.none a:annotation e:event.end.none | s>e s>a",
            &["flow.not-a-step s>a", "split.implicit s"],
        ),
        // A default that is not its own.
        (
            "s:event.start.none g:gateway.exclusive(default=s>g) a:task.user e:event.end.none | s>g g>a(condition=x) g>e(condition=y) a>e",
            &["default.dangling g"],
        ),
        (
            "s:event.start.none g:gateway.exclusive(default=g>e) a:task.user e:event.end.none | s>g g>a g>e a>e",
            &["flow.missing-condition g>a"],
        ),
        (
            "s:event.start.none g:gateway.exclusive a:task.user e:event.end.none | s>g g>a(condition=x) g>e(condition=y) a>e",
            &["gateway.missing-default g"],
        ),
        (
            "s:event.start.none g:gateway.exclusive a:task.user e:event.end.none | s>g g>a(condition=x) a>e",
            &["flow.condition-on-only-exit g>a"],
        ),
        (
            "s:event.start.none g:gateway.parallel a:task.user b:task.user h:gateway.parallel e:event.end.none | s>g g>a(condition=x) g>b a>h b>h h>e",
            &["flow.condition-ignored g>a"],
        ),
        (
            "s:event.start.none g:gateway.event a:task.user e:event.end.none | s>g g>a a>e",
            &["event-gateway.target a", "event-gateway.too-few g"],
        ),
        (
            "s:event.start.none a:task.user b:event.boundary.timer(timer=P1D) e:event.end.none | s>a a>e b>e",
            &["boundary.without-host b"],
        ),
        (
            "s:event.start.none u:subprocess.embedded t<u:event.start.message v<u:event.end.none e:event.end.none | s>u u>e t>v",
            &["subprocess.start-typed t"],
        ),
        (
            "s:event.start.none u:subprocess.embedded a<u:task.user v<u:event.end.none e:event.end.none | s>u u>e a>v",
            &["subprocess.start-missing u"],
        ),
        (
            "s:event.start.none e:event.end.none u:subprocess.event t<u:event.start.none v<u:event.end.none | s>e t>v",
            &["subprocess.start-untyped t"],
        ),
        (
            "s:event.start.none u:subprocess.embedded t<u:event.start.none v<u:event.end.none e:event.end.none | s>u u>e t>v v>e",
            &["flow.from-end v>e", "flow.crosses v>e"],
        ),
        ("s:event.start.none l:event.throw.link(link=x) | s>l", &["end.missing l", "link.unmatched l"]),
        (
            "s:event.start.none l:event.throw.link(link=x) k:event.catch.link(link=x) e:event.end.none | s>l k>e",
            &[],
        ),
        // Two links to one name, as tools write that call each of them the same.
        (
            "s:event.start.none l:event.throw.link(link=x) k:event.catch.link(link=x) m:event.catch.link(link=x) e:event.end.none | s>l k>e m>e",
            &["link.unmatched l"],
        ),
        (
            "q:pool(process=p) s<q:event.start.none e<q:event.end.none | s>e s~e",
            &["message-flow.same-pool s~e"],
        ),
        ("q:pool(process=p) r:pool s<q:event.start.none e<q:event.end.none | s>e r~s", &[]),
        (
            "s:event.start.none t:event.catch.timer(timer=morgen) e:event.end.none | s>t t>e",
            &["event.timer-invalid t"],
        ),
        ("s:event.start.none e:event.end.none m:data.object(of=x) | s>e", &["reference.dangling m"]),
        (
            "s<x:event.start.none e:event.end.none | s>e",
            &["owner.dangling s", "flow.crosses s>e", "start.missing e"],
        ),
    ];
    for (text, wanted) in table {
        let mut found = found(text, &[]);
        let mut wanted: Vec<_> = wanted.iter().map(ToString::to_string).collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{text}");
    }
}

#[test]
fn rules_for_engines() {
    let table: &[(&str, &[&str])] = &[
        ("s:event.start.none e:event.end.none a:LEFT | s>a a>e", &[]),
        ("", &["process.empty -"]),
        ("a:task.user(assignee=x)", &["task.missing-form a"]),
        ("a:task.user(form=x)", &["task.missing-actor a"]),
        ("a:task.user(form=x,groups=y)", &[]),
        ("a:task.service", &["task.missing-service a"]),
        ("a:task.service(topic=x,class=y)", &["task.several-services a"]),
        ("a:task.send(expression=x)", &[]),
        ("a:task.rule", &["task.missing-decision a"]),
        ("a:task.script(script=x)", &["task.missing-script-format a"]),
        ("a:task.script", &["task.missing-script a"]),
        ("a:task.receive", &["task.missing-message a"]),
        ("a:task.abstract", &["task.untyped a"]),
        ("a:task.manual", &[]),
        ("a:call", &["call.missing-process a"]),
        ("a:call(called=x)", &[]),
        ("a:gateway.complex", &["gateway.unsupported a"]),
        ("a:subprocess.embedded", &["subprocess.empty a"]),
        ("a:subprocess.adhoc", &["subprocess.unsupported a"]),
        ("a:task.manual(loop=parallel)", &["loop.missing-collection a"]),
        ("a:task.manual(loop=parallel,collection=x)", &[]),
        ("a:task.manual(loop=standard)", &["loop.unsupported a"]),
        ("a:event.catch.message", &["event.missing-message a"]),
        ("a:event.catch.message(reference=m) m:definition.message", &[]),
        ("a:event.catch.message(reference=m) m:definition.message(name=)", &["event.missing-message a"]),
        ("a:event.throw.message", &["event.missing-service a"]),
        ("a:event.throw.message(topic=x)", &[]),
        ("a:event.catch.signal", &["event.missing-signal a"]),
        ("a:event.catch.conditional", &["event.missing-condition a"]),
        ("a:event.catch.timer", &["event.missing-timer a"]),
        ("a:event.catch.timer(timer-kind=cycle,timer=R/PT1H)", &["event.timer-cycle a"]),
        ("a:event.catch.timer(timer=${wann})", &[]),
        ("a:event.catch.none", &["event.untyped a"]),
        ("a:event.catch.multiple", &["event.unsupported a"]),
        ("a:event.throw.escalation", &["event.missing-escalation a"]),
        ("a:event.throw.escalation(reference=m) m:definition.escalation(code=1)", &[]),
    ];
    for (text, wanted) in table {
        let text = match *text {
            "" => String::new(),
            text if text.contains("LEFT") => text.replace("LEFT", "task.manual"),
            text => format!("s:event.start.none e:event.end.none {text} | s>a a>e"),
        };
        assert_eq!(found(&text, &[Target::Operaton]), *wanted, "{text}");
        // None of that is told where no engine was chosen.
        let plain = found(&text, &[]);
        assert!(plain.iter().all(|line| line.starts_with("link.")), "{text}: {plain:?}");
    }
}

/// Every event at every place: BPMN's own table says which there are. What else a file may hold is told, once.
#[test]
fn events_stand_where_bpmn_has_them() {
    let own = ["boundary.trigger", "boundary.cancel", "subprocess.start-untyped", "event.untyped"];
    for position in Position::ALL {
        for inside in [false, true] {
            if inside && *position != Position::Start {
                continue;
            }
            for trigger in Trigger::ALL {
                let kind = Kind::Event(*position, *trigger).name();
                let text = match position {
                    Position::Start if inside => format!(
                        "s:event.start.none e:event.end.none u:subprocess.event x<u:{kind} y<u:event.end.none | s>e x>y"
                    ),
                    Position::Start => format!("x:{kind} e:event.end.none | x>e"),
                    Position::Boundary => format!(
                        "s:event.start.none a:task.manual x<a:{kind} e:event.end.none y:event.end.none | s>a a>e x>y"
                    ),
                    Position::End => format!("s:event.start.none x:{kind} | s>x"),
                    _ => format!("s:event.start.none x:{kind} e:event.end.none | s>x x>e"),
                };
                let found = found(&text, &[Target::Operaton]);
                let told = found.iter().any(|line| {
                    let code = line.trim_end_matches(" x");
                    code == "event.misplaced" || own.contains(&code) && line.ends_with(" x")
                });
                let there = position.triggers(inside).contains(trigger) && kind != "event.boundary.cancel";
                assert_eq!(told, !there, "{kind} inside {inside}: {found:?}");
            }
        }
    }
    for (way, wanted) in [("error", true), ("timer", false)] {
        let text = format!(
            "s:event.start.none a:task.manual x<a:event.boundary.{way}(timer=P1D,interrupting=false) e:event.end.none y:event.end.none | s>a a>e x>y"
        );
        let found = found(&text, &[Target::Operaton]);
        assert_eq!(found.contains(&"event.always-interrupts x".to_owned()), wanted, "{way}: {found:?}");
    }
}

/// Whatever may be left open in a draft is an error only for an engine.
#[test]
fn a_draft_is_warned_and_a_definition_refused() {
    let text = "s:event.start.none g:gateway.exclusive a:task.manual e:event.end.none | s>g g>a g>e a>e";
    for (targets, wanted) in [(&[][..], Severity::Warning), (&[Target::Operaton][..], Severity::Error)] {
        let findings = check::check(&sketch(text), targets);
        let worst = findings.iter().map(|finding| finding.severity).max();
        assert_eq!(worst, Some(wanted));
    }
}

#[test]
fn hints_are_hints() {
    let text = "s:event.start.none g:gateway.exclusive(default=g>e,name=) a:task.manual(name=) e:event.end.none | s>g g>a(condition=x,name=) g>e a>e";
    let findings = check::check(&sketch(text), &[]);
    let codes: Vec<_> = findings.iter().map(|finding| finding.code.as_str()).collect();
    for code in ["label.missing", "label.missing-question", "label.missing-exit", "join.implicit"] {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
    assert!(findings.iter().all(|finding| finding.severity == Severity::Info), "{findings:?}");
}

/// Tokens: what gets stuck, what runs twice, what is fine, and what is not claimed.
#[test]
fn soundness() {
    let table: &[(&str, &[&str])] = &[
        // An exclusive split into a parallel join waits for ever.
        (
            "s:event.start.none g:gateway.exclusive(default=g>b) a:task.user b:task.user j:gateway.parallel e:event.end.none | s>g g>a(condition=x) g>b a>j b>j j>e",
            &["soundness.deadlock j"],
        ),
        // A parallel split into a merge lets both through.
        (
            "s:event.start.none g:gateway.parallel a:task.user b:task.user j:gateway.exclusive c:task.user e:event.end.none | s>g g>a g>b a>j b>j j>c c>e",
            &["soundness.twice j"],
        ),
        // Both is fine when they fit, also around a loop.
        (
            "s:event.start.none g:gateway.parallel a:task.user b:task.user j:gateway.parallel e:event.end.none | s>g g>a g>b a>j b>j j>e",
            &[],
        ),
        (
            "s:event.start.none m:gateway.exclusive a:task.user g:gateway.exclusive(default=g>e) e:event.end.none | s>m m>a a>g g>m(condition=x) g>e",
            &[],
        ),
        // Several ends after a parallel split are no fault.
        (
            "s:event.start.none g:gateway.parallel a:task.user b:task.user e:event.end.none f:event.end.none | s>g g>a g>b a>e b>f",
            &[],
        ),
        (
            "s:event.start.none g:gateway.parallel a:task.user b:task.user e:event.end.none | s>g g>a g>b a>e b>e",
            &[],
        ),
        // A terminate end takes the waiting token with it.
        (
            "s:event.start.none g:gateway.parallel a:task.user x:gateway.exclusive(default=x>j) b:task.user t:event.end.terminate j:gateway.parallel e:event.end.none | s>g g>a g>x a>j x>j x>b(condition=y) b>t j>e",
            &[],
        ),
        // An interrupting boundary event inside of parallel branches leaves the join waiting.
        (
            "s:event.start.none g:gateway.parallel a:task.user t<a:event.boundary.timer(timer=P1D) b:task.user j:gateway.parallel e:event.end.none f:event.end.none | s>g g>a g>b a>j b>j j>e t>f",
            &["soundness.deadlock j"],
        ),
        // A non-interrupting one only adds something.
        (
            "s:event.start.none g:gateway.parallel a:task.user t<a:event.boundary.timer(timer=P1D,interrupting=false) b:task.user j:gateway.parallel e:event.end.none f:event.end.none | s>g g>a g>b a>j b>j j>e t>f",
            &[],
        ),
        // Links are flows.
        (
            "s:event.start.none g:gateway.parallel l:event.throw.link(link=x) k:event.catch.link(link=x) b:task.user j:gateway.parallel e:event.end.none | s>g g>l g>b k>j b>j j>e",
            &[],
        ),
        // An inclusive join is not decided, and nothing is claimed.
        (
            "s:event.start.none g:gateway.inclusive(default=g>b) a:task.user b:task.user j:gateway.inclusive e:event.end.none | s>g g>a(condition=x) g>b a>j b>j j>e",
            &[],
        ),
        // An inclusive split into a parallel join may wait for ever.
        (
            "s:event.start.none g:gateway.inclusive(default=g>b) a:task.user b:task.user j:gateway.parallel e:event.end.none | s>g g>a(condition=x) g>b a>j b>j j>e",
            &["soundness.deadlock j"],
        ),
        // Ring of steps without a start, and a step before its own join.
        (
            "s:event.start.none j:gateway.parallel a:task.user e:event.end.none | s>j j>a a>j a>e",
            &["soundness.deadlock j", "split.implicit a"],
        ),
    ];
    for (text, wanted) in table {
        assert_eq!(found(text, &[]), *wanted, "{text}");
    }
    let findings = check::check(&sketch(table[0].0), &[]);
    let deadlock = findings.iter().find(|finding| finding.code == "soundness.deadlock").unwrap();
    assert_eq!(deadlock.params["trace"], "g", "the way there, without what only passes on");
}

/// Twenty decisions side by side have a million outcomes: no false alarm, no waiting; few are looked through.
#[test]
fn soundness_of_wide_processes_is_bounded() {
    let wide = |decisions: usize| {
        let mut nodes = String::new();
        let mut flows = String::new();
        for n in 0..20 {
            nodes.push_str(&format!("a{n}:task.user b{n}:gateway.exclusive(default=b{n}>j) "));
            flows.push_str(&format!("g>a{n} a{n}>b{n} b{n}>j "));
            if n < decisions {
                flows.push_str(&format!("b{n}>e(condition=x) "));
            }
        }
        let text = format!(
            "s:event.start.none g:gateway.parallel {nodes} j:gateway.parallel e:event.end.none | s>g {flows} j>e"
        );
        found(&text, &[])
    };
    assert_eq!(wide(0), Vec::<String>::new());
    assert_eq!(wide(3), ["soundness.deadlock j"]);
    assert_eq!(wide(20), Vec::<String>::new(), "undecided, so nothing is claimed");
}

#[test]
fn stages() {
    let stage = |text: &str, target| check::readiness(&sketch(text), target).stage;
    let whole = "s:event.start.none a:task.manual e:event.end.none | s>a a>e";
    assert_eq!(stage("", Target::Operaton), Stage::Sketched);
    assert_eq!(stage("a:task.user b:task.user | a>b", Target::Operaton), Stage::Sketched);
    assert_eq!(stage(whole, Target::Operaton), Stage::Executable);
    assert_eq!(stage(whole, Target::Generic), Stage::Modelled, "plain BPMN runs nowhere");
    let open = whole.replace("task.manual", "task.service");
    assert_eq!(stage(&open, Target::Operaton), Stage::Modelled);
    let readiness = check::readiness(&sketch(&open), Target::Operaton);
    assert_eq!(readiness.gaps.len(), 1);
    assert_eq!(readiness.of, readiness.done + 1);
    assert!(readiness.done > 3, "what is there counts");
}

/// The lane says who, also for what lies in a subprocess inside of it.
#[test]
fn actors() {
    let file = read(&fixture("no-diagram.bpmn"), "a");
    let found = check::check(&file.model, &[Target::Operaton]);
    assert!(found.iter().any(|finding| finding.code == "task.missing-form"));
    let without: Vec<_> = found.iter().filter(|finding| finding.code == "task.missing-actor").collect();
    // `Mahnung` lies in no lane.
    assert_eq!(without.len(), 1);
    assert_eq!(without[0].params["name"], "Erinnern");
}
