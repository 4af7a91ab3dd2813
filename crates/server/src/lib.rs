//! The server: a ledger's page and its HTTP API, on one person's machine or for several people with accounts.
//!
//! In: [`Settings`], requests. Out: JSON of the wire format, exports, the embedded page. Holds no rule of the domain: it reads through the
//! ledger, prints through the wire format and the exports, and rules through the same functions as `dateline review`.

mod answer;
mod app;
mod cursor;
mod events;
mod guard;
mod library;
mod limits;
mod openapi;
mod page;
mod params;
mod people;
mod problem;
mod routes;
mod stamp;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;

pub use app::{Basemap, Settings};
pub use people::{Account, Accounts, Role};

use app::App;
use events::Events;

/// Why there is no server.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The ledger cannot be read.
    #[error(transparent)]
    Ledger(#[from] dateline_ledger::Error),
    /// Others could reach it, and nobody has an account.
    #[error("nobody has an account, and whoever can reach {listen} could read and change the ledger")]
    NoAccounts {
        /// Where it would listen.
        listen: SocketAddr,
    },
    /// The accounts cannot be used.
    #[error("cannot use {}: {error}", path.display())]
    Accounts {
        /// Their file.
        path: PathBuf,
        /// What SQLite says.
        error: rusqlite::Error,
    },
    /// The system refuses.
    #[error("cannot use {}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What it says.
        error: std::io::Error,
    },
    /// An account that cannot be made.
    #[error("{0}")]
    Account(String),
    /// It cannot listen.
    #[error("cannot listen on {listen}: {error}")]
    Listen {
        /// Where.
        listen: SocketAddr,
        /// What the system says.
        error: std::io::Error,
    },
}

impl Error {
    /// The way out, where we know one.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Error::Ledger(error) => error.hint(),
            Error::NoAccounts { .. } => Some("dateline serve accounts add NAME --role admin makes one; 127.0.0.1 needs none"),
            Error::Listen { .. } => Some("--listen ADDRESS names another; 127.0.0.1:0 takes any port that is free"),
            _ => None,
        }
    }
}

impl From<Error> for problem::Problem {
    fn from(error: Error) -> problem::Problem {
        match error {
            Error::Ledger(error) => error.into(),
            _ => problem::Problem::ours("the accounts cannot be used"),
        }
    }
}

/// Serves until it is told to stop; `ready` is told where it listens.
pub fn serve(settings: Settings, ready: impl FnOnce(SocketAddr)) -> Result<(), Error> {
    let listen = settings.listen;
    let failed = |error| Error::Listen { listen, error };
    let app = App::new(settings)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(failed)?;
    let served = runtime.block_on(async {
        let listener = TcpListener::bind(listen).await.map_err(failed)?;
        let stop = told_to_stop().map_err(failed)?;
        ready(listener.local_addr().map_err(failed)?);
        tokio::spawn(Events::watch(Arc::clone(&app)));
        tokio::spawn(forget(Arc::clone(&app)));
        let warm = Arc::clone(&app);
        tokio::spawn(async move { warm.read_now(|reading| reading.warm()).await });
        let router = routes::router(app);
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        tokio::select! {
            served = axum::serve(listener, service) => served.map_err(failed),
            () = stop => Ok(()),
        }
    });
    // What is being written is written; who listens for events is let go.
    runtime.shutdown_timeout(Duration::from_secs(5));
    served
}

/// The addresses, without a network: for tests.
#[doc(hidden)]
pub fn router(settings: Settings) -> Result<Router, Error> {
    Ok(routes::router(App::new(settings)?))
}

async fn forget(app: Arc<App>) {
    loop {
        tokio::time::sleep(Duration::from_secs(60)).await;
        app.limits.forget();
    }
}

/// Ready when the process is told to stop; heard from the call on, not from the first wait.
#[cfg(unix)]
fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminated, mut interrupted) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! { _ = terminated.recv() => (), _ = interrupted.recv() => () }
    })
}

#[cfg(not(unix))]
fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async { tokio::signal::ctrl_c().await.unwrap_or_default() })
}
