//! Commands on the house: the same whether a server runs on the folder or not.

use crate::support::{Box, read};

/// Everything one can do, once by the control socket and once without a server.
fn story(place: &Box) {
    let run = |args: &[&str]| place.run(&[args, &["--data", "d"]].concat());
    let password = "a very good password\n";
    let add = ["user", "add", "Katrin@Example.org", "--admin", "--password-stdin", "--data", "d"];
    assert_eq!(place.run_with(&add, password).exits(0).line(), "katrin@example.org");
    let taken = place.run_with(&add, password).exits(3);
    assert!(taken.err.contains("This e-mail address already has an account."), "{}", taken.err);
    let short = ["user", "add", "x@example.org", "--password-stdin", "--data", "d"];
    assert!(place.run_with(&short, "short\n").exits(3).err.contains("too short"));
    assert!(place.run_with(&short, "").exits(2).err.contains("No password"));
    let bad = ["user", "add", "x", "--password-stdin", "--data", "d"];
    assert!(place.run_with(&bad, password).exits(2).err.contains("not an e-mail address"));
    let amira = ["user", "add", "amira@example.org", "--name", "Amira", "--password-stdin", "--data", "d"];
    place.run_with(&amira, password).exits(0);
    assert_eq!(
        run(&["user", "list"]).exits(0).out,
        "amira@example.org\tAmira\tmember\nkatrin@example.org\tkatrin\tadmin\n"
    );
    run(&["user", "disable", "amira@example.org"]).exits(0);
    assert!(run(&["user", "list"]).out.starts_with("amira@example.org\tAmira\tdisabled\n"));
    run(&["user", "erase", "amira@example.org"]).exits(0);
    assert!(run(&["user", "erase", "amira@example.org"]).exits(3).err.contains("no account"));
    run(&["user", "disable", "nobody@example.org"]).exits(3);

    let first = run(&["board", "create", "--title", "Kita"]).exits(0).line().to_owned();
    run(&["board", "create", "--title", " "]).exits(2);
    place.write("in.bpmn", crate::support::FAULTY);
    let second = run(&["board", "import", "in.bpmn"]).exits(0).line().to_owned();
    let third = run(&["board", "import", "in.bpmn", "--title", "Mine"]).exits(0).line().to_owned();
    let list = run(&["board", "list"]).exits(0).out;
    let mut lines: Vec<_> = list.lines().collect();
    lines.sort_unstable();
    let mut expected = [format!("{first}\tKita"), format!("{second}\tOrder"), format!("{third}\tMine")];
    expected.sort_unstable();
    assert_eq!(lines, expected);

    for (format, has) in [("bpmn", "In stock?"), ("json", "\"title\": \"Order\""), ("svg", "In stock?")] {
        run(&["board", "export", &second, "--format", format, "-o", "out"]).exits(0);
        assert!(read(&place.path("out")).contains(has), "{format}");
    }
    run(&["board", "export", &second, "--format", "yjs", "-o", "out"]).exits(0);
    assert!(std::fs::metadata(place.path("out")).unwrap().len() > 100);
    run(&["board", "export", &second, "--format", "docx", "-o", "out"]).exits(2);
    let target =
        run(&["board", "export", &second, "--format", "bpmn", "--target", "x", "-o", "out"]).exits(2);
    assert!(target.err.contains("generic, operaton"), "{}", target.err);
    assert!(
        run(&["board", "export", "nothing", "--format", "svg", "-o", "out"])
            .exits(3)
            .err
            .contains("no board nothing")
    );
    run(&["board", "export", &second, "--format", "svg", "-o", "no/such/folder"]).exits(3);

    let link = run(&["board", "link", &first, "--role", "viewer", "--days", "3"]).exits(0).line().to_owned();
    let (page, secret) = link.split_once('#').unwrap();
    assert!(page.ends_with(&format!("/b/{first}")) && secret.len() >= 22, "{link}");
    let public =
        run(&["board", "link", &first, "--role", "editor", "--public-url", "https://w.example"]).exits(0);
    assert!(public.line().starts_with(&format!("https://w.example/b/{first}#")));
    assert!(
        run(&["board", "ticket", &first, "--role", "editor", "--hours", "2"]).exits(0).line().len() >= 22
    );
    run(&["board", "ticket", "nothing", "--role", "editor"]).exits(3);

    assert_eq!(run(&["verify"]).exits(0).out, "");
    run(&["backup", "copy.sqlite"]).exits(0);
    assert!(run(&["backup", "copy.sqlite"]).exits(3).err.contains("not overwritten"));
}

