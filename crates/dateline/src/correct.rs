//! Correcting one cell of a claim, as a reviewer writes it.
//!
//! In: a claim, the cell's name, what it should say. Out: the claim with that cell, its rule the decision, its words as they were; or why
//! it cannot say that. The forms are the codebook's: `counts.0` `>=50`, `time` `2024-09-27..2024-09-28`, `place` `Tyre, LBN`.

use dateline_claims::{Certainty, PartyRole, Relation, Status};
use dateline_lexicon::{Lexicon, PlaceId, PlaceKind};
use dateline_mentions::{Count, GeoPrecision, Group, Interval, Measure, Sector, Stance, TimePrecision, VoiceKind};
use jiff::civil::Date;

use crate::slugs::{FromSlug, ToSlug};
use crate::wire::v1::{self, Claim, Slug};

/// Sets `cell` of `claim` to what `value` says; the claim is as it was where an error says why not.
pub fn correct(claim: &mut Claim, cell: &str, value: &str, rule: &str) -> Result<(), String> {
    let mut parts = cell.split('.');
    let rule: Slug = rule.to_owned().into();
    let value = value.trim();
    match (parts.next().unwrap_or(""), parts.next(), parts.next()) {
        ("act", None, None) => {
            let act = Lexicon::embedded().acts.act(value).ok_or_else(|| format!("the codebook has no act {value:?}"))?;
            claim.act = Some(act.slug.into());
            claim.force = act.armed;
            claim.codes = v1::Codes {
                plover: Some(act.plover.into()),
                plover_mode: act.plover_mode.map(Slug::Borrowed),
                acled_event: Some(act.acled_event.into()),
                acled_sub_event: Some(act.acled_sub_event.into()),
                ..claim.codes.clone()
            };
            claim.act_words = claim.act_words.take().map(|words| v1::Words { rule, ..words });
        }
        ("status", None, None) => {
            claim.status = slug::<Status>(value, "status")?;
            claim.status_words = claim.status_words.take().map(|words| v1::Words { rule, ..words });
        }
        ("place", None, None) => claim.place = place(value, claim, rule)?,
        ("time", None, None) => claim.time = time(value, claim, rule)?,
        ("voice", Some(part), None) => voice(&mut claim.voice, part, value, rule)?,
        ("counts", Some(index), part) => count(claim, index, part, value, rule)?,
        ("actors", Some(index), part) => actor(claim, index, part, value, rule)?,
        _ => {
            return Err(format!(
                "no cell {cell:?}; the cells are act, status, place, time, voice.kind, voice.name, voice.organisation, voice.stance, \
                 counts.N, counts.N.measure, counts.N.group, counts.N.relation, actors.N, actors.N.role, actors.N.certainty, \
                 actors.N.name, actors.N.country, actors.N.sector"
            ));
        }
    }
    Ok(())
}

/// The codebook's own word for `value`, where it has one for a `T`.
fn slug<T: FromSlug + ToSlug>(value: &str, what: &str) -> Result<Slug, String> {
    T::from_slug(value).map(ToSlug::slug).ok_or_else(|| format!("the codebook has no {what} {value:?}"))
}

fn is_none(value: &str) -> bool {
    value.is_empty() || value == "none" || value == "null"
}

fn time(value: &str, claim: &Claim, rule: Slug) -> Result<Option<v1::Time>, String> {
    if is_none(value) {
        return Ok(None);
    }
    let (first, last) = value.split_once("..").unwrap_or((value, value));
    let day = |text: &str| {
        text.trim().parse::<Date>().map_err(|_| format!("{text:?} is no day; write YYYY-MM-DD or YYYY-MM-DD..YYYY-MM-DD"))
    };
    let interval = Interval::new(day(first)?, day(last)?);
    let days = (interval.end() - interval.start()).get_days();
    let precision = match days {
        0 => TimePrecision::D1,
        1..=5 => TimePrecision::D2,
        6 => TimePrecision::D3,
        7..=31 => TimePrecision::D4,
        _ => TimePrecision::D5,
    };
    let told = claim.time.clone();
    Ok(Some(v1::Time {
        start: interval.start(),
        end: interval.end(),
        precision: precision.slug(),
        inferred: false,
        written: told.as_ref().and_then(|time| time.written.clone()),
        span: told.and_then(|time| time.span).or_else(|| Some(claim.span.clone())),
        rule,
        clock: None,
    }))
}

