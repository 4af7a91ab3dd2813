//! Outlets: agencies, papers, broadcasters, and the family each is of.
//!
//! In: the table `outlets.csv`. Out: one [`Outlet`] a row. Does not know which of them copied from which.

use crate::TableError;
use crate::table::rows;

/// What kind of publisher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutletKind {
    /// Writes for other outlets.
    Agency,
    /// Prints.
    Paper,
    /// Radio and television.
    Broadcaster,
    /// On the web alone.
    Web,
    /// Follows a conflict and publishes what it finds.
    Monitor,
}

/// One publisher of news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// "Agence France-Presse".
    pub name: &'static str,
    /// Who owns it: outlets of one family count once.
    pub family: &'static str,
    /// ISO 3166-1 alpha-3, where it is of one country.
    pub country: Option<&'static str>,
    /// What it does.
    pub kind: OutletKind,
    /// Its other names: "AFP".
    pub aliases: Vec<&'static str>,
}

pub(crate) fn read(table: &str) -> Result<Vec<Outlet>, TableError> {
    let mut outlets = Vec::new();
    for (row, fields) in rows("outlets.csv", table)? {
        let kind = match &fields[3] {
            "agency" => OutletKind::Agency,
            "paper" => OutletKind::Paper,
            "broadcaster" => OutletKind::Broadcaster,
            "web" => OutletKind::Web,
            "monitor" => OutletKind::Monitor,
            _ => return Err(TableError { table: "outlets.csv", row, problem: "no such kind".to_owned() }),
        };
        let keep = |text: &str| -> &'static str { text.to_owned().leak() };
        outlets.push(Outlet {
            name: keep(&fields[0]),
            family: keep(&fields[1]),
            country: (!fields[2].is_empty()).then(|| keep(&fields[2])),
            kind,
            aliases: fields[4].split('|').filter(|alias| !alias.is_empty()).map(keep).collect(),
        });
    }
    Ok(outlets)
}
