//! Joining a batch: new codings, what they are linked with, and the incidents that come of it.
//!
//! What no evidence links with the batch is not looked at; of what is, only the incidents that change are written again, from their
//! records, some at a time.

use std::collections::{BTreeMap, BTreeSet};

use dateline::incidents::{self, ClaimRef, Happening, Joined, Link, block_keys, join};
use dateline::{Ready, Told};
use rusqlite::{OptionalExtension, params};

use crate::Error;
use crate::derive::{Coded, Deriver};
use crate::derived::{numbers, put_incident, put_totals, take_out};
use crate::near::{Key, in_order, keep, kept, key, tells};

/// How many texts' records are held at a time to write incidents from; an incident told by more holds all of its own.
const TEXTS: usize = 200;

/// The codings that are joined of one text.
pub(crate) const CARRIERS: &str =
    "SELECT joined.coding FROM capture JOIN coding ON coding.capture = capture.seq JOIN joined ON joined.coding = coding.seq
     WHERE capture.document = ?";

/// Takes out a happening's links with others that are joined again with it, which have the components from some number on.
const UNLINK: &str = "DELETE FROM link WHERE a = ?1 AND a_episode = ?2 AND EXISTS (
    SELECT 1 FROM happening WHERE coding = link.b AND episode = link.b_episode AND component >= ?3)";

/// What stands of the components that a batch is linked with.
#[derive(Default)]
struct Standing {
    /// The incident row of each happening that stays.
    incident: BTreeMap<Key, Option<i64>>,
    /// How many happenings each incident has, those that go too.
    sizes: BTreeMap<i64, usize>,
}

impl Standing {
    /// The incident that already is just the happenings `keys`.
    fn same(&self, keys: &[Key]) -> Option<i64> {
        let row = |key: &Key| self.incident.get(key).copied().flatten();
        let first = row(keys.first()?)?;
        let same = keys.iter().all(|key| row(key) == Some(first)) && self.sizes.get(&first) == Some(&keys.len());
        same.then_some(first)
    }
}

/// Happenings joined again: those of a batch, and those of the components that it is linked with.
struct Again {
    happenings: Vec<Happening>,
    joined: Joined,
    /// The incident row of each set that stands as it stood.
    stay: Vec<Option<i64>>,
}

impl Again {
    /// The links between its incidents, and those of the batch that lead to what is not joined again.
    fn links(&self, of_batch: Vec<(Key, Key, Link)>) -> Vec<(Key, Key, Link)> {
        let here: BTreeSet<Key> = self.happenings.iter().map(key).collect();
        let out = of_batch.into_iter().filter(|(a, b, _)| !(here.contains(a) && here.contains(b)));
        let between = |link: &Link| (key(&self.happenings[link.a]), key(&self.happenings[link.b]), *link);
        out.chain(self.joined.links.iter().map(between)).collect()
    }

    fn keys(&self, set: usize) -> impl Iterator<Item = Key> {
        self.joined.sets[set].iter().map(|&index| key(&self.happenings[index]))
    }

    /// The component of a set, numbered from `next`.
    fn component(&self, set: usize, next: i64) -> i64 {
        next + self.joined.sets[set].first().map_or(0, |&first| self.joined.components[first]) as i64
    }
}

/// A batch, read back.
struct Batch {
    coded: Vec<Coded>,
    /// What each of its texts tells, by the coding that stands for it.
    tells: BTreeMap<i64, Vec<Happening>>,
}

