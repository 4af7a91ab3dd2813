//! People: who asks, and what each may do.
//!
//! In: a session's cookie, a token, or nobody where the server is one person's own. Out: a [`Person`]. Accounts stand in a file of their own
//! beside the ledger, which holds no password and no key: of both it keeps what cannot be turned back. Reads no clock.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, Params};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::Error;
use crate::library::held;

/// How long a session lasts.
pub const SESSION: Duration = Duration::from_secs(12 * 60 * 60);

/// How many sessions of people at one machine are kept.
const LOCAL: usize = 100;

/// The shortest password.
const SHORTEST: usize = 12;

/// What someone may do: each may do all that those before may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reads.
    Reader,
    /// Rules on claims and incidents, and takes back what is their own.
    Coder,
    /// Takes back what others ruled, takes reports in, makes releases.
    Supervisor,
    /// Everything.
    Admin,
}

impl Role {
    /// Every role, the least first.
    pub const ALL: [Role; 4] = [Role::Reader, Role::Coder, Role::Supervisor, Role::Admin];

    /// Its name.
    pub fn slug(self) -> &'static str {
        match self {
            Role::Reader => "reader",
            Role::Coder => "coder",
            Role::Supervisor => "supervisor",
            Role::Admin => "admin",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = String;

    fn from_str(name: &str) -> Result<Role, String> {
        let role = Role::ALL.into_iter().find(|role| role.slug() == name);
        role.ok_or_else(|| "the roles are reader, coder, supervisor and admin".to_owned())
    }
}

/// Someone who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// What their decisions are signed with.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// What a request that changes something must carry; `None` for who came by a token, which no page can send for them.
    pub csrf: Option<String>,
}

/// An account, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Who.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// How many tokens they have.
    pub tokens: usize,
}

/// People at one machine, where there are no accounts: each says who they are and is believed. Kept for as long as the server runs.
pub struct Local {
    first: Person,
    others: Mutex<VecDeque<(Vec<u8>, Person)>>,
}

impl Local {
    /// The one who is there unless another says so.
    pub fn new(name: &str) -> Local {
        Local { first: Local::person(name), others: Mutex::default() }
    }

    /// Who is there by a session, or else the first.
    pub fn by_session(&self, session: Option<&str>) -> Person {
        let digest = session.map(digest);
        let others = held(&self.others);
        let named = others.iter().find(|(of, _)| Some(of) == digest.as_ref());
        named.map_or_else(|| self.first.clone(), |(_, person)| person.clone())
    }

    /// Lets someone say who they are: the session's cookie and the person.
    pub fn sign_in(&self, name: &str) -> Result<(String, Person), Error> {
        let (session, person) = (random(), Local::person(named(name)?));
        let mut others = held(&self.others);
        others.push_back((digest(&session), person.clone()));
        if others.len() > LOCAL {
            others.pop_front();
        }
        Ok((session, person))
    }

    /// Ends a session.
    pub fn sign_out(&self, session: &str) {
        held(&self.others).retain(|(of, _)| *of != digest(session));
    }

    fn person(name: &str) -> Person {
        Person { name: name.to_owned(), role: Role::Admin, csrf: Some(random()) }
    }
}

/// A name that decisions may be signed with.
fn named(name: &str) -> Result<&str, Error> {
    let name = name.trim();
    match name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        true => Err(Error::Account("a name has 1 to 100 letters on one line".to_owned())),
        false => Ok(name),
    }
}