/// "Tyre", "Tyre, LBN", "Tyre, South Governorate", "Tyre, geonames:267008": a name, and what tells it from others of that name.
fn place(value: &str, claim: &Claim, rule: Slug) -> Result<Option<v1::Place>, String> {
    if is_none(value) {
        return Ok(None);
    }
    let gazetteer = &Lexicon::embedded().gazetteer;
    let mut parts = value.split(',').map(str::trim);
    let name = parts.next().unwrap_or("");
    let within: Vec<&str> = parts.collect();
    let fits = |place: PlaceId| {
        within.iter().all(|part| {
            gazetteer.country(place) == Some(*part)
                || part.strip_prefix("geonames:").is_some_and(|id| id.parse().ok() == gazetteer.geonames_id(place))
                || gazetteer.ancestors(place).any(|ancestor| gazetteer.name(ancestor).eq_ignore_ascii_case(part))
        })
    };
    let mut found: Vec<PlaceId> =
        gazetteer.named(name).into_iter().map(|(place, _)| place).filter(|place| fits(*place)).collect();
    found.sort();
    found.dedup();
    let described = |place: PlaceId| {
        let wider: Vec<&str> = gazetteer.ancestors(place).map(|ancestor| gazetteer.name(ancestor)).collect();
        let number =
            gazetteer.geonames_id(place).map_or_else(String::new, |id| format!(" ({}, geonames:{id})", gazetteer.name(place)));
        format!("{}{number}", wider.join(", "))
    };
    let place = match found.as_slice() {
        [] => return Err(format!("the gazetteer has no {value:?}")),
        [place] => *place,
        several => {
            let listed: Vec<String> = several.iter().take(5).map(|place| described(*place)).collect();
            return Err(format!("{value:?} could be any of {}: {}", several.len(), listed.join("; ")));
        }
    };
    let kind = gazetteer.kind(place);
    let precision = match kind {
        PlaceKind::Country => GeoPrecision::P7,
        PlaceKind::Admin1 => GeoPrecision::P5,
        PlaceKind::Admin2 => GeoPrecision::P4,
        kind if kind.is_settlement() => GeoPrecision::P2,
        _ => GeoPrecision::P6,
    };
    let named = |kind| gazetteer.ancestor(place, kind).map(|ancestor| gazetteer.name(ancestor).to_owned());
    let (lat, lon) = gazetteer.coordinates(place).unzip();
    Ok(Some(v1::Place {
        name: gazetteer.name(place).to_owned(),
        geonames_id: gazetteer.geonames_id(place),
        country: gazetteer.country(place).map(Slug::Borrowed),
        admin1: named(PlaceKind::Admin1),
        admin2: named(PlaceKind::Admin2),
        lat,
        lon,
        precision: precision.slug(),
        span: claim.place.as_ref().map_or_else(|| claim.span.clone(), |place| place.span.clone()),
        rule,
        parent_geonames_id: None,
        town: None,
    }))
}

fn voice(voice: &mut v1::Voice, part: &str, value: &str, rule: Slug) -> Result<(), String> {
    let text = || (!is_none(value)).then(|| value.to_owned());
    match part {
        "kind" => voice.kind = slug::<VoiceKind>(value, "kind of voice")?,
        "stance" => voice.stance = slug::<Stance>(value, "stance")?,
        "name" => voice.name = text(),
        "organisation" => voice.organisation = text(),
        _ => return Err(format!("a voice has no {part:?}; it has kind, name, organisation and stance")),
    }
    voice.rule = rule;
    Ok(())
}

fn count(claim: &mut Claim, index: &str, part: Option<&str>, value: &str, rule: Slug) -> Result<(), String> {
    let have = claim.counts.len();
    let count = index.parse().ok().and_then(|index: usize| claim.counts.get_mut(index));
    let count = count.ok_or_else(|| format!("the claim has {have} counts, the first is counts.0"))?;
    match part {
        None => {
            let read = figure(value)?;
            (count.floor, count.ceiling, count.point) = (read.floor(), read.ceiling(), read.point());
            count.modifier = read.modifier().slug();
        }
        Some("measure") => count.measure = slug::<Measure>(value, "measure")?,
        Some("group") => count.group = slug::<Group>(value, "group")?,
        Some("relation") => count.relation = slug::<Relation>(value, "relation")?,
        Some(part) => return Err(format!("a count has no {part:?}; it has measure, group and relation, and its figure alone")),
    }
    count.rule = rule;
    Ok(())
}

