//! Doers: who did the act that a noun names, by the verb beside the noun.
//!
//! In: a noun that names an act. Out: those whom "carried out", "took part in", "claimed responsibility for", "blamed on" tie to it. A verb of
//! other sense ("condemned the attack") names no doer.

use dateline_lexicon::ActFrame;
use dateline_syntax::{Relation, Upos, Xpos};
use dateline_text::RuleId;

use crate::claim::{Certainty, Party, PartyRole};
use crate::party::{Aim, actor_at, is_person, push, push_target};
use crate::scene::Scene;

/// The doers of the act that `noun` names, and whom the verb that carries it says it was aimed at.
pub(crate) fn of_carried_noun(scene: &Scene<'_>, noun: usize, parties: &mut Vec<Party>) {
    let node = scene.parse.node(noun);
    // "An attack carried out by", "claimed by", "blamed on": the participle hangs on the noun.
    for participle in scene.parse.dependents(noun, Relation::Acl) {
        told_of(scene, participle, parties);
        if frames(scene, participle).contains(&ActFrame::Does) {
            against(scene, participle, parties);
        }
    }
    // "The blast, which was claimed by the group", "an attack that residents attributed to the group", "that the group claimed".
    for verb in scene.parse.dependents(noun, Relation::AclRelcl) {
        told_of(scene, verb, parties);
    }
    if !parties.iter().any(|party| party.role == PartyRole::Perpetrator) {
        told_in_order(scene, noun, parties);
    }
    if !parties.iter().any(|party| party.role == PartyRole::Perpetrator) {
        done_by(scene, noun, parties);
    }
    let head = node.head.unwrap_or(noun);
    let verb = scene.parse.node(head).upos == Upos::Verb;
    // "Blamed the Haqqani group for an attack", where the tree ties the attack to the group.
    let blames = |&verb: &usize| frames(scene, verb).contains(&ActFrame::Blames) && blamed(scene, verb) == Some(head);
    let laid_to = scene.parse.node(head).head.filter(blames).filter(|_| matches!(scene.case(noun), Some("for" | "of" | "over")));
    match (node.relation, scene.case(noun)) {
        _ if laid_to.is_some() => blame(scene, head, "blamed-for-act", parties),
        (Relation::Obj | Relation::NsubjPass, _) if verb => carried(scene, noun, head, parties),
        (Relation::Obl | Relation::Nmod | Relation::Advcl, Some(case)) => tied(scene, head, case, parties),
        // "The rebels were behind the attack".
        _ if scene.case(noun) == Some("behind") && scene.parse.dependents(noun, Relation::Cop).next().is_some() => {
            let who = scene.parse.dependents(noun, Relation::Nsubj).next();
            who.into_iter().for_each(|who| blame(scene, who, "responsible-for-act", parties));
        }
        // "The murder was the work of the army".
        (Relation::Nsubj, _) if scene.lemma(head) == "work" => {
            let of = scene.parse.dependents(head, Relation::Nmod).filter(|&whose| scene.case(whose) == Some("of"));
            of.for_each(|whose| blame(scene, whose, "act-ascribed", parties));
        }
        _ => {}
    }
}

/// Who did it by the verb that describes it: "claimed by", "blamed on", "that the group said it carried out".
fn told_of(scene: &Scene<'_>, verb: usize, parties: &mut Vec<Party>) {
    let passive = scene.is_passive(verb) || scene.parse.node(verb).relation == Relation::Acl;
    for frame in frames(scene, verb) {
        match frame {
            ActFrame::Does if passive => agents(scene, verb, parties),
            ActFrame::Claims if passive => {
                scene.agents(verb).for_each(|who| add(scene, who, "claims-act", Certainty::Claimed, parties));
            }
            ActFrame::Claims => {
                let subject = scene.parse.dependents(verb, Relation::Nsubj).find(|&who| !is_relative(scene, who));
                subject.into_iter().for_each(|who| add(scene, who, "claims-act", Certainty::Claimed, parties));
            }
            ActFrame::Ascribes => {
                let to = |&child: &usize| matches!(scene.case(child), Some("to" | "on")) && !scene.is_time(child);
                obliques(scene, verb).filter(to).for_each(|whom| blame(scene, whom, "act-ascribed", parties));
            }
            _ => {}
        }
    }
}

