//! PETRARCH's unit records: 277 sentences, most of an invented world, each with what its coder must make of it.
//!
//! A coding is a source, a target and a code. Ours are the event claims: each perpetrator with each target or victim, each two parties both
//! ways, under the PLOVER type of the claim's act, to come or not, for PETRARCH knows no tense ("will give" is aid); what is negated or denied did
//! not happen and makes none. Actors are compared by the
//! first three letters of their code, which are the country or the group; ours take the code the set's own table of actors has for the
//! name on the record's day (a code of several, "FRO/BIL/SAM", is several actors), as PETRARCH takes it, and where the table lacks the name
//! that of our country; what is no actor ("diplomatic ties") has none. Measured, precision, recall and F1 over all records:
//! - `triple`: source, target and type, the record's code turned into PLOVER as CAMEO;
//! - `triple, WEIS`: the same with codes of three figures turned into PLOVER as WEIS. The set's table of verbs says at its head that
//!   most of its codes are WEIS's: 031 is a meeting there, and an agreement to cooperate in CAMEO. Codes of neither scheme ("903", "174K"), which
//!   try the coder's own machinery (a set of synonyms, a pattern), count as missed;
//! - `pair`: source and target alone.
//!
//! Records that must fail to parse, or that are to be discarded, are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dateline::Report;
use dateline::wire::v1::{Actor, Record};
use dateline_lexicon::Lexicon;

use crate::{Case, Error, Mark, read};

/// Source and target, by three letters each.
type Pair = (String, String);

/// One record.
struct Unit {
    id: String,
    published: String,
    text: String,
    /// Source, target and code, as written.
    codings: Vec<(String, String, String)>,
}

/// What names and codes stand for.
struct Tables {
    /// Names in lower case, with their codes by date.
    actors: BTreeMap<String, Vec<Coded>>,
    /// CAMEO codes, with their PLOVER types.
    plover: BTreeMap<String, String>,
}

/// Codes that a name has in a time: several at once are several actors ("FRO/BIL/SAM").
#[derive(Debug, Clone, PartialEq, Eq)]
struct Coded {
    codes: Vec<String>,
    since: Option<u32>,
    until: Option<u32>,
}

/// The records below `path`, with the table of CAMEO codes at `plover`.
pub fn cases(path: &Path, plover: &Path) -> Result<Vec<Case>, Error> {
    let records = read(&path.join("text/PETR.UnitTest.records.xml"))?;
    let actors = actors(&read(&path.join("dictionaries/PETR.Validate.actors.txt"))?);
    let tables = std::sync::Arc::new(Tables { actors, plover: plover_types(&read(plover)?) });
    let case = |(index, unit): (usize, Unit)| {
        let tables = std::sync::Arc::clone(&tables);
        let id = format!("{}-{}", unit.id, index + 1); // two ids occur twice
        let day = unit.published.replace('-', "").parse().ok();
        let report = Report { id, published: unit.published.parse().ok(), text: unit.text, ..Report::default() };
        Case::coded(report, move |record| judge(&tables, &unit.codings, day, record))
    };
    Ok(units(&records).into_iter().enumerate().map(case).collect())
}

fn judge(tables: &Tables, codings: &[(String, String, String)], day: Option<u32>, record: &Record) -> Vec<Mark> {
    let ours = triples(tables, day, record);
    let gold = |kind: &dyn Fn(&str) -> String| -> BTreeSet<(Pair, String)> {
        codings.iter().map(|(source, target, code)| ((root(source), root(target)), kind(code))).collect()
    };
    let cameo = |code: &str| cameo_type(tables, code);
    let weis = |code: &str| weis_type(code).map_or_else(|| cameo_type(tables, code), str::to_owned);
    let any = |_: &str| String::new();
    let pairs = ours.iter().map(|(pair, _)| (pair.clone(), String::new())).collect();
    vec![mark("triple", &ours, &gold(&cameo)), mark("triple, WEIS", &ours, &gold(&weis)), mark("pair", &pairs, &gold(&any))]
}

fn mark(measure: &'static str, ours: &BTreeSet<(Pair, String)>, gold: &BTreeSet<(Pair, String)>) -> Mark {
    let hits = ours.intersection(gold).count();
    let list = |set: &BTreeSet<(Pair, String)>, other: &BTreeSet<(Pair, String)>| {
        let all = set.difference(other).map(|((source, target), kind)| format!("{source} {target} {kind}").trim().to_owned());
        all.collect::<Vec<_>>().join(", ")
    };
    let error =
        || format!("{} missed, {} extra: {} / {}", gold.len() - hits, ours.len() - hits, list(gold, ours), list(ours, gold));
    Mark::found(measure, hits, ours.len() - hits, gold.len() - hits, error)
}