#[test]
fn without_a_server() {
    story(&Box::new());
}

#[test]
fn through_a_running_server() {
    let place = Box::new();
    let mut server = place.serve(&["--data", "d"]);
    story(&place);
    let refused = place.run(&["restore", "copy.sqlite", "--data", "d"]).exits(3);
    assert!(refused.err.contains("A server runs on this data folder"), "{}", refused.err);
    assert!(server.line().contains("setup#"));
    assert_eq!(server.stop().0, 0);
}

#[test]
fn a_server_that_was_killed_leaves_nothing_in_the_way() {
    let place = Box::new();
    let server = place.serve(&["--data", "d"]);
    let board = place.run(&["board", "create", "--title", "Kita", "--data", "d"]).exits(0).line().to_owned();
    drop(server);
    assert!(place.path("d/control").exists());
    assert_eq!(place.run(&["board", "list", "--data", "d"]).exits(0).line(), format!("{board}\tKita"));
    let server = place.serve(&["--data", "d"]);
    assert_eq!(place.run(&["board", "list", "--data", "d"]).exits(0).line(), format!("{board}\tKita"));
    drop(server);
}

#[test]
fn a_backup_comes_back_and_what_was_there_is_kept() {
    let place = Box::new();
    let run = |args: &[&str]| place.run(&[args, &["--data", "d"]].concat());
    let kept = run(&["board", "create", "--title", "Kept"]).exits(0).line().to_owned();
    run(&["backup", "copy.sqlite"]).exits(0);
    run(&["board", "create", "--title", "Later"]).exits(0);
    run(&["restore", "copy.sqlite"]).exits(0);
    assert_eq!(run(&["board", "list"]).exits(0).line(), format!("{kept}\tKept"));
    assert!(place.path("d/before-restore-1/wandel.sqlite").exists());
    let epoch = || {
        let server = place.serve(&["--data", "d"]);
        let link = run(&["board", "link", &kept, "--role", "viewer"]).exits(0).line().to_owned();
        let origin = format!("http://{}", server.address);
        let headers = [("Origin", origin.as_str()), ("Content-Type", "application/json")];
        let body = format!("{{\"board\":\"{kept}\",\"secret\":\"{}\"}}", link.split_once('#').unwrap().1);
        let (_, head, _) = server.http("POST", "/api/join", &headers, &body);
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        let cookie = cookie.split(';').next().unwrap();
        let (_, _, board) = server.http("GET", &format!("/api/boards/{kept}"), &[("Cookie", cookie)], "");
        let board: serde_json::Value = serde_json::from_str(&board).unwrap();
        server.stop();
        board["epoch"].as_u64().unwrap()
    };
    assert_eq!(epoch(), 2, "browsers load it afresh");
    run(&["restore", "copy.sqlite"]).exits(0);
    assert_eq!(epoch(), 3, "above every epoch there was");

    for (name, text, sentence) in
        [("text", "hello", "is not a backup of Wandel"), ("empty", "", "is not a backup of Wandel")]
    {
        place.write(name, text);
        assert!(run(&["restore", name]).exits(3).err.contains(sentence), "{name}");
    }
    assert!(run(&["restore", "absent"]).exits(3).err.contains("cannot be read"));
    assert_eq!(run(&["board", "list"]).exits(0).line(), format!("{kept}\tKept"), "nothing was changed");
}

#[test]
fn damage_is_found() {
    let place = Box::new();
    let run = |args: &[&str]| place.run(&[args, &["--data", "d"]].concat());
    run(&["verify"]).exits(3);
    let board = run(&["board", "create", "--title", "Kita"]).exits(0).line().to_owned();
    run(&["verify"]).exits(0);
    let database = rusqlite::Connection::open(place.path("d/wandel.sqlite")).unwrap();
    database.execute("UPDATE log SET bytes = CAST(x'00' || bytes AS BLOB)", []).unwrap();
    drop(database);
    assert_eq!(run(&["verify"]).exits(1).line(), board);
    assert!(
        run(&["board", "export", &board, "--format", "svg", "-o", "out"]).exits(3).err.contains("damaged")
    );
}
