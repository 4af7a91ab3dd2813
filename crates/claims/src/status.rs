//! Status: whether what a word names happened.
//!
//! In: one trigger and its sentence. Out: its status, the words that set it and the rule. Nearest first: a "not" or a modal on the verb itself, the verb or
//! noun it hangs on ("vowed to", "threat of"), the words around it ("if", "anniversary"), its own time; nothing said, it happened.

use std::ops::Range;

use dateline_lexicon::CuePlace;
use dateline_mentions::{Bound, TimeMention, TimePrecision, Timex};
use dateline_syntax::{Relation, Upos, Xpos};
use dateline_text::{RuleId, TextRange};

use crate::charged::charged;
use crate::claim::Status;
use crate::frame;
use crate::general::general;
use crate::memory;
use crate::party::{actor_at, is_person};
use crate::scene::Scene;
use crate::setting::{filed, times_in, window};
use crate::total::{asides, perfect, when_after};
use crate::trigger::Trigger;

/// A status, the words that set it, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stand {
    pub status: Status,
    pub range: TextRange,
    pub rule: RuleId,
}

/// How far before the report a time makes history of what it dates, in days.
pub(crate) const HISTORY: i32 = 60;

/// The status of one trigger.
pub(crate) fn stand(scene: &Scene<'_>, sentence: usize, trigger: &Trigger) -> Stand {
    on_itself(scene, trigger)
        .or_else(|| by_nobody(scene, trigger))
        .or_else(|| given_back(scene, trigger))
        .or_else(|| charged(scene, trigger))
        .or_else(|| kept_from(scene, trigger))
        .or_else(|| frame::framed(scene, sentence, trigger))
        .or_else(|| governed(scene, trigger))
        .or_else(|| described(scene, trigger))
        .or_else(|| around(scene, sentence, trigger))
        .or_else(|| dated(scene, sentence, trigger))
        .or_else(|| general(scene, sentence, trigger))
        .or_else(|| memory::told(scene, sentence, trigger))
        .or_else(|| spoken(scene, trigger))
        .unwrap_or(Stand { status: Status::Happened, range: at(scene, trigger.head), rule: RuleId("said-flatly") })
}

/// A threat is made by its words: what it threatens has not happened. Talks and the like told in the present go on: "a push for a truce is seen as".
fn spoken(scene: &Scene<'_>, trigger: &Trigger) -> Option<Stand> {
    if trigger.act == Some("threat") {
        return Some(Stand { status: Status::Threatened, range: at(scene, trigger.head), rule: RuleId("threat-made") });
    }
    let verb = scene.clause(trigger.head);
    let carries_tense = |token: usize| {
        token == verb || matches!(scene.parse.node(token).relation, Relation::Aux | Relation::AuxPass | Relation::Cop)
    };
    let present = std::iter::once(verb)
        .chain(scene.parse.children(verb))
        .any(|token| carries_tense(token) && matches!(scene.parse.node(token).xpos, Xpos::Vbz | Xpos::Vbp));
    (present && !trigger.is_force(scene)).then(|| Stand {
        status: Status::Ongoing,
        range: at(scene, verb),
        rule: RuleId("told-in-the-present"),
    })
}

pub(crate) fn at(scene: &Scene<'_>, token: usize) -> TextRange {
    scene.document.cover(token..token + 1)
}

/// "did not strike", "no strike", "could strike", "will strike".
fn on_itself(scene: &Scene<'_>, trigger: &Trigger) -> Option<Stand> {
    let found =
        |token: usize, status: Status, rule: &'static str| Some(Stand { status, range: at(scene, token), rule: RuleId(rule) });
    let carrier = carrier(scene, trigger);
    let around = || {
        let above = carrier.or_else(|| aspect(scene, trigger.head));
        let children = scene.parse.children(trigger.head).chain(above.into_iter().flat_map(|verb| scene.parse.children(verb)));
        children.filter(|child| !trigger.tokens.contains(child))
    };
    let negates = |&child: &usize| {
        scene.parse.node(child).relation == Relation::Advmod && matches!(scene.lower(child), "not" | "n't" | "never")
    };
    if let Some(negation) = around().find(negates) {
        return found(negation, Status::Negated, "negated"); // "will not strike" as well
    }
    if let Some(no) = nothing(scene, trigger) {
        return found(no, Status::Negated, "none-of-it");
    }
    for child in around() {
        let word = scene.lower(child);
        match scene.parse.node(child).relation {
            Relation::Det if word == "no" && !trigger.verb && !counted(trigger) => {
                return found(child, Status::Negated, "none-of-it");
            }
            Relation::Aux => {
                if let Some(status) = scene.lexicon.status.cue(word, CuePlace::Modal) {
                    if word == "would" && told_before(scene, scene.parse.node(child).head.unwrap_or(trigger.head)) {
                        return found(child, Status::Planned, "future-of-the-told");
                    }
                    // "would have been killed", "may have struck": what is said of the past is still not said to have happened.
                    return found(child, status_of(status), "modal");
                }
            }
            Relation::Mark if matches!(word, "if" | "unless" | "should" | "lest") => {
                return found(child, Status::Hypothetical, "condition");
            }
            _ => {}
        }
    }
    None
}

