//! The app: what every request shares, and how the ledger is read and written for it.
//!
//! In: [`Settings`]. Out: an [`App`], whose readings and writings wait for the disk elsewhere than where requests are answered. The ledger is
//! held for writing only while it is written, so that `run` and `watch` can write beside it.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use dateline::incidents::Policy;
use dateline_ledger::{Access, Ledger};
use jiff::Timestamp;
use tokio::sync::{Mutex, Semaphore};

use crate::Error;
use crate::events::Events;
use crate::library::{Library, Reading};
use crate::limits::Limits;
use crate::people::{Accounts, Local};
use crate::problem::Problem;

/// How long another writer is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// How a server behaves.
#[derive(Clone)]
pub struct Settings {
    /// The ledger's file.
    pub ledger: PathBuf,
    /// Where it listens.
    pub listen: SocketAddr,
    /// Names it goes by, besides those of this machine's own loopback.
    pub hosts: Vec<String>,
    /// Who reviews where there are no accounts.
    pub reviewer: String,
    /// Whether people sign in even on loopback.
    pub accounts: bool,
    /// Whether it is reached by https, through a proxy: cookies go by no other way then.
    pub https: bool,
    /// The map beneath, where there is one.
    pub basemap: Option<Basemap>,
    /// Requests a second from one address.
    pub rate: NonZeroU32,
    /// How many threads code and derive.
    pub threads: usize,
    /// Tells the moment.
    pub now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
}

/// A map beneath the incidents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basemap {
    /// A PMTiles archive on this machine.
    File(PathBuf),
    /// Tiles from elsewhere: "https://tiles.example.org/{z}/{x}/{y}.png". The one thing that is asked of anybody else.
    Tiles(String),
}

/// What every request shares.
pub struct App {
    pub settings: Settings,
    pub library: Library,
    pub events: Events,
    pub limits: Limits,
    /// `None` where one person works alone.
    pub accounts: Option<Accounts>,
    /// Those who work at one machine, where there are no accounts.
    pub local: Local,
    writing: Mutex<()>,
    readers: Semaphore,
    /// Readings as of a moment may take long to derive: they keep no others waiting.
    past: Semaphore,
}

impl App {
    /// Opens what the settings name. Beyond loopback there must be accounts.
    pub fn new(settings: Settings) -> Result<Arc<App>, Error> {
        let open = !settings.listen.ip().is_loopback();
        let accounts = match open || settings.accounts {
            true => Some(Accounts::open(&settings.ledger)?),
            false => None,
        };
        if let Some(accounts) = &accounts
            && accounts.list()?.is_empty()
        {
            return Err(Error::NoAccounts { listen: settings.listen });
        }
        let readers = settings.threads.clamp(2, 8) * 2;
        let library = Library::new(settings.ledger.clone(), settings.threads);
        library.current()?;
        Ok(Arc::new(App {
            library,
            events: Events::new(),
            limits: Limits::new(settings.rate),
            accounts,
            local: Local::new(&settings.reviewer),
            writing: Mutex::new(()),
            readers: Semaphore::new(readers),
            past: Semaphore::new(2),
            settings,
        }))
    }

    /// The moment.
    pub fn now(&self) -> Timestamp {
        (self.settings.now)()
    }

    /// Reads the ledger as of now.
    pub async fn read_now<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Reading<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.read(None, work).await
    }

    /// Reads the ledger as of a moment, or as of now.
    pub async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        as_of: Option<Timestamp>,
        work: impl FnOnce(&Reading<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = if as_of.is_some() { &self.past } else { &self.readers };
        let _turn = turn.acquire().await.map_err(|_| stopping())?;
        let app = Arc::clone(self);
        elsewhere(move || app.library.read(as_of, work)).await
    }

    /// Writes to the ledger, what is derived in step before and after; one writing at a time.
    pub async fn write<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let _turn = self.writing.lock().await;
        let app = Arc::clone(self);
        let done = elsewhere(move || {
            let access = Access::Write { who: "dateline serve".to_owned(), patience: PATIENCE };
            let mut ledger = Ledger::open(&app.settings.ledger, access, Policy::default(), app.settings.threads)?;
            ledger.derive(|_, _| {})?;
            let done = work(&mut ledger);
            ledger.derive(|_, _| {})?;
            done
        });
        let done = done.await;
        self.events.written();
        done
    }
}

/// Does what waits for the disk or computes for long where that keeps nobody waiting.
pub async fn elsewhere<T: Send + 'static>(work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Result<T, Problem> {
    let stopped = |_| Problem::ours("the engine stopped on this request, which it never should: please report it");
    tokio::task::spawn_blocking(work).await.map_err(stopped)?
}

fn stopping() -> Problem {
    Problem::ours("the server is stopping")
}
