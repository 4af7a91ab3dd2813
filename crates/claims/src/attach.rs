//! Which harm a count counts: "killed" in "an air strike on the town killed three people".
//!
//! In: the harm words and the counts of one sentence. Out: for each count, the harm word it belongs to, or none ("200 people
//! live there"). First by the tree; where the tree is silent, by the order of the words.

use dateline_lexicon::Side;
use dateline_mentions::{CountMention, Measure};
use dateline_syntax::{Relation, Upos, Xpos};
use dateline_text::RuleId;

use crate::bearer::bearer;
use crate::listed::listed;
use crate::order::{FAR, by_order, ends_clause, has_auxiliary};
use crate::party::{is_person, speaks};
use crate::scene::Scene;
use crate::sites::ANOTHER_PLACE;
use crate::trigger::Trigger;

/// The harm word a count belongs to, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Attachment {
    /// Index into the sentence's triggers.
    pub trigger: usize,
    /// Which rule tied them.
    pub rule: RuleId,
}

/// For each of `counts`, the one of `triggers` it belongs to. A count and the parts told with it ("six people, four of them children") are one
/// phrase: the whole is tied, its parts follow.
pub(crate) fn attach(scene: &Scene<'_>, triggers: &[Trigger], counts: &[&CountMention]) -> Vec<Option<Attachment>> {
    let wholes: Vec<usize> = (0..counts.len()).map(|index| outermost(scene, counts, index)).collect();
    let mut attached: Vec<Option<Attachment>> = vec![None; counts.len()];
    for index in (0..counts.len()).filter(|&index| wholes[index] == index) {
        let mut parts = (index + 1..counts.len()).filter(|&part| wholes[part] == index);
        // "15, including six children, were wounded": the parts stand between.
        let last = parts.clone().map(|part| counts[part].tokens.end).max();
        let closed =
            last.filter(|&end| scene.lower(counts[index].tokens.end) == "," && scene.lower(end) == ",").map(|end| end + 1);
        let end = closed.unwrap_or(counts[index].tokens.end);
        let own = elided(scene, triggers, counts[index], end);
        if some_of(counts, &wholes, index).is_some() {
            // "Two of the five people shot": the participle tells of all five, a verb of the two.
            let all = |own: &Attachment| {
                matches!(own.rule.0, "noun-of-harm-participle" | "noun-of-dying-clause" | "harm-in-counted-noun")
                    || scene.hit_people(triggers[own.trigger].head).is_some()
            };
            attached[index] = own.or_else(|| by_tree(scene, triggers, counts[index], 1).filter(all));
            continue;
        }
        let own = own.or_else(|| by_tree(scene, triggers, counts[index], CLIMB));
        attached[index] = own.or_else(|| parts.find_map(|part| by_tree(scene, triggers, counts[part], CLIMB)));
    }
    for index in (0..counts.len()).filter(|&index| wholes[index] == index) {
        let some = || some_of(counts, &wholes, index).and_then(|some| by_tree(scene, triggers, counts[some], CLIMB));
        if attached[index].is_none() && some().is_none() {
            let last = (index..counts.len()).filter(|&part| wholes[part] == index).map(|part| counts[part].tokens.end).max();
            let extent = counts[index].tokens.start..last.unwrap_or(counts[index].tokens.end);
            let others = (0..counts.len()).filter(|&other| wholes[other] != index).map(|other| counts[other]).collect::<Vec<_>>();
            attached[index] = by_order(scene, triggers, counts[index], &extent, &others);
        }
    }
    for index in 0..counts.len() {
        if attached[index].is_none() && wholes[index] == index {
            let ends_at = |end: usize| counts[..index].iter().position(|other| other.tokens.end == end);
            let told = |end: usize| ends_at(end).and_then(|other| attached[other]).map(|found| found.trigger);
            // "Two were killed in one town and one in another."
            let elsewhere = counts[index].rule.0 == "count-elsewhere";
            let last = attached[..index].iter().rev().flatten().next().filter(|_| elsewhere);
            let last = last.map(|last| Attachment { rule: ANOTHER_PLACE, ..*last });
            let last = last.or_else(|| included(scene, triggers, counts[index]));
            attached[index] = last.or_else(|| beside(scene, triggers, counts, index, &attached)).or_else(|| {
                Some(Attachment { trigger: listed(scene, triggers, counts[index], told)?, rule: RuleId("told-in-list") })
            });
        }
    }
    for index in 0..counts.len() {
        let whole = counts[wholes[index]];
        // "Two of five people shot on Monday have died": five were shot.
        let of_those = wholes[index] != index && counts[index].tokens.start < whole.tokens.start;
        if let Some((hit, died)) = of_those.then(|| hit_and_died(scene, triggers, whole)).flatten() {
            attached[wholes[index]] = Some(Attachment { trigger: hit, rule: RuleId("noun-of-harm-participle") });
            attached[index] = Some(Attachment { trigger: died, rule: RuleId("subject-of-dying") });
        } else if let (true, Some(of_whole)) = (wholes[index] != index, attached[wholes[index]]) {
            // "Three were shot and one of them died": the one has a worse harm of its own.
            let kills = |of: &Attachment| triggers[of.trigger].does(Measure::Killed);
            let worse = |own: &Attachment| of_whole.trigger < own.trigger && kills(own) && !kills(&of_whole);
            let own = by_tree(scene, triggers, counts[index], CLIMB).filter(worse);
            attached[index] = own.or(Some(Attachment { trigger: of_whole.trigger, rule: RuleId("part-of-counted") }));
        } else if of_those {
            attached[index] = by_tree(scene, triggers, counts[index], CLIMB);
        }
    }
    for index in 0..counts.len() {
        attached[index] = graver(scene, triggers, counts, index, &attached).or(attached[index]);
    }
    attached
}

