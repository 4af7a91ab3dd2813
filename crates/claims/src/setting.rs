//! Where and when: which of a sentence's places and times is the act's own.
//!
//! In: the trigger words of one claim. Out: a place and a time with their words, or none. A place the people were taken to, came
//! from or govern from is not where it happened.

use std::ops::Range;

use dateline_lexicon::{PlaceClass, Speech, Trigger};
use dateline_mentions::{Anchor, Bound, GeoPrecision, Interval, PlaceMention, PlaceRelation, TimeMention, TimePrecision, Timex};
use dateline_syntax::{Relation, Upos};
use dateline_text::{Part, RuleId, TextRange};

use crate::claim::{When, Where, Window};
use crate::lag::lag;
use crate::scene::Scene;
use crate::total::is_long;

/// The place of the acts at `heads`, among those named in `tokens`.
pub(crate) fn place(scene: &Scene<'_>, tokens: &Range<usize>, heads: &[usize]) -> Option<Where> {
    let first = scene.mentions.places.partition_point(|place| place.tokens.start < tokens.start);
    let here = scene.mentions.places[first..].iter().take_while(|place| place.tokens.end <= tokens.end);
    let candidates = here.filter(|place| locates(scene, place));
    candidates.min_by_key(|place| cost(scene, place, heads)).map(|place| located(place, RuleId("place-in-clause")))
}

/// A claim's place from a mention.
pub(crate) fn located(place: &PlaceMention, rule: RuleId) -> Where {
    Where { name: place.name.clone(), location: place.location.clone(), precision: place.precision, range: place.range, rule }
}

/// Whether the words can say where something happened.
pub(crate) fn locates(scene: &Scene<'_>, place: &PlaceMention) -> bool {
    let joined = scene.lower(place.tokens.end) == "-"; // "US-led"
    let from = place.relation == PlaceRelation::From;
    let anchored = from || anchored(scene, place);
    if place.demonym || place.metonym || joined || !anchored || names_another(scene, place) || tells_from(scene, place) {
        return false;
    }
    match place.relation {
        PlaceRelation::In | PlaceRelation::Near => !carried_to(scene, place.tokens.start),
        PlaceRelation::Of => place.precision < GeoPrecision::P7 && !carried_to(scene, place.tokens.start),
        PlaceRelation::From => place.precision < GeoPrecision::P7 && (fled(scene, place) || is_there(scene, place)),
        PlaceRelation::To => place.precision < GeoPrecision::P5 && !carried_to(scene, place.tokens.start),
    }
}

/// Whether a preposition of place ties the name to what is told, itself or through the names and nouns beside it: "in the town of X", "near X, Y". A name
/// that stands alone ("X said", a surname the gazetteer knows) locates nothing; one that is struck ("shelled X") does.
fn anchored(scene: &Scene<'_>, place: &PlaceMention) -> bool {
    let start = place.tokens.start;
    if place.relation == PlaceRelation::Near || struck(scene, place).is_some() {
        return true;
    }
    for back in (start.saturating_sub(6)..start).rev() {
        match scene.lower(back) {
            "in" | "at" | "near" | "on" | "inside" | "outside" | "around" | "across" | "over" | "through" | "between"
            | "into" | "to" | "along" | "towards" | "toward" | "throughout" | "within" | "off" => return true,
            // "Backed by U.S. air power" is no place.
            "by" if place.precision < GeoPrecision::P7 => return true,
            "of" if back + 1 == start && (names_an_act(scene, back) || is_of_thing(scene, back)) => return true,
            ";" | ":" | "." | "(" | ")" | "said" | "\u{201c}" | "\"" => return false,
            _ => {}
        }
    }
    start == scene.sentence_start(start)
}

/// "Doctors at Mirwais hospital said they had received 20 bodies", "went to Mirwais hospital": the ward that tells, or where the wounded went.
fn tells_from(scene: &Scene<'_>, place: &PlaceMention) -> bool {
    let names_ward =
        |token: usize| ["clinic", "hospital", "medical", "morgue"].iter().any(|word| scene.lower(token).contains(word));
    if !place.tokens.clone().any(names_ward) {
        return false;
    }
    if place.relation == PlaceRelation::To && struck(scene, place).is_none() {
        return true;
    }
    let mut voices = scene.voices.get(scene.document.sentence_of(place.tokens.start)).into_iter().flatten();
    voices.any(|voice| voice.source.is_some_and(|source| source.contains(place.range)))
}