/// "An attack claimed by the United Wa State Army", "an attack that residents attributed to", "the army was behind the attack": whoever is named right after
/// the verb's preposition, or right before "was behind", wherever the tree hangs the name.
fn told_in_order(scene: &Scene<'_>, noun: usize, parties: &mut Vec<Party>) {
    let end = scene.sentence_end(noun);
    let named_at = |start: usize| {
        let article = usize::from(scene.lower(start) == "the");
        scene.actors_near(start).find(|actor| actor.tokens.start == start + article).map(|actor| actor.head)
    };
    let near = noun + 1..end.min(noun + 5);
    let verb = near.take_while(|&token| !matches!(scene.lower(token), "," | ";")).find(|&token| scene.is_verb(token));
    if let Some(verb) = verb.filter(|&verb| matches!(scene.parse.node(verb).xpos, Xpos::Vbn | Xpos::Vbd)) {
        let tie = scene.lower(verb + 1);
        let whom = named_at(verb + 2);
        for (frame, whom) in frames(scene, verb).iter().filter_map(|frame| Some((frame, whom?))) {
            match frame {
                ActFrame::Claims if tie == "by" => add(scene, whom, "claims-act", Certainty::Claimed, parties),
                ActFrame::Ascribes if matches!(tie, "on" | "to") => blame(scene, whom, "act-ascribed", parties),
                _ => {}
            }
        }
    }
    // "Blamed the attack, in which five died, on the rebels".
    let ascribes = |verb: usize| frames(scene, verb).contains(&ActFrame::Ascribes);
    if (noun.saturating_sub(3)..noun).any(ascribes) {
        let set_off = |&token: &usize| scene.lower(token) == "," && matches!(scene.lower(token + 1), "on" | "to");
        let whom = (noun + 1..end).find(set_off).and_then(|comma| named_at(comma + 2));
        whom.into_iter().for_each(|whom| blame(scene, whom, "act-ascribed", parties));
    }
    let behind = scene.parse.dependents(noun, Relation::Case).find(|&case| scene.lower(case) == "behind");
    let light = |&token: &usize| scene.is_verb(token) || scene.parse.node(token).upos == Upos::Adv;
    let verbs = behind.map(|behind| (behind.saturating_sub(4)..behind).rev().take_while(light).last());
    if let Some(verb) = verbs.flatten().filter(|&verb| matches!(scene.lower(verb), "was" | "were" | "is" | "are" | "had")) {
        let who = scene.actors_near(verb).find(|actor| actor.tokens.end == verb);
        who.into_iter().for_each(|who| blame(scene, who.head, "responsible-for-act", parties));
    }
}

fn is_relative(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.lower(token), "that" | "which" | "who")
}

/// "The rebels carried out the attack", "the attack was carried out by", "claimed the attack", "attributed the attack to", "blamed it on".
fn carried(scene: &Scene<'_>, noun: usize, verb: usize, parties: &mut Vec<Party>) {
    let passive = scene.parse.node(noun).relation == Relation::NsubjPass || scene.is_passive(verb);
    for frame in frames(scene, verb) {
        match frame {
            ActFrame::Does | ActFrame::Claims => {
                if passive {
                    agents(scene, verb, parties);
                } else if let Some(accused) = accused(scene, verb) {
                    blame(scene, accused, "accused-of-act", parties);
                } else if let Some((subject, Relation::Nsubj)) = scene.subject(verb) {
                    let rule = if *frame == ActFrame::Does { "subject-carries-act" } else { "claims-act" };
                    push(scene, subject, PartyRole::Perpetrator, RuleId(rule), parties);
                }
                against(scene, verb, parties);
            }
            ActFrame::Ascribes => ascribed(scene, noun).into_iter().for_each(|whom| blame(scene, whom, "act-ascribed", parties)),
            ActFrame::TakesPart | ActFrame::Blames | ActFrame::Seeks => {}
        }
    }
}

/// "blamed the attack on the school on the rebels", "the attack was attributed to": to whom the verb lays what `noun` names, the last that it may be.
pub(crate) fn ascribed(scene: &Scene<'_>, noun: usize) -> Option<usize> {
    let node = scene.parse.node(noun);
    let verb = node.head.filter(|_| matches!(node.relation, Relation::Obj | Relation::NsubjPass))?;
    let beside = obliques(scene, verb).chain(obliques(scene, noun));
    let whom = beside.filter(|&child| matches!(scene.case(child), Some("to" | "on")) && !scene.is_time(child)).max();
    whom.filter(|_| frames(scene, verb).contains(&ActFrame::Ascribes))
}

