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
    for (format, name) in [("zip", "out"), ("bpmn", "out.zip")] {
        run(&["board", "export", &second, "--format", format, "-o", name]).exits(0);
        assert!(std::fs::read(place.path(name)).unwrap().starts_with(b"PK\x03\x04"), "{name}");
    }
    run(&["board", "export", &second, "--format", "yjs", "-o", "out"]).exits(0);
    assert!(std::fs::metadata(place.path("out")).unwrap().len() > 100);
    let mut export =
        vec!["board", "export", &second, "--format", "bpmn", "--target", "operaton", "-o", "out"];
    export.extend(["--report", "report.json"]);
    run(&export).exits(1);
    let report: serde_json::Value = serde_json::from_str(&read(&place.path("report.json"))).unwrap();
    assert_eq!(report["target"], "operaton");
    assert!(report["missing"].as_array().unwrap().iter().any(|one| one["element"] == "choice"), "{report}");
    assert!(read(&place.path("out")).contains("historyTimeToLive"), "the file is written all the same");
    run(&["board", "export", &second, "--format", "svg", "-o", "out", "--report", "r"]).exits(2);
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

#[test]
fn versions_are_kept_and_brought_back_also_onto_a_damaged_board() {
    let place = Box::new();
    let run = |args: &[&str]| place.run(&[args, &["--data", "d"]].concat());
    let board = run(&["board", "create", "--title", "Kita"]).exits(0).line().to_owned();
    run(&["board", "keep", &board, "--name", " "]).exits(2);
    let version = run(&["board", "keep", &board, "--name", "Erster Stand"]).exits(0).line().to_owned();
    let list = run(&["board", "versions", &board]).exits(0).line().to_owned();
    assert!(list.starts_with(&format!("{version}\t20")) && list.ends_with("Z\tErster Stand"), "{list}");
    let database = rusqlite::Connection::open(place.path("d/wandel.sqlite")).unwrap();
    database.execute("UPDATE log SET bytes = CAST(x'00' || bytes AS BLOB)", []).unwrap();
    drop(database);
    let doctor = run(&["doctor"]).exits(1);
    assert!(doctor.out.contains(&format!("board.damaged: The board {board} is damaged")), "{}", doctor.out);
    // Known when the backup was made, so it is no reason to refuse the backup with all the others in it.
    assert_eq!(run(&["backup", "copy.sqlite"]).exits(1).line(), board);
    run(&["restore", "copy.sqlite"]).exits(0);
    assert_eq!(run(&["verify"]).exits(1).line(), board);

    let unknown = run(&["board", "restore", &board, "--version", "v0"]).exits(3);
    assert!(unknown.err.contains("no version v0"), "{}", unknown.err);
    run(&["board", "restore", &board, "--version", &version]).exits(0);
    run(&["verify"]).exits(0);
    run(&["board", "export", &board, "--format", "svg", "-o", "out"]).exits(0);
    // Now it is well, and what was there is kept.
    run(&["board", "restore", &board, "--version", &version]).exits(0);
    let list = run(&["board", "versions", &board]).exits(0).out;
    assert!(list.lines().next().unwrap().ends_with("\tBefore going back to “Erster Stand”"), "{list}");
    run(&["board", "purge", &board]).exits(0);
    run(&["board", "purge", "nothing"]).exits(3);
}

#[test]
fn the_doctor_finds_what_is_wrong_and_says_so_when_nothing_is() {
    use std::os::unix::fs::PermissionsExt;
    let place = Box::new();
    let run = |args: &[&str]| place.run(&[args, &["--data", "d"]].concat());
    run(&["doctor"]).exits(3);
    let add = ["user", "add", "katrin@example.org", "--admin", "--password-stdin", "--data", "d"];
    run(&["board", "create", "--title", "Kita"]).exits(0);
    assert!(run(&["doctor"]).exits(1).line().starts_with("admin.none: "));
    place.run_with(&add, "a very good password\n").exits(0);
    assert_eq!(run(&["doctor"]).exits(0).line(), "All is well.");

    let server = place.serve(&["--data", "d"]);
    let url = format!("http://{}", server.address);
    assert_eq!(run(&["doctor", "--public-url", &url]).exits(0).line(), "All is well.");
    std::fs::set_permissions(place.path("d"), std::fs::Permissions::from_mode(0o755)).unwrap();
    assert!(run(&["doctor"]).exits(1).line().starts_with("folder.open: "));
    std::fs::set_permissions(place.path("d"), std::fs::Permissions::from_mode(0o700)).unwrap();
    // Somebody's proxy that passes on nothing but pages.
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let elsewhere = format!("http://{}", other.local_addr().unwrap());
    std::thread::spawn(move || {
        use std::io::{Read, Write};
        for stream in other.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 1024]);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }
    });
    let found = run(&["doctor", "--public-url", &elsewhere]).exits(1).out;
    for code in ["url.policy", "url.socket", "url.foreign-origin"] {
        assert!(found.contains(&format!("{code}: ")), "{code} in {found}");
    }
    assert_eq!(server.stop().0, 0);
    assert!(run(&["doctor", "--public-url", &url]).exits(1).line().starts_with("url.unreachable: "));
    // An address that the server was not told about.
    let named = place.serve(&["--data", "d", "--public-url", "http://wandel.example"]);
    let url = format!("http://{}", named.address);
    assert!(run(&["doctor", "--public-url", &url]).exits(1).out.contains("url.origin: "));
}

#[test]
fn several_files_are_several_boards_and_a_bad_one_stops_none() {
    let place = Box::new();
    let run = |args: &[&str]| place.run(&[args, &["--data", "d"]].concat());
    place.write("a.bpmn", crate::support::FAULTY);
    place.write("bad.bpmn", "<a>\n<b></a>");
    place.write("large.bpmn", &format!("{}<!--{}-->", crate::support::FAULTY, "x".repeat(17 << 20)));
    let done = run(&["board", "import", "a.bpmn", "bad.bpmn", "large.bpmn", "none.bpmn", "a.bpmn"]).exits(3);
    assert_eq!(done.out.lines().count(), 2, "{}", done.out);
    let said: Vec<_> = done.err.lines().collect();
    assert_eq!(said.len(), 3, "{}", done.err);
    assert!(said[0].starts_with("bad.bpmn, line 2: ") && said[1] == "large.bpmn is too large.", "{said:?}");
    assert!(said[2].starts_with("none.bpmn cannot be read: "), "{said:?}");
    assert_eq!(run(&["board", "list"]).exits(0).out.lines().count(), 2);
    let titled = run(&["board", "import", "a.bpmn", "a.bpmn", "--title", "One"]).exits(2);
    assert!(titled.err.contains("--title"), "{}", titled.err);

    // What is exported as an archive is a board again, whole.
    let id = done.out.lines().next().unwrap();
    run(&["board", "export", id, "--format", "zip", "--target", "operaton", "-o", "all.zip"]).exits(0);
    let again = run(&["board", "import", "all.zip"]).exits(0).line().to_owned();
    run(&["board", "export", &again, "--format", "svg", "-o", "again.svg"]).exits(0);
    assert!(read(&place.path("again.svg")).contains("In stock?"));
}
