//! MUC-4: 1,500 newswire texts in capitals on attacks in Latin America, with the answer keys of the conference.
//!
//! A template of the key is one incident: its type (attack, bombing, kidnapping, arson, robbery, forced work stoppage) and five roles
//! (perpetrator individual, perpetrator organisation, physical target, victim, weapon), each role a list of entities, each entity a list of
//! wordings. Ours are the incidents of a text, by the task's own rules of what is a template and what fills it (`taskdoc`, sections 1 and 7):
//! - a clash of armed forces is none, nor is what is aimed at soldiers, police or fighters alone (1.0, 1), nor what a state's forces did to nobody who is
//!   named (1.0, 2), nor what the text tells nothing of but that it happened, or, of an attack, who did it (1.0, 7); what someone is threatened with is one (7.6);
//! - what is burnt is arson, and a template of its own, by the same doers and weapons, beside the attack it was part of (5.0), other destruction an attack; a kidnapping
//!   has no physical target, and neither it nor arson a weapon (7.7, 7.13);
//! - an organisation is known by name, or by a fixed word for a body ("the army"); its members, where the words name them, are individuals too
//!   (7.10, 7.11 and their examples);
//! - a place, a body or nobody ("no casualties") is no victim (1.0, 7); a thing that was attacked is a physical target, whoever's it is (7.13); carriers
//!   such as aircraft are no instruments (7.8).
//!
//! Incidents and templates of one type are paired one to one, the pair with most entities in common first. An entity is found where the words of
//! one hold the words of the other, articles and numbers aside. What the key marks as optional costs nothing, missed or found.
//!
//! Measured: `type`, `perpetrator`, `organisation`, `target`, `victim`, `weapon` (precision, recall, F1) and `all`, their sum: like the
//! published template scores in what is counted, kinder in how wordings are matched, so not to be set beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dateline::Report;
use dateline::wire::v1::{Actor, Claim, Count, Incident, Record};
use dateline_lexicon::{ActorKind, Counted, Lexicon, Use};

use crate::main_incident::claims;
use crate::{Case, Error, Mark, read};

/// The roles, in the order of their measures.
const ROLES: [&str; 5] = ["perpetrator", "organisation", "target", "victim", "weapon"];

/// One template of the key.
#[derive(Debug, Clone, Default, PartialEq)]
struct Template {
    types: Vec<String>,
    optional: bool,
    roles: [Vec<Entity>; 5],
}

/// One filler of a role: any of its wordings will do.
#[derive(Debug, Clone, Default, PartialEq)]
struct Entity {
    wordings: Vec<String>,
    optional: bool,
}

/// The texts of `dev`, `tst1` and `tst2` below `path`, in order of their names, each with its key.
pub fn cases(path: &Path) -> Result<Vec<Case>, Error> {
    let mut texts = Vec::new();
    let mut keys = BTreeMap::new();
    for part in ["dev", "tst1", "tst2"] {
        let folder = path.join(part);
        let list = |error| Error::Read { path: folder.clone(), error };
        let mut files = std::fs::read_dir(&folder).map_err(list)?.collect::<Result<Vec<_>, _>>().map_err(list)?;
        files.sort_by_key(std::fs::DirEntry::file_name);
        for file in files {
            let text = read(&file.path())?;
            if file.file_name().to_string_lossy().starts_with("key-") {
                for (id, template) in templates(&text) {
                    let templates: &mut Vec<Template> = keys.entry(id).or_default();
                    templates.extend(template);
                }
            } else {
                texts.extend(articles(&text));
            }
        }
    }
    let case = |(id, text): (String, String)| {
        let key = keys.remove(&id)?;
        let report = Report { id, text, ..Report::default() };
        Some(Case::coded(report, move |record| judge(&key, record)))
    };
    Ok(texts.into_iter().filter_map(case).collect())
}