impl Deriver<'_> {
    /// Joins `batch` with all it is linked with; says how many incidents were written.
    pub(crate) fn join_batch(&self, batch: &[i64], gone: &BTreeSet<i64>) -> Result<usize, Error> {
        // Every report that carries a text stands and falls with the others that do.
        let mut dirty: BTreeSet<i64> = batch.iter().copied().collect();
        dirty.extend(self.carriers(&dirty)?.difference(gone));
        let out: BTreeSet<i64> = dirty.union(gone).copied().collect();
        let batch = self.read_back(&dirty)?;
        let keys: BTreeMap<i64, BTreeSet<i64>> =
            batch.tells.iter().map(|(&coding, happenings)| (coding, keys(happenings))).collect();
        let links = self.links(&batch, self.near(&batch, &keys, &out)?)?;
        let components = self.components(&out, &links)?;
        let again = self.join_again(&self.standing(&components, &out)?, &batch)?;
        take_out(self.db, &out, &components, &again.stay.iter().copied().flatten().collect()).map_err(self.sql())?;
        let written = self.put_again(&again, &batch)?;
        self.put_batch(&batch)?;
        self.put_links(&again.links(links))?;
        self.put_keys(&keys)?;
        Ok(written)
    }

    fn read_back(&self, codings: &BTreeSet<i64>) -> Result<Batch, Error> {
        let coded = self.load(&codings.iter().copied().collect::<Vec<_>>())?;
        let told = told(coded.iter());
        let seqs: Vec<i64> = coded.iter().map(|coded| coded.seq).collect();
        let tells = tells(&Ready::new(&told, &self.rulings), &seqs);
        drop(told);
        Ok(Batch { coded, tells })
    }

    /// What may be linked with the batch: what shares a block with it, and what a reviewer joined it with.
    fn near(&self, batch: &Batch, keys: &BTreeMap<i64, BTreeSet<i64>>, out: &BTreeSet<i64>) -> Result<Vec<Happening>, Error> {
        let sql = self.sql();
        let mut near =
            numbers(self.db, "SELECT coding FROM block WHERE key = ?", keys.values().flatten().copied()).map_err(sql)?;
        near.extend(self.ruled_with(&batch.coded)?);
        kept(self.db, near.difference(out).copied(), sql)
    }

    /// The links of what the batch tells, with one another and with what is near.
    fn links(&self, batch: &Batch, near: Vec<Happening>) -> Result<Vec<(Key, Key, Link)>, Error> {
        let mut all = near;
        all.extend(batch.tells.values().flatten().cloned());
        in_order(&mut all);
        let is_new: Vec<bool> = all.iter().map(|happening| batch.tells.contains_key(&key(happening).0)).collect();
        let links = incidents::links(&all, &self.pairs(&all)?, &self.ledger.policy, |index| is_new[index]);
        Ok(links.into_iter().map(|link| (key(&all[link.a]), key(&all[link.b]), link)).collect())
    }

    /// The rulings on pairs of these happenings.
    fn pairs(&self, happenings: &[Happening]) -> Result<incidents::Rulings, Error> {
        let codings: BTreeSet<i64> = happenings.iter().map(|happening| key(happening).0).collect();
        let mut places: BTreeMap<String, Vec<ClaimRef>> = BTreeMap::new();
        for claim in self.rulings.paired() {
            let of_claim = self.ledger.codings_of_claim(claim, self.limit)?;
            for coding in of_claim.into_iter().filter(|coding| codings.contains(coding)) {
                let record = self.ledger.record(coding)?;
                let found = record.claims.iter().position(|told| told.id == claim);
                let at = found.map(|index| ClaimRef { report: coding as usize, claim: index });
                places.entry(claim.to_owned()).or_default().extend(at);
            }
        }
        Ok(self.rulings.pairs(&places))
    }

    /// The components that what goes `out` stands in, and those that evidence links it with.
    fn components(&self, out: &BTreeSet<i64>, links: &[(Key, Key, Link)]) -> Result<BTreeSet<i64>, Error> {
        let sql = self.sql();
        let all_of = "SELECT component FROM happening WHERE coding = ?";
        let mut components = numbers(self.db, all_of, out.iter().copied()).map_err(sql)?;
        let mut one = self.db.prepare_cached("SELECT component FROM happening WHERE coding = ? AND episode = ?").map_err(sql)?;
        let linked = links.iter().filter(|(_, _, link)| link.merges).flat_map(|(a, b, _)| [*a, *b]);
        for (coding, episode) in linked.filter(|(coding, _)| !out.contains(coding)) {
            let found = one.query_row(params![coding, episode], |row| row.get::<_, i64>(0)).optional();
            components.extend(found.map_err(sql)?);
        }
        Ok(components)
    }

    fn standing(&self, components: &BTreeSet<i64>, out: &BTreeSet<i64>) -> Result<Standing, Error> {
        let sql = self.sql();
        let mut standing = Standing::default();
        let mut of =
            self.db.prepare_cached("SELECT coding, episode, incident FROM happening WHERE component = ?").map_err(sql)?;
        for &component in components {
            let mut rows = of.query([component]).map_err(sql)?;
            while let Some(row) = rows.next().map_err(sql)? {
                let key: Key = (row.get(0).map_err(sql)?, row.get(1).map_err(sql)?);
                let incident: Option<i64> = row.get(2).map_err(sql)?;
                if let Some(incident) = incident {
                    *standing.sizes.entry(incident).or_default() += 1;
                }
                if !out.contains(&key.0) {
                    standing.incident.insert(key, incident);
                }
            }
        }
        Ok(standing)
    }

    /// Joins the batch with all that stays of the components it is linked with.
    fn join_again(&self, standing: &Standing, batch: &Batch) -> Result<Again, Error> {
        let codings: BTreeSet<i64> = standing.incident.keys().map(|(coding, _)| *coding).collect();
        let mut happenings = kept(self.db, codings, self.sql())?;
        happenings.retain(|happening| standing.incident.contains_key(&key(happening)));
        happenings.extend(batch.tells.values().flatten().cloned());
        in_order(&mut happenings);
        let joined = join(&happenings, &self.pairs(&happenings)?, &self.ledger.policy);
        let of = |set: &Vec<usize>| set.iter().map(|&index| key(&happenings[index])).collect::<Vec<Key>>();
        let stay = joined.sets.iter().map(|set| standing.same(&of(set))).collect();
        Ok(Again { happenings, joined, stay })
    }

    /// Writes the incidents that are not as they stood, and what each set now is; says how many incidents were written.
    fn put_again(&self, again: &Again, batch: &Batch) -> Result<usize, Error> {
        let sql = self.sql();
        let next = "SELECT COALESCE(MAX(component), 0) + 1 FROM happening";
        let next: i64 = self.db.query_row(next, [], |row| row.get(0)).map_err(sql)?;
        let mut rows = again.stay.clone();
        let changed: Vec<usize> = (0..rows.len()).filter(|&set| rows[set].is_none()).collect();
        let mut written = 0;
        for some in portions(&changed, |&set| again.joined.sets[set].len(), TEXTS) {
            let sets: Vec<&[usize]> = some.iter().map(|&set| again.joined.sets[set].as_slice()).collect();
            for (&set, incident) in some.iter().zip(self.incidents(&sets, &again.happenings, batch)?) {
                let put = incident.map(|incident| put_incident(self.db, &incident, again.component(set, next)));
                rows[set] = put.transpose().map_err(sql)?;
                written += usize::from(rows[set].is_some());
            }
        }
        let mut put = self
            .db
            .prepare_cached("INSERT INTO happening (coding, episode, component, incident) VALUES (?, ?, ?, ?)")
            .map_err(sql)?;
        let mut moved = self.db.prepare_cached("UPDATE incident SET component = ? WHERE row = ?").map_err(sql)?;
        let mut unlink = self.db.prepare_cached(UNLINK).map_err(sql)?;
        for (set, row) in rows.iter().enumerate() {
            for (coding, episode) in again.keys(set) {
                put.execute(params![coding, episode, again.component(set, next), row]).map_err(sql)?;
            }
            if let Some(stayed) = again.stay[set] {
                moved.execute([again.component(set, next), stayed]).map_err(sql)?;
            }
        }
        for (coding, episode) in again.happenings.iter().map(key) {
            unlink.execute(params![coding, episode, next]).map_err(sql)?;
        }
        Ok(written)
    }

    /// What sets of `happenings` come to, from the records of their texts.
    fn incidents(
        &self,
        sets: &[&[usize]],
        happenings: &[Happening],
        batch: &Batch,
    ) -> Result<Vec<Option<dateline::wire::v1::Incident>>, Error> {
        let members = || sets.iter().copied().flatten().map(|&index| &happenings[index]);
        let texts: BTreeSet<String> = members().map(|happening| happening.document.to_string()).collect();
        let codings: BTreeSet<i64> = members().map(|happening| key(happening).0).collect();
        let before: BTreeSet<i64> = codings.into_iter().filter(|coding| !batch.tells.contains_key(coding)).collect();
        let mut more = self.carriers(&before)?;
        more.extend(before);
        let more = self.load(&more.into_iter().collect::<Vec<_>>())?;
        let here = batch.coded.iter().filter(|coded| texts.contains(&coded.record.document.id));
        let coded: Vec<&Coded> = here.chain(&more).collect();
        let told = told(coded.iter().copied());
        let ready = Ready::new(&told, &self.rulings);
        let reported = ready.reported();
        let firsts = ready.firsts();
        let read = ready.happenings(&reported);
        let at: BTreeMap<Key, usize> = read
            .iter()
            .enumerate()
            .map(|(index, happening)| ((coded[firsts[happening.report]].seq, happening.episode), index))
            .collect();
        let incident = |set: &&[usize]| {
            let set: Vec<usize> = set.iter().filter_map(|&index| at.get(&key(&happenings[index])).copied()).collect();
            ready.incident(&reported, &read, &set, &self.rulings, &self.ledger.policy)
        };
        Ok(sets.iter().map(incident).collect())
    }

    /// Every coding joined of the texts that `codings` are of.
    fn carriers(&self, codings: &BTreeSet<i64>) -> Result<BTreeSet<i64>, Error> {
        numbers(self.db, CARRIERS, self.documents_of(codings)?).map_err(self.sql())
    }

    /// Codings that a reviewer joined with claims of these.
    fn ruled_with(&self, coded: &[Coded]) -> Result<BTreeSet<i64>, Error> {
        let mine: BTreeSet<&str> = coded.iter().flat_map(|coded| &coded.record.claims).map(|claim| claim.id.as_str()).collect();
        let mut others = BTreeSet::new();
        for (a, b) in &self.rulings.joined {
            let other = match (mine.contains(a.as_str()), mine.contains(b.as_str())) {
                (true, false) => b,
                (false, true) => a,
                _ => continue,
            };
            others.extend(self.ledger.codings_of_claim(other, self.limit)?);
        }
        Ok(others)
    }

    /// Writes what the texts of the batch tell, and their totals.
    fn put_batch(&self, batch: &Batch) -> Result<(), Error> {
        let sql = self.sql();
        let mut put = self.db.prepare_cached("INSERT INTO joined (coding) VALUES (?)").map_err(sql)?;
        for one in &batch.coded {
            put.execute([one.seq]).map_err(sql)?;
            let Some(happenings) = batch.tells.get(&one.seq) else { continue };
            keep(self.db, one.seq, happenings).map_err(sql)?;
            let told = told([one].into_iter());
            let ready = Ready::new(&told, &self.rulings);
            put_totals(self.db, one.seq, &ready.totals(&ready.reported())).map_err(sql)?;
        }
        Ok(())
    }

    /// Writes what new codings are found by.
    fn put_keys(&self, keys: &BTreeMap<i64, BTreeSet<i64>>) -> Result<(), Error> {
        let sql = self.sql();
        let mut put = self.db.prepare_cached("INSERT OR IGNORE INTO block (key, coding) VALUES (?, ?)").map_err(sql)?;
        for (coding, keys) in keys {
            for key in keys {
                put.execute([key, coding]).map_err(sql)?;
            }
        }
        Ok(())
    }

    /// Writes links. Those inside an incident are none of them: one story in thousands of papers would have millions.
    fn put_links(&self, links: &[(Key, Key, Link)]) -> Result<(), Error> {
        let sql = self.sql();
        let mut put = self
            .db
            .prepare_cached("INSERT OR REPLACE INTO link (a, a_episode, b, b_episode, why) VALUES (?, ?, ?, ?, ?)")
            .map_err(sql)?;
        for ((a, a_episode), (b, b_episode), link) in links {
            put.execute(params![a, a_episode, b, b_episode, link.why]).map_err(sql)?;
        }
        Ok(())
    }
}