/// The part of a whole that holds its words: "two" in "two of the four patients died", which tells nothing of the other two.
fn some_of(counts: &[&CountMention], wholes: &[usize], whole: usize) -> Option<usize> {
    let holds =
        |part: &CountMention| part.tokens.start < counts[whole].tokens.start && counts[whole].tokens.end <= part.tokens.end;
    (0..whole).find(|&part| wholes[part] == whole && holds(counts[part]))
}

/// "A man was shot and later died": those hit are the dead, where the same clause goes on to say that they died.
fn graver(
    scene: &Scene<'_>,
    triggers: &[Trigger],
    counts: &[&CountMention],
    index: usize,
    attached: &[Option<Attachment>],
) -> Option<Attachment> {
    let hit = attached[index].filter(|own| triggers[own.trigger].does(Measure::Injured))?;
    // "Was shot several times and killed."
    let takes_nobody = |verb: usize| {
        let passive = scene.is_passive(triggers[hit.trigger].head) && scene.parse.node(verb).relation == Relation::Conj;
        passive && scene.lower(verb - 1) != "not" && scene.parse.dependents(verb, Relation::Obj).next().is_none()
    };
    let dies = |at: &usize| {
        let trigger = &triggers[*at];
        let bears = match trigger.harm.map(|harm| harm.side) {
            Some(Side::Subject) => !trigger.of_oneself(scene),
            Some(Side::Object) => scene.is_passive(trigger.head) || takes_nobody(trigger.head),
            _ => false,
        };
        bears
            && trigger.does(Measure::Killed)
            && (scene.subject(trigger.head).is_some_and(|(subject, _)| subject == counts[index].head)
                || *at == hit.trigger + 1 && goes_on(scene, trigger.head))
            && !attached.iter().flatten().any(|other| other.trigger == *at)
    };
    let later = || hit_and_died(scene, triggers, counts[index]).map(|(_, died)| died);
    let free = |at: &usize| hit.trigger < *at && !attached.iter().flatten().any(|other| other.trigger == *at);
    let found = (hit.trigger + 1..triggers.len()).find(dies).or_else(|| later().filter(free))?;
    Some(Attachment { trigger: found, rule: RuleId("hit-and-died") })
}