/// The articles of one file: each begins with a line of its id and its origin, "DEV-MUC3-0001 (NOSC)".
fn articles(text: &str) -> Vec<(String, String)> {
    let mut articles: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        match message_id(line) {
            Some(id) if line.starts_with(&id) => articles.push((id, String::new())),
            _ => {
                if let Some((_, text)) = articles.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
    articles
}

/// "TST1-MUC3-0001" where the line has such an id as its first word.
fn message_id(text: &str) -> Option<String> {
    let word = text.split_whitespace().next()?;
    let mut parts = word.split('-');
    let set = parts.next()?;
    let is_id = (set.starts_with("DEV") || set.starts_with("TST")) && parts.next()?.starts_with("MUC") && parts.next().is_some();
    is_id.then(|| word.to_owned())
}

/// The templates of one key file by message; `None` for a message that has none.
fn templates(key: &str) -> Vec<(String, Option<Template>)> {
    let mut templates: Vec<(String, Option<Template>)> = Vec::new();
    let mut slot = String::new();
    for line in key.lines().filter(|line| !line.starts_with(';') && !line.trim().is_empty()) {
        let numbered = line.split_once('.').filter(|(number, _)| number.trim().parse::<u8>().is_ok());
        let (number, filler) = match numbered {
            Some((number, rest)) => (number.trim().to_owned(), rest.get(32.min(rest.len())..).unwrap_or("").trim()),
            None => (slot.clone(), line.trim()),
        };
        slot = number;
        if slot == "0" {
            templates.extend(message_id(filler).map(|id| (id, None)));
            continue;
        }
        let Some((_, template)) = templates.last_mut() else { continue };
        if slot == "1" {
            let optional = filler.contains("OPTIONAL");
            *template = (!filler.starts_with('*')).then(|| Template { optional, ..Template::default() });
        } else if let Some(template) = template {
            fill(template, &slot, filler);
        }
    }
    templates
}

fn fill(template: &mut Template, slot: &str, filler: &str) {
    let role = match slot {
        "4" => {
            template
                .types
                .extend(filler.split('/').map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty() && word != "*"));
            return;
        }
        "9" => 0,
        "10" => 1,
        "12" => 2,
        "18" | "19" => 3,
        "6" => 4,
        _ => return,
    };
    // "A" / "B" are two wordings of one entity; a name before a colon is who the description is of.
    let continues = filler.starts_with('/');
    let optional = filler.starts_with('?');
    let wordings: Vec<String> = filler.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    if wordings.is_empty() {
        return;
    }
    let entities = &mut template.roles[role];
    let same = |entity: &Entity| entity.wordings.iter().any(|wording| wordings.contains(wording));
    match entities.iter().position(same).or(continues.then(|| entities.len().wrapping_sub(1))) {
        Some(index) if index < entities.len() => entities[index].wordings.extend(wordings),
        _ => entities.push(Entity { wordings, optional }),
    }
}

/// The key's type for an incident of ours; `None` for what is no template by the task's rules.
fn kind(record: &Record, incident: &Incident) -> Option<&'static str> {
    let fighters = |actor: &Actor| matches!(actor.sector.as_deref(), Some("military" | "police" | "armed-group" | "criminal"));
    if !incident.targets.is_empty() && incident.targets.iter().all(fighters) {
        return None;
    }
    let state = |actor: &Actor| matches!(actor.sector.as_deref(), Some("military" | "police" | "government"));
    let counted = claims(record, incident).any(|claim| !claim.counts.is_empty());
    if incident.targets.is_empty() && !counted && !incident.perpetrators.is_empty() && incident.perpetrators.iter().all(state) {
        return None;
    }
    Some(match &*incident.act {
        "bombing" | "mine-explosion" => "bombing",
        "abduction" => "kidnapping",
        "looting" => "robbery",
        "property-destruction" if burnt(record, incident) => "arson",
        "airstrike"
        | "drone-strike"
        | "shelling"
        | "armed-attack"
        | "shooting"
        | "assassination"
        | "execution"
        | "sexual-violence"
        | "torture"
        | "chemical-attack"
        | "property-destruction" => "attack",
        _ => return None,
    })
}

