//! Running totals: whether a count is one happening's own or a total over a time.
//!
//! In: a harm word and its sentence. Out: the relation of its counts, and why. Codebook, Counts: "since", "so far", "to date", "bringing the
//! toll to", "in total", "over the past N days", an area wider than the happening's. An ambiguous one is unresolved, never guessed.

use std::ops::Range;

use dateline_mentions::{Bound, CountMention, Interval, Measure, Modifier, ORDINALS, TimeMention, TimePrecision, Timex};
use dateline_syntax::Xpos;
use dateline_text::RuleId;

use crate::claim::{Harm, Relation};
use crate::party::actor_at;
use crate::scene::Scene;
use crate::setting::times_in;
use crate::trigger::Trigger;
use crate::weapon::doer;

/// How a count attached to `triggers[at]` relates to the happening told.
pub(crate) fn relation(
    scene: &Scene<'_>,
    sentence: usize,
    triggers: &[Trigger],
    at: usize,
    count: &CountMention,
) -> (Relation, RuleId) {
    let tokens = reach(scene, sentence, triggers, at, count);
    if let Some(toll) = toll_of_one(scene, &tokens, triggers) {
        let own = moved_to(scene, toll, count) || !triggers[at].does(Measure::Killed);
        let rule = RuleId("toll-of-one-act");
        return if own { (Relation::Incident, rule) } else { (Relation::SubsetOf, rule) };
    }
    // "The deadliest attack since 2019, when 33 people died": those died in 2019.
    let dates = |time: &TimeMention| when_after(scene, time).is_some_and(|when| when < count.tokens.start);
    if times_in(scene, &tokens).any(|time| spans(time) && !dates(time)) {
        return (Relation::Cumulative, RuleId("total-over-window"));
    }
    // "Arrested this month over the murder of a girl": one person is no total.
    let several = count.count.modifier() != Modifier::Singular;
    // "This month an attack killed 11": one act, and its toll.
    let of_one = |rule: &RuleId| rule.0 == "total-this-year" && tells_one_act(scene, &tokens, triggers);
    if let Some(rule) = total_words(scene, &tokens).filter(|rule| several && !of_one(rule)) {
        return (Relation::Cumulative, rule);
    }
    let many = || {
        let several = count.count.point().or(count.count.floor()) > Some(1);
        plural_acts(scene, &tokens, triggers)
            || plural_weapons(scene, &triggers[at])
            || several && tells_no_act(scene, &tokens, triggers)
    };
    // "The deadliest bombardment this month" is of one.
    let of_worst = |time: &TimeMention| of_one_time(scene, tokens.start, scene.document.tokens_in(time.range).start);
    let long = |time: &TimeMention| is_long(time) && !of_worst(time) || time.precision >= TimePrecision::D4 && dates(time);
    if times_in(scene, &tokens).any(long) && many() {
        return (Relation::Cumulative, RuleId("total-over-window"));
    }
    let moved = triggers[at].harm.and_then(|harm| harm.measure);
    if matches!(moved, Some(Measure::Displaced | Measure::Homeless | Measure::Returned)) && perfect(scene, triggers[at].head) {
        return (Relation::Cumulative, RuleId("displaced-to-date"));
    }
    if says_more(scene, count)
        || also_befell(scene, triggers[at].head, count)
        || says_also(scene, triggers[at].head) && count.count.modifier() != Modifier::Singular
    {
        return (Relation::Increment, RuleId("count-of-more"));
    }
    if told_also(scene, triggers[at].head) {
        return (Relation::Incident, TOLD_ALSO);
    }
    if toll_moves(scene, &tokens) && !points_at_one(scene, &tokens) && plural_acts(scene, &tokens, triggers) {
        return (Relation::Unresolved, RuleId("toll-of-what"));
    }
    if plural_acts(scene, &tokens, triggers) && perfect(scene, triggers[at].head) && times_in(scene, &tokens).next().is_none() {
        return (Relation::Unresolved, RuleId("acts-without-day"));
    }
    (Relation::Incident, RuleId("count-of-act"))
}