/// "No deaths were reported": the noun is of a harm, and "no" tells how many bore it.
fn counted(trigger: &Trigger) -> bool {
    trigger.act.is_none() && trigger.harm.is_some()
}

/// "Nobody was arrested", "made no arrests", "no sanctions were lifted": the word that says that what a verb without harm takes is nothing.
fn nothing(scene: &Scene<'_>, trigger: &Trigger) -> Option<usize> {
    if !trigger.verb || trigger.harm.is_some() {
        return None;
    }
    let no = |noun: usize| {
        let none = matches!(scene.lower(noun), "nobody" | "none" | "nothing")
            || scene.lower(noun + 1) == "one" && scene.lower(noun) == "no";
        let det = || scene.parse.dependents(noun, Relation::Det).find(|&det| scene.lower(det) == "no");
        Some(noun).filter(|_| none).or_else(det)
    };
    scene.befallen(trigger.head).find_map(no)
}

/// "Taken hostage by the outrage": what takes people and is neither someone nor a force is a figure of speech.
fn by_nobody(scene: &Scene<'_>, trigger: &Trigger) -> Option<Stand> {
    if !trigger.verb || !matches!(trigger.act, Some("abduction" | "detention")) || !scene.is_passive(trigger.head) {
        return None;
    }
    let agent = scene.parse.children(trigger.head).find(|&child| scene.case(child) == Some("by"))?;
    let node = scene.parse.node(agent);
    let someone = node.upos != Upos::Noun
        || scene.is_time(agent)
        || actor_at(scene, agent).is_some()
        || is_person(scene, agent)
        || scene.parse.children(agent).any(|child| scene.parse.node(child).upos == Upos::Propn);
    (!someone).then(|| Stand { status: Status::Hypothetical, range: at(scene, agent), rule: RuleId("done-by-a-thing") })
}

/// "Prevented protesters from storming the embassy", "blocked a convoy from entering the town": what did not come to be.
fn kept_from(scene: &Scene<'_>, trigger: &Trigger) -> Option<Stand> {
    const KEEPS: [&str; 11] =
        ["ban", "bar", "block", "deter", "discourage", "hinder", "keep", "prevent", "prohibit", "restrain", "stop"];
    let from = trigger.tokens.start.checked_sub(1).filter(|&from| trigger.verb && scene.lower(from) == "from")?;
    let start = scene.sentence_start(from).max(from.saturating_sub(12));
    let keeps = |&verb: &usize| scene.is_verb(verb) && KEEPS.contains(&scene.lemma(verb));
    let verb = (start..from).rev().find(keeps).filter(|_| scene.parse.node(trigger.head).xpos == Xpos::Vbg)?;
    Some(Stand { status: Status::Negated, range: at(scene, verb), rule: RuleId("kept-from") })
}

/// "Returned the bodies of 61 soldiers", "received the remains of four hostages": who died has died before.
fn given_back(scene: &Scene<'_>, trigger: &Trigger) -> Option<Stand> {
    if trigger.act.is_some() || !matches!(scene.lemma(trigger.head), "body" | "remains" | "corpse") {
        return None;
    }
    let gives = |token: usize| {
        let particle = |word: &str| scene.parse.children(token).any(|child| scene.lower(child) == word);
        match scene.lemma(token) {
            "return" | "repatriate" | "exchange" | "swap" | "transfer" | "repatriation" | "handover" => true,
            "hand" => particle("over"),
            "give" => particle("back"),
            "receive" => {
                scene.subject(token).and_then(|(subject, _)| actor_at(scene, subject)).is_some_and(|who| who.id.is_some())
            }
            _ => false,
        }
    };
    let above = scene.parse.ancestors(trigger.head).skip(1).take(2).find(|&above| gives(above))?;
    Some(Stand { status: Status::Past, range: at(scene, above), rule: RuleId("dead-given-back") })
}