/// What a text is found by.
fn keys(happenings: &[Happening]) -> BTreeSet<i64> {
    happenings.iter().flat_map(block_keys).map(|key| key as i64).collect()
}

fn told<'a>(coded: impl Iterator<Item = &'a Coded>) -> Vec<Told<'a>> {
    coded.map(|coded| Told { record: &coded.record, witness: coded.witness.clone() }).collect()
}

/// Runs of items that come to no more than `most` together, but for an item that does so alone.
fn portions<T>(items: &[T], size: impl Fn(&T) -> usize, most: usize) -> Vec<&[T]> {
    let (mut portions, mut start, mut sum) = (Vec::new(), 0, 0);
    for (index, item) in items.iter().enumerate() {
        if sum + size(item) > most && index > start {
            portions.push(&items[start..index]);
            (start, sum) = (index, 0);
        }
        sum += size(item);
    }
    portions.extend((start < items.len()).then(|| &items[start..]));
    portions
}

#[cfg(test)]
mod tests {
    use super::portions;

    #[test]
    fn portions_hold_all_in_order_and_no_more_than_asked() {
        let of = |items: &'static [usize]| portions(items, |&item| item, 5);
        assert_eq!(of(&[2, 3, 1, 9, 4, 1]), [&[2, 3][..], &[1], &[9], &[4, 1]]);
        assert!(of(&[]).is_empty());
    }
}
