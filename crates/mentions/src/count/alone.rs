//! Numbers without a noun of the tables.
//!
//! In: a sentence and a quantity that no known noun follows. Out: a mention where the words beside it make it people: "killing 12",
//! "30 injured", "a death toll of 45", "12 bricklayers were killed".

use dateline_lexicon::{Group, Measure, Unit};
use dateline_text::TokenKind;

use super::noun::noun;
use super::phrase::mention;
use super::quantity::Quantity;
use super::view::{ORDINALS, View};
use super::{Count, CountMention, Modifier};

/// A number without a noun, where the words beside it make it people: "killing 12", "30 injured", "a death toll of 45".
pub(super) fn alone(view: &View, quantity: &Quantity) -> Option<CountMention> {
    if quantity.count.modifier() == Modifier::None {
        return None; // "no" alone
    }
    let mut end = quantity.tokens.end;
    if view.before(end) == "of" {
        return None;
    }
    if view.is_any(end, &["more", "further", "additional"]) {
        end += 1;
    }
    let start = quantity.tokens.start;
    if view.before(start) == "and" && start >= 2 && view.kind(start - 2) == Some(TokenKind::Number) {
        return None; // "two men, 30 and 42, were hurt"
    }
    let before = start.checked_sub(1);
    let measure = measure_after(view, end, quantity.definite)
        .or_else(|| measure_before(view, before, end))
        .or_else(|| measure_after(view, past_aside(view, end)?, true))
        .or_else(|| (view.lower(end) == "fatally").then_some(Some(Measure::Killed))) // "three were shot, one fatally"
        .or_else(|| toll(view, quantity))
        .or_else(|| toll_after(view, quantity))
        .or_else(|| (!quantity.definite && in_condition(view, end)).then_some(Some(Measure::Injured)))
        .or_else(|| (view.lower(end) == "who" && !is_the_one(view, quantity)).then_some(None))?;
    let mut mention = mention(view, quantity.tokens.start..end, quantity.number, quantity.count, quantity.rule.0);
    mention.measure = measure;
    mention.definite = quantity.definite;
    Some(mention)
}

/// "Of the dead, three were children", "of whom three were children", "two of them women and one a child": a number, and who they are.
pub(super) fn told_who(view: &View, quantity: &Quantity) -> Option<CountMention> {
    let (first, end) = (quantity.tokens.start, quantity.tokens.end);
    let verb = view.is_any(end, &["was", "were", "are", "is"]);
    let article = view.is_any(end, &["a", "an"]) && quantity.count.point() == Some(1);
    let start = first.saturating_sub(LEAD).max(view.tokens.start);
    let mut lead = (start..first).rev().take_while(|&at| at + 1 == first || view.lower(at) != ",");
    let of_them =
        |at: usize| view.is_any(at, &["of", "among"]) && view.is_any(at + 1, &["whom", "which", "them", "these", "those", "the"]);
    if !(verb || article) || !lead.any(of_them) {
        return None;
    }
    let noun = noun(view, end + 1 + usize::from(verb && view.is_any(end + 1, &["a", "an"])))?;
    let who = noun.unit == Unit::People && noun.measure.is_none() && noun.group != Group::default() && view.ends_run(noun.end);
    let mut mention = mention(view, first..noun.end, quantity.number, quantity.count, "count-told-who");
    (mention.group, mention.definite) = (noun.group, true);
    who.then_some(mention)
}

/// How many tokens before a number those may be named whom it is of.
const LEAD: usize = 9;

/// "killed one man and wounded another", "another was wounded", "a third was wounded": one more, of those counted before.
pub(super) fn another(view: &View, at: usize) -> Option<CountMention> {
    let ordinal = view.lower(at) == "a" && view.is_any(at + 1, ORDINALS);
    if !ordinal && view.lower(at) != "another" || view.before(at) == "one" {
        return None;
    }
    let end = at + 1 + usize::from(ordinal);
    let end = end
        + usize::from(
            view.is_any(end, &["seriously", "critically", "severely", "badly", "slightly", "lightly", "gravely", "fatally"]),
        );
    let measure = measure_after(view, end, true).or_else(|| measure_before(view, at.checked_sub(1), end));
    let measure = measure.or_else(|| in_condition(view, end).then_some(Some(Measure::Injured)))?;
    let mut mention = mention(view, at..end, end - 1, Count::counted(1, Modifier::Singular), "count-another");
    mention.measure = measure;
    Some(mention)
}