/// The words that can make a total of a count: its sentence, cut where another harm word with counts of its own begins.
fn reach(scene: &Scene<'_>, sentence: usize, triggers: &[Trigger], at: usize, count: &CountMention) -> Range<usize> {
    let mut tokens = scene.tokens(sentence);
    let own = triggers[at].tokens.start.min(count.tokens.start)..triggers[at].tokens.end.max(count.tokens.end);
    if let Some(cut) = (own.end..tokens.end).find(|&token| cuts(scene, token)) {
        tokens.end = cut;
    }
    if let Some(cut) = (tokens.start..own.start).rev().find(|&token| cuts(scene, token)) {
        tokens.start = cut;
    }
    // "The group, which has fought the government since 2017, killed six soldiers": how long it has fought is no time of the six.
    for aside in asides(scene, &tokens) {
        match () {
            () if aside.end <= own.start => tokens.start = tokens.start.max(aside.end),
            () if own.end <= aside.start => tokens.end = tokens.end.min(aside.start),
            () => {}
        }
    }
    tokens
}

/// The clauses set apart by commas that say something of whoever is named before them: ", which has fought the government since 2017,".
pub(crate) fn asides(scene: &Scene<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let opens = |token: usize| scene.lower(token) == "," && matches!(scene.lower(token + 1), "which" | "who" | "whose" | "where");
    let closes =
        |token: usize| scene.lower(token) == "," && scene.is_verb(token + 1) && scene.parse.node(token + 1).xpos != Xpos::Vbg;
    let (mut end, mut clauses) = (tokens.end, Vec::new());
    for token in tokens.clone().rev() {
        if opens(token) {
            clauses.push(token..end);
        } else if closes(token) {
            end = token + 1;
        }
    }
    clauses.reverse();
    clauses
}

fn cuts(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.lower(token), "bringing" | "raising" | "taking" | ";")
}

/// The totals of a sentence, those told before and after the words where its reach is cut apart, each with the words it is read from. A whole
/// and its parts stay together.
pub(crate) fn parts(scene: &Scene<'_>, tokens: &Range<usize>, totals: Vec<Harm>) -> Vec<(Range<usize>, Vec<Harm>)> {
    let cut = tokens.clone().find(|&token| cuts(scene, token)).unwrap_or(tokens.end);
    let after = |harm: &Harm| scene.document.tokens_in(harm.range).start >= cut;
    let whole = totals.iter().any(|harm| harm.subset_of.is_some()) || totals.iter().all(after) || !totals.iter().any(after);
    if whole {
        return Some(totals).filter(|totals| !totals.is_empty()).into_iter().map(|totals| (tokens.clone(), totals)).collect();
    }
    let (raised, first) = totals.into_iter().partition(after);
    vec![(tokens.start..cut, first), (cut..tokens.end, raised)]
}

/// "since Monday", "over the past three days", "in the last 24 hours".
fn spans(time: &TimeMention) -> bool {
    match time.bound {
        Bound::Since => true,
        Bound::Throughout => time.interval.is_some_and(|interval| interval.start() != interval.end()),
        _ => false,
    }
}

/// The "when" right after a time, which tells what happened then.
pub(crate) fn when_after(scene: &Scene<'_>, time: &TimeMention) -> Option<usize> {
    let end = scene.document.tokens_in(time.range).end;
    let when = end + usize::from(scene.lower(end) == ",");
    (scene.lower(when) == "when").then_some(when)
}

/// "Last year", "in January": a month or more, in which more than one thing may have happened.
pub(crate) fn is_long(time: &TimeMention) -> bool {
    let days = |interval: Interval| (interval.end() - interval.start()).get_days();
    time.bound == Bound::Within && time.kind == Timex::Date && time.interval.is_some_and(|interval| days(interval) >= MONTH)
}

/// The days of the shortest month, but one.
const MONTH: i32 = 27;

/// "Mines killed 13 people".
fn plural_weapons(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    doer(scene, trigger).is_some_and(|weapon| scene.parse.node(weapon).xpos == Xpos::Nns)
}