/// What our claims come to, each once.
fn triples(tables: &Tables, day: Option<u32>, record: &Record) -> BTreeSet<(Pair, String)> {
    let mut triples = BTreeSet::new();
    for claim in record.claims.iter().filter(|claim| !matches!(&*claim.status, "negated" | "denied")) {
        let Some(kind) = claim.act.as_deref().and_then(|act| Lexicon::embedded().acts.act(act)).map(|act| act.plover) else {
            continue;
        };
        let of = |roles: &[&str]| -> Vec<String> {
            let actors = claim.actors.iter().filter(|actor| roles.contains(&&*actor.role));
            actors.flat_map(|actor| codes(tables, day, actor)).collect()
        };
        let parties = of(&["party"]);
        for source in of(&["perpetrator"]).iter().chain(&parties) {
            for target in of(&["target", "victim"]).iter().chain(&parties).filter(|target| *target != source) {
                triples.insert(((source.clone(), target.clone()), kind.to_owned()));
            }
        }
    }
    triples
}

/// An actor's codes by the set's table, of several names in its words the longest, of two as long the one that is a word of its own; else its
/// country, else, for one of a known kind, no country.
fn codes(tables: &Tables, day: Option<u32>, actor: &Actor) -> Vec<String> {
    let words = format!(" {} {} ", actor.name, actor.span.text).to_lowercase().replace(['\'', ',', '’'], " ");
    let named = tables.actors.iter().filter(|(name, _)| words.contains(&format!(" {name}")));
    let named = named.filter_map(|(name, coded)| Some((name, coded.iter().find(|coded| coded.holds(day))?)));
    let named = named.max_by_key(|(name, _)| (name.len(), words.contains(&format!(" {name} "))));
    let named = named.map(|(_, coded)| coded.codes.iter().map(|code| root(code)).collect::<Vec<_>>());
    let kind = || actor.sector.as_deref().filter(|sector| *sector != "unknown").map(|_| "---".to_owned());
    let ours = || actor.country.as_deref().map(str::to_owned).or_else(kind).into_iter().collect();
    named.unwrap_or_else(ours)
}

impl Coded {
    /// "\[HOBGOV 19950601 - 19990815\]", "\[--- <950630\]", "\[HOBREB > 990816\]", "\[FRO/BIL/SAM\]"; `None` where it has no code.
    fn read(cell: &str) -> Option<Coded> {
        let cell = cell.split(']').next().unwrap_or("").trim();
        let (codes, time) = cell.split_once(' ').unwrap_or((cell, ""));
        let codes = codes.split('/').filter(|code| !code.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let year = |figures: u32| if figures < 1_000_000 { figures + 19_000_000 } else { figures };
        let day = |words: &str| words.trim_matches(['<', '>', ' ']).parse().ok().map(year);
        let (since, until) = match (time.split_once('-'), time.trim().chars().next()) {
            (Some((since, until)), _) => (day(since), day(until)),
            (None, Some('<')) => (None, day(time)),
            (None, Some('>')) => (day(time), None),
            _ => (None, None),
        };
        (!codes.is_empty()).then_some(Coded { codes, since, until })
    }

    /// Whether they are the name's codes on a day, and stand for somebody.
    fn holds(&self, day: Option<u32>) -> bool {
        let after = self.since.is_none_or(|since| day.is_none_or(|day| since <= day));
        let before = self.until.is_none_or(|until| day.is_some_and(|day| day <= until));
        after && before && self.codes.iter().all(|code| code != "---" && code != "+++")
    }
}

/// The first three letters: the country or the group.
fn root(code: &str) -> String {
    code.chars().take(3).collect::<String>().to_uppercase()
}

fn cameo_type(tables: &Tables, code: &str) -> String {
    tables.plover.get(code).cloned().unwrap_or_else(|| "other".to_owned())
}

/// WEIS's 22 categories as PLOVER's, its grants and demonstrations one by one; `None` for a code that is not of three figures.
fn weis_type(code: &str) -> Option<&'static str> {
    match code {
        "061" => return Some("CONCEDE"),         // express regret
        "063" => return Some("AID"),             // grant asylum
        "064" => return Some("SUPPORT"),         // grant recognition, relations
        "065" | "066" => return Some("RETREAT"), // suspend sanctions, release
        "182" => return Some("MOBILIZE"),        // armed display
        _ => {}
    }
    let kind = match code.get(..2).filter(|_| code.len() == 3)? {
        "01" => "RETREAT",        // yield
        "03" => "CONSULT",        // consult
        "04" => "SUPPORT",        // approve
        "05" | "08" => "AGREE",   // promise, agree
        "06" => "COOPERATE",      // grant
        "07" => "AID",            // reward
        "09" | "10" => "REQUEST", // request, propose
        "11" | "14" => "REJECT",  // reject, deny
        "12" | "13" => "ACCUSE",  // accuse, protest
        "15" => "REQUEST",        // demand
        "16" | "17" => "THREATEN",
        "18" => "PROTEST", // demonstrate
        "19" => "SANCTION",
        "20" | "21" => "COERCE", // expel, seize
        "22" => "ASSAULT",
        _ => "other", // 02, comment
    };
    Some(kind)
}

