//! Of whom: the noun phrase that a number or an article counts.
//!
//! In: a sentence and the place after the number or article. Out: a [`Noun`]: where the phrase's head stands, its unit, group and
//! measure. The group is the head's, filled in from the words before it: "police officers", "a 15-year-old student".

use dateline_lexicon::{Combat, Counted, Form, Group, Kind, Measure, Role, Unit, Use};
use dateline_syntax::{Relation, Upos};
use dateline_text::TokenKind;

use super::view::{DESCRIBING, View};

/// A noun that can be counted, with the words before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Noun {
    /// The head's token; the last, where the noun is several words.
    pub head: usize,
    pub end: usize,
    pub unit: Unit,
    pub group: Group,
    pub measure: Option<Measure>,
    pub usage: Use,
    pub form: Form,
    /// How old, where the words before it say so: "a 12-year-old boy".
    pub age: Option<u32>,
}

/// Words for figures.
const FIGURES: &[&str] = &["figure", "figures", "number", "numbers"];

/// How many tokens may stand between a number or an article and its noun.
const LONGEST_RUN: usize = 9;

/// The noun phrase that starts at token `first`, its number or article set aside; `None` where it counts no people, families,
/// buildings or known things.
pub(super) fn noun(view: &View, first: usize) -> Option<Noun> {
    let mut found: Option<Noun> = None;
    let mut before = Premodifiers::default();
    let mut at = first;
    while at < first + LONGEST_RUN {
        if let Some((age, end)) = age(view, at) {
            before.age = Some(age);
            at = end;
            continue;
        }
        if found.is_some_and(|noun| noun.end == at) && view.is_possessive(at) {
            found = None; // "two soldiers' homes": the homes are counted
            at += 1;
            continue;
        }
        if let Some((length, form, counted)) = view.noun(at)
            && !is_used_otherwise(view, at, length, counted)
        {
            if matches!(counted, Counted::Person { usage: Use::State, .. }) && at > first {
                // "three badly wounded children" is described by the state, "45 civilian dead" headed by it; else a verb tells of it:
                // "the blast killed".
                let describes = found.is_none() && (view.before(at).ends_with("ly") || view.node(at).relation == Relation::Amod);
                if describes {
                    at += length;
                    continue;
                }
                if !view.is_any(at - 1, &["civilian", "war"]) {
                    break;
                }
            }
            if let Some(noun) = found
                && noun.form == Form::Plural
                && noun.unit == Unit::People
                && form == Form::Singular
            {
                break; // "two men shot": a plural stands before no singular
            }
            let end = at + length;
            let attributive = view.is_hyphen(end) || (view.is_hyphen(at.wrapping_sub(1)) && found.is_none());
            match counted {
                Counted::Measurement if found.is_some() => break,
                Counted::Measurement => return None,
                Counted::Thing(unit) if !attributive => {
                    before.then(found);
                    found = Some(Noun {
                        head: end - 1,
                        end,
                        unit,
                        group: Group::default(),
                        measure: None,
                        usage: Use::Noun,
                        form,
                        age: None,
                    });
                }
                Counted::Person { group, measure, usage } if !attributive => {
                    before.then(found);
                    found = Some(Noun { head: end - 1, end, unit: Unit::People, group, measure, usage, form, age: None });
                }
                Counted::Person { group, .. } => before.add(group),
                Counted::Thing(_) => {}
            }
            at = end;
            continue;
        }
        if at == first
            && view.is_verb(at)
            && (view.harm_word(at).is_none() || view.node(at).relation == Relation::Amod)
            && matches!(view.noun(at + 1), Some((_, Form::Plural, _)))
        {
            before.suspected |= is_suspicion(view, at);
            at += 1; // "15 identified members": between a number and a plural stands no verb that tells
            continue;
        }
        if is_within_name(view, at) && found.is_none_or(|noun| noun.usage == Use::Demonym && noun.form != Form::Plural) {
            before.then(found.take()); // "several Islamic Movement of Uzbekistan insurgents", "12 Afghan and coalition soldiers"
            at += 1;
            continue;
        }
        if view.ends_run(at)
            || is_past_verb(view, first, at)
            || is_number(view, at)
            || (!view.labelled && at > first && view.harm_word(at).is_some_and(|word| word.precedes_people))
        {
            break;
        }
        if let Some(noun) = found {
            if !is_modifier(view, &noun) && !view.is_hyphen(at) {
                break;
            }
            before.then(found);
            found = None; // "a child care centre": no child is counted
        }
        before.suspected |= is_suspicion(view, at);
        at += 1;
    }
    let mut noun = found?;
    // "No casualty figures": no dead are counted. "No other sources mentioned injuries": what stands between is who tells.
    let tells = |at: usize| view.is_any(at, &["gave", "mentioned", "provided", "reported", "specified"]);
    let toll =
        first < noun.head && view.is_any(noun.head, FIGURES) && view.is_any(noun.head - 1, &["casualty", "death", "injury"]);
    if toll || (first + 1..noun.head).any(tells) {
        return None;
    }
    if noun.usage == Use::Demonym && noun.form != Form::Plural && is_one_of_two_adjectives(view, noun.end) {
        return None;
    }
    if noun.unit == Unit::People {
        noun.group = before.complete(noun.group);
        noun.age = before.age;
        noun.group.kind = kind_at_age(noun.group.kind, before.age);
    }
    Some(noun)
}