/// "They said they would blockade the port": to come, as it was told; "would have" is supposed.
fn told_before(scene: &Scene<'_>, verb: usize) -> bool {
    let parse = scene.parse;
    let told = |above: usize| parse.node(above).upos == Upos::Verb && matches!(parse.node(above).xpos, Xpos::Vbd | Xpos::Vbn);
    let reported =
        matches!(parse.node(verb).relation, Relation::Ccomp | Relation::Parataxis) && parse.node(verb).head.is_some_and(told);
    let condition = parse.children(verb).any(|child| {
        scene.lower(child) == "have"
            || parse.node(child).relation == Relation::Advcl
                && parse.dependents(child, Relation::Mark).any(|mark| scene.lower(mark) == "if")
    });
    reported && !condition
}

/// "a possible strike", "a planned raid"; "alleged" is not doubt of the act.
fn described(scene: &Scene<'_>, trigger: &Trigger) -> Option<Stand> {
    let found =
        |token: usize, status: Status, rule: &'static str| Some(Stand { status, range: at(scene, token), rule: RuleId(rule) });
    let before = trigger.tokens.start.saturating_sub(2)..trigger.tokens.start;
    // What a wound threatens is the life of who has it.
    let of_life = |token: usize| (token.saturating_sub(2)..token).any(|before| scene.lower(before) == "life");
    let none = |token: usize| scene.lower(token) == "no" && counted(trigger);
    before.rev().filter(|&token| !of_life(token) && !none(token)).find_map(|token| {
        let status = scene.lexicon.status.cue(scene.lower(token), CuePlace::Adjective)?;
        found(token, status_of(status), "adjective-of-act")
    })
}

/// "Will go on firing", "may have begun shelling": the verb that a verb's own modal stands by.
fn aspect(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let goes = |verb: usize| {
        matches!(scene.lemma(verb), "go" | "keep" | "continue" | "begin" | "start" | "resume" | "come" | "get" | "help")
    };
    let node = scene.parse.node(verb);
    node.head.filter(|&head| node.relation == Relation::Xcomp && scene.is_verb(head) && goes(head))
}

/// The verb a noun is subject or object of: what is said of it is said of the act ("the strike did not take place").
fn carrier(scene: &Scene<'_>, trigger: &Trigger) -> Option<usize> {
    // "Will provide 25,000 tons of food aid": a noun without force may hang on the noun that is carried.
    let over = scene.parse.ancestors(trigger.head).take(3).find(|&noun| scene.parse.node(noun).relation != Relation::Nmod);
    let mut node = scene.parse.node(over.filter(|_| !trigger.is_force(scene)).unwrap_or(trigger.head));
    // "May hear explosions and gunfire".
    let joined = node.relation == Relation::Conj && trigger.harm.is_none();
    if let Some(first) = node.head.filter(|&head| joined && scene.is_noun(head)) {
        node = scene.parse.node(first);
    }
    let carried = matches!(node.relation, Relation::Obj | Relation::Nsubj | Relation::NsubjPass);
    node.head.filter(|&head| !trigger.verb && carried && scene.parse.node(head).upos == Upos::Verb)
}

/// What is denied or admitted of an act that happened: whose it is.
const OWNED: [&str; 8] = ["responsibility", "involvement", "role", "part", "hand", "blame", "complicity", "knowledge"];