fn total_words(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<RuleId> {
    for token in tokens.clone() {
        let next = |ahead: usize| if token + ahead < tokens.end { scene.lower(token + ahead) } else { "" };
        let rule = match (scene.lower(token), next(1), next(2)) {
            ("so", "far", "this") | ("to", "date", _) | ("all", "told", _) => "total-to-date",
            ("in", "the", "same") if scene.lower(token + 3) == "period" => "total-over-window",
            // "Earlier this month" is when, not how long; "the worst attack this year" tells of one.
            ("this", "year" | "month", _) if next(2) != "'s" && !of_one_time(scene, tokens.start, token) => "total-this-year",
            (
                "since",
                "the",
                "war" | "conflict" | "start" | "beginning" | "offensive" | "outbreak" | "fighting" | "uprising" | "coup",
            ) => "total-since-war",
            ("during" | "throughout", "the", "war" | "conflict" | "offensive" | "campaign") => "total-since-war",
            ("in" | "of", "the", "war" | "conflict") => "total-of-war",
            ("in", "the", "crackdown" | "insurgency" | "rebellion" | "unrest" | "uprising" | "violence")
                if told_so_far(scene, tokens.start, token) =>
            {
                "total-of-war"
            }
            // "A rebellion in which thousands died", "a war that has killed".
            (_, "in", "which") | (_, "that" | "which", "has" | "killed" | "claimed" | "left") if is_war(scene, token) => {
                "total-of-war"
            }
            ("overall" | "cumulative", "death" | "toll" | "total", _) => "total-overall",
            ("during" | "in", "a" | "its" | "their" | "the", _)
                if is_long_war(scene, token + 2) && told_so_far(scene, tokens.start, token) =>
            {
                "total-of-war"
            }
            _ => continue,
        };
        return Some(RuleId(rule));
    }
    None
}

fn is_war(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.lemma(token), "insurgency" | "war" | "conflict" | "rebellion" | "uprising" | "genocide")
}

/// "15-year insurgency", "decade-long war".
fn is_long_war(scene: &Scene<'_>, start: usize) -> bool {
    let end = (start + 5).min(scene.sentence_end(start));
    let war = |token: usize| is_war(scene, token) || scene.lemma(token) == "campaign";
    let long = |token: usize| matches!(scene.lemma(token), "year" | "decade" | "month") || scene.lower(token).contains("-year");
    (start..end).find(|&token| war(token)).is_some_and(|war| (start..war).any(long))
}

/// "Have been killed in the insurgency", "have died in the unrest".
fn told_so_far(scene: &Scene<'_>, start: usize, end: usize) -> bool {
    let mut verbs = (start..end).filter(|&token| scene.is_verb(token) && scene.named_by(token).is_some());
    verbs.any(|verb| perfect(scene, verb))
}

/// "Earlier this month", "the worst attack this year".
fn of_one_time(scene: &Scene<'_>, start: usize, this: usize) -> bool {
    let superlative = |token: usize| {
        matches!(scene.lower(token), "worst" | "deadliest" | "bloodiest" | "biggest" | "largest" | "latest" | "first")
    };
    (this.saturating_sub(1).max(start)..this).any(|token| scene.lower(token) == "earlier")
        || (this.saturating_sub(4).max(start)..this).any(superlative)
}

/// "another three", "three more", "three others".
fn says_more(scene: &Scene<'_>, count: &CountMention) -> bool {
    let start = count.tokens.start.saturating_sub(1);
    // "A commander and one additional insurgent": the two are more than nobody told before.
    let end = if count.count.modifier() == Modifier::Summed { count.head + 1 } else { count.tokens.end };
    let ordinal = |token: usize| !count.definite && ORDINALS.contains(&scene.lower(token));
    let more = |token: usize| matches!(scene.lower(token), "another" | "more" | "additional" | "further") || ordinal(token);
    (start..end).any(more)
        && !(start..end).any(|token| matches!((scene.lower(token), scene.lower(token + 1)), ("more", "than") | ("or", "more")))
}

/// "The force also detained two men": besides those told before. ("Two men were also killed", "the strike also killed two" are as often told again.)
fn says_also(scene: &Scene<'_>, verb: usize) -> bool {
    let doer = scene.subject(verb).is_some_and(|(subject, _)| actor_at(scene, subject).is_some());
    doer && !scene.is_passive(verb) && scene.parse.children(verb).any(|child| scene.lower(child) == "also")
}

/// Which rule says that a count is told with "also": "two insurgents were also detained".
pub(crate) const TOLD_ALSO: RuleId = RuleId("told-also");

/// "Two insurgents were also detained": besides one told before, or told again with more.
fn told_also(scene: &Scene<'_>, verb: usize) -> bool {
    scene.is_passive(verb) && (verb.saturating_sub(2)..verb).any(|token| scene.lower(token) == "also")
}