fn is_suspicion(view: &View, at: usize) -> bool {
    view.is_any(at, &["suspected", "alleged", "presumed", "accused"])
}

/// "of" or "and" within a name or between two adjectives of nationality, where a counted noun comes after.
fn is_within_name(view: &View, at: usize) -> bool {
    let joins = match view.lower(at) {
        "of" => view.is_capital(at + 1),
        "and" => true,
        _ => false,
    };
    joins
        && view.is_capital(at.wrapping_sub(1))
        && view.kind(at + 1) == Some(TokenKind::Word)
        && !view.is_closed(at + 1)
        && view.noun(at + 1).is_none_or(|(_, form, _)| form != Form::Plural)
        && (at + 2..at + 5)
            .take_while(|&next| view.kind(next) == Some(TokenKind::Word) && (!view.is_closed(next) || view.lower(next) == "and"))
            .any(|next| !view.is_capital(next) && matches!(view.noun(next), Some((_, _, Counted::Person { .. }))))
}

/// Without labels, a word in "-ed" that does not open the run is taken for a verb: "the force interviewed residents".
fn is_past_verb(view: &View, first: usize, at: usize) -> bool {
    !view.labelled
        && at > first
        && view.lower(at).ends_with("ed")
        && !["ly", "ed"].iter().any(|ending| view.before(at).ends_with(ending))
        && !matches!(view.before(at), "-" | "other" | "additional" | "more" | "further" | "now")
        && !DESCRIBING.contains(&view.lower(at))
}

/// A number within a run counts the noun after it by itself.
fn is_number(view: &View, at: usize) -> bool {
    use dateline_lexicon::NumberWord;
    view.kind(at) == Some(TokenKind::Number)
        || matches!(view.number_by_itself(at), Some(NumberWord::Unit(_) | NumberWord::Ten(_) | NumberWord::Vague(_)))
}

/// A child by age where the noun does not say so already.
pub(super) fn kind_at_age(kind: Kind, age: Option<u32>) -> Kind {
    match (kind, age) {
        (Kind::All, Some(age)) if age < 18 => Kind::Children,
        _ => kind,
    }
}

/// What the words before a head add to its group.
#[derive(Default)]
struct Premodifiers {
    group: Group,
    suspected: bool,
    age: Option<u32>,
}

impl Premodifiers {
    /// A noun that turned out to stand before another: "police" in "police officers".
    fn then(&mut self, noun: Option<Noun>) {
        if let Some(noun) = noun {
            self.add(noun.group);
        }
    }

