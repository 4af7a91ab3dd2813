//! Pairs: a verb and what it takes that name an act together: "lifted a night curfew", "pulled out of the talks", "the lifting of the curfew".
//!
//! In: one word. Out: the trigger it makes with its object, its prepositional phrase or the noun it is of.

use std::borrow::Cow;

use dateline_syntax::{Entity, Relation, Upos, Xpos};

use crate::party::is_person;
use crate::scene::Scene;
use crate::trigger::Trigger;

/// Adverbs that make another verb of one: "call off", "pull out".
const PARTICLES: [&str; 11] = ["off", "out", "up", "down", "back", "in", "over", "away", "aside", "on", "home"];

/// Nouns that name nothing without the noun before them.
const CARRIERS: [&str; 14] = [
    "bid",
    "campaign",
    "convoy",
    "drive",
    "effort",
    "measure",
    "mission",
    "order",
    "package",
    "process",
    "program",
    "programme",
    "regime",
    "shipment",
];

/// The act that `head` names together with what it takes.
pub(crate) fn paired(scene: &Scene<'_>, head: usize) -> Option<Trigger> {
    if !scene.lexicon.act_pairs.begins(&done(scene, head)) {
        return None;
    }
    let verb = scene.is_verb(head) || misread(scene, head).is_some();
    let act = if verb {
        of_verb(scene, head)?
    } else if scene.is_noun(head) && scene.parse.node(head).upos != Upos::Propn {
        of_noun(scene, head)?
    } else {
        return None;
    };
    Some(Trigger { tokens: head..head + 1, head, verb, act: Some(act), strong: true, harm: None })
}

/// What a word does: its dictionary form, that of the verb where it is a verb misread.
fn done<'a>(scene: &'a Scene<'_>, word: usize) -> Cow<'a, str> {
    let verb = || dateline_syntax::lemma(scene.lower(word), Upos::Verb);
    if scene.is_verb(word) || misread(scene, word).is_none() { Cow::Borrowed(scene.lemma(word)) } else { verb() }
}

