//! Triggers: the words of a sentence that name an act or a harm.

use std::ops::Range;

use dateline_lexicon::{self as lexicon, Side, Speech};
use dateline_mentions::{CountMention, Measure, Modifier, Unit};
use dateline_syntax::{Entity, Relation, Upos, Xpos};

use crate::doers;
use crate::paired::{self, paired};
use crate::party::is_person;
use crate::scene::Scene;
use crate::taking;
use crate::weapon;

/// What a word says happened to people or buildings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HarmWord {
    /// What happened; `None` for "casualties": killed or injured, not said which.
    pub measure: Option<Measure>,
    /// Where those harmed stand.
    pub side: Side,
}

impl HarmWord {
    /// Whether this harm can befall what is counted.
    pub fn counts(self, unit: Unit) -> bool {
        let buildings = matches!(self.measure, Some(Measure::BuildingsDestroyed | Measure::BuildingsDamaged));
        match unit {
            Unit::People => !buildings,
            Unit::Families => {
                matches!(self.measure, Some(Measure::Displaced | Measure::Evacuated | Measure::Homeless | Measure::Returned))
            }
            Unit::Buildings => buildings,
            Unit::Things => false,
        }
    }
}

/// A word or phrase that names an act, a harm, or both ("shot dead").
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trigger {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The token that stands for it in the tree.
    pub head: usize,
    /// Whether it reads as a verb here.
    pub verb: bool,
    /// The act it names.
    pub act: Option<&'static str>,
    /// Whether it names that act by itself, with no victim or perpetrator beside it.
    pub strong: bool,
    /// The harm it names.
    pub harm: Option<HarmWord>,
}

impl Trigger {
    /// One verb alone.
    pub fn of_verb(verb: usize, act: Option<&'static str>, strong: bool, harm: Option<HarmWord>) -> Trigger {
        Trigger { tokens: verb..verb + 1, head: verb, verb: true, act, strong, harm }
    }

    /// Whether it names an act of force.
    pub fn is_armed(&self, scene: &Scene<'_>) -> bool {
        self.act.is_some_and(|act| scene.lexicon.acts.is_armed(act))
    }

    /// Whether it names a harm or an act of force.
    pub fn is_force(&self, scene: &Scene<'_>) -> bool {
        self.harm.is_some() || self.is_armed(scene)
    }

    /// Whether the harm it names is this one.
    pub fn does(&self, measure: Measure) -> bool {
        self.harm.is_some_and(|harm| harm.measure == Some(measure))
    }

    /// Whether it names a wound, or where the wounded were taken: whoever bears it was hit elsewhere in the words.
    pub fn is_borne(&self) -> bool {
        self.harm.is_some_and(|harm| harm.side == Side::Borne)
    }

    /// "Turned the gun on himself", "took his own life": whoever does it dies of it.
    pub fn of_oneself(&self, scene: &Scene<'_>) -> bool {
        self.tokens.clone().any(|token| matches!(scene.lower(token), "himself" | "herself" | "themselves" | "own"))
    }

    /// "Died of her wounds on Wednesday", "succumbed to his injuries", "died later in hospital": a death of a happening told before.
    pub fn dies_later(&self, scene: &Scene<'_>) -> bool {
        let dies = self.verb && self.act.is_none() && self.harm.is_some_and(|harm| harm.side == Side::Subject);
        let of_wounds = |token: usize| matches!(scene.lemma(token), "wound" | "injury" | "succumb");
        let around = self.tokens.start.saturating_sub(2)..(self.tokens.end + 4).min(scene.sentence_end(self.head));
        let after = |token: usize| matches!(scene.lower(token), "later" | "hospital" | "afterwards" | "hospitals");
        // "Was shot on Tuesday and died on Friday".
        let node = scene.parse.node(self.head);
        let goes_on =
            node.relation == Relation::Conj && node.head.is_some_and(|verb| scene.is_verb(verb) && scene.is_passive(verb));
        dies && self.does(Measure::Killed)
            && (goes_on || self.tokens.clone().any(of_wounds) || around.into_iter().any(|token| after(token) || of_wounds(token)))
    }
}