/// "The suspect was also shot": one person besides those told before.
fn also_befell(scene: &Scene<'_>, verb: usize, count: &CountMention) -> bool {
    count.count.modifier() == Modifier::Singular && told_also(scene, verb)
}

/// "The death toll from a strike rose to six", "raised the overall toll of the strike": the word for the toll of one act told as such.
fn toll_of_one(scene: &Scene<'_>, tokens: &Range<usize>, triggers: &[Trigger]) -> Option<usize> {
    let single = |trigger: &&Trigger| {
        trigger.act.is_some()
            && !trigger.verb
            && scene.parse.node(trigger.head).xpos == Xpos::Nn
            && tokens.contains(&trigger.head)
    };
    let of_act = |toll: usize| {
        let tied = matches!(scene.lower(toll + 1), "of" | "from" | "in" | "after");
        let close = |trigger: &Trigger| toll + 1 < trigger.tokens.start && trigger.head <= toll + 6;
        tied && triggers.iter().filter(single).any(close)
    };
    tokens.clone().find(|&token| scene.lower(token) == "toll" && of_act(token))
}

/// "to six", "at 15", "of nine": the figure at which a toll stands or to which it moves.
fn moved_to(scene: &Scene<'_>, toll: usize, count: &CountMention) -> bool {
    let start = count.tokens.start;
    let link = |token: usize| matches!(scene.lower(token), "to" | "at" | "is" | "was" | "reached" | "hit" | "stood" | "stands");
    toll < start && (start.saturating_sub(3).max(toll)..start).any(link)
}

/// "bringing the toll to", "the death toll rose to".
fn toll_moves(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    let toll = tokens.clone().any(|token| matches!(scene.lower(token), "toll" | "total" | "number"));
    toll && tokens.clone().any(|token| {
        matches!(
            scene.lower(token),
            "bringing" | "raising" | "taking" | "rose" | "risen" | "climbed" | "climbs" | "rises" | "reached"
        )
    })
}

/// "the attack", "Friday's strike", "the blast".
fn points_at_one(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|token| {
        matches!(
            scene.lower(token),
            "attack" | "strike" | "blast" | "bombing" | "explosion" | "raid" | "shooting" | "massacre" | "airstrike"
        )
    })
}

/// "strikes", "clashes", "attacks": more than one act, said without a number of days.
fn plural_acts(scene: &Scene<'_>, tokens: &Range<usize>, triggers: &[Trigger]) -> bool {
    let within = triggers.iter().filter(|trigger| tokens.contains(&trigger.head) && trigger.act.is_some());
    within.into_iter().any(|trigger| !trigger.verb && scene.parse.node(trigger.head).xpos == Xpos::Nns)
}

/// "An attack", "one air strike".
fn tells_one_act(scene: &Scene<'_>, tokens: &Range<usize>, triggers: &[Trigger]) -> bool {
    let one = |noun: usize| {
        (noun.saturating_sub(3).max(tokens.start)..noun).any(|token| matches!(scene.lower(token), "a" | "an" | "one"))
    };
    let single = |trigger: &&Trigger| !trigger.verb && trigger.act.is_some() && scene.parse.node(trigger.head).xpos == Xpos::Nn;
    triggers.iter().filter(|trigger| tokens.contains(&trigger.head)).filter(single).any(|trigger| one(trigger.head))
}

/// "322 civilians were killed in June": nothing is said to have done it.
fn tells_no_act(scene: &Scene<'_>, tokens: &Range<usize>, triggers: &[Trigger]) -> bool {
    // "Her two sons were killed in March": some, not all there were.
    if tokens.clone().any(|token| matches!(scene.lower(token), "his" | "her" | "their" | "my" | "our")) {
        return false;
    }
    let act = |trigger: &Trigger| {
        trigger.act.is_some() || doer(scene, trigger).is_some() || scene.agents(trigger.head).next().is_some()
    };
    !triggers.iter().filter(|trigger| tokens.contains(&trigger.head)).any(act)
}

/// "have killed", "has killed".
pub(crate) fn perfect(scene: &Scene<'_>, verb: usize) -> bool {
    (verb.saturating_sub(3)..verb).any(|token| matches!(scene.lower(token), "have" | "has" | "'ve"))
}