/// What someone is threatened with is a template of its own stage (7.6): the claims of threats to somebody or something, happening by happening.
fn threatened(record: &Record) -> Vec<Incident> {
    let mut threats: BTreeMap<usize, Incident> = BTreeMap::new();
    let threatens = |claim: &&Claim| claim.status == "threatened" && (claim.force || claim.act.as_deref() == Some("threat"));
    for claim in record.claims.iter().filter(|claim| claim.kind == "event").filter(threatens) {
        let threat = threats.entry(claim.episode).or_default();
        threat.act = claim.act.clone().filter(|_| claim.force).unwrap_or("armed-attack".into());
        threat.claims.push(claim.id.clone());
        for actor in &claim.actors {
            let by = matches!(&*actor.role, "perpetrator" | "party");
            if by { &mut threat.perpetrators } else { &mut threat.targets }.push(actor.clone());
        }
    }
    threats.into_values().filter(|threat| !threat.targets.is_empty()).collect()
}

/// What was set on fire is a template beside that of the attack it was part of (5.0): the incident's claims of it apart from the others.
fn parts(record: &Record, incident: &Incident) -> Vec<Incident> {
    let of_fire = |claim: &&Claim| claim.act.as_deref() == Some("property-destruction") && is_of_fire(claim);
    let (fire, other): (Vec<&Claim>, Vec<&Claim>) = claims(record, incident).partition(of_fire);
    if fire.is_empty() || other.is_empty() {
        return vec![incident.clone()];
    }
    let part = |told: &[&Claim]| {
        let aimed = |actor: &&Actor| matches!(&*actor.role, "target" | "victim");
        let mut targets: Vec<Actor> = told.iter().flat_map(|claim| &claim.actors).filter(aimed).cloned().collect();
        let mut seen = BTreeSet::new();
        targets.retain(|actor| seen.insert((actor.role.clone(), actor.name.clone())));
        let claims = told.iter().map(|claim| claim.id.clone()).collect();
        Incident { claims, targets, ..incident.clone() }
    };
    let fire = Incident { act: "property-destruction".into(), ..part(&fire) };
    let act = other.iter().filter_map(|claim| claim.act.clone()).find(|act| *act != fire.act).unwrap_or(incident.act.clone());
    vec![Incident { act, ..part(&other) }, fire]
}

/// Whether the words for what was done are of fire.
fn burnt(record: &Record, incident: &Incident) -> bool {
    claims(record, incident).any(is_of_fire)
}

fn is_of_fire(claim: &Claim) -> bool {
    const FIRE: [&str; 7] = ["burn", "fire", "arson", "torch", "ablaze", "incendi", "molotov"];
    let words = claim.act_words.as_ref().map_or(&claim.span.text, |words| &words.span.text).to_lowercase();
    FIRE.iter().any(|fire| words.contains(fire))
}