/// "Evacuated 14 people from X after a strike killed eight there".
fn is_there(scene: &Scene<'_>, place: &PlaceMention) -> bool {
    let after = place.tokens.end..scene.sentence_end(place.tokens.start);
    after.into_iter().any(|token| scene.lower(token) == "there" && scene.parse.node(token).upos == Upos::Adv)
}

/// "Fled X", "fled from the town of X": what drives people off happened where they were.
fn fled(scene: &Scene<'_>, place: &PlaceMention) -> bool {
    let start = place.tokens.start;
    let light = |token: usize| {
        scene.parse.node(token).upos == Upos::Det
            || scene.lexicon.place_words.classes(scene.lower(token)).is_kind()
            || matches!(scene.lower(token), "of" | "from" | "homes")
    };
    let before = (start.saturating_sub(5)..start).rev().find(|&token| !light(token));
    before.is_some_and(|verb| matches!(scene.lower(verb), "flee" | "fled" | "flees" | "fleeing" | "displaced"))
}

/// "Shelled X", "hit the town of X", "captured X", "X was shelled": the verb of force whose object a place is; never one of force against a person, whom a
/// town's name may name.
pub(crate) fn struck(scene: &Scene<'_>, place: &PlaceMention) -> Option<usize> {
    let start = place.tokens.start;
    let light = |token: usize| {
        matches!(scene.parse.node(token).upos, Upos::Det | Upos::Adj)
            || matches!(scene.lower(token), "of" | "city" | "town" | "village" | "port" | "capital" | "region" | "district")
    };
    // "A missile hit Tyre", where the tagger reads a noun.
    let strikes = |&token: &usize| scene.is_verb(token) || token + 1 == start && matches!(scene.lower(token), "hit" | "struck");
    let before = || (start.saturating_sub(5)..start).rev().find(|&token| !light(token)).filter(strikes);
    let end = place.tokens.end;
    let aside = |token: usize| matches!(scene.parse.node(token).upos, Upos::Aux | Upos::Adv);
    let after = || (end..end + 4).find(|&token| !aside(token)).filter(|&token| end < token && scene.is_passive(token));
    let verb = before().or_else(after)?;
    let against_a_place = |trigger: &Trigger| {
        let act = trigger.act.filter(|_| trigger.speech == Speech::Verb && trigger.harm.is_none());
        act.is_some_and(|act| {
            matches!(
                act,
                "airstrike"
                    | "armed-attack"
                    | "bombing"
                    | "drone-strike"
                    | "ground-operation"
                    | "shelling"
                    | "siege-blockade"
                    | "territory-taken"
            )
        })
    };
    let readings = scene.named_by(verb)?;
    let takes = readings.iter().any(against_a_place) || scene.lemma(verb) == "capture";
    // "Hit the Kharkiv hospital": the hospital is hit.
    let itself = !matches!(scene.parse.node(end).upos, Upos::Noun | Upos::Propn);
    (takes && itself && place.precision < GeoPrecision::P7 && place.location.is_some()).then_some(verb)
}

/// Whether the words are part of the name of someone or of a body: "Kamal" in "Sami Kamal wrote", "Safa", which another spelling makes a place,
/// in "Safa News Agency".
fn names_another(scene: &Scene<'_>, place: &PlaceMention) -> bool {
    let capital = |token: usize| scene.document.word(token).starts_with(char::is_uppercase);
    let after = place.tokens.end;
    let outlet = matches!(
        scene.lower(after),
        "news" | "agency" | "press" | "tv" | "television" | "radio" | "media" | "network" | "channel"
    );
    let flat = |token: usize| {
        let node = scene.parse.node(token);
        node.relation == Relation::Flat
            && node.head.is_some_and(|head| !place.tokens.contains(&head) && scene.parse.node(head).upos == Upos::Propn)
    };
    // "Kuwait Specialized Field Hospital": a country in the name of what stands elsewhere.
    let run = (after..after + 5).take_while(|&token| capital(token));
    let house = |token: usize| scene.lexicon.place_words.is(scene.lower(token), PlaceClass::SiteWord);
    let abroad = place.precision >= GeoPrecision::P7 && run.into_iter().any(house);
    abroad || outlet && capital(after) && scene.document.slice(place.range) != place.name || place.tokens.clone().any(flat)
}

