//! Parser: heads and relations, left to right, one attachment at a time (arc-hybrid transitions, Kuhlmann et al. 2011).
//!
//! In: a sentence's words and tags. Out: each word's head and relation; the result is always one tree. A stack holds words whose
//! heads are still unknown; each step moves the next word onto it, or attaches the top of it to the next word (left) or to the
//! word below (right). Every word is shifted once and attached once, so time is linear in the sentence.

use crate::labels::RELATIONS;
use crate::table::{Table, best};
use crate::words::Word;
use crate::{Relation, Xpos};

/// Scores of the three steps, and a fingerprint.
pub const STEP_WIDTH: usize = 4;

/// Scores of the relations but `root`, and a fingerprint.
pub const RELATION_WIDTH: usize = 49;

/// One step of the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The next word goes onto the stack.
    Shift,
    /// The top of the stack depends on the next word.
    Left,
    /// The top of the stack depends on the word below it.
    Right,
}

/// Every step, by class number.
pub const STEPS: [Step; 3] = [Step::Shift, Step::Left, Step::Right];

/// No such word.
pub const NONE: u32 = u32::MAX;

/// What is known of one word's dependents so far.
#[derive(Debug, Clone, Copy)]
pub struct Below {
    /// Its leftmost dependent and the second one.
    pub left: [u32; 2],
    /// Its rightmost dependent and the last but one.
    pub right: [u32; 2],
    /// How many on each side.
    pub count: [u8; 2],
    /// A bit a relation among its dependents.
    pub relations: u64,
}

const NOTHING_BELOW: Below = Below { left: [NONE; 2], right: [NONE; 2], count: [0; 2], relations: 0 };

/// A sentence half parsed.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// Words without a head yet, the topmost last.
    pub stack: Vec<u32>,
    /// The next word; the sentence's length when all are shifted.
    pub next: u32,
    /// Each word's head, [`NONE`] while unknown.
    pub heads: Vec<u32>,
    /// Each word's relation's class number, meaningless while the head is unknown.
    pub relations: Vec<u8>,
    /// Each word's dependents.
    pub below: Vec<Below>,
}

impl State {
    /// Starts over with a sentence of this many words.
    pub fn start(&mut self, length: usize) {
        self.stack.clear();
        self.next = 0;
        self.heads.clear();
        self.heads.resize(length, NONE);
        self.relations.clear();
        self.relations.resize(length, 0);
        self.below.clear();
        self.below.resize(length, NOTHING_BELOW);
    }

    /// The word this deep in the stack, 0 for the topmost.
    pub fn stacked(&self, depth: usize) -> u32 {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |index| self.stack[index])
    }

    /// The word this far ahead, 0 for the next.
    pub fn ahead(&self, offset: u32) -> u32 {
        let index = self.next.saturating_add(offset);
        if (index as usize) < self.heads.len() { index } else { NONE }
    }

    /// Whether every word but one has its head.
    pub fn done(&self) -> bool {
        self.next as usize == self.heads.len() && self.stack.len() <= 1
    }

    /// Whether `step` can be taken here.
    pub fn allows(&self, step: Step) -> bool {
        let words_left = (self.next as usize) < self.heads.len();
        match step {
            Step::Shift => words_left,
            Step::Left => words_left && !self.stack.is_empty(),
            Step::Right => self.stack.len() > 1,
        }
    }

    /// The head and dependent that `step` would join.
    pub fn joined(&self, step: Step) -> Option<(u32, u32)> {
        match step {
            Step::Shift => None,
            Step::Left => Some((self.next, self.stacked(0))),
            Step::Right => Some((self.stacked(1), self.stacked(0))),
        }
    }

    /// Moves the next word onto the stack.
    pub fn shift(&mut self) {
        self.stack.push(self.next);
        self.next += 1;
    }

    /// Attaches the top of the stack to `head` and takes it off.
    pub fn attach(&mut self, head: u32, relation: usize) {
        let Some(word) = self.stack.pop() else { return };
        self.heads[word as usize] = head;
        self.relations[word as usize] = relation as u8;
        let below = &mut self.below[head as usize];
        below.relations |= 1 << relation;
        let side = usize::from(word > head);
        below.count[side] = below.count[side].saturating_add(1);
        let ends = if side == 0 { &mut below.left } else { &mut below.right };
        // A head's later left dependents stand farther left, its later right ones farther right.
        *ends = [word, ends[0]];
    }
}

/// What heads and relations go by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parser {
    /// Scores of steps.
    pub steps: Table<STEP_WIDTH>,
    /// Scores of relations.
    pub relations: Table<RELATION_WIDTH>,
}

impl Parser {
    /// Parses a sentence; the result is left in `state`.
    pub fn parse(&self, words: &[Word], tags: &[Xpos], state: &mut State) {
        state.start(words.len());
        while !state.done() {
            let scores = self.steps.score(&crate::features::step(words, tags, state));
            let Some(step) = best_step(&scores, state) else { break };
            match state.joined(step) {
                None => state.shift(),
                Some((head, dependent)) => {
                    let features = crate::features::relation(words, tags, state, head, dependent);
                    let relation = best(&self.relations.score(&features), RELATIONS.len() - 1);
                    state.attach(head, relation);
                }
            }
        }
    }
}

/// The step with the highest score among those the state allows, the first of equals.
pub fn best_step(scores: &[i16; STEP_WIDTH], state: &State) -> Option<Step> {
    let mut best: Option<(i16, Step)> = None;
    for (&step, &score) in STEPS.iter().zip(scores) {
        if state.allows(step) && best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, step));
        }
    }
    best.map(|(_, step)| step)
}

/// The relation of a class number.
pub fn relation(class: u8) -> Relation {
    RELATIONS.get(usize::from(class)).map_or(Relation::Dep, |&(relation, _)| relation)
}