/// The triggers of a sentence, in text order; of overlapping phrases the longest.
pub(crate) fn find(scene: &Scene<'_>, sentence: usize) -> Vec<Trigger> {
    let tokens = scene.tokens(sentence);
    let mut triggers = Vec::new();
    let mut token = tokens.start;
    while token < tokens.end {
        let named = at(scene, token, tokens.end);
        let phrase = |trigger: &Trigger| trigger.is_force(scene) || trigger.tokens.len() > 1;
        // "Pull out of" is one act with a town and another with talks.
        let pair = paired(scene, token).filter(|pair| named.as_ref().is_none_or(|named| closer(scene, pair, named)));
        let pair = pair.filter(|_| !takes_force(scene, token, tokens.end));
        let other = || {
            taking::to_hospital(scene, token)
                .or_else(|| obliged(scene, token))
                .or_else(|| taking::lost(scene, token))
                .or_else(|| taking::put_to_death(scene, token))
                .or_else(|| taking::around(scene, token))
                .or_else(|| weapon::falls(scene, token))
                .or_else(|| weapon::launched(scene, token))
                .or_else(|| weapon::put(scene, token))
        };
        let seized = || {
            let taken = taking::seized(scene, token).or_else(|| weapon::fired(scene, token));
            taken.filter(|_| named.as_ref().is_none_or(|named| named.tokens.len() == 1))
        };
        let moved = || taking::crossed(scene, token);
        let found = pair.or_else(seized).or_else(moved).or_else(|| named.clone().filter(phrase)).or_else(other).or(named);
        match found {
            Some(mut trigger) => {
                trigger.strong |= weapon::goes_off(scene, &trigger);
                if weapon::shoots(scene, &trigger) {
                    trigger.act = Some("shooting");
                }
                token = trigger.tokens.end;
                triggers.push(trigger);
            }
            None => token += 1,
        }
    }
    let housed = |head: usize| scene.counts_near(head).any(|count| count.tokens.contains(&head) && is_housed(scene, count));
    // "A displacement camp": what it is for.
    let camp = |trigger: &Trigger| {
        trigger.act == Some("displacement-forced")
            && !trigger.verb
            && matches!(scene.lemma(trigger.tokens.end), "camp" | "centre" | "center" | "shelter" | "site")
    };
    triggers.retain(|trigger| !camp(trigger) && !is_living_body(scene, trigger.head) && !housed(trigger.head));
    let heads: Vec<(usize, bool, bool)> = triggers
        .iter()
        .map(|trigger| (trigger.head, trigger.is_force(scene), trigger.act == Some("prisoner-exchange")))
        .collect();
    let (who, mut triggers): (Vec<Trigger>, Vec<Trigger>) =
        triggers.into_iter().partition(|trigger| tells_who(scene, trigger, &heads));
    let first = scene.mentions.counts.partition_point(|count| count.tokens.start < tokens.start);
    let counts = scene.mentions.counts[first..].iter().take_while(|count| count.tokens.start < tokens.end);
    let counts = counts.filter(|count| !who.iter().any(|trigger| trigger.head == count.head));
    let told: Vec<Trigger> = counts.filter_map(|count| in_count(scene, count, &triggers)).collect();
    triggers.extend(told);
    triggers.sort_by_key(|trigger| trigger.tokens.start);
    triggers
}

/// Whether a pair says more than the word alone: another act than a phrase has, and of words of force only those that name it weakly and nothing
/// that harms ("burned a flag", "seized the passport").
fn closer(scene: &Scene<'_>, pair: &Trigger, named: &Trigger) -> bool {
    let phrase = named.tokens.len() > 1;
    if named.is_force(scene) {
        // "Evacuated the settlements", "captured part of the town": nobody is taken away; "burned an effigy": nothing of worth.
        let dismissed = scene.lemma(pair.head) == "fire" && pair.act == Some("restriction");
        let of_places =
            dismissed || matches!(pair.act, Some("withdrawal" | "territory-taken" | "protest" | "sanction" | "deportation"));
        return !phrase && !named.strong && (named.harm.is_none() || of_places);
    }
    named.act != pair.act || !phrase
}

/// "Launched air strikes": what the verb takes is an act of force by more words than a strike of workers is.
fn takes_force(scene: &Scene<'_>, verb: usize, end: usize) -> bool {
    let Some(object) = paired::object(scene, verb).filter(|&object| verb < object) else { return false };
    let mut phrases = (object.saturating_sub(2).max(verb + 1)..object).filter_map(|first| at(scene, first, end));
    phrases.any(|phrase| phrase.tokens.contains(&object) && phrase.strong && phrase.is_force(scene))
}