/// "A man found shot on Monday night has died", "five people who were shot in a park have died": the words that tell right after a noun that those were
/// hit, and the verb, later in the same clause, that tells of their death, whatever the tree hangs it on.
fn hit_and_died(scene: &Scene<'_>, triggers: &[Trigger], count: &CountMention) -> Option<(usize, usize)> {
    const FAR: usize = 20;
    let hits = |trigger: &Trigger| {
        let near = count.tokens.end <= trigger.tokens.start && trigger.tokens.start <= count.tokens.end + 3;
        let light = |token: usize| matches!(scene.lower(token), "who" | "was" | "were" | "found" | "had" | "been");
        near && trigger.does(Measure::Injured)
            && trigger.harm.is_some_and(|harm| harm.side == Side::Object)
            && (count.tokens.end..trigger.tokens.start).all(light)
    };
    let hit = triggers.iter().position(hits)?;
    let relative = scene.lower(count.tokens.end) != "was" && scene.lower(count.tokens.end) != "were";
    let at = hit + 1;
    let died = triggers.get(at).filter(|died| died.verb && died.does(Measure::Killed) && !died.of_oneself(scene))?;
    let between = triggers[hit].tokens.end..died.tokens.start;
    let bears = died.harm.is_some_and(|harm| harm.side == Side::Subject) || scene.is_passive(died.head);
    let light = |token: usize| matches!(scene.parse.node(token).upos, Upos::Adv | Upos::Aux);
    let before = between.clone().rev().find(|&token| !light(token));
    // "Shot by an officer has died": the officer did not.
    let doer = |token: usize| scene.case(token) == Some("by");
    let another = before.is_some_and(|before| {
        let points = matches!(scene.lower(before), "he" | "she" | "they" | "who" | "and" | "one");
        points || is_person(scene, before) && !doer(before)
    });
    let goes_on = !between.clone().any(|token| {
        ends_clause(scene, token) || matches!(scene.lower(token), "where" | "who" | "as" | "and") && token + 1 < died.tokens.start
    });
    (relative && bears && goes_on && !another && between.len() <= FAR).then_some((hit, at))
}

/// "… and later died": a verb without a subject of its own that goes on with what was said.
fn goes_on(scene: &Scene<'_>, verb: usize) -> bool {
    let own = scene
        .parse
        .children(verb)
        .any(|child| matches!(scene.parse.node(child).relation, Relation::Nsubj | Relation::NsubjPass) && child + 4 > verb);
    let between = |token: &usize| matches!(scene.parse.node(*token).upos, Upos::Adv | Upos::Aux);
    let before = (verb.saturating_sub(4)..verb).rev().find(|token| !between(token));
    !own && before.is_some_and(|token| matches!(scene.lower(token), "and" | "but"))
}

/// The count, among `counts`, that `index` is a part of, itself where it is none's.
fn outermost(scene: &Scene<'_>, counts: &[&CountMention], index: usize) -> usize {
    let mut whole = index;
    for _ in 0..4 {
        match whole_of(scene, counts, counts[whole]) {
            Some(above) => whole = above,
            None => break,
        }
    }
    whole
}

/// Which of `counts` the words make `part` a part of.
pub(crate) fn whole_of(scene: &Scene<'_>, counts: &[&CountMention], part: &CountMention) -> Option<usize> {
    part.part_of.and_then(|_| counts.iter().position(|whole| is_of(scene, part, whole)))
}

/// Whether the words make `part` a part of `whole`.
pub(crate) fn is_of(scene: &Scene<'_>, part: &CountMention, whole: &CountMention) -> bool {
    part.part_of.and_then(|above| scene.mentions.counts.get(above)).is_some_and(|above| std::ptr::eq(above, whole))
}