/// "blamed the rebels for the attack", "took part in the attack", "responsible for the attack", "claimed responsibility for the attack", "the suspects in
/// the attack".
fn tied(scene: &Scene<'_>, head: usize, case: &str, parties: &mut Vec<Party>) {
    let node = scene.parse.node(head);
    if matches!(scene.lemma(head), "author" | "culprit" | "mastermind" | "perpetrator" | "suspect")
        && matches!(case, "of" | "in" | "behind")
    {
        // "The suspects are two men", "the colonel is the mastermind": whom the copula says they are.
        let is = |noun: usize| scene.parse.dependents(noun, Relation::Cop).next().is_some();
        let said = node.head.filter(|&said| node.relation == Relation::Nsubj && is(said) && is_person(scene, said));
        let who = said.or_else(|| scene.parse.dependents(head, Relation::Nsubj).next().filter(|_| is(head)));
        blame(scene, who.unwrap_or(head), "takes-part-in-act", parties);
        return;
    }
    // "Arrested in connection with the attack", "accused of involvement in the attack", "took part in the attack".
    let connected = match scene.lemma(head) {
        "connection" => case == "with",
        "complicity" | "involvement" | "part" | "participation" | "role" => case == "in",
        _ => false,
    };
    let verb = scene.parse.ancestors(head).find(|&above| scene.is_verb(above)).filter(|_| connected);
    let (head, case) = verb.map_or((head, case), |verb| (verb, if scene.lemma(head) == "part" { "in" } else { "over" }));
    if case == "for" && scene.lemma(head) == "responsible" {
        let subject = scene.parse.dependents(head, Relation::Nsubj).next();
        // "those responsible for", "the group responsible for": the noun it describes.
        let described = scene.parse.node(head).head.filter(|_| scene.parse.node(head).relation == Relation::Amod);
        if let Some(who) = subject.or(described).or_else(|| accused(scene, head)) {
            blame(scene, who, "responsible-for-act", parties);
        }
        return;
    }
    if matches!(case, "for" | "of") && matches!(scene.lemma(head), "responsibility" | "credit" | "authorship") {
        let verb = scene.parse.node(head).head.filter(|_| scene.parse.node(head).relation == Relation::Obj);
        if let Some(verb) = verb.filter(|&verb| frames(scene, verb).contains(&ActFrame::Claims))
            && let Some((subject, Relation::Nsubj)) = scene.subject(verb)
        {
            add(scene, subject, "claims-act", Certainty::Claimed, parties);
        }
        return;
    }
    for frame in frames(scene, head) {
        match (frame, case) {
            // "implicated two officers in the murder": the object took part.
            (ActFrame::TakesPart, "in" | "with") => {
                let object = scene.parse.dependents(head, Relation::Obj).next().filter(|_| !scene.is_passive(head));
                let own = |&object: &usize| scene.lower(object) != "part";
                if let Some(accused) = accused(scene, head) {
                    blame(scene, accused, "accused-of-act", parties); // "charged two men with taking part in"
                } else if let Some(object) = object.filter(own) {
                    blame(scene, object, "takes-part-in-act", parties);
                } else if let Some((subject, _)) = scene.subject(head) {
                    push(scene, subject, PartyRole::Perpetrator, RuleId("takes-part-in-act"), parties);
                }
            }
            // "Responded with air strikes".
            (ActFrame::Does, "with") => {
                if let Some((subject, Relation::Nsubj)) = scene.subject(head) {
                    push(scene, subject, PartyRole::Perpetrator, RuleId("subject-carries-act"), parties);
                }
            }
            (ActFrame::Claims, "to" | "for") => {
                if let Some((subject, Relation::Nsubj)) = scene.subject(head) {
                    add(scene, subject, "claims-act", Certainty::Claimed, parties);
                }
            }
            (ActFrame::Blames, "for" | "of" | "over" | "with") => {
                blamed(scene, head).into_iter().for_each(|whom| blame(scene, whom, "blamed-for-act", parties));
            }
            _ => {}
        }
    }
}