/// "7", ">=50", "<=30", "~40", "12..19", "unknown".
pub(crate) fn figure(text: &str) -> Result<Count, String> {
    let number = |text: &str| {
        text.trim().parse::<u32>().map_err(|_| format!("{text:?} is no figure; write 7, >=50, <=30, ~40, 12..19 or unknown"))
    };
    Ok(if let Some(floor) = text.strip_prefix(">=") {
        Count::at_least(number(floor)?)
    } else if let Some(ceiling) = text.strip_prefix("<=") {
        Count::up_to(number(ceiling)?)
    } else if let Some(point) = text.strip_prefix('~') {
        Count::about(number(point)?)
    } else if let Some((floor, ceiling)) = text.split_once("..") {
        Count::between(number(floor)?, number(ceiling)?)
    } else if text == "unknown" {
        Count::unknown()
    } else {
        Count::exactly(number(text)?)
    })
}

fn actor(claim: &mut Claim, index: &str, part: Option<&str>, value: &str, rule: Slug) -> Result<(), String> {
    let have = claim.actors.len();
    let index: usize = index
        .parse()
        .ok()
        .filter(|index| *index < have)
        .ok_or_else(|| format!("the claim has {have} actors, the first is actors.0"))?;
    let actor = &mut claim.actors[index];
    match part {
        None if is_none(value) => {
            // The cell stays, so that those after it keep their numbers; one who denies it is in no role.
            actor.certainty = Certainty::Denied.slug();
        }
        None => {
            return Err("write none to take an actor out, or name the part: role, certainty, name, country, sector".to_owned());
        }
        Some("role") => actor.role = slug::<PartyRole>(value, "role")?,
        Some("certainty") => actor.certainty = slug::<Certainty>(value, "certainty")?,
        Some("sector") => actor.sector = Some(slug::<Sector>(value, "sector")?),
        Some("country") => actor.country = (!is_none(value)).then(|| value.to_owned().into()),
        Some("name") => {
            actor.name = value.to_owned();
            actor.id = None;
        }
        Some(part) => return Err(format!("an actor has no {part:?}; it has role, certainty, name, country and sector")),
    }
    actor.rule = rule;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim() -> Claim {
        Claim { kind: "event".into(), counts: vec![v1::Count::default()], actors: vec![v1::Actor::default()], ..Claim::default() }
    }

    #[test]
    fn a_figure_is_written_as_the_corpora_write_it() {
        for (written, count) in [
            ("7", Count::exactly(7)),
            (">=50", Count::at_least(50)),
            ("<=30", Count::up_to(30)),
            ("~40", Count::about(40)),
            ("12..19", Count::between(12, 19)),
            ("unknown", Count::unknown()),
        ] {
            assert_eq!(figure(written), Ok(count));
        }
        assert!(figure("a dozen").is_err());
    }

    #[test]
    fn a_corrected_cell_says_which_decision_it_is_of() {
        let mut claim = claim();
        correct(&mut claim, "counts.0", "5", "decision-d1").unwrap();
        assert_eq!((claim.counts[0].point, &*claim.counts[0].rule), (Some(5), "decision-d1"));
        correct(&mut claim, "time", "2024-09-27..2024-09-28", "decision-d2").unwrap();
        assert_eq!(claim.time.as_ref().map(|time| (&*time.precision, &*time.rule)), Some(("D2", "decision-d2")));
        correct(&mut claim, "place", "Tyre, LBN", "decision-d3").unwrap();
        assert_eq!(claim.place.as_ref().and_then(|place| place.country.as_deref()), Some("LBN"));
        correct(&mut claim, "place", "none", "decision-d4").unwrap();
        assert_eq!(claim.place, None);
    }

    #[test]
    fn what_the_codebook_lacks_is_refused_and_the_claim_left_as_it_was() {
        for (cell, value) in [
            ("act", "sortie"),
            ("status", "maybe"),
            ("counts.1", "5"),
            ("counts.0", "many"),
            ("counts.0.measure", "hurt"),
            ("actors.0.role", "bystander"),
            ("time", "Friday"),
            ("place", "Nowhere at all"),
            ("weather", "fair"),
            ("", ""),
        ] {
            let mut tried = claim();
            assert!(correct(&mut tried, cell, value, "decision-d1").is_err(), "{cell} {value}");
            assert_eq!(tried, claim());
        }
    }
}