/// The fillers of an incident, by role.
fn fillers(record: &Record, incident: &Incident, kind: &str) -> [Vec<Vec<String>>; 5] {
    let mut roles: [Vec<Vec<String>>; 5] = Default::default();
    let entity = |actor: &Actor| vec![words(&actor.span.text), words(&actor.name)];
    for actor in &incident.perpetrators {
        let known = actor.id.as_deref().is_some_and(|id| !is_known_person(id));
        let named = actor.span.text.to_lowercase();
        let head = named.split(" of ").next().unwrap_or_default(); // "members of the front": members
        let organisation = known || ends_in(head, is_body) || head.ends_with("armed forces");
        if organisation {
            roles[1].push(entity(actor));
        }
        if !organisation {
            roles[0].push(entity(actor));
        } else if ends_in(head, is_people) {
            roles[0].push(vec![words(&actor.span.text)]); // "guerrillas of the front": they and it
        }
    }
    for actor in &incident.targets {
        let person = actor.role == "victim"
            || actor.sector.as_deref().is_some_and(|sector| sector != "unknown") && !ends_in(&actor.span.text, is_thing);
        // "Attacks on Nicaragua", "on the government": a place or a body is nobody who was hurt (1.0, 7).
        let body = ends_in(&actor.span.text, is_body) || actor.id.as_deref().is_some_and(|id| !is_known_person(id));
        if !person || !body || ends_in(&actor.span.text, is_people) {
            roles[if person { 3 } else { 2 }].push(entity(actor));
        }
    }
    let carrier = |class: &str| matches!(class, "aircraft" | "drone" | "naval" | "tank" | "vehicle");
    for weapon in incident.weapons.iter().filter(|weapon| !carrier(&weapon.name)) {
        roles[4].push(vec![words(&weapon.span.text)]);
    }
    if incident.targets.iter().all(|actor| actor.role != "victim") {
        let told = |count: &&Count| count.relation == "incident" && count.point != Some(0);
        let counted = claims(record, incident).flat_map(|claim| &claim.counts).filter(told);
        let counted = counted.filter(|count| matches!(&*count.measure, "killed" | "injured" | "abducted"));
        roles[3].extend(counted.map(|count| vec![words(&count.written)]));
    }
    if kind == "kidnapping" {
        roles[2].clear();
    }
    if matches!(kind, "kidnapping" | "arson") {
        roles[4].clear();
    }
    roles.map(|entities| {
        let kept = |wordings: Vec<String>| wordings.into_iter().filter(|wording| !wording.is_empty()).collect::<Vec<_>>();
        let mut distinct: Vec<Vec<String>> = Vec::new();
        for entity in entities.into_iter().map(kept).filter(|entity| !entity.is_empty()) {
            if !distinct.iter().any(|other| alike(other, &entity)) {
                distinct.push(entity);
            }
        }
        distinct
    })
}

fn is_known_person(id: &str) -> bool {
    Lexicon::embedded().actors.by_id(id).is_some_and(|actor| actor.kind == ActorKind::Person)
}

/// Whether the last word, or its singular, is of a kind.
fn ends_in(phrase: &str, is: impl Fn(&str) -> bool) -> bool {
    let lower = phrase.to_lowercase();
    let Some(word) = lower.split(|letter: char| !letter.is_alphabetic()).rfind(|word| !word.is_empty()) else { return false };
    let singulars = [word.strip_suffix('s'), word.strip_suffix("es")].into_iter().flatten().map(str::to_owned);
    let singulars = singulars.chain(word.strip_suffix("ies").map(|stem| format!("{stem}y")));
    is(word) || singulars.into_iter().any(|word| is(&word))
}

/// A thing that is attacked, by the lexicon: "house", "pipeline".
fn is_thing(word: &str) -> bool {
    Lexicon::embedded().targets.has(word)
}

/// People, by the lexicon: "guerrilla", "men".
fn is_people(word: &str) -> bool {
    let noun = Lexicon::embedded().people.noun(0, |index| if index == 0 { word } else { "" });
    matches!(noun, Some((.., Counted::Person { usage: Use::Noun | Use::Plural | Use::Group | Use::Title, .. }))) && !is_body(word)
}

/// A fixed word for a body: "army".
fn is_body(word: &str) -> bool {
    const BODIES: [&str; 13] = [
        "army",
        "police",
        "government",
        "regime",
        "guard",
        "navy",
        "cartel",
        "ministry",
        "front",
        "movement",
        "party",
        "organization",
        "military",
    ];
    BODIES.contains(&word)
}

/// The words that tell, in lower case: no articles, numbers or marks.
fn words(text: &str) -> String {
    const PASSED_BY: [&str; 12] = ["the", "a", "an", "of", "his", "her", "their", "some", "about", "at", "least", "one"];
    let lower = text.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let telling = words.filter(|word| !PASSED_BY.contains(word) && word.parse::<u64>().is_err());
    telling.collect::<Vec<_>>().join(" ")
}