/// Whom a verb of blame blames: its object, or its subject in the passive.
fn blamed(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let passive = |&(_, relation): &(usize, Relation)| relation == Relation::NsubjPass || scene.is_passive(verb);
    let subject = || scene.subject(verb).filter(passive).map(|(subject, _)| subject);
    // "Blamed Oromo rebels": nothing ties them but their place after the verb.
    let bare = |&child: &usize| {
        let loose = matches!(scene.parse.node(child).relation, Relation::Obl | Relation::Nmod) && scene.case(child).is_none();
        loose && child > verb && scene.is_noun(child) && !scene.is_time(child)
    };
    let object = scene.parse.dependents(verb, Relation::Obj).next();
    object.or_else(subject).or_else(|| scene.parse.children(verb).find(bare))
}

/// "accused the rebels of burning": the one who is said to have done what the verb `act` names, where it hangs on a verb of blame, or on its object.
pub(crate) fn accused(scene: &Scene<'_>, act: usize) -> Option<usize> {
    let node = scene.parse.node(act);
    let head = node.head?;
    let tie = |word: &str| matches!(word, "of" | "for" | "with");
    // "Accused of burning", "holds them responsible for".
    let noun = !scene.is_verb(act);
    if !scene.parse.children(act).any(|child| tie(scene.lower(child)) || noun && scene.case(child).is_some_and(tie)) {
        return None;
    }
    let blames = |verb: usize| frames(scene, verb).contains(&ActFrame::Blames);
    match node.relation {
        Relation::Advcl | Relation::Obl | Relation::Xcomp | Relation::Ccomp if blames(head) => {
            blamed(scene, head).or_else(|| scene.parse.dependents(act, Relation::Nsubj).next())
        }
        Relation::Acl => {
            // "Accused the rebels and the army of firing".
            let first = scene.parse.node(head).head.filter(|_| scene.parse.node(head).relation == Relation::Conj).unwrap_or(head);
            scene.parse.node(first).head.filter(|&verb| blames(verb) && blamed(scene, verb) == Some(first)).map(|_| first)
        }
        _ => None,
    }
}

/// Those whom the report says others hold to have done it.
pub(crate) fn blame(scene: &Scene<'_>, token: usize, rule: &'static str, parties: &mut Vec<Party>) {
    add(scene, token, rule, Certainty::Suspected, parties);
}

fn add(scene: &Scene<'_>, token: usize, rule: &'static str, certainty: Certainty, parties: &mut Vec<Party>) {
    let known = parties.len();
    push(scene, token, PartyRole::Perpetrator, RuleId(rule), parties);
    parties[known..].iter_mut().for_each(|party| party.certainty = certainty);
}

/// "carried out by three men", "planned by a colonel and carried out by two sergeants".
fn agents(scene: &Scene<'_>, verb: usize, parties: &mut Vec<Party>) {
    let joined = scene.parse.dependents(verb, Relation::Conj).filter(|&other| frames(scene, other).contains(&ActFrame::Does));
    for child in std::iter::once(verb).chain(joined).flat_map(|verb| scene.agents(verb)) {
        push(scene, child, PartyRole::Perpetrator, RuleId("by-whom"), parties);
    }
}

/// "were murdered at dawn today by men in uniform": where the tree ties "by" elsewhere, the people named right after the first one that follows.
pub(crate) fn by_order(scene: &Scene<'_>, after: usize, parties: &mut Vec<Party>) {
    if parties.iter().any(|party| party.role == PartyRole::Perpetrator) {
        return;
    }
    let end = scene.sentence_end(after).min(after + REACH);
    let stops = |token: usize| {
        matches!(scene.lower(token), ";" | "." | "that" | "which" | "who" | "when" | "while") || is_finite(scene, token)
    };
    let Some(by) = (after..end).take_while(|&token| !stops(token)).find(|&token| scene.lower(token) == "by") else { return };
    // "By an air strike on a school": what the strike was on did nothing.
    let leads_off = |token: usize| {
        let named = scene.is_noun(token - 1) || scene.parse.node(token - 1).upos == Upos::Num;
        scene.parse.node(token).upos == Upos::Adp && scene.lower(token) != "of" && named
    };
    let ends = |token: usize| stops(token) || leads_off(token) || scene.lower(token) == ",";
    let phrase = (by + 1..end.min(by + 10)).take_while(|&token| !ends(token));
    let who = phrase.into_iter().find(|&token| {
        let listed = actor_at(scene, token).is_some_and(|actor| !actor.modifier && actor.head == token);
        listed || is_person(scene, token) && !scene.parse.node(token + 1).upos.eq(&Upos::Noun)
    });
    // "Twice the number given earlier by police".
    let told = |token: usize| {
        matches!(scene.lemma(token), "give" | "provide" | "issue" | "release" | "publish" | "report" | "cite" | "quote")
    };
    if let Some(who) = who.filter(|_| !(by.saturating_sub(2)..by).any(told)) {
        push(scene, who, PartyRole::Perpetrator, RuleId("by-whom-in-order"), parties);
    }
}

