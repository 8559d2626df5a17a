//! `wandel serve`: opens the house, listens, says where, and drains when told to stop.

use super::{args::Serve, control, failure::Failure, house::House, say};
use crate::{
    accounts::AccountError,
    config::{self, Config, PublicUrl},
    deploy::Engines,
    http::{
        self, App,
        listener::{Connections, accept},
    },
    room::RoomsConfig,
    store::{StoreError, faults::Faults},
};
use std::{future::pending, io::ErrorKind, net::SocketAddr, path::Path, sync::Arc, time::Duration};
use tokio::{net::TcpListener, signal::unix::SignalKind};
use wandel_words::{Words, keys};

/// Requests under way may take this long when the server is told to stop.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(10);

/// Runs until SIGTERM or SIGINT.
///
/// # Errors
/// The configuration, the data folder or the address does not do.
pub async fn serve(data: &Path, args: &Serve, words: Words) -> Result<(), Failure> {
    let address =
        |text: &str| config::listen(text).map_err(|error| Failure::from(error).with("address", text));
    let config = Config {
        data: data.to_owned(),
        listen: address(&args.listen)?,
        metrics: args.metrics_listen.as_deref().map(address).transpose()?,
        public: args.public_url.as_deref().map(PublicUrl::parse).transpose()?,
        demo: args.demo,
    };
    let engines = args.engines.as_deref().map(Engines::load).transpose()?.unwrap_or_default();
    let mut terminate =
        tokio::signal::unix::signal(SignalKind::terminate()).map_err(|_| Failure::new("internal"))?;
    let mut interrupt =
        tokio::signal::unix::signal(SignalKind::interrupt()).map_err(|_| Failure::new("internal"))?;

    take_descriptors();
    let faults = args.faults.as_deref().map(Faults::from_file).unwrap_or_default();
    let rooms = if args.eager {
        RoomsConfig { idle: Duration::ZERO, compact_when_idle: 1, ..RoomsConfig::default() }
    } else {
        RoomsConfig::default()
    };
    let house = Arc::new(House::open(&config.data, config.public.clone(), faults, rooms, words).await?);
    let result = async {
        let (listener, address) = bind(config.listen).await?;
        let monitor = match config.metrics {
            Some(address) => Some(bind(address).await?),
            None => None,
        };
        // Whoever sets it first: the public address, if there is one.
        let base = house.base.get_or_init(|| format!("http://{address}")).clone();
        let control = control::listen(&config.data)?;
        say::line(&format!("listening on http://{address}"));
        if let Some((_, address)) = &monitor {
            say::line(&format!("metrics on http://{address}/metrics"));
        }
        greet(&house, &config, &base).await?;
        let _log = super::log::start();
        let control = tokio::spawn(control::serve(control, Arc::clone(&house)));
        let stop = async {
            tokio::select! { _ = terminate.recv() => {} _ = interrupt.recv() => {} }
        };
        let app = App::new(Arc::clone(&house.store), house.accounts.clone(), house.rooms.clone());
        let app = Arc::new(app.with_engines(engines));
        let monitor = monitor.map(|(listener, _)| {
            let router = http::monitor::router(Arc::clone(&app));
            tokio::spawn(async move { accept(listener, router, &Connections::default(), pending()).await })
        });
        let sync = crate::sync::router(house.rooms.clone(), Arc::new(house.accounts.clone()));
        let connections = Connections::default();
        accept(listener, http::router(app, sync), &connections, stop).await;
        drain(&house, &connections).await;
        for task in monitor.into_iter().chain([control]) {
            task.abort();
        }
        let _gone = std::fs::remove_file(control::path(&config.data));
        Ok(())
    }
    .await;
    house.close().await;
    result
}

/// Every socket is a file to the system, which allows 1,024 of them unless one asks for what it would give.
fn take_descriptors() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::debug!(%error, "the limit of open files stays as it is");
    }
}

async fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr), Failure> {
    let listener = TcpListener::bind(address).await.map_err(|error| {
        let code = match error.kind() {
            ErrorKind::AddrInUse => "listen.in-use",
            ErrorKind::PermissionDenied => "listen.not-allowed",
            _ => "listen.failed",
        };
        Failure::new(code).with("address", address.to_string()).with("cause", error.to_string())
    })?;
    let bound = listener.local_addr().map_err(|_| Failure::new("internal"))?;
    Ok((listener, bound))
}

/// Says the links that whoever started it needs.
async fn greet(house: &House, config: &Config, base: &str) -> Result<(), Failure> {
    if config.demo {
        let url = super::demo::link(house, base, super::demo_language()).await?;
        say::line(&house.words.say(keys::SERVER_DEMO, &[("url", url.as_str().into())]));
    }
    match house.accounts.setup_token().await {
        Ok(Some(token)) => {
            let url = format!("{base}/setup#{token}");
            say::line(&house.words.say(keys::SERVER_SET_UP, &[("url", url.as_str().into())]));
        }
        Ok(None) => {}
        // Boards can still be read; a later start can set it up.
        Err(AccountError::Store(StoreError::Full)) => {
            say::error(&Failure::from(StoreError::Full).say(&house.words))
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

async fn drain(house: &House, connections: &Connections) {
    tracing::info!("stopping");
    // Sockets first: they are told to come back, and what they sent is committed.
    house.rooms.drain().await;
    if tokio::time::timeout(DRAIN_TIMEOUT, connections.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish");
    }
}