/// "031: AGREE,  , diplomatic # …"
fn plover_types(table: &str) -> BTreeMap<String, String> {
    let row = |line: &str| {
        let (code, rest) = line.split_once(':')?;
        let kind = rest.split(',').next()?.trim();
        (!kind.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit())).then(|| (code.to_owned(), kind.to_owned()))
    };
    table.lines().filter_map(row).collect()
}

/// "GONDOR \[GON\]", other names of it after a plus, several codes of it by date in lines of their own.
fn actors(table: &str) -> BTreeMap<String, Vec<Coded>> {
    let mut actors = BTreeMap::new();
    let mut names: Vec<String> = Vec::new();
    let mut coded: Vec<Coded> = Vec::new();
    for line in table.lines().chain(["END"]) {
        let line = line.split('#').next().unwrap_or("").trim();
        let (name, own) = line.split_once('[').map_or((line, None), |(name, code)| (name, Some(code)));
        if name.starts_with('<') {
            continue;
        }
        if !name.is_empty() && !name.starts_with('+') {
            if !coded.is_empty() {
                actors.extend(names.iter().map(|name| (name.clone(), coded.clone())));
                coded.clear();
            }
            names.clear();
        }
        if !name.is_empty() {
            names.push(name.trim_start_matches('+').replace('_', " ").trim().to_lowercase());
        }
        coded.extend(own.and_then(Coded::read));
    }
    actors
}

/// The records of the file, without those whose coding is an error.
fn units(records: &str) -> Vec<Unit> {
    let records = without_comments(records);
    let attribute = |mark: &str, name: &str| {
        let (_, after) = mark.split_once(&format!("{name}="))?;
        let quote = after.chars().next()?;
        Some(after.get(1..)?.split(quote).next()?.to_owned())
    };
    let unit = |sentence: &str| {
        let (head, body) = sentence.split_once('>')?;
        let text = body.split_once("<Text>")?.1.split_once("</Text>")?.0;
        let mut codings = Vec::new();
        for mark in body.split("<EventCoding").skip(1).filter_map(|mark| mark.split('>').next()) {
            if attribute(mark, "error").is_some() {
                return None;
            }
            if let (Some(source), Some(target), Some(code)) =
                (attribute(mark, "sourcecode"), attribute(mark, "targetcode"), attribute(mark, "eventcode"))
            {
                codings.push((source, target, code));
            }
        }
        let day = attribute(head, "date").filter(|day| day.len() == 8 && day.is_ascii());
        let published = day.map_or_else(String::new, |day| format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]));
        Some(Unit { id: attribute(head, "id")?, published, text: text.split_whitespace().collect::<Vec<_>>().join(" "), codings })
    };
    records.split("<Sentence ").skip(1).filter_map(unit).collect()
}

fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, rest)| rest);
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_with_its_codings() {
        let records = "<!-- a <Sentence --> <Sentence date=\"19950102\" id=\"A-1\"><EventCoding sourcecode='\"X Y\"' targetcode=\"GON\" \
                       eventcode=\"031\"></EventCoding><Text>\nOne\ntwo. </Text></Sentence>\
                       <Sentence id=\"A-2\"><EventCoding error=\"dateline\"></EventCoding><Text>x</Text></Sentence>";
        let units = units(records);
        assert_eq!(units.len(), 1);
        assert_eq!((&*units[0].published, &*units[0].text), ("1995-01-02", "One two."));
        assert_eq!(units[0].codings, [("\"X Y\"".to_owned(), "GON".to_owned(), "031".to_owned())]);
    }

    #[test]
    fn a_name_has_the_code_of_its_day() {
        let actors = actors(
            "NORTH_LAND [NLD] # who\n+NLDERS\nOLD  \n\t[AAA <950601]\n\t[--- 19950602 - 19990815]\n\t[BBB > 990816]\nSHIRE [FRO/SAM]\n",
        );
        let on = |name: &str, day: Option<u32>| -> Vec<String> {
            let coded = actors.get(name).and_then(|coded| coded.iter().find(|coded| coded.holds(day)));
            coded.map(|coded| coded.codes.clone()).unwrap_or_default()
        };
        assert_eq!((on("nlders", None), on("north land", Some(19_990_101))), (vec!["NLD".to_owned()], vec!["NLD".to_owned()]));
        assert_eq!(on("old", Some(19_950_102)), ["AAA"]);
        assert!(on("old", Some(19_960_101)).is_empty(), "nobody's, in those years");
        assert_eq!(on("old", Some(20_010_101)), ["BBB"]);
        assert_eq!(on("shire", None), ["FRO", "SAM"]);
    }

    #[test]
    fn one_code_is_two_types() {
        let plover = plover_types("# CAMEO\n031: AGREE,  , diplomatic # Agree\n");
        assert_eq!(plover.get("031").map(String::as_str), Some("AGREE"));
        assert_eq!((weis_type("031"), weis_type("064"), weis_type("1721")), (Some("CONSULT"), Some("SUPPORT"), None));
    }
}