/// "Two attacks on pipelines conducted by rebels": the participle that the tree hangs on another noun.
fn done_by(scene: &Scene<'_>, noun: usize, parties: &mut Vec<Party>) {
    let end = scene.sentence_end(noun).min(noun + REACH);
    let mut before_verb = (noun + 1..end).take_while(|&token| !is_finite(scene, token));
    let does = |&token: &usize| scene.parse.node(token).xpos == Xpos::Vbn && frames(scene, token).contains(&ActFrame::Does);
    if let Some(participle) = before_verb.find(does).filter(|&participle| scene.lower(participle + 1) == "by") {
        by_order(scene, participle + 1, parties);
    }
}

/// A verb that says something of its own: what follows is not of the act before it.
fn is_finite(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.parse.node(token).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
}

/// How many words after an act "by" may stand.
const REACH: usize = 14;

/// "launched an attack on the base", "hurled bombs at the bank".
fn against(scene: &Scene<'_>, verb: usize, parties: &mut Vec<Party>) {
    for child in obliques(scene, verb).filter(|&child| matches!(scene.case(child), Some("on" | "against" | "at"))) {
        push_target(scene, child, Aim::AimedAt, RuleId("against-whom"), parties);
    }
}

fn obliques<'a>(scene: &'a Scene<'_>, verb: usize) -> impl Iterator<Item = usize> + use<'a> {
    let oblique = |&child: &usize| matches!(scene.parse.node(child).relation, Relation::Obl | Relation::Nmod);
    scene.parse.children(verb).filter(oblique)
}

/// "detained several men while searching for a commander", "an operation in search of": whom the act at `head` was after.
pub(crate) fn sought(scene: &Scene<'_>, head: usize, parties: &mut Vec<Party>) {
    for seeking in scene.parse.subtree(head) {
        if seeking == head
            || !frames(scene, seeking).contains(&ActFrame::Seeks)
            || is_anothers(scene, seeking)
            || scene.parse.ancestors(seeking).skip(1).take(3).all(|above| above != head)
        {
            continue;
        }
        let object = scene.parse.dependents(seeking, Relation::Obj).next();
        // "A search for a commander": the noun that the next word leads to, wherever the tree ties it.
        let next = || scene.parse.node(seeking + 1).head.filter(|_| matches!(scene.lower(seeking + 1), "for" | "of"));
        let after = || obliques(scene, seeking).find(|&child| matches!(scene.case(child), Some("for" | "of")));
        if let Some(whom) = object.or_else(after).or_else(next) {
            push_target(scene, whom, Aim::Sought, RuleId("sought"), parties);
        }
    }
}

/// "Stormed the centre, and troops were searching for the attackers": whether a verb has a subject of its own.
fn is_anothers(scene: &Scene<'_>, verb: usize) -> bool {
    let subject = || scene.parse.dependents(verb, Relation::Nsubj).next().is_some();
    scene.is_verb(verb) && (subject() || scene.parse.node(verb).relation == Relation::Parataxis)
}

/// "The crime was perpetrated by", "took part in the crime": whether a noun that points back has a verb beside it that may say who did it.
pub(crate) fn is_carried(scene: &Scene<'_>, noun: usize) -> bool {
    let definite =
        scene.parse.dependents(noun, Relation::Det).any(|det| matches!(scene.lower(det), "the" | "this" | "that" | "these"));
    let beside = scene.parse.dependents(noun, Relation::Acl).chain(scene.parse.ancestors(noun).skip(1).take(2));
    definite && beside.into_iter().any(|verb| scene.is_verb(verb) && !frames(scene, verb).is_empty())
}

/// What a verb says of who did the act beside it.
fn frames<'a>(scene: &'a Scene<'_>, verb: usize) -> &'a [ActFrame] {
    scene.lexicon.act_verbs.at(verb, |index| scene.lemma(index))
}