/// Whether a measure that a noun names tells who they are where a verb tells that they were struck: hostages, detainees, the displaced.
pub(crate) fn is_standing(measure: Option<Measure>) -> bool {
    matches!(measure, Some(Measure::Abducted | Measure::Detained | Measure::Displaced))
}

/// Whatever the tree says: "killed ten and others were wounded", "ten people were reported killed", where the count is the subject of the participle
/// right after it; "injuring 27", the object of the verb right before it; "left five people dead", those whom the adjective right after it is said of.
fn elided(scene: &Scene<'_>, triggers: &[Trigger], count: &CountMention, end: usize) -> Option<Attachment> {
    let before = count.tokens.start.checked_sub(1);
    let joined = before.is_some_and(|before| matches!(scene.lower(before), "and" | "," | ";" | "while" | "with"));
    let sentence = || scene.document.sentences().get(scene.document.sentence_of(count.tokens.start));
    let opens = || sentence().is_some_and(|sentence| sentence.tokens.start == count.tokens.start);
    let told = |token: usize| matches!(scene.lower(token), "reported" | "confirmed" | "feared" | "presumed" | "believed");
    let participle = |trigger: &Trigger| {
        let light = |token: usize| matches!(scene.parse.node(token).upos, Upos::Aux | Upos::Adv) || told(token);
        let near = trigger.tokens.start >= end && trigger.tokens.start <= end + 4;
        let between = end..trigger.tokens.start;
        let object = || scene.parse.dependents(trigger.head, Relation::Obj).any(|object| !scene.is_time(object));
        // "Two others badly hurt Wednesday": a verb that harms and has no object is a participle, whatever its tag.
        let past = scene.parse.node(trigger.head).xpos;
        let ends =
            || scene.is_time(trigger.tokens.end) || matches!(scene.lower(trigger.tokens.end), "in" | "near" | "." | "," | "and");
        let form = past == Xpos::Vbn || past == Xpos::Vbd && ends();
        let after = near && between.clone().all(light) && form && !object();
        let of_people = trigger.harm.is_some_and(|harm| harm.side == Side::Object && harm.counts(count.unit));
        let relayed = between.clone().any(told);
        // "Gunmen shot and killed the mayor" opens with who did it.
        let passive = between.clone().any(|token| scene.parse.node(token).upos == Upos::Aux);
        // "One was killed and two others badly hurt": the first verb's subject is not the second's.
        let shared = !scene.parse.children(trigger.head).any(|child| scene.parse.node(child).relation == Relation::NsubjPass);
        let own = |(subject, relation)| count.tokens.contains(&subject) || joined && shared && relation == Relation::NsubjPass;
        // "According to activists, nine people were killed", where the tree has the activists for the subject.
        let own = |told: (usize, Relation)| own(told) || before.is_some_and(|comma| told.0 < comma) && speaks(scene, told.0);
        let subject = || scene.subject(trigger.head).is_none_or(own);
        // "Ten reported wounded": the number is of the wounded in so many words.
        let named = near && count.measure.is_some_and(|measure| trigger.does(measure)) && between.clone().all(told);
        named || after && of_people && (relayed || passive || subject()) && (joined || opens() && (relayed || passive))
    };
    let object = |trigger: &Trigger| {
        let active = trigger.verb && matches!(scene.parse.node(trigger.head).xpos, Xpos::Vbg | Xpos::Vbd | Xpos::Vb);
        let of_people = trigger.harm.is_some_and(|harm| harm.side == Side::Object && harm.counts(count.unit));
        active && of_people && trigger.tokens.end == count.tokens.start && !scene.is_passive(trigger.head)
    };
    let left = before.is_some_and(|before| scene.lemma(before) == "leave");
    let dead =
        |trigger: &Trigger| trigger.tokens.start == count.tokens.end && trigger.harm.is_some_and(|harm| harm.counts(count.unit));
    let found = triggers.iter().position(participle).map(|trigger| (trigger, "noun-of-harm-participle"));
    let found = found.or_else(|| Some((triggers.iter().position(object)?, "object-of-harm")));
    let found = found.or_else(|| Some((triggers.iter().position(dead).filter(|_| left)?, "said-to-be-harmed")));
    found.map(|(trigger, rule)| Attachment { trigger, rule: RuleId(rule) })
}