/// "the shelling of Kherson": whether the noun before `of` is an act.
fn names_an_act(scene: &Scene<'_>, of: usize) -> bool {
    let readings = of.checked_sub(1).and_then(|noun| scene.named_by(noun));
    readings.is_some_and(|readings| readings.iter().any(|reading| reading.act.is_some()))
}

/// "the central market of Ariha", "the village of": whether the noun before `of` is a thing that stands somewhere.
fn is_of_thing(scene: &Scene<'_>, of: usize) -> bool {
    let stands = |noun: usize| {
        matches!(scene.lemma(noun), "village" | "camp" | "mayor" | "governor" | "prefect")
            || matches!(scene.lower(noun), "residents" | "villagers" | "inhabitants")
    };
    let body = |noun: usize| {
        matches!(
            scene.lemma(noun),
            "ministry" | "company" | "enterprise" | "agency" | "newspaper" | "network" | "line" | "system"
        )
    };
    of.checked_sub(1).is_some_and(|noun| scene.lexicon.targets.has(scene.lemma(noun)) && !body(noun) || stands(noun))
}

/// "were taken to the hospital in Tyre", "treated at": where the harmed went, not where they were harmed.
fn carried_to(scene: &Scene<'_>, token: usize) -> bool {
    let start = token.saturating_sub(9);
    let window = start..token;
    window.rev().take_while(|&before| !matches!(scene.lower(before), "." | ";" | "after")).any(|before| {
        match scene.lower(before) {
            "lives" => scene.is_verb(before), // "lost their lives in a bombing in Quetta"
            "flee" | "fleeing" => matches!(scene.lower(token - 1), "to" | "into" | "towards"),
            "taken" | "transferred" | "rushed" | "transported" | "treated" | "hospitalized" | "hospitalised" | "airlifted"
            | "flown" | "evacuated" | "fled" | "buried" | "arrived" | "admitted" | "born" | "lived" => true,
            // "Attacked a wedding and a funeral in X".
            "funeral" => !(scene.sentence_start(token)..before).any(|token| scene.named_by(token).is_some()),
            _ => false,
        }
    })
}

/// How far a place is from being the acts' own: in the tree, in words, and coarse places after fine ones.
fn cost(scene: &Scene<'_>, place: &PlaceMention, heads: &[usize]) -> (usize, usize) {
    let near =
        |head: &usize| scene.distance(place.tokens.end - 1, *head).min(12) * 2 + place.tokens.start.abs_diff(*head).min(40) / 4;
    let nearest = heads.iter().map(near).min().unwrap_or(0);
    let coarse = match place.precision {
        GeoPrecision::P0 | GeoPrecision::P1 | GeoPrecision::P2 => 0,
        GeoPrecision::P3 | GeoPrecision::P4 => 2,
        GeoPrecision::P5 | GeoPrecision::P6 => 5,
        GeoPrecision::P7 | GeoPrecision::P8 => 12,
    };
    (nearest + coarse, place.tokens.start)
}

/// The time of the acts at `heads`, among those named in `tokens`; what is told as so long after or before the rest has its day by that.
pub(crate) fn time(scene: &Scene<'_>, tokens: &Range<usize>, heads: &[usize]) -> Option<When> {
    let lag = lag(scene, tokens).filter(|lag| tokens.contains(&lag.under.start));
    let Some(lag) = lag else { return time_among(scene, tokens, heads, |_| true) };
    let at = |time: &TimeMention| scene.document.tokens_in(time.range).start;
    let is_under = |time: &TimeMention| lag.under.contains(&at(time));
    let is_rest = |time: &TimeMention| !lag.under.contains(&at(time)) && !lag.length.contains(&at(time));
    let moved =
        |when: When, interval: Option<Interval>| Some(When { interval: interval?, rule: RuleId("so-long-after"), ..when });
    let rest = || time_among(scene, tokens, heads, is_rest);
    let under = || time_among(scene, tokens, heads, is_under);
    if heads.iter().any(|head| lag.under.contains(head)) {
        under().or_else(|| rest().and_then(|when| moved(when, lag.under_of(when.interval))))
    } else {
        rest().or_else(|| under().and_then(|when| moved(when, lag.rest_of(when.interval))))
    }
}