/// "Arrested a kidnapped engineer", "freed six hostages": who they are, not what is done to them. `heads` are the words of the sentence's triggers,
/// and whether they are of force and of a release.
fn tells_who(scene: &Scene<'_>, trigger: &Trigger, heads: &[(usize, bool, bool)]) -> bool {
    let node = scene.parse.node(trigger.head);
    let who = match trigger.act {
        Some("abduction" | "detention") if trigger.verb => node.head.filter(|_| node.relation == Relation::Amod),
        Some("abduction") => Some(trigger.head),
        _ => None,
    };
    let who = who.map(|noun| scene.parse.node(noun));
    let verb = who.filter(|noun| matches!(noun.relation, Relation::Obj | Relation::NsubjPass)).and_then(|noun| noun.head);
    verb.is_some_and(|verb| heads.iter().any(|&(head, force, frees)| head == verb && if trigger.verb { force } else { frees }))
}

/// "Said the army must leave": a demand by who says it.
fn obliged(scene: &Scene<'_>, token: usize) -> Option<Trigger> {
    let parse = scene.parse;
    if !matches!(scene.lower(token), "must" | "should") || parse.node(token).relation != Relation::Aux {
        return None;
    }
    let verb = parse.node(token).head?; // or what "must be": "must be ready"
    let said = parse.node(verb).head.filter(|_| matches!(parse.node(verb).relation, Relation::Ccomp | Relation::Parataxis))?;
    scene.is_verb(said).then(|| Trigger {
        tokens: token..token + 1,
        head: said,
        verb: true,
        act: Some("demand"),
        strong: false,
        harm: None,
    })
}

/// A counted noun that names the harm itself, where no trigger stands in it: "12 martyrs", "the 30 wounded".
fn in_count(scene: &Scene<'_>, count: &CountMention, triggers: &[Trigger]) -> Option<Trigger> {
    let measure = count.measure.filter(|_| count.unit == Unit::People);
    let taken = triggers.iter().any(|trigger| count.tokens.contains(&trigger.head));
    let harm = HarmWord { measure: Some(measure?), side: Side::Noun };
    let tokens = count.head..count.head + 1;
    (!taken && !is_living_body(scene, count.head) && !is_housed(scene, count)).then_some(Trigger {
        tokens,
        head: count.head,
        verb: false,
        act: None,
        strong: false,
        harm: Some(harm),
    })
}

/// "A camp for displaced people", "a school sheltering displaced families": whose it is, not what befell them now.
fn is_housed(scene: &Scene<'_>, count: &CountMention) -> bool {
    let unsaid = count.count.modifier() == Modifier::Unknown;
    let displaced = unsaid && count.tokens.clone().any(|token| scene.lower(token) == "displaced");
    let before = count.tokens.start.saturating_sub(2)..count.tokens.start;
    let house = |token: usize| {
        matches!(scene.lemma(token), "house" | "shelter" | "host" | "accommodate")
            || matches!(scene.lower(token), "for" | "of" | "housing" | "sheltering" | "hosting" | "among")
    };
    displaced && before.into_iter().any(house)
}

/// "The right side of his body", "her body": a dead one where it is found, seen or buried alone.
fn is_living_body(scene: &Scene<'_>, body: usize) -> bool {
    let node = scene.parse.node(body);
    let before = body.saturating_sub(2)..body;
    let own = before.into_iter().any(|token| matches!(scene.lower(token), "his" | "her" | "my" | "your" | "their"));
    let borne = matches!(node.relation, Relation::NsubjPass | Relation::Nsubj | Relation::Obj)
        && node.head.is_some_and(|verb| {
            matches!(
                scene.lemma(verb),
                "find"
                    | "recover"
                    | "discover"
                    | "retrieve"
                    | "identify"
                    | "pull"
                    | "remove"
                    | "bring"
                    | "bury"
                    | "lie"
                    | "return"
                    | "see"
                    | "dump"
            )
        });
    scene.lower(body) == "body" && own && !borne
}