/// How many words up the tree a harm word is looked for.
const CLIMB: usize = 6;

/// By the tree: an object of an active verb, a subject of a passive or of a verb of dying, the noun a participle or a relative clause
/// hangs on, the "of" of a harm noun; and whatever is joined to one of these by "and".
fn by_tree(scene: &Scene<'_>, triggers: &[Trigger], count: &CountMention, climb: usize) -> Option<Attachment> {
    let holds = |trigger: &Trigger| {
        let named = trigger.head == count.head || count.measure.is_some() && count.tokens.contains(&trigger.head);
        named && trigger.harm.is_some_and(|harm| harm.counts(count.unit))
    };
    let own = triggers.iter().position(holds).map(|trigger| Attachment { trigger, rule: RuleId("harm-in-counted-noun") });
    let told =
        |own: &Attachment| count.measure.is_some() || triggers[own.trigger].harm.is_some_and(|harm| harm.measure.is_some());
    // "Killed two hostages", "12 displaced people died": the noun tells who they were, the verb what befell them.
    let named = || own.and_then(|own| triggers[own.trigger].harm).and_then(|harm| harm.measure);
    let taken = is_standing(count.measure.or_else(named));
    let strikes = |trigger: &Trigger| {
        (trigger.verb || trigger.act.is_none()) && (trigger.does(Measure::Killed) || trigger.does(Measure::Injured))
    };
    let struck = || {
        let mut struck = triggers.iter().enumerate().filter(|(_, trigger)| strikes(trigger));
        struck.find_map(|(index, trigger)| Some(Attachment { trigger: index, rule: tie(scene, trigger, count.head, count)? }))
    };
    if let Some(struck) = Some(()).filter(|()| taken).and_then(|()| struck()) {
        return Some(struck);
    }
    // "Three of the wounded died": the noun tells who they were here too, whatever the tree makes of it.
    let wounded = count.measure.or_else(named) == Some(Measure::Injured);
    let dies = |trigger: &Trigger| {
        let between = count.tokens.end..trigger.tokens.start.max(count.tokens.end);
        let light = |token: usize| matches!(scene.parse.node(token).upos, Upos::Aux | Upos::Adv);
        let next = count.tokens.end <= trigger.tokens.start && between.len() < 3 && between.into_iter().all(light);
        next && trigger.verb && trigger.does(Measure::Killed) && trigger.harm.is_some_and(|harm| harm.side == Side::Subject)
    };
    if let Some(dying) = triggers.iter().position(dies).filter(|_| wounded) {
        return Some(Attachment { trigger: dying, rule: RuleId("subject-of-dying") });
    }
    if own.as_ref().is_some_and(told) {
        return own;
    }
    // "Twelve men kidnapped last week were found dead": they were taken, and are dead.
    let takes = |trigger: &Trigger| trigger.does(Measure::Abducted) || trigger.does(Measure::Detained);
    let dead = |trigger: &Trigger| {
        let theirs = scene.subject(trigger.head).is_some_and(|(subject, _)| subject == count.head);
        let between = |other: &Trigger| count.head < other.head && other.head < trigger.head && takes(other);
        let borne = scene.is_passive(trigger.head) || trigger.harm.is_some_and(|harm| harm.side == Side::Subject);
        trigger.verb && trigger.does(Measure::Killed) && borne && theirs && triggers.iter().any(between)
    };
    if let Some(dead) = triggers.iter().position(dead) {
        return Some(Attachment { trigger: dead, rule: RuleId("subject-of-dying") });
    }
    let mut noun = count.head;
    for _ in 0..climb {
        if let Some(found) = triggers
            .iter()
            .enumerate()
            .find_map(|(index, trigger)| tie(scene, trigger, noun, count).map(|rule| Attachment { trigger: index, rule }))
        {
            return Some(found);
        }
        let node = scene.parse.node(noun);
        let climbs = match node.relation {
            Relation::Conj | Relation::Appos | Relation::Nummod | Relation::Compound | Relation::Flat | Relation::Det => true,
            Relation::Nmod => matches!(scene.case(noun), Some("of" | "including" | "among")),
            _ => false,
        };
        match node.head.filter(|_| climbs) {
            Some(above) => noun = above,
            None => break,
        }
    }
    own // "the victim" of no harm that is named
}