/// The one of the times that `may` be theirs.
fn time_among(scene: &Scene<'_>, tokens: &Range<usize>, heads: &[usize], may: impl Fn(&TimeMention) -> bool) -> Option<When> {
    let tells =
        |time: &&TimeMention| may(time) && dates(time) && !dates_the_telling(scene, time, heads) && !is_lone_hour(scene, time);
    let candidates = times_in(scene, tokens).filter(tells);
    let near = |time: &&TimeMention| {
        let token = scene.document.tokens_in(time.range).start;
        let near = |head: &usize| scene.distance(token, *head).min(12) * 2 + token.abs_diff(*head).min(40) / 4;
        let nearest = heads.iter().map(near).min().unwrap_or(0);
        let coarse = match time.precision {
            TimePrecision::D0 | TimePrecision::D1 => 0,
            TimePrecision::D2 | TimePrecision::D3 => 4,
            TimePrecision::D4 | TimePrecision::D5 => 8,
        };
        if dates_by_name(scene, time, heads) { (0, token) } else { (nearest + coarse, token) }
    };
    candidates.min_by_key(near).and_then(|time| dated(time, RuleId("time-in-clause")))
}

/// "Last week's shelling of the town", "Monday's deadly attack": the day belongs to the noun of the act.
fn dates_by_name(scene: &Scene<'_>, time: &TimeMention, heads: &[usize]) -> bool {
    const NEAR: usize = 4;
    let end = scene.document.tokens_in(time.range).end;
    let whose = matches!(scene.lower(end), "'s" | "’s");
    let noun = heads.iter().copied().find(|&head| (end + 1..end + 1 + NEAR).contains(&head) && scene.is_noun(head));
    whose
        && noun
            .is_some_and(|noun| (end + 1..noun).all(|token| !scene.is_verb(token) && !matches!(scene.lower(token), "," | "and")))
}

/// How far back, in bytes, the day may be told that an hour is of: about three sentences.
const HOUR: usize = 400;

/// Whether a time is an hour whose day was told far before, perhaps of something else: "at 7 p.m." does not say which day.
fn is_lone_hour(scene: &Scene<'_>, time: &TimeMention) -> bool {
    if time.rule.0 != "hour-of-day-told" {
        return false;
    }
    let before = |other: &&TimeMention| other.range.end() <= time.range.start();
    let near = |other: &&TimeMention| time.range.start() - other.range.end() < HOUR && other.interval == time.interval;
    // "Said on Monday", the day of the dateline: no day of what is told.
    let filed = |time: &TimeMention| {
        let sentence = scene.document.sentence_of(scene.document.tokens_in(time.range).start);
        scene.document.sentences().get(sentence).is_some_and(|sentence| sentence.part == Part::Dateline)
    };
    let (telling, own): (Vec<&TimeMention>, Vec<&TimeMention>) = scene
        .mentions
        .times
        .iter()
        .filter(before)
        .filter(near)
        .partition(|other| filed(other) || dates_the_telling(scene, other, &[]));
    own.is_empty() && (time.anchor == Anchor::Narrative || !telling.is_empty())
}