/// The accounts of a ledger.
pub struct Accounts {
    path: PathBuf,
    db: Mutex<Connection>,
    /// What a password is held against where nobody has the name, so that the answer takes as long.
    nobody: String,
}

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS account (name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS session (
    digest BLOB PRIMARY KEY, name TEXT NOT NULL REFERENCES account(name) ON DELETE CASCADE, csrf TEXT NOT NULL, until INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS token (
    digest BLOB PRIMARY KEY, name TEXT NOT NULL REFERENCES account(name) ON DELETE CASCADE, made TEXT NOT NULL
) STRICT;
";

impl Accounts {
    /// Where the accounts of the ledger at `ledger` stand: `dateline.db-accounts`.
    pub fn beside(ledger: &Path) -> PathBuf {
        let mut name = ledger.file_name().unwrap_or_default().to_owned();
        name.push("-accounts");
        ledger.with_file_name(name)
    }

    /// Opens the accounts of a ledger, making the file where there is none.
    pub fn open(ledger: &Path) -> Result<Accounts, Error> {
        let path = Accounts::beside(ledger);
        let opened = || {
            let db = Connection::open(&path)?;
            db.busy_timeout(Duration::from_secs(5))?;
            db.execute_batch("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;")?;
            db.execute_batch(TABLES)?;
            Ok(db)
        };
        let db = opened().map_err(|error| Error::Accounts { path: path.clone(), error })?;
        only_ours(&path).map_err(|error| Error::File { path: path.clone(), error })?;
        Ok(Accounts { nobody: hashed(&random())?, path, db: Mutex::new(db) })
    }

    fn sql(&self) -> impl Fn(rusqlite::Error) -> Error + '_ {
        |error| Error::Accounts { path: self.path.clone(), error }
    }

    /// Makes an account, or gives one another role and password; whoever was signed in by it no longer is.
    pub fn set(&self, name: &str, role: Role, password: &str) -> Result<(), Error> {
        let name = named(name)?;
        if password.chars().count() < SHORTEST || password.len() > 1000 {
            return Err(Error::Account(format!("a password has at least {SHORTEST} letters and at most 1000 bytes")));
        }
        let hashed = hashed(password)?;
        let db = held(&self.db);
        let set = "INSERT INTO account (name, role, password) VALUES (?1, ?2, ?3)
             ON CONFLICT (name) DO UPDATE SET role = ?2, password = ?3";
        db.execute(set, params![name, role.slug(), hashed]).map_err(self.sql())?;
        db.execute("DELETE FROM session WHERE name = ?", [name]).map_err(self.sql())?;
        Ok(())
    }

    /// Takes an account away, with its sessions and tokens. What its person decided stays.
    pub fn remove(&self, name: &str) -> Result<(), Error> {
        match held(&self.db).execute("DELETE FROM account WHERE name = ?", [name]).map_err(self.sql())? {
            0 => Err(Error::Account(format!("there is no account {name:?}"))),
            _ => Ok(()),
        }
    }

    /// Every account, by name.
    pub fn list(&self) -> Result<Vec<Account>, Error> {
        let db = held(&self.db);
        let query = "SELECT name, role, (SELECT COUNT(*) FROM token WHERE token.name = account.name) FROM account ORDER BY name";
        let mut read = db.prepare(query).map_err(self.sql())?;
        let rows = read.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?))).map_err(self.sql())?;
        let account = |row: rusqlite::Result<(String, String, usize)>| {
            let (name, role, tokens) = row.map_err(self.sql())?;
            Ok(Account { name, role: role.parse().map_err(Error::Account)?, tokens })
        };
        rows.map(account).collect()
    }

    /// A token for programs of theirs; it is told this once and kept only as a digest.
    pub fn token(&self, name: &str, now: Timestamp) -> Result<String, Error> {
        let token = format!("dateline_{}", random());
        let db = held(&self.db);
        let known: Option<i64> =
            db.query_row("SELECT 1 FROM account WHERE name = ?", [name], |row| row.get(0)).optional().map_err(self.sql())?;
        if known.is_none() {
            return Err(Error::Account(format!("there is no account {name:?}")));
        }
        let insert = "INSERT INTO token (digest, name, made) VALUES (?, ?, ?)";
        db.execute(insert, params![digest(&token), name, now.to_string()]).map_err(self.sql())?;
        Ok(token)
    }

    /// Signs someone in: the session's cookie and the person; `None` where name and password do not go together.
    pub fn sign_in(&self, name: &str, password: &str, now: Timestamp) -> Result<Option<(String, Person)>, Error> {
        let kept: Option<(String, String)> = held(&self.db)
            .query_row("SELECT role, password FROM account WHERE name = ?", [name], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()
            .map_err(self.sql())?;
        // Held against something in any case, and with the file let go: it takes a while.
        let against = kept.as_ref().map_or(&self.nobody, |(_, password)| password);
        let fits = PasswordHash::new(against)
            .is_ok_and(|hash| password.len() <= 1000 && Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        let Some((role, _)) = kept.filter(|_| fits) else { return Ok(None) };
        let role: Role = role.parse().map_err(Error::Account)?;
        let (session, csrf) = (random(), random());
        let db = held(&self.db);
        db.execute("DELETE FROM session WHERE until <= ?", [now.as_second()]).map_err(self.sql())?;
        let until = now.as_second().saturating_add(SESSION.as_secs() as i64);
        let insert = "INSERT INTO session (digest, name, csrf, until) VALUES (?, ?, ?, ?)";
        db.execute(insert, params![digest(&session), name, csrf, until]).map_err(self.sql())?;
        Ok(Some((session, Person { name: name.to_owned(), role, csrf: Some(csrf) })))
    }

    /// Who is signed in by a session.
    pub fn by_session(&self, session: &str, now: Timestamp) -> Result<Option<Person>, Error> {
        let query = "SELECT account.name, account.role, session.csrf FROM session JOIN account ON account.name = session.name
             WHERE session.digest = ? AND session.until > ?";
        self.person(query, params![digest(session), now.as_second()])
    }

    /// Whose token it is.
    pub fn by_token(&self, token: &str) -> Result<Option<Person>, Error> {
        let query = "SELECT account.name, account.role, NULL FROM token JOIN account ON account.name = token.name
             WHERE token.digest = ?";
        self.person(query, params![digest(token)])
    }

    fn person(&self, query: &str, given: &[&dyn rusqlite::ToSql]) -> Result<Option<Person>, Error> {
        let db = held(&self.db);
        let mut read = db.prepare_cached(query).map_err(self.sql())?;
        let row = read.query_row(given, |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?)));
        let Some((name, role, csrf)) = row.optional().map_err(self.sql())? else { return Ok(None) };
        Ok(Some(Person { name, role: role.parse().map_err(Error::Account)?, csrf }))
    }

    /// Ends a session.
    pub fn sign_out(&self, session: &str) -> Result<(), Error> {
        held(&self.db).execute("DELETE FROM session WHERE digest = ?", [digest(session)]).map(|_| ()).map_err(self.sql())
    }
}

/// 32 letters of chance.
pub fn random() -> String {
    let mut bytes = [0u8; 32];
    // Where the system has no chance to give there is no safety to be had: nothing else is put in its place.
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Argon2id, by OWASP's least memory and passes (19 MiB, 2).
fn hashed(password: &str) -> Result<String, Error> {
    let argon = Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, Params::default());
    let hash = argon.hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| Error::Account(format!("the password cannot be kept: {error}")))
}

/// Keeps the file from other users of the machine.
#[cfg(unix)]
fn only_ours(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn only_ours(_: &Path) -> std::io::Result<()> {
    Ok(())
}