/// Whether `noun` is what `trigger` harms, and by which construction.
fn tie(scene: &Scene<'_>, trigger: &Trigger, noun: usize, count: &CountMention) -> Option<RuleId> {
    let harm = trigger.harm?;
    if !harm.counts(count.unit) {
        return None;
    }
    let node = scene.parse.node(noun);
    let head = node.head;
    let verb = trigger.head;
    if matches!(harm.side, Side::Noun | Side::Borne) {
        if harm.side == Side::Borne && bearer(scene, verb) == Some(noun) {
            return Some(RuleId("bearer-of-harm"));
        }
        if harm.side == Side::Noun && said_of(scene, verb).is_some_and(|said| said == noun || count.tokens.contains(&said)) {
            return Some(RuleId("said-to-be-harmed"));
        }
        let of = head == Some(verb) && node.relation == Relation::Nmod && matches!(scene.case(noun), Some("of" | "among" | "to"));
        return of.then_some(RuleId("count-of-harm-noun"));
    }
    // "The father of one of the boys killed by a shell": the tree has him for the subject.
    let hit = scene.hit_people(verb);
    let own = node.head == Some(verb)
        && matches!(node.relation, Relation::Nsubj | Relation::NsubjPass)
        && hit.is_none_or(|hit| hit == noun)
        && scene.after_and(verb, noun).is_none();
    let subject = scene.subject(verb).filter(|&(subject, _)| they(scene, verb, subject) == noun);
    let subject = subject.or(own.then_some((noun, node.relation)));
    let hangs_on = scene.parse.node(verb).head == Some(noun)
        && matches!(scene.parse.node(verb).relation, Relation::Acl | Relation::AclRelcl | Relation::Amod);
    let passive = scene.is_passive(verb);
    match harm.side {
        Side::Subject if subject.is_some() => Some(RuleId("subject-of-dying")),
        Side::Subject if hangs_on => Some(RuleId("noun-of-dying-clause")),
        Side::Object if head == Some(verb) && is_object(scene, noun, count) => Some(RuleId("object-of-harm")),
        Side::Object if matches!(subject, Some((_, Relation::NsubjPass))) => Some(RuleId("passive-subject-of-harm")),
        Side::Object if subject.is_some() && passive && !hangs_on => Some(RuleId("passive-subject-of-harm")),
        Side::Object if hangs_on && scene.parse.node(verb).xpos != Xpos::Vbg && passive => {
            Some(RuleId("noun-of-harm-participle"))
        }
        _ => None,
    }
}

/// "Two people are recovering after they were shot": whom "they" in a clause under another stands for, the subject of that one.
fn they(scene: &Scene<'_>, verb: usize, subject: usize) -> usize {
    let node = scene.parse.node(verb);
    let above =
        node.head.filter(|_| scene.lower(subject) == "they" && matches!(node.relation, Relation::Advcl | Relation::Parataxis));
    let theirs = |above: usize| {
        scene.parse.dependents(above, Relation::Nsubj).chain(scene.parse.dependents(above, Relation::NsubjPass)).next()
    };
    above.and_then(theirs).unwrap_or(subject)
}