/// The trigger that begins at `first`, read as verb or noun as the tagger has it. A word inside a name is none ("Strike Force").
fn at(scene: &Scene<'_>, first: usize, end: usize) -> Option<Trigger> {
    let form = |index: usize| if index < end { scene.lemma(index) } else { "" };
    let written = |index: usize| if index < end { scene.lower(index) } else { "" };
    let acts = &scene.lexicon.acts;
    // "Called on Thursday for": the day stands in the phrase.
    let day = Some(first).filter(|_| scene.is_verb(first)).and_then(|_| when(scene, first + 1, end));
    let past = |index: usize| if index > first { index + day.unwrap_or(0) } else { index };
    let alone = |index: usize| if index == first { form(index) } else { "" };
    let found = [
        acts.trigger_at(first, form),
        acts.trigger_at(first, written),
        day.and_then(|_| acts.trigger_at(first, |index| form(past(index)))),
        day.and_then(|_| acts.trigger_at(first, alone)),
    ];
    // "Called on Thursday": no phrase ends in the day; "threatened on Thursday to attack": what is threatened is told by itself.
    let ties = |length: usize| matches!(scene.parse.node(past(first + length - 1)).upos, Upos::Adp | Upos::Sconj);
    let whole = |(at, (length, _)): &(usize, (usize, &[lexicon::Trigger]))| match at {
        2 => day.is_none() || ties(*length),
        _ => *length == 1 || day.is_none(),
    };
    let longest = found.into_iter().enumerate().filter_map(|(at, found)| Some((at, found?))).filter(whole);
    let Some((at, (length, readings))) = longest.max_by_key(|(at, (length, _))| (*length, std::cmp::Reverse(*at))) else {
        return set_on_fire(scene, first, end).or_else(|| taken_hostage(scene, first, end));
    };
    let tokens = first..first + length + if at == 2 { day.unwrap_or(0) } else { 0 };
    // A word of a name, or of a day: "16 March".
    let named = tokens.clone().all(|token| scene.parse.node(token).entity != Entity::None || scene.is_time(token));
    if named || dismisses(scene, first) || intercepts(scene, first) {
        return None;
    }
    // A verb phrase is carried by its first verb ("open fire", "fatally shot"), a noun phrase by its last word ("car bomb").
    let verb_head = tokens.clone().find(|&token| scene.is_verb(token) || scene.is_noun(token)).unwrap_or(first);
    let noun_head = tokens.end - 1;
    let verb = scene.is_verb(verb_head);
    let feels = scene.parse.node(verb_head).xpos == Xpos::Vbn; // "was outraged by"
    // "Test-fired": a verb that begins as a noun does.
    let compound = length > 1 && scene.lower(first + 1) == "-" && scene.is_verb(noun_head);
    let unarmed = |reading: &lexicon::Trigger| reading.act.is_some_and(|act| !acts.is_armed(act));
    let fits = |reading: &&lexicon::Trigger| match reading.speech {
        Speech::Verb => verb || compound && unarmed(reading),
        Speech::Noun => scene.is_noun(noun_head) || length > 1 && !verb,
        Speech::Adjective => !verb || feels && reading.harm.is_none(),
    };
    let either = || readings.first().filter(|_| !scene.is_tagged(first) || compound);
    let reading = readings.iter().find(fits).or_else(either)?;
    // "A drone struck a car": the noun's words, the last of them a verb here.
    let told = length > 1 && reading.speech == Speech::Noun && matches!(scene.parse.node(noun_head).xpos, Xpos::Vbd | Xpos::Vbn);
    let verb_head = if told || compound && !verb { noun_head } else { verb_head };
    // "Ready to send troops" has a subject as a verb has.
    let speech_verb = told || reading.speech == Speech::Verb || reading.speech == Speech::Adjective && reading.harm.is_none();
    let weapon = || scene.lexicon.acts.weapon_at(first, form).or_else(|| scene.lexicon.acts.weapon_at(first, written)).is_some();
    if !speech_verb && reading.harm.is_none() && weapon() && of_someone(scene, noun_head) {
        return None;
    }
    // "Riot police patrolled": what they are there for.
    if length == 1 && reading.act == Some("riot") && matches!(scene.lower(first + 1), "police" | "squad" | "control" | "gear") {
        return None;
    }
    // "Took part in the crime": one told before; crime by itself is none that is told.
    if length == 1 && form(first) == "crime" && !doers::is_carried(scene, first) {
        return None;
    }
    let unforced = reading.harm.is_none() && reading.act.is_some_and(|act| !acts.is_armed(act));
    if unforced && tokens.clone().all(|token| is_of_name(scene, token)) {
        return None;
    }
    // "The ministry was wrong, a league protested": what is said is no march.
    let protest = || scene.speaks(verb_head).then(|| scene.lexicon.acts.act("accusation"))?.map(|act| act.slug);
    let said = reading.act.filter(|act| *act == "protest" && speech_verb).and_then(|_| protest());
    let bullet = by_bullet(scene, verb_head).filter(|_| reading.harm.is_none());
    let shooting = bullet.and_then(|_| Some(scene.lexicon.acts.act("shooting")?.slug));
    let deadly =
        speech_verb && reading.harm.is_some_and(|(measure, _)| measure == Some(Measure::Injured)) && to_death(scene, verb_head);
    let killed = deadly.then_some(Measure::Killed);
    Some(Trigger {
        head: if speech_verb { verb_head } else { noun_head },
        tokens,
        verb: speech_verb,
        act: shooting.or(said).or(reading.act),
        strong: reading.strong || length > 1,
        harm: reading.harm.map(|(measure, side)| HarmWord { measure: measure.filter(|_| !deadly).or(killed), side }).or(bullet),
    })
}