/// Whether any wording of one holds all the words of a wording of the other, side by side.
fn alike(ours: &[String], theirs: &[String]) -> bool {
    let holds = |long: &str, short: &str| !short.is_empty() && format!(" {long} ").contains(&format!(" {short} "));
    ours.iter().any(|our| theirs.iter().any(|their| holds(our, their) || holds(their, our)))
}

/// Hits, extra, missed for each role of a pair.
fn compare(ours: &[Vec<Vec<String>>; 5], template: &Template) -> [(usize, usize, usize); 5] {
    std::array::from_fn(|role| {
        let mut free: Vec<&Entity> = template.roles[role].iter().collect();
        let (mut hits, mut extra) = (0, 0);
        for entity in &ours[role] {
            let found = free
                .iter()
                .position(|gold| alike(entity, &gold.wordings.iter().map(|wording| words(wording)).collect::<Vec<_>>()));
            match found {
                Some(index) => hits += usize::from(!free.remove(index).optional),
                None => extra += 1,
            }
        }
        (hits, extra, free.iter().filter(|gold| !gold.optional).count())
    })
}

fn judge(key: &[Template], record: &Record) -> Vec<Mark> {
    let template = |incident: &Incident| {
        let kind = kind(record, incident)?;
        Some((kind, fillers(record, incident, kind)))
    };
    // "An attack perpetrated by a subversive group" tells neither at what nor with what.
    let told = |(kind, fillers): &(&str, [Vec<Vec<String>>; 5])| {
        let roles = if *kind == "attack" { 2..5 } else { 0..5 };
        fillers[roles].iter().any(|role| !role.is_empty())
    };
    let threatened = threatened(record);
    let happened: Vec<Incident> = record.incidents.iter().flat_map(|incident| parts(record, incident)).collect();
    let mut ours: Vec<_> = happened.iter().chain(&threatened).filter_map(template).filter(told).map(Some).collect();
    let mut gold: Vec<Option<&Template>> = key.iter().map(Some).collect();
    let mut counts = [(0, 0, 0); 6]; // the type, then the roles
    let add = |sum: &mut (usize, usize, usize), (hits, extra, missed): (usize, usize, usize)| {
        *sum = (sum.0 + hits, sum.1 + extra, sum.2 + missed);
    };
    loop {
        let mut best: Option<(usize, usize, usize)> = None; // entities in common, ours, theirs
        for (our, (our_type, fillers)) in ours.iter().enumerate().filter_map(|(at, one)| Some((at, one.as_ref()?))) {
            for (their, template) in gold.iter().enumerate().filter_map(|(at, one)| Some((at, (*one)?))) {
                let common: usize = compare(fillers, template).iter().map(|role| role.0).sum();
                let same = template.types.iter().any(|kind| kind == our_type);
                if same && best.is_none_or(|(most, ..)| common > most) {
                    best = Some((common, our, their));
                }
            }
        }
        let Some((_, our, their)) = best else { break };
        if let (Some((_, fillers)), Some(template)) = (ours[our].take(), gold[their].take()) {
            add(&mut counts[0], (usize::from(!template.optional), 0, 0));
            let compared = compare(&fillers, template);
            compared.into_iter().zip(&mut counts[1..]).for_each(|(role, sum)| {
                let (hits, extra, missed) = role;
                add(sum, if template.optional { (0, 0, 0) } else { (hits, extra, missed) });
            });
        }
    }
    for (_, fillers) in ours.iter().flatten() {
        add(&mut counts[0], (0, 1, 0));
        fillers.iter().zip(&mut counts[1..]).for_each(|(role, sum)| add(sum, (0, role.len(), 0)));
    }
    for template in gold.iter().flatten().filter(|template| !template.optional) {
        add(&mut counts[0], (0, 0, 1));
        template.roles.iter().zip(&mut counts[1..]).for_each(|(role, sum)| {
            add(sum, (0, 0, role.iter().filter(|entity| !entity.optional).count()));
        });
    }
    let all = counts.iter().fold((0, 0, 0), |mut all, &count| {
        add(&mut all, count);
        all
    });
    let names = ["type"].into_iter().chain(ROLES).chain(["all"]);
    let counted = names.zip(counts.into_iter().chain([all]));
    counted
        .map(|(name, (hits, extra, missed))| Mark::found(name, hits, extra, missed, || format!("{extra} extra, {missed} missed")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "\
;;; a comment
0.  MESSAGE: ID                     DEV-MUC3-0009 (NCCOSC)
1.  MESSAGE: TEMPLATE               1 (OPTIONAL)
4.  INCIDENT: TYPE                  BOMBING / ATTACK
6.  INCIDENT: INSTRUMENT ID         \"MORTAR\"
                                    \"RIFLE\"
10. PERP: ORGANIZATION ID           \"NORTHERN FRONT\" / \"NF\"
18. HUM TGT: NAME                   -
19. HUM TGT: DESCRIPTION            ? \"PEASANTS\"

0.  MESSAGE: ID                     DEV-MUC3-0010 (NCCOSC)
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *
";

    #[test]
    fn a_key_is_read() {
        let read = templates(KEY);
        let (id, template) = &read[0];
        let template = template.as_ref().unwrap();
        assert_eq!((id.as_str(), template.optional), ("DEV-MUC3-0009", true));
        assert_eq!(template.types, ["bombing", "attack"]);
        assert_eq!(template.roles[4].len(), 2);
        assert_eq!(template.roles[1], [Entity { wordings: vec!["NORTHERN FRONT".into(), "NF".into()], optional: false }]);
        assert!(template.roles[3][0].optional);
        assert_eq!(read[1], ("DEV-MUC3-0010".to_owned(), None));
    }

    #[test]
    fn what_words_end_in_says_what_they_name() {
        assert!(ends_in("THE RADIO STATIONS", is_thing) && ends_in("two embassies", is_thing));
        assert!(ends_in("FRONT GUERRILLAS", is_people) && !ends_in("the army", is_people));
        assert!(ends_in("The national army", is_body));
    }

    #[test]
    fn articles_begin_with_their_id() {
        let read = articles("DEV-MUC3-0001 (NOSC)\n\n   SAN LUIS\nDEV-MUC3-0002 (BBN)\nTWO\n");
        assert_eq!(read, [("DEV-MUC3-0001".into(), "\n   SAN LUIS\n".into()), ("DEV-MUC3-0002".into(), "TWO\n".into())]);
    }

    #[test]
    fn what_was_burnt_is_a_template_beside_the_attack() {
        let coded = |text: &str| {
            let report = Report { id: "x".into(), text: text.into(), published: "2024-06-01".parse().ok(), ..Report::default() };
            dateline::record(&report, &dateline::read(&report), &Default::default())
        };
        let record = coded("Guerrillas attacked the town of Tyre on Monday and killed two peasants. They burned three houses.");
        let kinds = |record: &Record| -> Vec<Option<&str>> {
            let parts = record.incidents.iter().flat_map(|incident| parts(record, incident));
            parts.map(|part| kind(record, &part)).collect()
        };
        assert_eq!(kinds(&record), [Some("attack"), Some("arson")]);
        assert_eq!(kinds(&coded("The army shelled Tyre on Monday.")), [None]);
        let record = coded("The rebels attacked the government and a priest on Monday.");
        assert_eq!(fillers(&record, &record.incidents[0], "attack")[3], [["a priest", "a priest"].map(words)]);
    }

    #[test]
    fn words_are_alike_where_one_holds_the_other() {
        assert_eq!(words("THE 50 PEASANTS"), "peasants");
        assert!(alike(&[words("three peasants of the town")], &[words("\"PEASANTS\"")]));
        assert!(!alike(&[words("pea")], &[words("peasants")]));
    }
}