/// "One person is dead": whom an adjective of harm is said of.
pub(crate) fn said_of(scene: &Scene<'_>, adjective: usize) -> Option<usize> {
    let node = scene.parse.node(adjective);
    let own = scene.parse.dependents(adjective, Relation::Nsubj).next();
    own.filter(|_| node.upos == Upos::Adj)
}

/// An object, or what a parse takes for "killed … between" where "between eight and twelve" is a number.
fn is_object(scene: &Scene<'_>, noun: usize, count: &CountMention) -> bool {
    match scene.parse.node(noun).relation {
        Relation::Obj | Relation::Iobj => true,
        Relation::Obl => scene.parse.node(noun).head.is_some_and(|verb| verb + 1 == count.tokens.start),
        _ => false,
    }
}

/// "A leader was detained along with two insurgents", "the mayor's wife and three others were killed": what is told beside a counted one is
/// harmed as it is.
fn beside(
    scene: &Scene<'_>,
    triggers: &[Trigger],
    counts: &[&CountMention],
    index: usize,
    attached: &[Option<Attachment>],
) -> Option<Attachment> {
    let words = |token: usize, back: usize| token.checked_sub(back).map_or("", |token| scene.lower(token));
    let start = counts[index].tokens.start;
    let along = matches!(
        (words(start, 2), words(start, 1)),
        ("along" | "together", "with") | ("well", "as") | ("addition", "to") | (_, "alongside")
    );
    // "killed Taliban leader X along with one other": the one killed is no counted phrase, the verb is there all the same.
    let verb = || {
        let harms = |trigger: &Trigger| trigger.verb && trigger.harm.is_some_and(|harm| harm.counts(counts[index].unit));
        let last = triggers.iter().rposition(|trigger| harms(trigger) && trigger.tokens.end <= start)?;
        (start - triggers[last].tokens.end <= FAR).then_some(Attachment { trigger: last, rule: RuleId("told-beside-harm") })
    };
    let before = || attached[..index].iter().rev().copied().flatten().next().or_else(verb);
    let after = || {
        let next = index + 1;
        let joined = counts.get(next).is_some_and(|other| {
            words(other.tokens.start, 1) == "and"
                && other.tokens.clone().any(|token| matches!(scene.lower(token), "other" | "others"))
                && (counts[index].tokens.end..other.tokens.start).len() <= FAR
                && !triggers.iter().any(|trigger| (counts[index].tokens.end..other.tokens.start).contains(&trigger.head))
        });
        attached.get(next).copied().flatten().filter(|_| joined)
    };
    let found = if along { before() } else { after() }?;
    Some(Attachment { trigger: found.trigger, rule: RuleId("told-beside-counted") })
}

/// Which rule ties those that others harmed are said to include.
pub(crate) const AMONG: RuleId = RuleId("counted-among-harmed");

/// "Those killed in the raid included two women": some of those whom the words before the verb say were harmed.
fn included(scene: &Scene<'_>, triggers: &[Trigger], count: &CountMention) -> Option<Attachment> {
    let verb = count.tokens.start.checked_sub(1)?;
    let start = scene.tokens(scene.document.sentence_of(verb)).start;
    let told = |trigger: &Trigger| {
        let whole = trigger.harm.is_some_and(|harm| harm.side != Side::Subject && harm.counts(count.unit))
            && !has_auxiliary(scene, trigger);
        let clause = || {
            (start..verb).any(|token| ends_clause(scene, token) || matches!(scene.parse.node(token).xpos, Xpos::Vbz | Xpos::Vbp))
        };
        // The subject of "included" is, or tells of, those harmed.
        let subject = scene.subject(verb).map(|(subject, _)| scene.parse.subtree(subject));
        let of_subject = trigger.tokens.end == verb || subject.is_some_and(|subject| subject.contains(&trigger.head));
        whole && of_subject && trigger.tokens.end <= verb && !clause()
    };
    let of = triggers.iter().rposition(told).filter(|_| matches!(scene.lower(verb), "included" | "include"))?;
    Some(Attachment { trigger: of, rule: AMONG })
}