/// Whether a time dates the telling, not what is told: "on Tuesday the ministry published the names of those killed".
fn dates_the_telling(scene: &Scene<'_>, time: &TimeMention, heads: &[usize]) -> bool {
    let token = scene.document.tokens_in(time.range).start;
    // "Said on Tuesday", whatever the tree hangs it on.
    let before = token.checked_sub(1).map(|on| if scene.lower(on) == "on" { on.saturating_sub(1) } else { on });
    let of_noun =
        scene.lower(scene.document.tokens_in(time.range).end) == "'s" || scene.parse.node(token).relation == Relation::NmodPoss;
    if !of_noun && before.is_some_and(|said| scene.is_verb(said) && (scene.speaks(said) || scene.lemma(said) == "say")) {
        return true;
    }
    let verb = scene.clause(token);
    // "Said that shelling had killed a man on Monday": what stands between the telling and the day is of that day.
    if heads.iter().any(|&head| head == verb || scene.clause(head) == verb || verb < head && head < token) {
        return false;
    }
    let cue = scene
        .document
        .tokens()
        .get(verb)
        .is_some_and(|verb| scene.mentions.voices.iter().any(|voice| voice.cue.contains(verb.range)));
    cue || matches!(
        scene.lemma(verb),
        "publish"
            | "release"
            | "post"
            | "share"
            | "circulate"
            | "identify"
            | "mourn"
            | "announce"
            | "report"
            | "tweet"
            | "write"
            | "name"
            | "list"
            | "document"
            | "update"
            | "upload"
            | "visit"
            | "arrive"
            | "charge"
            | "appear"
            | "hold"
            | "bury"
    )
}

/// A claim's time from a mention.
pub(crate) fn dated(time: &TimeMention, rule: RuleId) -> Option<When> {
    let range = time.bound_range.map_or(time.range, |bound| bound.cover(time.range));
    Some(When { interval: time.interval?, precision: time.precision, inferred: false, range: Some(range), rule })
}

/// Whether the words can say when one thing happened.
pub(crate) fn dates(time: &TimeMention) -> bool {
    time.interval.is_some() && matches!(time.kind, Timex::Date | Timex::Time) && matches!(time.bound, Bound::Within)
}

/// The window of a total among the times of `tokens`: "over the past three days", "last year"; "since Monday" runs to the day the report was filed.
pub(crate) fn window(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Window> {
    let spans = |time: &&TimeMention| matches!(time.bound, Bound::Since | Bound::Throughout) && time.interval.is_some();
    let long = || times_in(scene, tokens).enumerate().find(|(_, time)| is_long(time));
    let (index, time) = times_in(scene, tokens).enumerate().find(|(_, time)| spans(time)).or_else(long)?;
    let range = time.bound_range.map_or(time.range, |bound| bound.cover(time.range));
    let written = time.interval?;
    // "Between 3 and 9 October", "from Monday to Thursday": the other end is told.
    let until = times_in(scene, tokens).nth(index + 1).filter(|until| {
        let between = scene.document.slice(TextRange::new(range.end(), until.range.start().max(range.end()))).trim();
        time.bound == Bound::Since && matches!(between, "and" | "to" | "until" | "till" | "through" | "–" | "-")
    });
    if let Some((until, days)) = until.and_then(|until| Some((until, until.interval?)))
        && days.end() >= written.start()
    {
        let interval = Interval::new(written.start(), days.end());
        return Some(Window { interval, range: range.cover(until.range), rule: time.rule });
    }
    let end = filed(scene)
        .filter(|_| time.bound == Bound::Since)
        .map_or(written.end(), |filed| filed.interval.end().max(written.end()));
    Some(Window { interval: Interval::new(written.start(), end), range, rule: time.rule })
}

/// The times named in `tokens`, in order.
pub(crate) fn times_in<'a>(scene: &Scene<'a>, tokens: &Range<usize>) -> impl Iterator<Item = &'a TimeMention> {
    let range = scene.document.cover(tokens.clone());
    let first = scene.mentions.times.partition_point(|time| time.range.start() < range.start());
    scene.mentions.times[first..].iter().take_while(move |time| time.range.end() <= range.end())
}

/// The day the report was filed.
pub(crate) fn filed(scene: &Scene<'_>) -> Option<When> {
    let header = scene.document.header().dateline.as_ref().and_then(|dateline| dateline.date);
    let from_dateline = header.and_then(|date| {
        let time = scene.mentions.times.iter().find(|time| time.range.overlaps(date))?;
        Some(When {
            interval: time.interval?,
            precision: time.precision,
            inferred: true,
            range: Some(time.range),
            rule: RuleId("day-of-dateline"),
        })
    });
    let published = scene.context.published.map(|day| When {
        interval: Interval::day(day),
        precision: TimePrecision::D1,
        inferred: true,
        range: None,
        rule: RuleId("day-of-publication"),
    });
    from_dateline.or(published)
}
