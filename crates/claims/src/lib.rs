//! Claims: what one voice says happened.
//!
//! In: a [`Document`], its [`Parse`] and its [`Mentions`]. Out: a [`Coding`]: claims and problems.
//! Knows nothing of other reports: whether two claims are of one strike is for `incidents`.
//!
//! The way of a sentence: trigger words are found ([`trigger`]), counts tied to them ([`attach`], [`order`]), each given a status and parties
//! ([`status`], [`roles`]), and those of one happening grouped into a claim ([`apart`], [`group`], [`harms`]) with its place, time and voice. Then the claims of a
//! report are numbered by happening ([`episode`]) and settled against each other ([`settle`]), and each told how often its like was right ([`sure`]).

mod act;
mod apart;
mod attach;
mod attribution;
mod bearer;
mod cause;
mod charged;
mod claim;
mod court;
mod dead;
mod deadly;
mod dealings;
mod doers;
mod either;
mod episode;
mod frame;
mod general;
mod group;
mod harms;
mod lag;
mod listed;
mod memory;
mod moved;
mod named;
mod order;
mod paired;
mod party;
mod roles;
mod scene;
mod setting;
mod settle;
mod shared;
mod side;
mod sites;
mod status;
mod sure;
mod taking;
mod total;
mod trigger;
mod wave;
mod weapon;

use dateline_lexicon::Lexicon;
use dateline_mentions::{Context, Mentions};
use dateline_syntax::Parse;
use dateline_text::Document;

pub use claim::{
    Attribution, Cell, Certainty, Claim, Coding, EventClaim, Harm, Party, PartyRole, Problem, Relation, Status, TallyClaim,
    Voice, When, Where, Window,
};
pub use episode::acts_agree;
pub use sure::kind;

/// Codes one document.
pub fn code(document: &Document, parse: &Parse, mentions: &Mentions, lexicon: &Lexicon, context: &Context) -> Coding {
    let lemmas =
        (0..document.tokens().len()).map(|token| dateline_syntax::lemma(document.lower(token), parse.node(token).upos)).collect();
    let scene = scene::Scene {
        lemmas,
        voices: scene::voices_by_sentence(document, mentions),
        groups: party::Groups::of(&mentions.actors),
        document,
        parse,
        mentions,
        lexicon,
        context,
    };
    let mut found = group::Yield::default();
    let triggers = scene.sentences().map(|sentence| (sentence, trigger::find(&scene, sentence))).collect();
    for (sentence, triggers) in cause::sift(&scene, triggers) {
        group::read(&scene, sentence, triggers, &mut found);
    }
    frame::told_on(&scene, &mut found.events);
    memory::of_history(&scene, &mut found.events);
    frame::in_play(&scene, &mut found.events);
    frame::of_a_work(&scene, &mut found.events);
    court::in_court(&scene, &mut found.events);
    wave::totals(&scene, &mut found);
    episode::number(&mut found.events);
    let mut events: Vec<EventClaim> = found.events.into_iter().map(|(event, _)| event).collect();
    settle::nothing_befell(&mut events);
    dead::died_of_it(document, &mut events, &found.implied);
    dead::the_one(document, &mut events);
    dead::once(&mut events);
    settle::besides_one(&mut events);
    settle::parts_of_wholes(document, &mut events);
    settle::infer(&scene, &mut events);
    for event in &mut events {
        event.confidence = lexicon.sureness.share(&sure::kind(event));
    }
    let mut claims: Vec<Claim> =
        events.into_iter().map(Claim::Event).chain(found.tallies.into_iter().map(Claim::Tally)).collect();
    claims.sort_by_key(Claim::range);
    let mut problems = found.problems;
    problems.sort_by_key(|problem| problem.range);
    Coding { document: document.id(), claims, problems }
}
