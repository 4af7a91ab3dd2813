//! The counts corpus: every wording of every value.
//!
//! A value is printed as its bounds (`=7`, `>=50`, `<=30`, `~40`, `12..19`, `??` not said), the group or unit, the measure where the noun
//! names one, and in brackets `the` for a phrase that points back, `part` for a part of an earlier count, and how we counted.

use std::path::Path;

use dateline_lexicon::Lexicon;
use dateline_mentions::{Combat, Context, Count, CountMention, Group, Kind, Measure, Modifier, Role, Unit, mentions};
use dateline_syntax::Model;
use dateline_text::Document;

fn main() {
    let arguments = libtest_mimic::Arguments::from_args();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/counts.corpus");
    let trials = dateline_testkit::corpus(&corpus, read);
    libtest_mimic::run(&arguments, trials).exit();
}

fn read(words: &str) -> Vec<String> {
    let document = Document::read(words);
    let parse = Model::embedded().parse(&document);
    mentions(&document, &parse, Lexicon::embedded(), &Context::default()).counts.iter().map(print).collect()
}

fn print(mention: &CountMention) -> String {
    let mut printed = format!("{} {}", bounds(mention.count), whom(mention));
    if let Some(measure) = mention.measure {
        printed = format!("{printed} {}", measure_slug(measure));
    }
    let tag = match mention.count.modifier() {
        Modifier::Summed => " [summed]",
        Modifier::Named => " [named]",
        _ => "",
    };
    printed.push_str(tag);
    if mention.definite {
        printed.push_str(" [the]");
    }
    if mention.part_of.is_some() {
        printed.push_str(" [part]");
    }
    printed
}

fn bounds(count: Count) -> String {
    match (count.floor(), count.ceiling(), count.point()) {
        (_, _, Some(n)) if count.floor() == Some(n) => format!("={n}"),
        (_, _, Some(n)) => format!("~{n}"),
        (Some(low), Some(high), None) => format!("{low}..{high}"),
        (Some(low), None, None) => format!(">={low}"),
        (None, Some(high), None) => format!("<={high}"),
        (None, None, None) => "??".to_owned(),
    }
}

fn whom(mention: &CountMention) -> String {
    match mention.unit {
        Unit::People => group_slug(mention.group),
        Unit::Families => "families".to_owned(),
        Unit::Buildings => "buildings".to_owned(),
        Unit::Things => "things".to_owned(),
    }
}

fn group_slug(group: Group) -> String {
    let combat = match group.combat {
        Combat::Combatant if group.role == Role::Soldier => "",
        Combat::All => "",
        Combat::Civilian => "civilian",
        Combat::Combatant => "combatant",
        Combat::Unknown => "unknown",
    };
    let kind = match group.kind {
        Kind::All => "",
        Kind::Women => "women",
        Kind::Men => "men",
        Kind::Children => "children",
        Kind::Girls => "girls",
        Kind::Boys => "boys",
        Kind::Elderly => "elderly",
    };
    let role = match group.role {
        Role::Any => "",
        Role::Medic => "medic",
        Role::Journalist => "journalist",
        Role::AidWorker => "aid-worker",
        Role::Peacekeeper => "peacekeeper",
        Role::Police => "police",
        Role::Soldier => "soldier",
    };
    let parts: Vec<&str> = [combat, kind, role].into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "people".to_owned() } else { parts.join("-") }
}

fn measure_slug(measure: Measure) -> &'static str {
    match measure {
        Measure::Killed => "killed",
        Measure::Injured => "injured",
        Measure::Missing => "missing",
        Measure::Detained => "detained",
        Measure::Abducted => "abducted",
        Measure::Displaced => "displaced",
        Measure::Evacuated => "evacuated",
        Measure::Returned => "returned",
        Measure::Homeless => "homeless",
        Measure::BuildingsDestroyed => "buildings-destroyed",
        Measure::BuildingsDamaged => "buildings-damaged",
    }
}