fn of_verb(scene: &Scene<'_>, verb: usize) -> Option<&'static str> {
    let pairs = &scene.lexicon.act_pairs;
    let lemma = &*done(scene, verb);
    let particle = |&child: &usize| {
        let relation = scene.parse.node(child).relation;
        relation == Relation::CompoundPrt || relation == Relation::Advmod && PARTICLES.contains(&scene.lower(child))
    };
    // "Forced the agency out of the country".
    let out = || {
        let cases = scene.parse.children(verb).filter_map(|child| scene.parse.dependents(child, Relation::Case).next());
        cases.into_iter().find(|&case| scene.lower(case) == "out")
    };
    let next = || Some(verb + 1).filter(|&next| PARTICLES.contains(&scene.lower(next)));
    let particle = scene.parse.children(verb).find(particle).or_else(out).or_else(next);
    let phrasal = particle.map(|child| format!("{lemma} {}", scene.lower(child)));
    let act = |after: &str, object: usize| {
        let mut verbs = phrasal.iter().map(String::as_str).chain([lemma]);
        verbs.find_map(|verb| {
            let verb = if after.is_empty() { verb.to_owned() } else { format!("{verb} {after}") };
            names(scene, object).iter().find_map(|object| pairs.of_verb(&verb, object))
        })
    };
    // "The sanctions imposed on the state", "talks held in the capital": what the participle describes.
    let described = scene
        .parse
        .node(verb)
        .head
        .filter(|_| matches!(scene.parse.node(verb).relation, Relation::Acl | Relation::AclRelcl) && scene.is_passive(verb));
    // "Provided the army with trucks", where the tree hangs the trucks on the army.
    let with = |object: usize| {
        let given = scene.parse.dependents(object, Relation::Nmod).find(|&given| scene.case(given) == Some("with"))?;
        act("with", given)
    };
    let children = || {
        scene.parse.children(verb).find_map(|child| match scene.parse.node(child).relation {
            Relation::Obj | Relation::NsubjPass | Relation::Xcomp => act("", child).or_else(|| with(child)),
            Relation::Obl | Relation::OblAgent | Relation::Nmod | Relation::Advmod => act(&case(scene, child)?, child),
            _ => None,
        })
    };
    // "Ordered the paper to close".
    let told_to = || {
        let object = scene.parse.dependents(verb, Relation::Obj).next()?;
        let does = scene.parse.dependents(verb, Relation::Xcomp).next()?;
        act(&format!("to {}", scene.lemma(does)), object)
    };
    let taken = described.and_then(|noun| act("", noun)).or_else(told_to);
    // "The talks resumed", "peacekeepers arrived": what does it by itself.
    let itself = || {
        let subject = scene.parse.dependents(verb, Relation::Nsubj).next()?;
        let alone = scene.parse.dependents(verb, Relation::Obj).next().is_none();
        // Prisoners who go home free nobody.
        let own = |act: &str| matches!(act, "aid-delivery" | "mobilisation" | "withdrawal");
        act("", subject).filter(|act| alone && (own(act) || !is_person(scene, subject)))
    };
    // "A dusk-to-dawn curfew was imposed": what stands before the passive.
    let undergone = || {
        let aux = scene.parse.dependents(verb, Relation::AuxPass).next()?;
        act("", aux.checked_sub(1).filter(|&before| scene.is_noun(before))?)
    };
    // "Flew to the capital for talks".
    let beyond = || {
        let places = scene.parse.dependents(verb, Relation::Obl).flat_map(|place| scene.parse.dependents(place, Relation::Nmod));
        places.into_iter().find_map(|child| act(&case(scene, child)?, child)).filter(|act| *act == "meeting")
    };
    let taken = taken.or_else(children).or_else(|| act("", object(scene, verb)?));
    taken.or_else(undergone).or_else(itself).or_else(beyond)
}

/// What a verb takes: its object; where the tree gives it none, the noun that follows with nothing but its own words between.
pub(crate) fn object(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let own = scene.parse.dependents(verb, Relation::Obj).next();
    own.or_else(|| Some(misread(scene, verb)?.1)).or_else(|| {
        let end = scene.sentence_end(verb);
        let before = |&token: &usize| {
            let sort = scene.is_noun(token) && scene.is_noun(token + 1);
            sort || matches!(scene.parse.node(token).upos, Upos::Det | Upos::Adj | Upos::Num | Upos::Adv)
        };
        let particle = usize::from(PARTICLES.contains(&scene.lower(verb + 1)));
        let first = (verb + 1 + particle..end).find(|token| !before(token))?;
        // "Suspended their offensive": whatever is theirs is a thing.
        let owned = matches!(scene.lower(first), "its" | "their" | "his" | "her") && first + 1 < end;
        ((scene.is_noun(first) || owned) && !scene.is_passive(verb)).then_some(first + usize::from(owned))
    })
}

/// "The president dissolved parliament", "the authorities relaxed controls": a participle, or what reads as an adjective, that the tree ties to the
/// noun after it, right after another noun, is the verb between them: the two nouns.
pub(crate) fn misread(scene: &Scene<'_>, verb: usize) -> Option<(usize, usize)> {
    let node = scene.parse.node(verb);
    let object = node.head.filter(|&head| node.relation == Relation::Amod && verb < head && scene.is_noun(head))?;
    let participle = node.xpos == Xpos::Vbn || node.upos == Upos::Adj && scene.lower(verb).ends_with("ed");
    let before = verb.checked_sub(1).filter(|&before| participle && scene.is_noun(before))?;
    let subject = scene.parse.ancestors(before).find(|&above| scene.parse.node(above).relation == Relation::Nsubj);
    let copula = scene.parse.dependents(object, Relation::Cop).next().is_some();
    (!copula).then_some((subject.unwrap_or(before), object))
}

fn of_noun(scene: &Scene<'_>, noun: usize) -> Option<&'static str> {
    let pairs = &scene.lexicon.act_pairs;
    let lemma = scene.lemma(noun);
    let act = |noun: &str, object: usize| names(scene, object).iter().find_map(|object| pairs.of_noun(noun, object));
    scene.parse.children(noun).find_map(|child| match scene.parse.node(child).relation {
        Relation::Compound => act(lemma, child),
        Relation::Nmod => match &*case(scene, child)? {
            "of" => act(lemma, child),
            other => act(&format!("{lemma} {other}"), child),
        },
        _ => None,
    })
}

/// The words that tie a noun to what it depends on: "of", "out of".
fn case(scene: &Scene<'_>, noun: usize) -> Option<String> {
    let cases: Vec<&str> = scene.parse.dependents(noun, Relation::Case).map(|case| scene.lower(case)).collect();
    (!cases.is_empty()).then(|| cases.join(" "))
}

/// What a noun can be called, the closest first: "martial law", "state of emergency", "law"; then what it is of ("a set of resolutions") or for, and
/// whether it is a name or a person.
fn names(scene: &Scene<'_>, noun: usize) -> Vec<String> {
    let lemma = scene.lemma(noun);
    let of = scene.parse.dependents(noun, Relation::Nmod).filter(|&of| scene.case(of) == Some("of")).map(|of| scene.lemma(of));
    let of: Vec<&str> = of.collect();
    let sorts = scene
        .parse
        .children(noun)
        .filter(|&child| child < noun && matches!(scene.parse.node(child).relation, Relation::Amod | Relation::Compound));
    let mut names: Vec<String> = sorts.map(|sort| format!("{} {lemma}", scene.lemma(sort))).collect();
    names.extend(of.iter().map(|of| format!("{lemma} of {of}")));
    names.push(lemma.to_owned());
    names.extend(of.into_iter().map(str::to_owned));
    // "A mediation mission", "a curfew order"; not "arms fire".
    let compounds = scene.parse.dependents(noun, Relation::Compound).filter(|&word| word < noun && CARRIERS.contains(&lemma));
    names.extend(compounds.map(|word| scene.lemma(word).to_owned()));
    let node = scene.parse.node(noun);
    if node.upos == Upos::Propn || node.entity != Entity::None {
        names.push("@name".to_owned());
    }
    if is_person(scene, noun) {
        names.push("@person".to_owned());
    }
    names
}
