//! `serve`: what it says, what it refuses to start on, how it ends.

use crate::support::Box;
use std::{net::TcpListener, os::unix::fs::PermissionsExt};

#[test]
fn it_says_where_and_drains() {
    let place = Box::new();
    let mut server = place.serve(&["--data", "d", "--demo"]);
    let demo = server.line();
    let set_up = server.line();
    assert!(demo.starts_with("Demo board, open for editing: http://127.0.0.1:"), "{demo}");
    assert!(set_up.starts_with("Set up the first administrator: http://127.0.0.1:"), "{set_up}");
    assert!(set_up.contains("/setup#"));
    assert_eq!(server.http("GET", "/livez", &[], "").0, 200);
    let data = place.path("d");
    let mode = |name: &str| std::fs::metadata(data.join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(""), mode("control"), mode("demo")), (0o700, 0o600, 0o600));
    let (exit, log) = server.stop();
    assert_eq!(exit, 0, "{log}");
    assert!(!data.join("control").exists());

    // The same board under the same link at the second start.
    let board = demo.split_once("/b/").unwrap().1.to_owned();
    let mut again = place.serve(&["--data", "d", "--demo"]);
    assert!(again.line().ends_with(&board));
    let list = place.run(&["board", "list", "--data", "d"]).exits(0);
    assert_eq!(list.line(), format!("{}\tHousing benefit application", board.split_once('#').unwrap().0));
    assert_eq!(again.stop().0, 0);
}

#[test]
fn the_demo_link_lets_in_and_nothing_secret_is_logged() {
    let place = Box::new();
    let sh =
        ["sh", "-c", "export WANDEL_LOG=trace WANDEL_LOG_FORMAT=json; exec \"$0\" \"$@\""].map(str::to_owned);
    let mut server = place.serve_under(&sh, &["--data", "d", "--demo"]);
    let demo = server.line();
    let (board, secret) = demo.split_once("/b/").unwrap().1.split_once('#').unwrap();
    let token = server.line().split_once('#').unwrap().1.to_owned();
    let origin = format!("http://{}", server.address);
    let headers = [("Origin", origin.as_str()), ("Content-Type", "application/json")];
    let body = format!("{{\"board\":\"{board}\",\"secret\":\"{secret}\",\"name\":\"Amira Yildiz\"}}");
    let (status, head, answer) = server.http("POST", "/api/join", &headers, &body);
    assert_eq!(
        (status, answer.as_str()),
        (200, format!("{{\"board\":\"{board}\",\"role\":\"editor\"}}").as_str())
    );
    let cookie =
        head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap().split(';').next().unwrap();
    let (status, _, me) = server.http("GET", &format!("/api/boards/{board}"), &[("Cookie", cookie)], "");
    assert!(status == 200 && me.contains("\"guest\":true"), "{me}");
    server.http(
        "GET",
        &format!("/api/boards/{board}/export?format=bpmn&target=operaton"),
        &[("Cookie", cookie)],
        "",
    );
    let (_, log) = server.stop();
    assert!(log.contains("/api/join") && log.lines().all(|line| line.starts_with('{')), "{log}");
    for word in [secret, token.as_str(), board, cookie.split_once('=').unwrap().1, "Amira", "127.0.0.1"] {
        assert!(!log.contains(word), "{word} in {log}");
    }
}

#[test]
fn what_cannot_be_is_one_sentence_and_exit_3() {
    let place = Box::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    place.write("file", "not a folder");
    for (args, exit, sentence) in [
        (
            vec!["serve", "--data", "d", "--listen", &address],
            3,
            format!("Another program listens on {address} already."),
        ),
        (
            vec!["serve", "--data", "file/d", "--listen", "127.0.0.1:0"],
            3,
            "The data folder file/d cannot be opened:".into(),
        ),
        (
            vec!["serve", "--data", "/proc/wandel", "--listen", "127.0.0.1:0"],
            3,
            "The data folder /proc/wandel cannot be opened:".into(),
        ),
        (vec!["serve", "--data", "d", "--listen", "8080"], 2, "“8080” is not an address.".into()),
        (
            vec!["serve", "--data", "d", "--metrics-listen", "nowhere"],
            2,
            "“nowhere” is not an address.".into(),
        ),
        (
            vec!["serve", "--data", "d", "--public-url", "wandel.example"],
            2,
            "The public address has the form".into(),
        ),
    ] {
        let done = place.run(&args).exits(exit);
        assert_eq!(done.out, "", "{args:?}");
        assert_eq!(done.err.lines().count(), 1, "{args:?} {}", done.err);
        assert!(done.err.starts_with(&sentence), "{args:?} {}", done.err);
    }
    let server = place.serve(&["--data", "d"]);
    let second = place.run(&["serve", "--data", "d", "--listen", "127.0.0.1:0"]).exits(3);
    assert!(second.err.starts_with("Another server uses the data folder already."), "{}", second.err);
    assert_eq!(server.stop().0, 0);
}