/// "Another in critical condition", "another is fighting for his life", "two are recovering": how the living fare.
fn in_condition(view: &View, end: usize) -> bool {
    let at = end + usize::from(view.is_any(end, &["is", "are", "was", "were", "remains", "remain", "remained"]));
    let grave = ["critical", "critically", "serious", "stable", "grave", "fair", "good", "poor"];
    match view.lower(at) {
        "in" => {
            view.is_any(at + 1, &grave) && view.lower(at + 2) == "condition"
                || at > end && view.is_any(at + 1, &["hospital", "surgery"])
        }
        "fighting" => view.lower(at + 1) == "for" && view.is_any(at + 3, &["life", "lives"]),
        "clinging" | "hanging" => view.is_any(at + 2, &["life"]) || view.is_any(at + 3, &["life"]),
        "on" => view.lower(at + 1) == "life" && view.lower(at + 2) == "support",
        "expected" => at > end && view.is_any(at + 2, &["survive", "recover", "live"]),
        "recovering" => at > end,
        _ => false,
    }
}

/// "15, including six children, were wounded": past what is said of some of them.
fn past_aside(view: &View, end: usize) -> Option<usize> {
    let opens = view.lower(end) == "," && view.is_any(end + 1, &["including", "among", "of", "two", "three", "most", "mostly"]);
    let closes = (end + 2..end + 12).take_while(|&at| view.kind(at).is_some()).find(|&at| view.lower(at) == ",")?;
    (opens && view.is_any(closes + 1, &["was", "were"])).then_some(closes + 1)
}

/// "30 injured" names the measure; "30 were injured" leaves it to the verb.
fn measure_after(view: &View, end: usize, definite: bool) -> Option<Option<Measure>> {
    // "Ten reported wounded".
    let end = end + usize::from(view.is_any(end, &["reported", "reportedly", "confirmed", "believed", "feared"]));
    let word = view.harm_word(end)?;
    if !word.follows_people {
        return None;
    }
    if !view.is_any(end, &["was", "were", "are", "have", "had", "remain", "remained"]) {
        return Some(word.measure);
    }
    let harm = (end + 1..end + 7)
        .take_while(|&at| view.kind(at) == Some(TokenKind::Word))
        .filter_map(|at| view.harm_word(at))
        .any(|word| word.follows_people && word.measure.is_some());
    (harm || definite).then_some(None)
}

/// "killing 12": the number is the verb's object when no other noun can be.
fn measure_before(view: &View, before: Option<usize>, end: usize) -> Option<Option<Measure>> {
    let word = view.harm_word(before?)?;
    if !word.precedes_people || word.measure.is_none() {
        return None;
    }
    let closes = (view.ends_run(end) && !view.is_hyphen(end)) || view.in_time(end);
    closes.then_some(None)
}

/// How many tokens may stand between "toll" and its number: "the death toll from Monday's strike on a market in Aleppo rose to 45".
const TOLL: usize = 16;

