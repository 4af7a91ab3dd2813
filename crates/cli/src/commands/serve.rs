//! `dateline serve`: the page and the API of a ledger, and the accounts of those who use it.

use std::io::{BufRead, Write};
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, Subcommand};
use dateline_server::{Accounts, Basemap, Role, Settings};
use jiff::Timestamp;

use super::Done;
use super::ledger::{Where, number, threads};
use crate::{Clock, render};

/// Serve the ledger's page and its API.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Serve {
    #[command(subcommand)]
    accounts: Option<Under>,
    #[command(flatten)]
    place: Where,
    /// Where to listen; beyond this machine people sign in, each by an account of theirs
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8321")]
    listen: SocketAddr,
    /// A name the server goes by, besides localhost
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
    /// Who reviews, where nobody signs in [default: your login name]
    #[arg(long, value_name = "NAME")]
    reviewer: Option<String>,
    /// Have people sign in on this machine, too
    #[arg(long)]
    accounts_only: bool,
    /// It is reached by https, through a proxy of yours
    #[arg(long)]
    https: bool,
    /// The map beneath: a PMTiles file, or the address of tiles ("https://…/{z}/{x}/{y}.png"), which are then asked of whoever serves them
    #[arg(long, value_name = "FILE|ADDRESS")]
    basemap: Option<String>,
    /// Requests a second that one address may make
    #[arg(long, value_name = "N", default_value = "500")]
    rate: NonZeroU32,
}

#[derive(Subcommand)]
enum Under {
    /// The accounts of those who use a ledger beyond one machine
    Accounts(AccountsOf),
}

#[derive(Args)]
struct AccountsOf {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Make an account, or give one another role and password: the password is a line of standard input
    Add(Add),
    /// Every account
    List(Where),
    /// Make a token for programs of someone's; it is printed once
    Token(Named),
    /// Take an account away; what its person decided stays
    Remove(Named),
}

#[derive(Args)]
struct Add {
    /// Who
    name: String,
    /// What they may do: reader, coder, supervisor, admin
    #[arg(long, default_value = "reader")]
    role: Role,
    #[command(flatten)]
    place: Where,
}

#[derive(Args)]
struct Named {
    /// Who
    name: String,
    #[command(flatten)]
    place: Where,
}

impl Serve {
    pub fn run(self, clock: Clock) -> anyhow::Result<Done> {
        if let Some(Under::Accounts(accounts)) = self.accounts {
            return accounts.run(clock.now());
        }
        let settings = Settings {
            ledger: self.place.ledger,
            listen: self.listen,
            hosts: self.hosts,
            reviewer: self.reviewer.unwrap_or_else(login_name),
            accounts: self.accounts_only,
            https: self.https,
            basemap: self.basemap.map(basemap),
            rate: self.rate,
            threads: threads(),
            now: Arc::new(move || clock.now()),
        };
        dateline_server::serve(settings, |at| {
            let _ = writeln!(anstream::stderr(), "listening on http://{at}; stop with Ctrl-C");
        })?;
        Ok(Done::All)
    }
}

/// A file, unless it is an address.
fn basemap(given: String) -> Basemap {
    match given.starts_with("http://") || given.starts_with("https://") {
        true => Basemap::Tiles(given),
        false => Basemap::File(PathBuf::from(given)),
    }
}

fn login_name() -> String {
    let named = ["USER", "LOGNAME", "USERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
    named.map(|name| name.trim().to_owned()).find(|name| !name.is_empty()).unwrap_or_else(|| "local".to_owned())
}

impl AccountsOf {
    fn run(self, now: Timestamp) -> anyhow::Result<Done> {
        let mut out = anstream::stdout();
        match self.action {
            Action::Add(Add { name, role, place }) => {
                let accounts = open(&place)?;
                let mut password = String::new();
                std::io::stdin().lock().read_line(&mut password)?;
                accounts.set(&name, role, password.trim_end_matches(['\r', '\n']))?;
                writeln!(out, "{} is a {}", render::visible(name.trim()), role.slug())?;
            }
            Action::List(place) => {
                for account in open(&place)?.list()? {
                    let (name, role, tokens) = (render::visible(&account.name), account.role.slug(), account.tokens);
                    writeln!(out, "{name}  {role}  {}", number(tokens, "token"))?;
                }
            }
            Action::Token(Named { name, place }) => writeln!(out, "{}", open(&place)?.token(&name, now)?)?,
            Action::Remove(Named { name, place }) => {
                open(&place)?.remove(&name)?;
                writeln!(out, "{} has no account any more", render::visible(&name))?;
            }
        }
        Ok(Done::All)
    }
}

/// The accounts of a ledger that is there.
fn open(place: &Where) -> anyhow::Result<Accounts> {
    if !place.ledger.exists() {
        return Err(dateline_ledger::Error::Missing { path: place.ledger.clone() }.into());
    }
    Ok(Accounts::open(&place.ledger)?)
}