    fn add(&mut self, group: Group) {
        self.group = merge(group, self.group);
    }

    fn complete(&self, head: Group) -> Group {
        let mut group = merge(head, self.group);
        if self.suspected && group.combat == Combat::Combatant {
            group.combat = Combat::Unknown; // a suspicion is not a status
        }
        group
    }
}

/// `first`, and what it leaves open from `second`.
fn merge(first: Group, second: Group) -> Group {
    Group {
        combat: if first.combat == Combat::All { second.combat } else { first.combat },
        kind: if first.kind == Kind::All { second.kind } else { first.kind },
        role: if first.role == Role::Any { second.role } else { first.role },
    }
}

/// "an Afghan and coalition force", "Iraqi-led": the nationality is an adjective.
fn is_one_of_two_adjectives(view: &View, end: usize) -> bool {
    view.is_hyphen(end)
        || (view.is_any(end, &["and", "or"])
            && view.kind(end + 1) == Some(TokenKind::Word)
            && !view.is_closed(end + 1)
            && view.number_word(end + 1).is_none())
}

/// Whether a table's noun is no noun here: "second" as an ordinal, "home" in "sent home", "killed" as a verb.
fn is_used_otherwise(view: &View, at: usize, length: usize, counted: Counted) -> bool {
    if length > 1 || !view.labelled {
        return false;
    }
    let node = view.node(at);
    match counted {
        Counted::Person { usage: Use::State, .. } => false,
        Counted::Person { usage: Use::Title, .. } => !matches!(node.upos, Upos::Noun | Upos::Propn),
        Counted::Measurement => node.upos == Upos::Adj || node.upos == Upos::Adp,
        _ => {
            matches!(node.upos, Upos::Adp | Upos::Adv | Upos::Aux) || (node.upos == Upos::Verb && node.relation != Relation::Amod)
        }
    }
}

/// Whether the noun read so far stands before another that the table lacks: "Palestinian" in "a Palestinian flag".
fn is_modifier(view: &View, noun: &Noun) -> bool {
    let node = view.node(noun.head);
    let modifies = matches!(node.relation, Relation::Amod | Relation::Compound) && node.head.is_some_and(|head| head > noun.head);
    if view.labelled {
        let called = noun.usage == Use::Kin && view.is_capital(noun.end); // "his son Rami"
        return modifies && noun.form != Form::Plural && !called;
    }
    // Without labels: a singular before a word in small letters that is not known to follow people.
    let next = noun.end;
    noun.form != Form::Plural
        && !view.is_capital(next)
        && view.harm_word(next).is_none()
        && view.kind(next) == Some(TokenKind::Word)
        && !["ing", "ed", "en", "ly"].iter().any(|ending| view.lower(next).ends_with(ending))
}

/// "12-year-old", "12 year old", "aged 12": the age, and the token after it.
pub(super) fn age(view: &View, first: usize) -> Option<(u32, usize)> {
    let (mut at, number) = if view.is_any(first, &["aged", "age"]) { (first + 2, first + 1) } else { (first + 1, first) };
    let age = age_number(view, number)?;
    if number > first {
        return Some((age, at));
    }
    let skip = |at: usize| if view.is_dash(at) { at + 1 } else { at };
    at = skip(at);
    if !view.is_any(at, &["year", "years", "yr", "month", "months", "week", "weeks", "day", "days", "y"]) {
        return None;
    }
    let years = view.lower(at).starts_with('y');
    at = skip(at + 1);
    view.is_any(at, &["old", "olds"]).then_some((if years { age } else { 0 }, at + 1))
}

/// A number that can be an age.
pub(super) fn age_number(view: &View, at: usize) -> Option<u32> {
    use dateline_lexicon::NumberWord;
    let age = match view.number_by_itself(at) {
        Some(NumberWord::Unit(n) | NumberWord::Ten(n)) => n,
        _ => view.word(at).parse().ok()?,
    };
    (age <= 120).then_some(age)
}