#[test]
fn a_public_address_is_in_the_links_and_is_the_only_origin() {
    let place = Box::new();
    let mut server = place.serve(&["--data", "d", "--demo", "--public-url", "https://Wandel.Example/"]);
    assert!(server.line().contains("editing: https://wandel.example/b/"));
    assert!(server.line().contains("administrator: https://wandel.example/setup#"));
    let json = ("Content-Type", "application/json");
    let local = format!("http://{}", server.address);
    let status = |origin: &str| server.http("POST", "/api/session", &[("Origin", origin), json], "{}").0;
    assert_eq!((status(&local), status("https://wandel.example")), (403, 400));
}

#[test]
fn wrong_use_is_exit_2_and_help_speaks_both_languages() {
    let place = Box::new();
    for args in [
        vec!["nonsense"],
        vec!["board", "link", "b1", "--role", "owner"],
        vec!["serve", "--nothing"],
        vec!["user", "add", "a@b.org"],
    ] {
        place.run(&args).exits(2);
    }
    assert!(place.run(&["--help"]).exits(0).out.contains("Starts the server and says its address"));
    let mut german = place.command(&["board", "link", "--help"]);
    let german = german.env("WANDEL_LANG", "de").output().unwrap();
    assert!(
        String::from_utf8_lossy(&german.stdout).contains("Nennt einen Link, der ein Board gleich öffnet")
    );
    assert!(place.run(&["--version"]).exits(0).out.starts_with("wandel "));
}

#[test]
fn monitoring_has_a_listener_of_its_own() {
    let place = Box::new();
    let mut server = place.serve(&["--data", "d", "--metrics-listen", "127.0.0.1:0"]);
    let line = server.line();
    let address =
        line.strip_prefix("metrics on http://").unwrap().strip_suffix("/metrics").unwrap().to_owned();
    place.run(&["board", "create", "--title", "Kita", "--data", "d"]).exits(0);
    let (status, head, figures) = crate::support::http(&address, "GET", "/metrics", &[], "");
    assert_eq!(status, 200);
    assert!(head.contains("content-type: application/openmetrics-text; version=1.0.0"), "{head}");
    for line in ["wandel_boards 1\n", "wandel_store_writable 1\n", "# TYPE wandel_commit_seconds histogram\n"]
    {
        assert!(figures.contains(line), "{line:?} in {figures}");
    }
    assert!(figures.ends_with("# EOF\n") && !figures.contains("Kita"));
    for path in ["/livez", "/readyz"] {
        assert_eq!(crate::support::http(&address, "GET", path, &[], "").0, 200, "{path}");
    }
    assert_eq!(crate::support::http(&address, "GET", "/api/me", &[], "").0, 404, "nothing else is there");
    assert!(!server.http("GET", "/metrics", &[], "").2.contains("wandel_boards"), "and nothing of it here");
    assert_eq!(server.stop().0, 0);
}

#[test]
fn the_data_is_for_its_owner_only_whatever_the_mask() {
    let place = Box::new();
    let sh = ["sh", "-c", "umask 0; exec \"$0\" \"$@\""].map(str::to_owned);
    let server = place.serve_under(&sh, &["--data", "d"]);
    let mut seen = 0;
    for entry in std::fs::read_dir(place.path("d")).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.file_name());
        seen += usize::from(entry.file_name().to_string_lossy().starts_with("wandel.sqlite"));
    }
    assert_eq!(seen, 3, "database, log and index");
    assert_eq!(server.stop().0, 0);
    // One that was made more open before is closed at the next start.
    let database = place.path("d/wandel.sqlite");
    std::fs::set_permissions(&database, std::fs::Permissions::from_mode(0o644)).unwrap();
    place.run(&["board", "list", "--data", "d"]).exits(0);
    assert_eq!(std::fs::metadata(&database).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_log_that_nobody_reads_holds_nobody_up() {
    let place = Box::new();
    let sh = ["sh", "-c", "export WANDEL_LOG=debug; exec \"$0\" \"$@\""].map(str::to_owned);
    let server = place.serve_under(&sh, &["--data", "d"]);
    // Far more than a pipe holds: each of these is a line in the log.
    for _ in 0..1500 {
        assert_eq!(server.http("GET", "/livez", &[], "").0, 200);
    }
    let (exit, log) = server.stop();
    assert_eq!(exit, 0);
    assert!(log.contains("/livez"), "{log}");
}
