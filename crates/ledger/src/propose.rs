//! Proposals: pairs of incidents that may be one, for evidence links what they tell of and something keeps them apart.
//!
//! In: links between happenings, and the incident each happening is in. Out: [`Proposal`]s, each pair once. A ledger of a hundred thousand
//! reports has millions of links: all of them are read once in their order, those of one incident by their keys.

use std::collections::BTreeMap;

use dateline::wire::v1::Proposal;

use crate::{Error, Ledger};

impl Ledger {
    /// Pairs of incidents that may be one, each pair once.
    pub fn proposals(&self) -> Result<Vec<Proposal>, Error> {
        let sql = self.sql();
        let mut read = self.db.prepare_cached("SELECT row, id FROM incident").map_err(sql)?;
        let rows = read.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))).map_err(sql)?;
        let ids: BTreeMap<i64, String> = rows.collect::<Result<_, _>>().map_err(sql)?;
        let of = "SELECT coding, episode, incident FROM happening WHERE incident IS NOT NULL ORDER BY coding, episode";
        let mut read = self.db.prepare_cached(of).map_err(sql)?;
        let rows = read.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?))).map_err(sql)?;
        let of: Vec<((i64, i64), i64)> = rows.collect::<Result<_, _>>().map_err(sql)?;
        let incident = |key: (i64, i64)| of.binary_search_by_key(&key, |(key, _)| *key).ok().map(|at| of[at].1);
        let mut pairs: BTreeMap<(i64, i64), String> = BTreeMap::new();
        let mut read = self.db.prepare_cached("SELECT a, a_episode, b, b_episode, why FROM link").map_err(sql)?;
        let mut rows = read.query([]).map_err(sql)?;
        while let Some(row) = rows.next().map_err(sql)? {
            let number = |at: usize| row.get::<_, i64>(at).map_err(sql);
            let ends = (incident((number(0)?, number(1)?)), incident((number(2)?, number(3)?)));
            let (Some(a), Some(b)) = ends else { continue };
            if a != b {
                let why = row.get_ref(4).and_then(|why| Ok(why.as_str()?)).map_err(sql)?;
                let kept = pairs.entry((a.min(b), a.max(b))).or_insert_with(|| why.to_owned());
                if why < kept.as_str() {
                    *kept = why.to_owned();
                }
            }
        }
        let pair = |((a, b), why): ((i64, i64), String)| Some(proposal(ids.get(&a)?, ids.get(&b)?, why));
        let mut pairs: Vec<Proposal> = pairs.into_iter().filter_map(pair).collect();
        pairs.sort();
        Ok(pairs)
    }

    /// Those of them that an incident is one of.
    pub fn proposals_of(&self, id: &str) -> Result<Vec<Proposal>, Error> {
        let sql = self.sql();
        let way = |here: &str, there: &str| {
            format!(
                "SELECT other.id AS id, link.why AS why FROM incident AS mine JOIN happening AS h ON h.incident = mine.row
                 JOIN link ON link.{here} = h.coding AND link.{here}_episode = h.episode
                 JOIN happening AS o ON o.coding = link.{there} AND o.episode = link.{there}_episode
                 JOIN incident AS other ON other.row = o.incident WHERE mine.id = ?1 AND other.row <> mine.row"
            )
        };
        let query = format!("SELECT id, MIN(why) FROM ({} UNION ALL {}) GROUP BY id", way("a", "b"), way("b", "a"));
        let mut read = self.db.prepare_cached(&query).map_err(sql)?;
        let rows = read.query_map([id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).map_err(sql)?;
        let others: Vec<(String, String)> = rows.collect::<Result<_, _>>().map_err(sql)?;
        let mut pairs: Vec<Proposal> = others.into_iter().map(|(other, why)| proposal(id, &other, why)).collect();
        pairs.sort();
        Ok(pairs)
    }
}

/// The lesser id comes first.
fn proposal(a: &str, b: &str, why: String) -> Proposal {
    Proposal { a: a.min(b).to_owned(), b: a.max(b).to_owned(), why: why.into() }
}