/// "plans to strike", "vowed to press ahead", "threat of a strike", "to prevent a war": the words the trigger hangs on.
fn governed(scene: &Scene<'_>, trigger: &Trigger) -> Option<Stand> {
    let mut below = trigger.head;
    // "Denied killing civilians, saying that 11 militants had died": what is said is not denied.
    let says = |verb: usize| matches!(scene.lemma(verb), "say" | "add" | "insist" | "maintain" | "state");
    // "Denied it was behind the attack", "denied responsibility for the strike": there was one.
    let mut owned = scene.case(trigger.head) == Some("behind");
    for above in scene.parse.ancestors(trigger.head).skip(1).take(6) {
        // "Denied firing on the crowd, where six were shot".
        let place = scene.parse.children(below).any(|child| scene.lower(child) == "where");
        if place && scene.parse.node(below).xpos != Xpos::Vb {
            return None;
        }
        owned |= OWNED.contains(&scene.lemma(above));
        let link = scene.parse.node(below).relation;
        let word = scene.parse.node(above);
        let infinitive = scene.is_infinitive(below);
        if link == Relation::Ccomp && scene.is_verb(above) && says(above) {
            return None;
        }
        let opens = match link {
            Relation::Xcomp | Relation::Ccomp | Relation::Obj | Relation::Csubj => true,
            Relation::Advcl if is_after(scene, below) => false,
            Relation::Advcl if told_that(scene, above, below) => true,
            Relation::Acl | Relation::Advcl => infinitive || scene.case(below).is_some() || word.upos == Upos::Noun,
            Relation::Obl | Relation::Nmod => !is_after(scene, below),
            Relation::Conj => true,
            _ => false,
        };
        if opens {
            let lemma = scene.lemma(above);
            let place = if word.upos == Upos::Verb { CuePlace::Verb } else { CuePlace::Noun };
            // "Stopped the bus and shot them": what is done beside a verb is not under it.
            let beside = link == Relation::Conj && matches!(scene.parse.node(below).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
            // "Said soldiers shot eight men, an accusation the army rejected": another clause.
            let charge = |noun: usize| {
                trigger.head < noun
                    && noun < above
                    && matches!(scene.lemma(noun), "accusation" | "allegation" | "assertion" | "charge" | "claim")
            };
            if scene.parse.children(above).any(charge) {
                return None;
            }
            if let Some(status) = scene.lexicon.status.cue(lemma, place).filter(|_| !beside) {
                if owned && matches!(status_of(status), Status::Denied | Status::Negated) {
                    return None;
                }
                return Some(Stand { status: status_of(status), range: at(scene, above), rule: RuleId("governed-by-cue") });
            }
            // "Took several steps to ease the ban": they are taken.
            let steps = !trigger.is_force(scene) && matches!(scene.lemma(above), "step" | "measure" | "move");
            let used = link == Relation::Advcl && scene.lemma(above) == "use"; // "used boats to block the port"
            // "Forced 3,000 villagers to flee": they fled.
            let may = |child: usize| scene.lexicon.status.cue(scene.lower(child), CuePlace::Modal).is_some();
            let driver = if link == Relation::Acl { word.head.unwrap_or(above) } else { above };
            let forced = scene.forces(driver) && !scene.parse.children(driver).any(may);
            let taken = steps || used;
            if forced && infinitive {
                return None;
            }
            if infinitive && !taken && matches!(link, Relation::Advcl | Relation::Acl) {
                return Some(Stand { status: Status::Planned, range: at(scene, below), rule: RuleId("infinitive-of-purpose") });
            }
        } else if is_after(scene, below) || matches!(link, Relation::Nsubj | Relation::AclRelcl | Relation::Parataxis) {
            // A subject is not under its verb, nor a relative clause under its noun's, nor what went before under what follows it.
            return None;
        }
        below = above;
    }
    None
}

/// "Rejected reports that 30 had died", where the tree hangs what was told on the verb.
fn told_that(scene: &Scene<'_>, verb: usize, clause: usize) -> bool {
    let told = |noun: usize| {
        matches!(
            scene.lemma(noun),
            "report" | "claim" | "allegation" | "accusation" | "suggestion" | "rumour" | "rumor" | "assertion"
        )
    };
    scene.parse.dependents(verb, Relation::Obj).any(|noun| noun < clause && told(noun) && scene.lower(noun + 1) == "that")
}

/// "vowed revenge after the strike", "years after crowds burned it": what is told as gone before.
fn is_after(scene: &Scene<'_>, token: usize) -> bool {
    let joined =
        scene.parse.children(token).filter(|&child| matches!(scene.parse.node(child).relation, Relation::Case | Relation::Mark));
    joined.into_iter().any(|word| matches!(scene.lower(word), "after" | "following" | "since" | "during"))
}

/// "in the past", "the anniversary of", "convicted of", "a drill": phrases of the sentence, and figures of speech.
fn around(scene: &Scene<'_>, sentence: usize, trigger: &Trigger) -> Option<Stand> {
    let tokens = scene.tokens(sentence);
    let clause = scene.clause(trigger.head);
    for token in tokens.clone() {
        let Some((length, status)) =
            scene.lexicon.status.phrase_at(token, |index| if index < tokens.end { scene.lower(index) } else { "" })
        else {
            continue;
        };
        let same = scene.clause(token) == clause || token.abs_diff(trigger.head) <= 6;
        // "In the past 24 hours" is a time of its own.
        let of_time = length > 1 && scene.is_time(token + length - 1) && scene.is_time(token + length);
        if same && !of_time {
            let range = scene.document.cover(token..token + length);
            return Some(Stand { status: status_of(status), range, rule: RuleId("phrase-of-sentence") });
        }
    }
    None
}

/// "in 2014", "last year", months before the report: history. "over the past year": a background that goes on.
fn dated(scene: &Scene<'_>, sentence: usize, trigger: &Trigger) -> Option<Stand> {
    let tokens = scene.tokens(sentence);
    let aside = asides(scene, &tokens).into_iter().find(|aside| aside.contains(&trigger.head));
    if let Some(aside) = aside.filter(|aside| since_long(scene, aside, &[trigger])) {
        return Some(Stand { status: Status::Past, range: scene.document.cover(aside), rule: RuleId("long-background") });
    }
    let clause = scene.clause(trigger.head);
    let near = |time: &&TimeMention| {
        let token = scene.document.tokens_in(time.range).start;
        scene.clause(token) == clause
            || token.abs_diff(trigger.head) <= 4
            || dates_what_it_is_of(scene, token, trigger.head)
            || time.bound == Bound::Since && dates_what_follows(scene, time, trigger.head)
    };
    let filed = scene.context.published.or_else(|| filed(scene).map(|when| when.interval.end()));
    for time in times_in(scene, &tokens).filter(near) {
        let token = scene.document.tokens_in(time.range).end;
        let long = time.kind == Timex::Duration && time.precision >= TimePrecision::D4;
        let anchored = matches!(scene.lower(token), "after" | "before" | "later"); // "a year after the raid, gunmen killed two"
        if long && !anchored && token <= trigger.head && trigger.head - token <= 5 {
            // "twelve months of rocket fire": what has gone on, not what happened.
            return Some(Stand { status: Status::Past, range: time.range, rule: RuleId("long-background") });
        }
        let Some(interval) = time.interval else { continue };
        let Some(filed) = filed else { continue };
        let ended = !matches!(time.bound, Bound::Since | Bound::After) || dates_what_follows(scene, time, trigger.head);
        let long_ago = ended && (filed - interval.end()).get_days() > HISTORY;
        // Not "two years after the coup, soldiers shot two people on Monday".
        if long_ago && !frame::is_dated(scene, sentence, trigger) {
            return Some(Stand { status: Status::Past, range: time.range, rule: RuleId("long-before-report") });
        }
        if time.bound == Bound::Within && (interval.start() - filed).get_days() > 0 {
            return Some(Stand { status: Status::Planned, range: time.range, rule: RuleId("after-report") });
        }
    }
    None
}

/// "Has fought the government since 2007": what has gone on from long before the report.
pub(crate) fn since_long(scene: &Scene<'_>, tokens: &Range<usize>, triggers: &[&Trigger]) -> bool {
    if !triggers.iter().all(|trigger| trigger.verb && perfect(scene, trigger.head)) {
        return false;
    }
    let filed = filed(scene).map(|filed| filed.interval.end());
    let began = window(scene, tokens).map(|window| window.interval.start());
    filed.zip(began).is_some_and(|(filed, began)| (filed - began).get_days() > HISTORY)
}

/// "Since 2019, when 33 people died in a bombing".
fn dates_what_follows(scene: &Scene<'_>, time: &TimeMention, head: usize) -> bool {
    let when = when_after(scene, time).filter(|&when| when < head && head <= scene.sentence_end(when));
    when.is_some_and(|when| (when..head).all(|token| scene.lower(token) != ";"))
}

/// "The 2015 attack on an embassy in which seven were killed": the day of the noun that the clause tells of.
fn dates_what_it_is_of(scene: &Scene<'_>, time: usize, verb: usize) -> bool {
    let which =
        scene.parse.children(verb).find(|&child| child < verb && matches!(scene.lower(child), "which" | "where" | "whom"));
    let Some(which) = which.filter(|&which| time < which && which <= time + 9) else { return false };
    (time..which).all(|token| !scene.is_verb(token) && !matches!(scene.lower(token), "." | ";" | ":"))
}

pub(crate) fn status_of(status: dateline_lexicon::CueStatus) -> Status {
    use dateline_lexicon::CueStatus;
    match status {
        CueStatus::Planned => Status::Planned,
        CueStatus::Threatened => Status::Threatened,
        CueStatus::Denied => Status::Denied,
        CueStatus::Hypothetical => Status::Hypothetical,
        CueStatus::Past => Status::Past,
        CueStatus::Negated => Status::Negated,
        CueStatus::Ongoing => Status::Ongoing,
    }
}
