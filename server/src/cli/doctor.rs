//! `wandel doctor [--public-url URL]`: what is not well, a line each with a code. Looks at the house from inside, and at the
//! server as a browser would: page, its policy, the socket with the right origin and with a foreign one, through whatever
//! proxies lie between.

use super::{
    args,
    failure::{Exit, Failure},
    request::{Reply, Request},
    run, say,
};
use crate::config::PublicUrl;
use std::{path::Path, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use wandel_wire::SUBPROTOCOL;
use wandel_words::Words;

/// For one answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// A head is not longer.
const HEAD: u64 = 32 << 10;

/// # Errors
/// The data folder cannot be looked at.
pub async fn doctor(data: &Path, args: &args::Doctor, words: Words) -> Result<Exit, Failure> {
    let mut reply: Reply = run::run(data, Request::Doctor, words).await?;
    if let Some(url) = &args.public_url {
        let url = PublicUrl::parse(url)?;
        for code in outside(&url).await {
            let key = format!("doctor-{}", code.replace('.', "-"));
            reply.lines.push(format!("{code}: {}", words.say(&key, &[("url", url.as_str().into())])));
            reply.found = true;
        }
    }
    for line in &reply.lines {
        say::line(line);
    }
    if !reply.found {
        say::line(&words.say(wandel_words::keys::DOCTOR_WELL, &[]));
    }
    Ok(reply.exit())
}

/// Codes of what a browser would run into.
async fn outside(url: &PublicUrl) -> Vec<&'static str> {
    if url.is_https() {
        return vec!["url.https-not-looked-at"];
    }
    let Some(page) = ask(url, "/", "").await else { return vec!["url.unreachable"] };
    let mut found = Vec::new();
    if ask(url, "/livez", "").await.is_none_or(|head| status(&head) != 200) {
        found.push("url.not-wandel");
        return found;
    }
    if !header(&page, "content-security-policy").is_some_and(|policy| policy.contains("default-src 'self'")) {
        found.push("url.policy");
    }
    let upgrade = |origin: &str| {
        format!(
            "Origin: {origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: d2FuZGVsLWRvY3Rvci0wMQ==\r\nSec-WebSocket-Protocol: {SUBPROTOCOL}\r\n"
        )
    };
    match ask(url, "/sync/-", &upgrade(url.as_str())).await.map(|head| (status(&head), head)) {
        Some((101, head)) if header(&head, "sec-websocket-protocol") == Some(SUBPROTOCOL) => {}
        Some((403, _)) => found.push("url.origin"),
        _ => found.push("url.socket"),
    }
    if ask(url, "/sync/-", &upgrade("https://elsewhere.invalid"))
        .await
        .is_some_and(|head| status(&head) != 403)
    {
        found.push("url.foreign-origin");
    }
    found
}

/// The head of the answer to a `GET`.
async fn ask(url: &PublicUrl, path: &str, headers: &str) -> Option<String> {
    let host = url.as_str().split("//").nth(1)?;
    let address = if host.rsplit(']').next()?.contains(':') { host.to_owned() } else { format!("{host}:80") };
    let answer = async {
        let mut stream = TcpStream::connect(address).await.ok()?;
        head(&mut stream, host, path, headers).await
    };
    timeout(PATIENCE, answer).await.ok()?
}

async fn head(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    host: &str,
    path: &str,
    headers: &str,
) -> Option<String> {
    let close = if headers.is_empty() { "Connection: close\r\n" } else { "" };
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{close}{headers}\r\n");
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut bytes = Vec::new();
    let mut stream = stream.take(HEAD);
    loop {
        let read = stream.read_buf(&mut bytes).await.ok()?;
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            return String::from_utf8(bytes[..end].to_vec()).ok();
        }
        if read == 0 {
            return None;
        }
    }
}

fn status(head: &str) -> u16 {
    head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0)
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().skip(1).find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}