/// "Fired the police chief", "was fired on Monday": somebody loses a post.
fn dismisses(scene: &Scene<'_>, verb: usize) -> bool {
    let fires = || paired(scene, verb).is_some_and(|pair| pair.act == Some("restriction"));
    let shot_at = matches!(scene.lower(verb + 1), "at" | "into" | "on" | "upon") && !scene.is_time(verb + 2);
    scene.lemma(verb) == "fire" && scene.is_verb(verb) && !shot_at && fires()
}

/// "Shot down 34 of 45 drones", "a missile was shot down": what flies unmanned is stopped, and nobody shot at.
fn intercepts(scene: &Scene<'_>, verb: usize) -> bool {
    let down = scene.lemma(verb) == "shoot" && scene.lower(verb + 1) == "down";
    let weapon =
        |thing: usize| weapon::meant(scene, thing).is_some_and(|weapon| matches!(weapon.class, "missile" | "rocket" | "drone"));
    // "Shot down 39 of the drones".
    let first = verb + 2 + usize::from(matches!(scene.lower(verb + 2), "all" | "some"));
    let of = scene.parse.node(first).upos == Upos::Num && scene.lower(first + 1) == "of" && (first + 2..first + 5).any(weapon);
    down && (of || scene.befallen(verb).any(weapon))
}

/// How many tokens from `first` on say when: "on Thursday", "today".
fn when(scene: &Scene<'_>, first: usize, end: usize) -> Option<usize> {
    let on = usize::from(matches!(scene.lower(first), "on" | "in" | "late" | "early"));
    let days = (first + on..end).take_while(|&token| scene.is_time(token)).count();
    (days > 0).then_some(on + days)
}

/// "A bullet struck a girl", "shots were fired, hitting him in the leg": whom a verb that harms nobody by itself hurts.
fn by_bullet(scene: &Scene<'_>, verb: usize) -> Option<HarmWord> {
    let strikes = scene.is_verb(verb) && matches!(scene.lemma(verb), "hit" | "strike") && !scene.is_passive(verb);
    let flies = |token: usize| matches!(scene.lemma(token), "bullet" | "shot" | "round" | "gunfire" | "shrapnel" | "pellet");
    let doer = || scene.subject(verb).is_some_and(|(subject, _)| flies(subject));
    let wound =
        || scene.parse.dependents(verb, Relation::Obl).any(|child| scene.case(child) == Some("in") && is_limb(scene, child));
    (strikes && (doer() || wound())).then_some(HarmWord { measure: Some(Measure::Injured), side: Side::Object })
}

/// A part of the body that is hit.
fn is_limb(scene: &Scene<'_>, token: usize) -> bool {
    matches!(
        scene.lemma(token),
        "head"
            | "face"
            | "neck"
            | "chest"
            | "back"
            | "shoulder"
            | "arm"
            | "hand"
            | "leg"
            | "thigh"
            | "foot"
            | "stomach"
            | "abdomen"
            | "torso"
    )
}