/// "the death toll rose to 45", "a death toll of 45", "the number of dead rose to 45".
fn toll(view: &View, quantity: &Quantity) -> Option<Option<Measure>> {
    let first = quantity.tokens.start;
    let leads = [
        "to",
        "of",
        "at",
        "is",
        "was",
        "reached",
        "past",
        "exceeded",
        "hit",
        "surpassed",
        "topped",
        "stands",
        "passes",
        "tops",
        "above",
        "over",
        "as",
        ":",
        "reaching",
        "now",
        "be",
    ];
    let end = quantity.tokens.end;
    if !leads.contains(&view.before(first)) || !(view.ends_run(end) || view.number_word(end).is_some()) {
        return None;
    }
    // "The number of people killed in a strike on a store in the town has climbed to 18".
    let moves = (first.saturating_sub(3)..first)
        .any(|at| view.is_any(at, &["climbed", "climbs", "grew", "grown", "increased", "rise", "risen", "rises", "rose"]));
    let far = if moves && view.before(first) == "to" { 2 * TOLL } else { TOLL };
    let from = first.saturating_sub(far).max(view.tokens.start);
    for at in (from..first).rev() {
        match view.lower(at) {
            "toll" | "tolls" => return Some(Some(Measure::Killed)),
            "total" | "tally" if (from..at).any(|verb| view.is_any(verb, &["bringing", "taking", "raising", "pushing"])) => {
                let dead = |at: usize| view.is_any(at, &["deaths", "dead", "fatalities"]).then_some(Measure::Killed);
                let told = (view.tokens.start..at)
                    .rev()
                    .find_map(|at| view.harm_word(at).and_then(|word| word.measure).or_else(|| dead(at)));
                return told.map(Some);
            }
            "deaths" | "fatalities" | "dead" | "killed" | "injured" | "wounded" | "missing" | "detained" | "displaced"
                if (from..at).any(|number| view.is_any(number, &["number", "numbers", "count", "total"])) =>
            {
                return Some(view.harm_word(at).map_or(Some(Measure::Killed), |word| word.measure));
            }
            "injuries" | "injured" | "wounded" if states(view, at, first) => return Some(Some(Measure::Injured)),
            "deaths" | "fatalities" | "dead" | "killed" | "martyrs" if states(view, at, first) => {
                return Some(Some(Measure::Killed));
            }
            "casualties" if states(view, at, first) => return Some(None),
            _ => {}
        }
    }
    None
}

/// "Bringing to 12 the number of people killed", "raised to 12 the death toll".
fn toll_after(view: &View, quantity: &Quantity) -> Option<Option<Measure>> {
    let end = quantity.tokens.end;
    if view.before(quantity.tokens.start) != "to" || view.lower(end) != "the" {
        return None;
    }
    let at = (end + 1..end + 4).find(|&at| view.is_any(at, &["toll", "number", "total"]))?;
    let word = (at + 1..at + 7).find_map(|at| view.harm_word(at).filter(|word| word.measure.is_some()));
    if view.lower(at) == "toll" { Some(Some(Measure::Killed)) } else { word.map(|word| word.measure) }
}

/// "Killed: 12", "put the deaths at 12", "reported the injuries to be 18".
fn states(view: &View, noun: usize, number: usize) -> bool {
    view.before(number) == ":" && noun + 2 == number || view.before(number) == "at" || view.before(number) == "be"
}

/// "the one who knows" counts no one.
fn is_the_one(view: &View, quantity: &Quantity) -> bool {
    (quantity.definite || view.before(quantity.number) == "the") && quantity.count.point() == Some(1)
}

/// "12 bricklayers were killed": a plural that the tables lack, where the words beside it say that people were harmed.
pub(super) fn unlisted(view: &View, quantity: &Quantity) -> Option<CountMention> {
    let first = quantity.tokens.end;
    let end = (first..first + 5).find(|&at| view.ends_run(at) || view.harm_word(at).is_some())?;
    let noun = end.checked_sub(1).filter(|&noun| noun >= first)?;
    let plural = view.lower(noun).ends_with('s')
        && view.word(noun).len() > 3
        && !view.is_capital(noun)
        && view.kind(noun) == Some(TokenKind::Word);
    if !plural || (first..end).any(|at| view.noun(at).is_some() || view.in_time(at)) {
        return None;
    }
    let harmed = |at: usize| view.harm_word(at).is_some_and(|word| word.follows_people && word.measure.is_some());
    let after = harmed(end) || (view.is_any(end, &["was", "were", "are"]) && (end + 1..end + 4).any(harmed));
    let start = quantity.tokens.start;
    let before = start.checked_sub(1).and_then(|at| view.harm_word(at));
    let object = before.is_some_and(|word| word.precedes_people && word.measure.is_some()) && view.before(start) != "claimed";
    if !after && !object {
        return None;
    }
    let mut people = mention(view, start..end, noun, quantity.count, "count-unlisted-noun");
    people.definite = quantity.definite;
    Some(people)
}