/// "Shot her to death", "shot them dead", "stabbed the two men to death": whom a verb hurts, it kills.
pub(crate) fn to_death(scene: &Scene<'_>, verb: usize) -> bool {
    const FAR: usize = 8;
    let end = scene.sentence_end(verb).min(verb + FAR);
    let clause = |&token: &usize| !matches!(scene.lower(token), "," | ";" | "and" | "but" | "before" | "after" | "when" | "who");
    let dead = |token: usize| scene.lower(token) == "dead" && scene.parse.node(token).relation == Relation::Xcomp;
    // "Burned four farmers alive".
    let alive = |token: usize| scene.lower(token) == "alive" && scene.lemma(verb) == "burn";
    let to_death = |token: usize| scene.lower(token) == "to" && scene.lower(token + 1) == "death";
    (verb + 1..end).take_while(clause).any(|token| dead(token) || alive(token) || to_death(token))
}

/// "The Ceasefire Committee", "the Emergency Relief Coordinator": a word of a longer name.
fn is_of_name(scene: &Scene<'_>, token: usize) -> bool {
    let node = scene.parse.node(token);
    let of = node.head.is_some_and(|head| scene.parse.node(head).upos == Upos::Propn);
    let written = scene.document.tokens().get(token).map_or("", |token| scene.document.slice(token.range));
    let capital = written.starts_with(char::is_uppercase);
    capital && of && matches!(node.relation, Relation::Compound | Relation::Flat)
}

/// "set two schools and several houses on fire": the words around what was set.
fn set_on_fire(scene: &Scene<'_>, first: usize, end: usize) -> Option<Trigger> {
    if scene.lemma(first) != "set" || !scene.is_verb(first) {
        return None;
    }
    let on = (first + 1..end.min(first + 10)).find(|&token| matches!(scene.lower(token), "on" | "ablaze" | "alight"))?;
    let length = if scene.lower(on) != "on" { 1 } else { 2 * usize::from(scene.lower(on + 1) == "fire") };
    let act = scene.lexicon.acts.act("property-destruction")?.slug;
    let harm = HarmWord { measure: Some(Measure::BuildingsDamaged), side: Side::Object };
    (length > 0).then(|| Trigger {
        tokens: on..on + length,
        head: first,
        verb: true,
        act: Some(act),
        strong: false,
        harm: Some(harm),
    })
}

/// "bomb experts", "IED facilitator": a weapon that says what someone deals in is no act of theirs; "bomb victims" are of one.
fn of_someone(scene: &Scene<'_>, weapon: usize) -> bool {
    let joins = |&token: &usize| scene.is_noun(token) || matches!(scene.lower(token), "(" | ")" | "-");
    let phrase = (weapon + 1..scene.sentence_end(weapon)).take(5).take_while(joins);
    phrase
        .filter(|&token| scene.is_noun(token))
        .last()
        .is_some_and(|last| is_person(scene, last) && !matches!(scene.lemma(last), "victim" | "survivor"))
}

/// "Took a group of students hostage", "took several civilians as hostages": the word that says what the verb made of them.
fn taken_hostage(scene: &Scene<'_>, first: usize, end: usize) -> Option<Trigger> {
    if !scene.is_verb(first) || !matches!(scene.lemma(first), "hold" | "keep" | "seize" | "take") {
        return None;
    }
    let hostage = (first + 2..end.min(first + 10)).find(|&token| matches!(scene.lemma(token), "captive" | "hostage"))?;
    let object = scene.parse.dependents(first, Relation::Obj).next().filter(|&object| object < hostage);
    let object = object.or_else(|| Some(hostage - 1).filter(|&before| scene.is_noun(before)))?;
    // "Took two soldiers and the freed hostages": those are others.
    let node = scene.parse.node(hostage);
    let ties = node.relation != Relation::Conj && node.head.is_some_and(|head| head == first || head == object);
    if !ties || matches!(scene.case(hostage), Some("of" | "for")) {
        return None;
    }
    let harm = HarmWord { measure: Some(Measure::Abducted), side: Side::Object };
    let takes = is_person(scene, object) || scene.actors_near(object).any(|actor| actor.tokens.contains(&object));
    takes.then(|| Trigger {
        tokens: hostage..hostage + 1,
        head: first,
        verb: true,
        act: Some("abduction"),
        strong: true,
        harm: Some(harm),
    })
}
